"""Drafts from the tagger's attributions, with whole words, names and quotations; those that only say that nobody spoke are left out."""

from __future__ import annotations

import re
from itertools import pairwise

from audit.attribute.cues import negated, verb_of
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.extents import without_that
from audit.attribute.headlines import behind
from audit.attribute.places import SpanIndex
from audit.attribute.quotes import Quote, overlapping
from audit.attribute.responses import disclosures, response_notes
from audit.domain.annotation import Annotation, AttributionTag, Token
from audit.domain.statement import TagScores
from audit.domain.text import Span
from audit.lexicons import words

_SILENT_ZONES = frozenset({"boilerplate", "byline", "dateline"})
_NAMES = frozenset({"Person", "Organization", "Location"})
_GAP = 40
"""Code points; a gap in a content no longer than this is closed. Split contents of PolNeAR have the cue or the source in their gaps."""
_ENDED = re.compile(r"\n|\w[.!?]\s")
_ACCOUNT = re.compile(r"(?<!\w)(?P<name>@\w{1,30})\s$")
_ALL_OF_THIS = re.compile(r"(?:all|some|most|much|none) of (?:which|this|that|it)", re.IGNORECASE)
_IN_WORDS = re.compile(r"\bin (?P<whose>his|her|their) (?:own )?words\b", re.IGNORECASE)
_REFLEXIVE = 12
"""Code points behind "find" in which "themselves" begins."""
_SOURCE_GAP = 12
_SPOKEN_TO = frozenset({"him", "her", "them", "us", "me", "you"})
_RELATIVE = frozenset({"who", "which", "whom", "whose"})
_WHOM = 5
"""Words of ", both of whom" at most, the comma counted."""
_OPENERS = frozenset({"who", "that", "which", "whom", "whose"})


def tagged(annotation: Annotation, marks: list[Quote]) -> list[Draft]:
    """A draft for each attribution of the tagger, each once, those without a source of their own with the one that they share."""
    unsaid = [*(n.span for n in response_notes(annotation)), *disclosures(annotation)]
    silent = SpanIndex((span, (span,)) for span in unsaid)
    cues = SpanIndex((t.cue, (t.cue,)) for t in annotation.attributions)
    drafts = [d for d in (_draft(annotation, tag, marks, cues) for tag in annotation.attributions) if d is not None]
    drafts = [d for d in drafts if not any(_silenced(annotation, d, s) for s in silent.over(_about(annotation, d)))]
    drafts = _without_doubles(drafts)
    _share_subjects(annotation, drafts)
    return drafts


def _draft(annotation: Annotation, tag: AttributionTag, marks: list[Quote], cues: SpanIndex[Span]) -> Draft | None:
    text = annotation.text
    paragraph = annotation.paragraph_at(tag.cue.start)
    if paragraph is None or paragraph.zone in _SILENT_ZONES or negated(annotation, tag.cue):
        return None
    if any(tag.cue.contains(q.inner) for q in overlapping(marks, tag.cue)):
        return None
    printed = _phrase(annotation, _nearest(annotation, tag), tag.cue) if tag.source else None
    source = _whose_words(text, tag.cue) or _outside(text, printed, marks) or _handle(text, tag.cue) or behind(annotation, tag.cue)
    parts = (_content(s, text, marks, tag.cue) for s in tag.content)
    content = joined([without_that(annotation, s) for s in parts if s is not None], text, cues, source)
    if not content or _nothing(annotation, content[0], tag.cue) or _told_by_the_writer(annotation, tag.cue, source):
        return None
    if annotation.convention == "house" and _nobody_spoke(annotation, tag.cue, source):
        return None
    score = tag.cue_score * tag.content_score * (tag.source_score if source else 0.7)
    scores = TagScores(tag.cue_score, tag.source_score if source else None, tag.content_score)
    return Draft(content, tag.cue, source, score, tags=scores, reported=tag.statement)


def _whose_words(text: str, cue: Span) -> Span | None:
    """The pronoun in "in her words", which says whose they are, whatever the sentence is about."""
    match = _IN_WORDS.search(text, cue.start, cue.end)
    return Span(*match.span("whose")) if match is not None else None


def _outside(text: str, source: Span | None, marks: list[Quote]) -> Span | None:
    """The words of a source up to a quotation that it runs into: "Kolb, who is 61, “a scandal"."""
    if source is None:
        return None
    into = next((q for q in overlapping(marks, source) if source.start < q.span.start < source.end < q.span.end), None)
    return trimmed(Span(source.start, into.span.start), text) if into is not None else source


def _told_by_the_writer(annotation: Annotation, cue: Span, source: Span | None) -> bool:
    """Whether a finding is nobody's: "they find themselves in court"; "All of this suggests that …" of what the article told before."""
    tokens, behind = annotation.inside(cue), annotation.inside(Span(cue.end, cue.end + _REFLEXIVE))
    if tokens and tokens[-1].lemma == "find" and behind and "Reflex=Yes" in behind[0].feats:
        return True
    if source is None or _ALL_OF_THIS.fullmatch(annotation.text, source.start, source.end) is None:
        return False
    sentence = annotation.sentence_at(cue.start)
    return sentence is not None and source.start == sentence.span.start


def _nobody_spoke(annotation: Annotation, cue: Span, source: Span | None) -> bool:
    """Whether the verb only looks like one of speaking: what somebody may say one day, what a word was meant to be, a prize that was
    claimed, the name of something ("dubbed “the Lantern”"). Not one of these is a statement among the 5,898 of house train and dev."""
    verb = verb_of(annotation, cue)
    if verb is None:
        return False
    below = [annotation.tokens[i] for i in annotation.children.get(verb.index, ())]
    if any(t.rel == "aux" and t.lemma in words("cues", "possible") for t in below) or verb.lemma == "mean":
        return True
    if verb.lemma == "claim":
        return any(t.rel == "obj" and t.lemma in words("cues", "prizes") for t in below)
    named = verb.lemma in words("cues", "called") and verb.rel in ("acl", "amod") and not any(t.rel.startswith("nsubj") for t in below)
    return named and source is None


def _nothing(annotation: Annotation, content: Span, cue: Span) -> bool:
    """Whether a content only says that nothing was said: "nothing about the crane"; "nothing will change" says something. Or whether it is
    no more than who was spoken to: "warned them"."""
    tokens, verb = annotation.inside(content), verb_of(annotation, cue)
    if len(tokens) == 1 and tokens[0].text.lower() in _SPOKEN_TO and verb is not None and verb.lemma in words("cues", "addressed"):
        return True
    behind = tokens[1].upos if len(tokens) > 1 else "ADP"
    return content.start >= cue.end and tokens[0].text.lower() == "nothing" and behind in ("ADP", "ADJ", "ADV", "PUNCT")


def _handle(text: str, cue: Span) -> Span | None:
    """The account named right before a cue: "@ZorkPolice posted"."""
    match = _ACCOUNT.search(text, max(0, cue.start - 40), cue.start)
    return Span(*match.span("name")) if match else None


def _about(annotation: Annotation, draft: Draft) -> Span:
    """From the beginning of a draft and of its cue's sentence to their end: where it may be said that nothing was said."""
    spans = [draft.content[0], *([draft.cue] if draft.cue is not None else [])]
    sentence = annotation.sentence_at(draft.cue.start) if draft.cue is not None else None
    spans += [sentence.span] if sentence is not None else []
    return Span(min(s.start for s in spans) - 2, max(s.end for s in spans))


def _silenced(annotation: Annotation, draft: Draft, silent: Span) -> bool:
    """Whether a draft only says what ``silent`` does: that somebody did not speak, or on what terms."""
    if draft.cue is None:
        return False
    same = draft.cue.overlaps(silent) or silent.contains(draft.content[0])
    return same or _purpose(annotation, draft.cue, silent) or _terms(annotation, draft, silent)


def _purpose(annotation: Annotation, cue: Span, disclosure: Span) -> bool:
    """Whether the cue is what anonymity was given for: "on condition of anonymity to describe private talks"."""
    return 0 <= cue.start - disclosure.end <= 1 and cue.of(annotation.text).lower().startswith("to ")


def _terms(annotation: Annotation, draft: Draft, disclosure: Span) -> bool:
    """Whether a cue says on what terms somebody spoke: "spoke about the raids only on condition of anonymity"."""
    verb = verb_of(annotation, draft.cue) if draft.cue is not None else None
    there = annotation.sentence_at(disclosure.start)
    if verb is None or there is None or verb.lemma not in ("speak", "talk") or verb.sentence != there.index:
        return False
    quoted = any(mark in part.of(annotation.text) for part in draft.content for mark in '“"')
    return verb.span.start < disclosure.start and not quoted


def _nearest(annotation: Annotation, tag: AttributionTag) -> Span:
    """The source words as one span: parts a few words apart in a sentence belong together, of what is left the part nearest to the cue
    counts."""
    joined: list[Span] = []
    for part in sorted(tag.source):
        gap = Span(joined[-1].end, part.start) if joined else part
        one = bool(joined) and annotation.sentence_at(joined[-1].start) == annotation.sentence_at(part.start)
        if one and gap.end - gap.start <= _SOURCE_GAP and not any(gap.overlaps(o) for o in (tag.cue, *tag.content)):
            joined[-1] = Span(joined[-1].start, part.end)
        else:
            joined.append(part)
    return min(joined, key=lambda s: (max(s.start - tag.cue.end, tag.cue.start - s.end), s.start - s.end))


def _phrase(annotation: Annotation, span: Span, cue: Span) -> Span | None:
    """The source words, widened to whole tokens and to the whole of a name or possessor that they begin or end in the middle of."""
    bare = trimmed(span, annotation.text)
    if bare is None:
        return None
    tokens = annotation.inside(bare)
    if not tokens:
        return bare
    start, end = min(bare.start, tokens[0].span.start), max(bare.end, tokens[-1].span.end)
    if (subject := _behind_a_fronted_phrase(annotation, tokens, cue)) is not None:
        tokens = [t for t in tokens if t.index >= subject]
        start = tokens[0].span.start
    if (whole := _begun(annotation, tokens)) < start:
        tokens, start = annotation.inside(Span(whole, end)), whole
    before = annotation.tokens[tokens[0].index - 1] if tokens[0].index else None
    if before is not None and tokens[0].text in ("'s", "’s", "'", "’") and before.sentence == tokens[0].sentence:
        start = before.span.start
    for entity in annotation.entities_over(Span(start, end)):
        if entity.label in _NAMES and not entity.span.overlaps(cue):
            start, end = min(start, entity.span.start), max(end, entity.span.end)
    inside = annotation.inside(Span(start, end))
    while len(inside) > 1 and "VerbForm=Fin" in inside[-1].feats and not any(t.text.lower() in _OPENERS for t in inside):
        inside.pop()
        end = inside[-1].span.end
    if annotation.convention == "house" and (kept := _without_relative(inside)) != inside:
        inside, end = kept, kept[-1].span.end
    last = inside[-1]
    last, end = _owned(annotation, inside, end, cue)
    if last is inside[-1] and (kept := _without_place(annotation, inside)) != inside:
        return trimmed(Span(start, kept[-1].span.end), annotation.text)
    for token in annotation.tokens[last.index + 1 : last.index + 5]:
        if last.upos not in ("DET", "ADP", "ADJ") or token.sentence != last.sentence or token.span.overlaps(cue) or token.upos == "PUNCT":
            break
        named = annotation.entity_at(token.span.start)
        last, end = token, max(token.span.end, named.span.end if named is not None and not named.span.overlaps(cue) else 0)
    while end > start and annotation.text[end - 1] in " (":
        end -= 1
    return trimmed(Span(start, end), annotation.text)


def _owned(annotation: Annotation, inside: list[Token], end: int, cue: Span) -> tuple[Token, int]:
    """The last word and the end of a phrase, gone on to what its last word owns: "a defender of towns’ rights"."""
    last, everything = inside[-1], annotation.tokens
    mark = everything[last.index + 1] if last.index + 1 < len(everything) else last
    owned = everything[last.head] if last.head is not None else last
    hangs = owned.head in {t.index for t in inside} and mark.index < owned.index <= mark.index + 4
    if mark.text not in ("'s", "’s", "'", "’") or mark.span.start != last.span.end or not hangs or cue.overlaps(Span(end, owned.span.end)):
        return last, end
    return owned, owned.span.end


def _without_place(annotation: Annotation, inside: list[Token]) -> list[Token]:
    """The words of a source without a place behind a comma that breaks off at its owner: ", on Reef TV’s" before “Meet the Tide”."""
    following = annotation.tokens[inside[-1].index + 1 : inside[-1].index + 2]
    ends = [inside[-1], *following]
    if not any(t.text in ("'s", "’s") for t in ends):
        return inside
    at = next((i for i in range(len(inside) - 2, 0, -1) if inside[i].text == "," and inside[i + 1].upos == "ADP"), len(inside))
    return inside[:at]


def _behind_a_fronted_phrase(annotation: Annotation, tokens: list[Token], cue: Span) -> int | None:
    """Where the subject of a cue begins that ends a phrase fronted by a preposition: "In a survey of pilots, the Reef Trust found …"."""
    verb, before = verb_of(annotation, cue), annotation.tokens[tokens[0].index - 1] if tokens[0].index else None
    if verb is None or before is None or before.upos != "ADP" or before.sentence != tokens[0].sentence:
        return None
    comma = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i - 1].text == ","), 0)
    behind = tokens[comma:] if comma else []
    subject = any(t.head == verb.index and t.rel == "nsubj" for t in behind)
    fronted = any(t.head == verb.index and t.rel == "obl" for t in tokens[:comma])
    named = annotation.entity_at(behind[-1].span.start) if behind and fronted else None
    return behind[0].index if behind and (subject or (named is not None and named.label in ("Person", "Organization"))) else None


def _begun(annotation: Annotation, tokens: list[Token]) -> int:
    """Where a phrase begins that was cut in the middle of a compound, with its article: "her 17-year-old daughter"."""
    at, everything = tokens[0].index, annotation.tokens
    while at > 1 and everything[at - 1].text == "-" and everything[at - 1].span.end == everything[at].span.start:
        at -= 2
    if at == tokens[0].index:
        return tokens[0].span.start
    while at and everything[at - 1].upos in ("DET", "ADJ") and everything[at - 1].sentence == everything[at].sentence:
        at -= 1
    possessive = at and everything[at - 1].upos == "PRON" and everything[at - 1].text.lower() in words("phrases", "possessive")
    return everything[at - bool(possessive)].span.start


def _without_relative(tokens: list[Token]) -> list[Token]:
    """The words of a source without a relative pronoun at their end, and what stands before it behind a comma: ", both of whom"."""
    at = len(tokens) - 1
    if not at or tokens[at].text.lower() not in _RELATIVE:
        return tokens
    comma = next((i for i in range(at - 1, max(0, at - _WHOM), -1) if tokens[i].text == ","), at)
    return tokens[: comma if all(t.upos not in ("NOUN", "PROPN") for t in tokens[comma:at]) else at]


def _content(span: Span, text: str, marks: list[Quote], cue: Span) -> Span | None:
    """A part of a content: edges trimmed; a quotation that it reaches to an end of is taken whole, with its marks."""
    bare = trimmed(span, text)
    if bare is None:
        return None
    start, end = bare.start, bare.end
    for quote in overlapping(marks, bare):
        if quote.span.contains(cue):
            continue
        at_start = quote.span.start - 1 <= start <= quote.inner.start + 1
        at_end = quote.inner.end - 2 <= end <= quote.span.end + 1
        shared = min(end, quote.span.end) - max(start, quote.span.start)
        if at_start or at_end or shared * 2 > quote.span.end - quote.span.start:
            start, end = min(start, quote.span.start), max(end, quote.span.end)
    return Span(start, end) if end > start else None


def joined(parts: list[Span], text: str, between: SpanIndex[Span], source: Span | None) -> list[Span]:
    """Parts with at most a few words between them are one, unless the source, a sentence or one of ``between`` stands there: the tagger's
    gaps, not the text's."""
    out: list[Span] = []
    for part in sorted(parts):
        if out and part.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(part.end, out[-1].end))
        elif (
            out
            and part.start - out[-1].end <= _GAP
            and not _ENDED.search(text[out[-1].end : part.start])
            and not between.over(gap := Span(out[-1].end, part.start))
            and (source is None or not source.overlaps(gap))
        ):
            out[-1] = Span(out[-1].start, part.end)
        else:
            out.append(part)
    return out


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Two cues that claim the same words with the same source are one attribution ("said in a statement, saying"): the surer stays."""
    kept: list[Draft] = []
    said: dict[tuple[Span, ...], set[Span | None]] = {}
    for draft in sorted(drafts, key=lambda d: -d.score):
        sources = said.setdefault(tuple(draft.content), set())
        if draft.source not in sources and (draft.source is not None or not sources):
            kept.append(draft)
            sources.add(draft.source)
    return kept


def _share_subjects(annotation: Annotation, drafts: list[Draft]) -> None:
    """A cue without a source of its own ("…, adding that …", "and said …") has the source of the cue before it in its sentence."""
    ordered = sorted((d for d in drafts if d.cue is not None), key=lambda d: d.cue.start if d.cue else 0)
    for before, draft in pairwise(ordered):
        if draft.source is not None or before.source is None or draft.cue is None or before.cue is None:
            continue
        here, there = annotation.sentence_at(draft.cue.start), annotation.sentence_at(before.cue.start)
        tokens = annotation.inside(draft.cue)
        joined = tokens and (
            "VerbForm=Ger" in tokens[0].feats
            or tokens[0].text.lower().endswith("ing")
            or annotation.tokens[max(0, tokens[0].index - 1)].text.lower() in ("and", "but", "then", "also")
        )
        passive = any(t.upos == "AUX" and t.lemma == "be" for t in tokens)
        if here is not None and here == there and joined and not passive:
            draft.source, draft.implicit = before.source, True
