"""The words that name a source, with whole words, names and compounds, and without what only stands beside them."""

from __future__ import annotations

import re

from audit.attribute.cues import kind_of, known, verb_of
from audit.attribute.drafts import trimmed
from audit.attribute.headlines import behind
from audit.attribute.outlets import is_outlet
from audit.attribute.quotes import Quote, overlapping
from audit.attribute.responses import phrase
from audit.domain.annotation import Annotation, AttributionTag, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span
from audit.lexicons import words

_NAMES = frozenset({"Person", "Organization", "Location"})
_ACCOUNT = re.compile(r"(?<!\w)(?P<name>@\w{1,30})\s$")
_IN_WORDS = re.compile(r"\bin (?P<whose>his|her|their) (?:own )?words\b", re.IGNORECASE)
_SOURCE_GAP = 12
_RELATIVE = frozenset({"who", "which", "whom", "whose"})
_WHOM = 5
"""Words of ", both of whom" at most, the comma counted."""
_OPENERS = frozenset({"who", "that", "which", "whom", "whose"})


def source_words(annotation: Annotation, tag: AttributionTag, marks: list[Quote]) -> Span | None:
    """The words that name the source of what the tagger attributes; None where none do."""
    text = annotation.text
    printed = _phrase(annotation, _nearest(annotation, tag), tag.cue) if tag.source else None
    if annotation.convention == "house" and (printed is None or _names_nobody(annotation, printed)):
        printed = (_own_subject(annotation, tag.cue) if printed is not None else None) or _by_the_tree(annotation, tag.cue) or printed
    return _whose_words(text, tag.cue) or _outside(text, printed, marks) or _handle(text, tag.cue) or behind(annotation, tag.cue)


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
    while len(inside) > 1 and _ends_in_a_verb(inside):
        inside.pop()
        end = inside[-1].span.end
    if annotation.convention == "house":
        kept = _without_relative(_without_day(annotation, _without_who_passed_on(annotation, inside, cue)))
        if kept != inside:
            inside, end = kept, kept[-1].span.end
    last = inside[-1]
    last, end = _owned(annotation, inside, end, cue)
    if last is inside[-1] and (kept := _without_place(annotation, inside)) != inside:
        return trimmed(Span(start, kept[-1].span.end), annotation.text)
    for token in annotation.tokens[last.index + 1 : last.index + 5]:
        if last.upos not in ("DET", "ADP", "ADJ") or token.sentence != last.sentence or token.span.overlaps(cue):
            break
        if _begins_a_clause(annotation, token):
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
    mark = next((t for t in ends if t.text in ("'s", "’s")), None)
    if mark is None or annotation.text[mark.span.end : mark.span.end + 2].strip() not in ("“", '"', "‘"):
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
    while (
        at > 1
        and everything[at - 1].text == "-"
        and everything[at - 1].span == Span(everything[at - 2].span.end, everything[at].span.start)
    ):
        at -= 2
    if at == tokens[0].index:
        return tokens[0].span.start
    while at and everything[at - 1].upos in ("DET", "ADJ") and everything[at - 1].sentence == everything[at].sentence:
        at -= 1
    possessive = at and everything[at - 1].upos == "PRON" and everything[at - 1].text.lower() in words("phrases", "possessive")
    return everything[at - bool(possessive)].span.start


def _ends_in_a_verb(tokens: list[Token]) -> bool:
    """Whether a source runs into the verb of its clause: "many have"."""
    last = tokens[-1]
    if last.upos == "ADV" and tokens[-2].upos == "DET":
        return True  # "some even"
    return ("VerbForm=Fin" in last.feats or _verbal(last)) and not any(t.text.lower() in _OPENERS for t in tokens)


def _verbal(token: Token) -> bool:
    return token.upos == "AUX" and token.text.islower()


def _begins_a_clause(annotation: Annotation, token: Token) -> bool:
    """Whether a word behind "another" or "some" is no part of the phrase: a mark, a verb, an adverb before a verb ("some even said")."""
    if token.upos == "PUNCT" or _verbal(token) or "VerbForm=Fin" in token.feats:
        return True
    behind = annotation.tokens[token.index + 1 : token.index + 2]
    return token.upos == "ADV" and any(t.upos == "VERB" and t.sentence == token.sentence for t in behind)


def _is_day(annotation: Annotation, token: Token, before: Token) -> bool:
    """Whether a word is the day of something and no name: not in "Mrs May", "Ruby Tuesday", "in May"."""
    entity = annotation.entity_at(token.span.start)
    if token.text.lower() not in words("sources", "months_and_days") or (entity is not None and entity.label != "Date"):
        return False
    titles = words("people", "titles", "honorific") | words("people", "titles", "civil")
    named = before.upos == "PROPN" and entity is None
    return before.upos != "ADP" and not named and before.text.lower().rstrip(".") not in titles


def _without_day(annotation: Annotation, tokens: list[Token]) -> list[Token]:
    """The words of a source without the day on which it spoke, and a "that" behind it: "a lawsuit Wednesday", "the report Friday that"."""
    kept = tokens[:-1] if len(tokens) > 2 and tokens[-1].text.lower() == "that" else tokens
    while len(kept) > 1 and _is_day(annotation, kept[-1], kept[-2]):
        kept = kept[:-1]
    nouns = any(t.upos in ("NOUN", "PROPN", "PRON") for t in kept)
    return kept if nouns and (len(kept) < len(tokens) - 1 or kept[-1].upos in ("NOUN", "PROPN")) else tokens


def _without_who_passed_on(annotation: Annotation, tokens: list[Token], cue: Span) -> list[Token]:
    """The words behind "according to" without the outlet that reported it: "according to a war monitor, the Courant reported"."""
    comma = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].text == ","), 0)
    behind = annotation.tokens[tokens[-1].index + 1 : tokens[-1].index + 2]
    verb = bool(behind) and "VerbForm=Fin" in behind[0].feats and known(behind[0].lemma) is not None
    if not comma or not verb or comma == len(tokens) - 1 or kind_of(annotation, cue)[1] is not CueKind.ACCORDING:
        return tokens
    return tokens[:comma] if is_outlet(Span(tokens[comma + 1].span.start, tokens[-1].span.end).of(annotation.text)) else tokens


def _without_relative(tokens: list[Token]) -> list[Token]:
    """The words of a source without a relative pronoun at their end, and what stands before it behind a comma: ", both of whom"."""
    at = len(tokens) - 1
    if not at or tokens[at].text.lower() not in _RELATIVE:
        return tokens
    comma = next((i for i in range(at - 1, max(0, at - _WHOM), -1) if tokens[i].text == ","), at)
    return tokens[: comma if all(t.upos not in ("NOUN", "PROPN") for t in tokens[comma:at]) else at]


def _names_nobody(annotation: Annotation, source: Span) -> bool:
    """Whether words for a source have nothing that could be one ("than 12,000"), or are a clause without subject ("works in the port")."""
    tokens = annotation.inside(source)
    if tokens and tokens[0].upos == "VERB" and "VerbForm=Fin" in tokens[0].feats and tokens[0].text.islower():
        return True
    return all(t.upos in ("ADP", "NUM", "ADV", "SCONJ", "PUNCT", "AUX") for t in tokens)


def _own_subject(annotation: Annotation, cue: Span) -> Span | None:
    """The subject of a cue's verb before it, no pronoun."""
    verb = verb_of(annotation, cue)
    below = [annotation.tokens[i] for i in annotation.children.get(verb.index, ()) if i < verb.index] if verb is not None else []
    return next((phrase(annotation, t) for t in below if t.rel == "nsubj" and t.upos != "PRON"), None)


def _by_the_tree(annotation: Annotation, cue: Span) -> Span | None:
    """Whose verb a cue is by the tree: the subject of the verb that it is joined to ("Pew asked 12,000 people and found …"), or who
    stands behind "Among those who have criticized it is"."""
    verb = verb_of(annotation, cue)
    above = annotation.tokens[verb.head] if verb is not None and verb.head is not None else None
    if verb is None or above is None or any(t.upos == "AUX" and t.lemma == "be" for t in annotation.inside(cue)):
        return None
    below = [annotation.tokens[i] for i in annotation.children.get(above.index, ())]
    if verb.rel == "conj" and above.upos == "VERB":
        return next((phrase(annotation, t) for t in below if t.rel == "nsubj" and t.index < above.index), None)
    top = annotation.tokens[above.head] if above.head is not None else None
    who = any(annotation.tokens[i].rel == "nsubj" for i in annotation.children.get(verb.index, ()))
    if verb.rel.startswith("acl") and above.text.lower() == "those" and top is not None and who:
        named = annotation.entity_at(top.span.start)
        copula = any(annotation.tokens[i].rel == "cop" for i in annotation.children.get(top.index, ()))
        return named.span if named is not None and named.label in ("Person", "Organization") and copula else None
    return None


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


def _handle(text: str, cue: Span) -> Span | None:
    """The account named right before a cue: "@ZorkPolice posted"."""
    match = _ACCOUNT.search(text, max(0, cue.start - 40), cue.start)
    return Span(*match.span("name")) if match else None
