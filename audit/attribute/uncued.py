"""Quotations that no cue claims: divided, carried on, introduced by the sentence before, or nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.attribute.cues import kind_of, known
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.heads import head_of
from audit.attribute.places import SpanIndex, by, words_of
from audit.attribute.quotes import Quote, inner_quotes, overlapping
from audit.attribute.responses import phrase, subject
from audit.domain.annotation import Annotation, Sentence, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span
from audit.lexicons import words

_SILENT_ZONES = frozenset({"headline", "deck", "boilerplate", "byline", "dateline"})
_SENTENCE_WORDS = 5
"""A quotation of fewer words that nothing introduces is a scare quote, a title or a label."""
_TITLE_WORDS = 3
"""A quotation of fewer words may be a title: "on Reef TV’s “The Tide,” Quill said …"."""
_BEHIND = 12
"""Words behind a quotation in which it may be called somebody's."""
_REACH = 2
"""Paragraphs over which a quotation without a cue still belongs to the last source."""
_FAR = 20
"""Code points between two sentences, or that a word has, at most."""
_PERSONAL = frozenset({"he", "she", "they"})
_SPEAKING = ("official", "person", "group", "spokes")
"""The lists of heads in ``people.toml`` that stand for somebody who speaks."""
_PAUSES = (",", ":", ";", "–", "—", "-", ")", "]")
_WITHHELD = re.compile(r"\b(?:named|identified),? $")
_STOP = re.compile(r"[.!?…][\"”’')\]]*(\s|$)")


def with_uncued(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """``drafts`` and what is quoted without a cue: each such quotation becomes a part of a statement, or a draft of its own."""
    nothing = (_names_a_thing, _gives_a_reason)
    out = [d for d in drafts if not _gesture(annotation, d, marks) and not any(row(annotation, d) for row in nothing)]
    for draft in out:
        _leave_out_sentences(annotation, draft, marks)
    out = [d for d in out if d.content]
    carrier: Draft | None = None
    known_of, ends = by(out, words_of), _ends(marks)
    for number, quote in enumerate(marks):
        claimed = next((d for d in known_of.over(quote.span) if _claims(annotation.text, d, quote)), None)
        if claimed is not None:
            carrier = claimed if quote.carried else None
            continue
        if annotation.paragraphs[quote.paragraph].zone in _SILENT_ZONES:
            continue
        at_start = quote.span.start == annotation.paragraphs[quote.paragraph].span.start
        holder = carrier if at_start else None
        holder = holder or _divided(annotation, known_of, marks[number - 1] if number else None, quote)
        last = marks[ends[number]]
        if holder is None and at_start and last is not quote:
            holder = next((d for d in known_of.over(last.span) if _claims(annotation.text, d, last)), None)
        if holder is None:
            holder = _called(annotation, quote) or _told_behind(annotation, quote)
            holder = holder or _introduced(annotation, known_of, quote) or _on_its_own(annotation, known_of, quote)
            if holder is not None and holder.content == [quote.span]:
                out.append(holder)
                known_of.add(holder, words_of(holder))
        if holder is not None and quote.span not in holder.content:
            holder.content.append(quote.span)
            holder.content.sort()
            known_of.add(holder, [quote.span])
        carrier = holder if quote.carried else None
    return [*out, *(inner for quote in marks for inner in _quoted_inside(annotation, known_of, quote))]


def _ends(marks: list[Quote]) -> list[int]:
    """For each quotation the number of that which ends it: its own, or of a quotation in several paragraphs that of the last."""
    out = list(range(len(marks)))
    for number in range(len(marks) - 2, -1, -1):
        if marks[number].carried:  # on to the next quotation, beyond an advertisement too
            out[number] = out[number + 1]
    return out


def _leave_out_sentences(annotation: Annotation, draft: Draft, marks: list[Quote]) -> None:
    """Take whole sentences in marks out of what somebody only thought or did: "What she recalls is the noise. “Like a train.”"."""
    if draft.reported or draft.cue is None:
        return
    for i, part in enumerate(draft.content):
        for quote in overlapping(marks, part):
            since = min(part.start, draft.cue.end)
            if draft.cue.end <= quote.span.start < part.end and _STOP.search(annotation.text[since : quote.span.start]):
                rest = trimmed(Span(part.start, quote.span.start), annotation.text) if part.start < quote.span.start else None
                draft.content = [*draft.content[:i], *([rest] if rest is not None else [])]
                return


def _quoted_inside(annotation: Annotation, drafts: SpanIndex[Draft], quote: Quote) -> Iterator[Draft]:
    """What a quotation quotes with a cue right before it: "“He said, ‘Never,’” she recalled"."""
    for inner in inner_quotes(annotation.text, quote):
        near = drafts.over(inner.span)
        if any(d.cue is not None and quote.span.contains(d.cue) and any(c.overlaps(inner.span) for c in d.content) for d in near):
            continue
        mark = annotation.token_before(inner.span.start)
        verb = annotation.token_before(mark.span.start) if mark is not None and mark.text in (",", ":") else None
        if verb is None or not quote.inner.contains(verb.span) or verb.upos != "VERB" or not _tells(verb):
            continue
        source = subject(annotation, verb)
        yield Draft([inner.span], verb.span, source if source is not None and quote.span.contains(source) else None)


def _tells(verb: Token) -> bool:
    found = known(verb.lemma) or known(verb.text.lower())
    return found is not None and found[1] in (CueKind.SPEECH, CueKind.WRITING)


def _names_a_thing(annotation: Annotation, draft: Draft) -> bool:
    """Whether what looks like a cue without a source only says what something is called: "commonly known as “stingrays”"."""
    if draft.source is not None or draft.cue is None:
        return False
    cue = annotation.inside(draft.cue)
    if not cue:
        return False
    beside = annotation.tokens[max(0, cue[0].index - 1) : cue[-1].index + 1]
    return cue[-1].text.lower() == "as" and any(t.text.lower() in words("cues", "naming") for t in beside)


def _gives_a_reason(annotation: Annotation, draft: Draft) -> bool:
    """Whether what is cited is why somebody is not named: "He declined to be named, citing the inquiry"."""
    if draft.cue is None or draft.cue.of(annotation.text).lower() != "citing":
        return False
    return _WITHHELD.search(annotation.text, max(0, draft.cue.start - _FAR), draft.cue.start) is not None


def _gesture(annotation: Annotation, draft: Draft, marks: list[Quote]) -> bool:
    """Whether what looks like a cue is a sentence of its own that says nothing of speech: "“It is closed.” Quill nodded."."""
    if draft.cue is None or len(annotation.inside(draft.cue)) != 1 or kind_of(annotation, draft.cue)[1] is not CueKind.OTHER:
        return False
    quote = next((q for q in overlapping(marks, draft.content[0]) if draft.content == [q.span]), None)
    if quote is None:
        return False
    first, last = sorted((draft.cue, quote.span))
    between = Span(first.end, last.start).of(annotation.text)
    stopped = draft.cue.start > quote.span.start and quote.inner.of(annotation.text).rstrip()[-1:] in (".", "!", "?", "…")
    capital = draft.source is not None and draft.source.of(annotation.text)[:1].isupper()
    return bool(_STOP.search(between)) or (stopped and capital and draft.source is not None and draft.source.start < draft.cue.start)


def _claims(text: str, draft: Draft, quote: Quote) -> bool:
    """Whether a statement has words of a quotation; one that only stands inside it must have most of them."""
    if draft.cue is None or not quote.inner.contains(draft.cue):
        return any(c.overlaps(quote.span) for c in draft.content)
    letters = [i for i in range(quote.span.start, quote.span.end) if text[i].isalnum()]
    return 2 * sum(any(c.start <= i < c.end for c in draft.content) for i in letters) > len(letters)


def _divided(annotation: Annotation, drafts: SpanIndex[Draft], before: Quote | None, quote: Quote) -> Draft | None:
    """The statement that a quotation ends: "“It is,” said Quill, who built it, “a dam.”". A pause stands before it, or cue and source."""
    if before is None or before.paragraph != quote.paragraph or before.inner.of(annotation.text).rstrip()[-1:] not in (",", "–", "—"):
        return None
    between = Span(before.span.end, quote.span.start)
    opening = quote.inner.of(annotation.text).lstrip()
    if not (opening[:1].islower() or re.match(r"I\b", opening)):
        return None
    if _STOP.search(between.of(annotation.text).rstrip() + " "):
        return None
    found = drafts.over(before.span)
    draft = next((d for d in found if d.cue is not None and between.contains(d.cue) and before.span in d.content), None)
    if draft is None or draft.cue is None:
        return None
    told = max(draft.cue.end, draft.source.end if draft.source is not None and between.contains(draft.source) else 0)
    beside = Span(told, quote.span.start).of(annotation.text).rstrip()
    return draft if not beside or beside[-1] in _PAUSES else None  # "who has a “hold” rating" ends nothing


def _called(annotation: Annotation, quote: Quote) -> Draft | None:
    """A draft by whose words a quotation is said to be: "“Fine by me,” was Quill’s verdict", "“Fine” is how Quill put it"."""
    end = min(annotation.paragraphs[quote.paragraph].span.end, quote.span.end + _BEHIND * _FAR)
    tokens = annotation.inside(Span(quote.span.end, end))[:_BEHIND]
    if not tokens or tokens[0].lemma != "be" or not _opens_sentence(annotation, quote):
        return None
    if len(tokens) > 1 and tokens[1].text.lower() == "how":
        verb = next((i for i in range(2, len(tokens)) if tokens[i].upos == "VERB"), 2)
        owner = tokens[2:verb]
        return Draft([quote.span], tokens[verb].span, Span(owner[0].span.start, owner[-1].span.end)) if owner else None
    at = next((i for i, t in enumerate(tokens) if i and t.upos == "NOUN" and t.lemma in _sayings()), None)
    if at is None:
        return None
    mark = next((i for i in range(1, at) if tokens[i].text in ("'s", "’s", "'", "’")), None)
    owner = tokens[1:mark] if mark is not None else []
    if mark is None and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "of":
        stop = next((i for i in range(at + 2, len(tokens)) if tokens[i].upos in ("PUNCT", "VERB", "AUX", "ADP")), len(tokens))
        owner = tokens[at + 2 : stop]
    return Draft([quote.span], tokens[at].span, Span(owner[0].span.start, owner[-1].span.end)) if owner else None


def _told_behind(annotation: Annotation, quote: Quote) -> Draft | None:
    """A draft by the person who puts the words right before on a platform: "“We win!” Quill celebrated on Twitter"."""
    tokens = annotation.inside(Span(quote.span.end, quote.span.end + _BEHIND * _FAR))[:_BEHIND]
    entity = annotation.entity_at(tokens[0].span.start) if tokens else None
    title = len(quote.inner.of(annotation.text).split()) < _TITLE_WORDS
    if entity is None or entity.label != "Person" or title or not _opens_sentence(annotation, quote):
        return None
    behind = [t for t in tokens if t.span.start >= entity.span.end]
    if len(behind) < 3 or behind[0].upos != "VERB" or "VerbForm=Fin" not in behind[0].feats:
        return None
    posted = {behind[2].text.lower(), behind[min(3, len(behind) - 1)].lemma} & (
        words("channels", "platforms", "names") | words("channels", "platforms", "have")
    )
    if behind[1].upos != "ADP" or not posted:
        return None
    return Draft([quote.span], behind[0].span, entity.span)


@cache
def _sayings() -> frozenset[str]:
    return words("cues", "nouns") | words("cues", "verdicts")


def _opens_sentence(annotation: Annotation, quote: Quote) -> bool:
    before = annotation.text[annotation.paragraphs[quote.paragraph].span.start : quote.span.start].rstrip()
    return not before or before[-1] in '.!?”"’'


def _introduced(annotation: Annotation, drafts: SpanIndex[Draft], quote: Quote) -> Draft | None:
    """A draft, new or one of ``drafts``, by whoever the words right before the quotation are about, or who says something there."""
    if not _finished(annotation, quote):
        return None
    paragraph = annotation.paragraphs[quote.paragraph]
    lead = _sentence_before(annotation, quote.span.start)
    if lead is None:
        return None
    colon = _before(annotation.text, quote)[-1:] == ":"
    here = annotation.paragraph_at(lead.span.start) == paragraph
    if any(t.head is None and t.lemma in words("cues", "wordless") for t in annotation.tokens[lead.first : lead.last]):
        return None
    said = [d for d in drafts.over(lead.span) if d.cue is not None and lead.span.contains(d.cue)]
    if any(d.reported for d in said):
        return _said_before(annotation, said, quote) if here else None
    named = not here and _name_alone(annotation, lead)
    if not (colon or here or named):
        return None
    source = lead.span if named else _person(annotation, lead, colon)
    if source is None:
        return None
    beside = Span(_last_word(annotation.text, lead.span.start), lead.span.start)
    ended = (d for d in drafts.over(beside) if d.content[-1].end <= lead.span.start)
    previous = max(ended, key=lambda d: d.content[-1].end, default=None)
    if previous is not None and not colon and here and _goes_on(annotation, previous, source, lead):
        return previous
    return Draft([quote.span], _cue(annotation, lead, source) if colon else None, source)


def _said_before(annotation: Annotation, said: list[Draft], quote: Quote) -> Draft | None:
    """A draft, new or one of ``said``, by the speaker of the sentence before: the outer one where somebody tells what another said."""
    inner = [d for d in said if d.cue and any(o is not d and any(c.contains(d.cue) for c in o.content) for o in said)]
    outer = [d for d in said if d.reported and all(d is not i for i in inner)]
    if not outer or outer[-1].source is None:
        return None
    if _same_paragraph(annotation, outer[-1], quote):
        return outer[-1]
    return Draft([quote.span], None, outer[-1].source, implicit=True, led_by=outer[-1].cue)


def _before(text: str, quote: Quote) -> str:
    """The last characters before a quotation, spaces left out."""
    return text[max(0, quote.span.start - _FAR) : quote.span.start].rstrip()


def _last_word(text: str, place: int) -> int:
    """Where the last letter or digit before ``place`` stands, or what is as far away as no quotation and its speaker are."""
    at = place - 1
    while at > max(0, place - _FAR) and not text[at].isalnum():
        at -= 1
    return at


def _finished(annotation: Annotation, quote: Quote) -> bool:
    """Whether a quotation opens a sentence and ends one, inside its marks or before the next sentence."""
    inner = quote.inner.of(annotation.text).strip()
    before = _before(annotation.text, quote)
    return (inner[:1].isupper() and inner[-1:] in (".", "!", "?", "…") and before[-1:] in (".", "!", "?", ":", "”", '"', "’")) or (
        quote.span == annotation.paragraphs[quote.paragraph].span and bool(inner)
    )


def _sentence_before(annotation: Annotation, place: int) -> Sentence | None:
    """The sentence, or the part of one, that ends before ``place``."""
    last = annotation.token_before(place)
    if last is None:
        return None
    whole = annotation.sentences[last.sentence]
    return Sentence(whole.index, Span(whole.span.start, last.span.end), whole.first, last.index + 1, whole.paragraph)


def _name_alone(annotation: Annotation, lead: Sentence) -> bool:
    """Whether a paragraph is nothing but a person's name."""
    paragraph = annotation.paragraphs[lead.paragraph].span
    return any(e.label == "Person" and e.span == paragraph for e in annotation.entities_over(paragraph))


def _person(annotation: Annotation, lead: Sentence, colon: bool) -> Span | None:
    """Whom a sentence is about: its subject, where that is a person, or else the only person that it names."""
    tokens = annotation.tokens[lead.first : lead.last]
    if any(t.text in ("“", '"', "”") for t in tokens):
        return None
    top = next((t for t in tokens if t.head is None), None)
    subjects = [t for t in tokens if t.rel in ("nsubj", "nsubjpass") and (top is None or t.head == top.index)]
    for token in subjects[:1]:
        words_of = phrase(annotation, token)
        entity = annotation.entity_at(token.span.start)
        if (entity is not None and entity.label == "Person") or _somebody(token):
            return Span(max(words_of.start, lead.span.start), min(words_of.end, lead.span.end))
        if entity is not None and not colon:
            return None
    people = [e.span for e in annotation.entities_over(lead.span) if e.label == "Person"]
    if len(people) != 1:
        return None
    inside = annotation.inside(people[0])
    within = {t.index for t in inside}
    head = next((t for t in inside if t.head not in within), inside[0])
    found = phrase(annotation, head)
    start = next((t.span.start for t in annotation.inside(found) if t.upos not in ("ADP", "CCONJ")), found.start)
    found = Span(start, found.end)
    return found if found.contains(people[0]) and lead.span.contains(found) else people[0]


def _somebody(token: Token) -> bool:
    low = token.text.lower()
    if token.upos == "PRON":
        return low in _PERSONAL
    return token.upos in ("NOUN", "PROPN") and any(head_of(token) in words("people", "heads", kind) for kind in _SPEAKING)


def _cue(annotation: Annotation, lead: Sentence, source: Span) -> Span | None:
    """The word of a sentence before a colon that tells of speech."""
    for token in annotation.tokens[lead.first : lead.last]:
        if not token.span.overlaps(source) and token.upos in ("VERB", "NOUN") and (known(token.lemma) or known(token.text.lower())):
            return token.span
    return None


def _goes_on(annotation: Annotation, draft: Draft, source: Span, lead: Sentence) -> bool:
    """Whether the subject of ``lead`` is the speaker of ``draft``, a quotation right before it: "“Twice,” he said. He paused. “Never.”"."""
    text = annotation.text
    end = max(draft.content[-1].end, draft.cue.end if draft.cue else 0, draft.source.end if draft.source else 0)
    here = annotation.paragraph_at(end - 1)
    if draft.source is None or here is None or here.index != lead.paragraph or any(c.isalnum() for c in text[end : lead.span.start]):
        return False
    mine, theirs = source.of(text).lower().split()[-1], draft.source.of(text).lower().split()[-1]
    return mine == theirs or mine in _PERSONAL


def _on_its_own(annotation: Annotation, drafts: SpanIndex[Draft], quote: Quote) -> Draft | None:
    """A draft, new or one of ``drafts``, for a whole sentence in marks: the last speaker's within reach, else nobody's."""
    if len(quote.inner.of(annotation.text).split()) < _SENTENCE_WORDS or not _stands_alone(annotation, quote):
        return None
    previous = _previous(annotation, drafts, quote)
    if previous is not None and _same_paragraph(annotation, previous, quote):
        return previous
    if previous is None:
        return Draft([quote.span], None, None, implicit=True)
    return Draft([quote.span], None, previous.source, implicit=True, led_by=previous.cue or previous.led_by)


def _stands_alone(annotation: Annotation, quote: Quote) -> bool:
    """Whether the quotation is a sentence of its own, not words lifted into one: it opens a sentence and ends one."""
    text = annotation.text
    paragraph = annotation.paragraphs[quote.paragraph].span
    before = text[paragraph.start : quote.span.start].rstrip()
    inner = quote.inner.of(text).strip()
    opens = not before or before[-1] in '.!?:”"’»'
    after = text[quote.span.end : paragraph.end].strip()
    ends = bool(inner) and (inner[-1] in ".!?…" or not after or after[0] in '.!?“"«')
    return opens and (inner[:1].isupper() or not before) and ends


def _previous(annotation: Annotation, drafts: SpanIndex[Draft], quote: Quote) -> Draft | None:
    """The last statement before ``quote`` whose words end within ``_REACH`` paragraphs."""
    last = _last_before(drafts, annotation.paragraphs[max(0, quote.paragraph - _REACH)].span.start, quote.span.start)
    if last is None:
        return None
    place = annotation.paragraph_at(max(last.content[-1].end - 1, last.cue.start if last.cue else 0))
    return last if place is not None and quote.paragraph - place.index <= _REACH else None


def _last_before(drafts: SpanIndex[Draft], first: int, place: int) -> Draft | None:
    """Of the drafts that begin before ``place`` and do not end before ``first``, the one that begins or has its cue furthest on."""

    def begins(draft: Draft) -> int:
        return max(draft.start, draft.cue.start if draft.cue else 0)

    reach = _FAR
    while True:
        since = max(first, place - reach)
        before = [d for d in drafts.over(Span(since, place)) if d.start < place]
        last = max(before, key=begins, default=None)
        if since == first or (last is not None and begins(last) >= since):
            return last
        reach *= 4


def _same_paragraph(annotation: Annotation, draft: Draft, quote: Quote) -> bool:
    """Whether the quotation goes on in the paragraph of a quotation by the same speaker, nothing but that speaker's words between."""
    place = annotation.paragraph_at(draft.content[-1].end - 1)
    if place is None or place.index != quote.paragraph:
        return False
    end = max(draft.content[-1].end, draft.cue.end if draft.cue else 0, draft.source.end if draft.source else 0)
    between = annotation.text[end : quote.span.start]
    return len(re.findall(r"[.!?]\s", between)) <= 1 and any(c in "“\"«‘'" for c in draft.content[-1].of(annotation.text))
