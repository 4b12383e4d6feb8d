"""Second hand: words that came through an outlet or a document. The origin is the source; who passed them on is the ``via``."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.attribute.cues import kind_of
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.extents import without_that
from audit.attribute.heads import head_of, root
from audit.attribute.outlets import is_outlet
from audit.attribute.places import by, cue_of
from audit.attribute.responses import phrase
from audit.domain.annotation import Annotation, Sentence, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span
from audit.lexicons import words

_RELATIVE = frozenset({"which", "who", "that"})
_ENDS = frozenset({",", ".", ";", ":", "“", '"', "—", "–"})
_ISSUED = frozenset({"translation", "readout", "account", "recording", "copy"})
"""What passes words on and is no document of its own."""
_ALMOST = 0.7
"""The share of letters from which on a content is no more than another statement with its cue and source."""


def passed_on(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """``drafts`` with the origin as the source of what an outlet or document passes on, which itself is left out."""
    return _relayed(annotation, _quoted_as(annotation, _cited(annotation, drafts)))


def _cited(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """ "Yonhap reported, citing an unnamed official", "according to the Courier, which cited a diplomat"."""
    rows = _by_sentence(annotation, drafts)
    for token in annotation.tokens:
        if token.lemma not in ("cite", "quote") and token.text.lower() not in ("citing", "quoting"):
            continue
        sentence = annotation.sentences[token.sentence]
        before = annotation.tokens[token.index - 1].text.lower() if token.index > sentence.first else ""
        if not (token.text.lower() in ("citing", "quoting") or before in _RELATIVE):
            continue
        here = rows.setdefault(sentence.index, [])
        base = _passing(annotation, here, sentence, token)
        cited = (d for d in here if d.cue is not None and d.cue.overlaps(token.span))
        tagged = next((c for d in cited for c in d.content if c.start <= token.span.end + 1), None)
        source = _object(annotation, sentence, token, tagged)
        if base is None or base.source is None or source is None:
            continue
        content = [without_that(annotation, p) for p in _uncovered(base.content, Span(token.span.start, source.end), annotation.text)]
        if content:
            via = _printed(annotation, base.source)
            origin = replace(base, content=content, cue=token.span, source=source, score=base.score * 0.9, implicit=False, via=via)
            here[:] = [*(d for d in here if d is not base and (d.cue is None or not d.cue.overlaps(token.span))), origin]
    return [d for row in rows.values() for d in row]


def _by_sentence(annotation: Annotation, drafts: list[Draft]) -> dict[int, list[Draft]]:
    """Drafts by the number of the sentence that their cue stands in, -1 for those without one."""
    rows: dict[int, list[Draft]] = {}
    for draft in drafts:
        sentence = annotation.sentence_at(draft.cue.start) if draft.cue is not None else None
        rows.setdefault(sentence.index if sentence is not None else -1, []).append(draft)
    return rows


def _passing(annotation: Annotation, drafts: list[Draft], sentence: Sentence, token: Token) -> Draft | None:
    """The statement of an outlet in the sentence, the nearest to ``token``."""
    here = [
        d for d in drafts if d.cue is not None and d.source is not None and sentence.span.contains(d.cue) and not d.cue.overlaps(token.span)
    ]
    base = min(here, key=lambda d: abs(d.cue.start - token.span.start) if d.cue else 0, default=None)
    return base if base is not None and base.source is not None and _outlet(annotation, base.source) else None


def _object(annotation: Annotation, sentence: Sentence, token: Token, tagged: Span | None) -> Span | None:
    """The words behind "citing", up to a stop, or the next finite verb behind what the tagger takes for them."""
    end = token.index + 1
    for following in annotation.tokens[end : sentence.last]:
        inside = tagged is not None and tagged.contains(following.span)
        behind = annotation.tokens[following.index + 1 : following.index + 2]
        told = following.text.endswith("ed") and any(t.upos == "ADP" for t in behind)  # "people briefed on the talks"
        if following.text in _ENDS or ("VerbForm=Fin" in following.feats and not inside and not told):
            break
        end += 1
    if end == token.index + 1:
        return None
    return trimmed(Span(annotation.tokens[token.index + 1].span.start, annotation.tokens[end - 1].span.end), annotation.text)


def _uncovered(content: list[Span], cited: Span, text: str) -> list[Span]:
    """``content`` without the words that name who is cited."""
    pieces = [
        piece
        for part in content
        for piece in ([Span(part.start, cited.start), Span(cited.end, part.end)] if part.overlaps(cited) else [part])
        if piece.start < piece.end
    ]
    return [piece for piece in (trimmed(p, text) for p in pieces) if piece is not None]


def _quoted_as(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """ "The agency quoted an officer as saying it sank", "Quill was quoted by it as saying so", "“It did,” it quoted her as saying"."""
    rows = _by_sentence(annotation, drafts)
    for token in annotation.tokens:
        if token.text.lower() != "saying" or annotation.tokens[token.index - 1].text.lower() != "as":
            continue
        sentence = annotation.sentences[token.sentence]
        verb = next((t for t in reversed(annotation.tokens[sentence.first : token.index]) if t.lemma in ("quote", "cite")), None)
        if verb is None:
            continue
        here = rows.setdefault(sentence.index, [])
        said = [d for d in here if d.cue is not None and (d.cue.overlaps(token.span) or d.cue.overlaps(verb.span))]
        own = [d for d in said if d.cue is not None and d.cue.overlaps(token.span)] or said
        parts = [Span(max(c.start, token.span.end), c.end) for d in own for c in d.content if c.end > token.span.end]
        parts = parts or [c for d in said for c in d.content if c.end <= verb.span.start]
        words_said = trimmed(max(parts, key=lambda p: p.end - p.start), annotation.text) if parts else None
        if words_said is None:
            continue
        passive = any(t.lemma == "be" and t.upos == "AUX" for t in annotation.tokens[max(sentence.first, verb.index - 3) : verb.index])
        before = _subject(annotation, verb)
        between = annotation.tokens[verb.index + 1 : token.index - 1]
        behind = trimmed(Span(between[0].span.start, between[-1].span.end), annotation.text) if between else None
        if passive and between and between[0].text.lower() == "by":
            behind = trimmed(Span(between[0].span.end, between[-1].span.end), annotation.text)
            source, via = before, behind
        elif passive:
            source, via = before, None
        else:
            source, via = behind, before
        if source is None:
            continue
        best = max(said, key=lambda d: d.score)
        printed = _printed(annotation, via) if via is not None and _outlet(annotation, via) else None
        origin = replace(best, content=[without_that(annotation, words_said)], cue=token.span, source=source, implicit=False, via=printed)
        here[:] = [*(d for d in here if all(d is not s for s in said)), origin]
    return [d for row in rows.values() for d in row]


def _subject(annotation: Annotation, verb: Token) -> Span | None:
    children = (annotation.tokens[i] for i in annotation.children.get(verb.index, ()))
    return next((phrase(annotation, t) for t in children if t.rel == "nsubj"), None)


def _relayed(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """ "It fell, Quill said, according to the Courier": whoever only passes on a statement is its ``via``; a person who does is kept."""
    cues, dropped = by(drafts, cue_of), set()
    for outer in drafts:
        for inner in cues.over(outer.content[0]):
            if outer is inner or not _repeats(annotation.text, outer, inner) or outer.source is None or outer.cue is None:
                continue
            if outer.cue.start < max(c.end for c in outer.content):
                continue
            inner.via = inner.via or _printed(annotation, outer.source)
            if _passes_on(annotation, outer.source, outer.cue):
                dropped.add(id(outer))
    return [d for d in drafts if id(d) not in dropped]


def _repeats(text: str, outer: Draft, inner: Draft) -> bool:
    """Whether ``outer`` has nothing but ``inner``, with its cue and source, in one part."""
    if inner.cue is None or inner.source is None or len(outer.content) != 1:
        return False
    whole, parts = outer.content[0], [inner.cue, inner.source, *inner.content]
    if not all(whole.contains(p) for p in parts):
        return False
    letters = [i for i in range(whole.start, whole.end) if text[i].isalnum()]
    return sum(any(p.start <= i < p.end for p in parts) for i in letters) > _ALMOST * len(letters)


def _printed(annotation: Annotation, span: Span) -> str:
    """The name of who passes words on, without its article and what stands behind a comma."""
    return re.sub(r"^the\s+", "", span.of(annotation.text).split(",")[0], flags=re.IGNORECASE)


def _passes_on(annotation: Annotation, source: Span, cue: Span) -> bool:
    """Whether a source is an outlet, or a document according to which somebody spoke."""
    if _outlet(annotation, source):
        return True
    tokens = [t for t in annotation.inside(source) if t.upos != "PUNCT"]
    head = head_of(root(annotation, tokens)) if tokens else ""
    document = head in words("people", "heads", "document") or head in _ISSUED
    return document and kind_of(annotation, cue)[1] is CueKind.ACCORDING


def _outlet(annotation: Annotation, source: Span) -> bool:
    people = (e.span for e in annotation.entities_over(source) if e.label == "Person")
    return is_outlet(source.of(annotation.text)) and not any(p.end == source.end for p in people)
