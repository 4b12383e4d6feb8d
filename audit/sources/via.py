"""Second hand: the outlet in whose report the words stand or to which they were told, or the person who passes them on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from audit.attribute.outlets import is_outlet
from audit.attribute.places import SpanIndex
from audit.domain.annotation import Annotation, Token
from audit.domain.source import Source
from audit.domain.statement import Scope, Statement
from audit.domain.text import Span
from audit.lexicons import words

_AHEAD = 8
"""Words behind "told" or "in an interview with" in which the outlet stands, at most."""
_WINDOW = 60
"""Words of its sentence before and behind a cue in which the outlet is looked for."""
_JOINS = frozenset({"of", "and", "&", "the", "de", "-", "'", "’"})
_LEADS = frozenset({"also", "later", "earlier", "recently", "then", "the", "a", "an"})
_MASTHEAD = re.compile(r"[“\"‘](?P<name>[A-Z\d][^“”\"‘’\n]{1,38}?)[.,]?[”\"’]")
"""A programme, as its name is printed: "Face the Nation"."""
_COMMON = frozenset({"the", "news", "online", "web", "com", "www", "org", "net", "radio", "tv", "television", "daily", "digital"})


def with_via(annotation: Annotation, statements: tuple[Statement, ...], sources: Iterable[Source]) -> tuple[Statement, ...]:
    """Each statement with its ``via``: as the words around it print it, or whoever speaks where it is told in somebody's words.

    A quotation that goes on has that of its beginning. None where that is the article's own outlet.
    """
    by_name, by_id = {one.id: one for one in statements}, {one.id: one for one in sources}
    cues = SpanIndex((one.cue.span, (one.cue.span,)) for one in statements if one.cue is not None)
    named = list(_named(annotation))
    out: list[Statement] = []
    for statement in statements:
        printed = statement.via or _told(annotation, statement, cues)
        if printed is not None:
            via: str | None = _fullest(named, printed, statement.span.start)
        else:
            via = _teller(statement, by_name, by_id) or _carried(statement, out)
        if via is not None and _own(annotation, via):
            via = None
        out.append(replace(statement, via=" ".join(via.split()) if via is not None else None))
    return tuple(out)


def _carried(statement: Statement, before: list[Statement]) -> str | None:
    """The ``via`` of the statement right before, where a quotation goes on with it."""
    last = before[-1] if before else None
    goes_on = last is not None and statement.cue is None and statement.source_span is not None
    return last.via if last is not None and goes_on and last.source_span == statement.source_span else None


def _teller(statement: Statement, by_name: Mapping[str, Statement], by_id: Mapping[str, Source]) -> str | None:
    """The source in whose words a statement stands, where that is another one."""
    holder = by_name.get(statement.nested_in or "")
    while holder is not None and statement.scope is Scope.STATEMENT:
        others = [by_id[one] for one in holder.source_ids if one not in statement.source_ids]
        if others and len(holder.source_ids) == 1 and holder.scope is Scope.STATEMENT:
            return others[0].label
        holder = by_name.get(holder.nested_in or "")
    return None


def _told(annotation: Annotation, statement: Statement, cues: SpanIndex[Span]) -> str | None:
    """The outlet to which, or in which, the words were said: behind "told", "on", "in an interview with"."""
    if statement.cue is None:
        return None
    cue = annotation.inside(statement.cue.span)
    if not cue:
        return None
    sentence = annotation.sentences[cue[0].sentence]
    first, last = max(sentence.first, cue[0].index - _WINDOW), min(sentence.last, cue[-1].index + _WINDOW)
    near = annotation.tokens[first:last]
    outside = [t for t in near if not any(part.overlaps(t.span) for part in statement.content)]
    around = cues.over(Span(near[0].span.start, near[-1].span.end))
    own = statement.cue.span.start
    others = [c.start for c in around if c != statement.cue.span and not any(part.overlaps(c) for part in statement.content)]
    for number, token in enumerate(outside):
        if any(abs(token.span.start - other) < abs(token.span.start - own) for other in others):
            continue  # said with another cue
        if token.text.lower() == "interview" and (found := _interviewing(annotation, outside, number)) is not None:
            return found
        if _leads(outside, number, cue[-1], statement.cue.lemma):
            behind = [t for at, t in enumerate(outside[number + 1 : number + 1 + _AHEAD], 1) if t.index == token.index + at]
            found = _outlet(annotation, behind, token.span.end)
            if found is not None:
                return found
    return None


def _interviewing(annotation: Annotation, tokens: list[Token], number: int) -> str | None:
    """The outlet right before "interview": "in a Harbour Radio interview", "in the “Harbour Today” interview"."""
    first = number
    while first and number - first < _AHEAD and tokens[first - 1].text.lower() not in ("a", "an", "the", "his", "her", "their"):
        first -= 1
    return _outlet(annotation, tokens[first:number], tokens[first].span.start) if 0 < first < number else None


def _leads(tokens: list[Token], number: int, cue: Token, lemma: str) -> bool:
    """Whether what follows may be the outlet: "told", "said on", "said Sunday on", "interview with", "speaking to", "appearing on"."""
    token = tokens[number]
    if token.index == cue.index:
        return lemma == "tell"
    if token.text.lower() not in ("to", "with", "on", "for", "by"):
        return False
    before = [t for t in tokens[max(0, number - _AHEAD) : number] if t.span.end <= token.span.start]
    if any(t.lemma in words("sources", "interviews") or t.text.lower() in words("sources", "interviews") for t in before[-4:]):
        return token.text.lower() != "by"
    said = next((t for t in before if t.index == cue.index), None)
    between = [t for t in before if said is not None and t.index > said.index]
    dated = all(t.text.lower() in words("sources", "months_and_days") or t.text.isdigit() or t.upos == "PUNCT" for t in between)
    return said is not None and dated and token.text.lower() in ("to", "on") and lemma in ("say", "add", "claim", "argue")


def _outlet(annotation: Annotation, behind: list[Token], place: int) -> str | None:
    """The outlet that a phrase begins with, as printed: a name, a generic word such as "the paper", or a programme in marks."""
    at = 0
    while at < len(behind) and behind[at].text.lower() in _LEADS:
        at += 1
    if at == len(behind) or annotation.text[place : behind[0].span.start].strip():
        return None
    quoted = _MASTHEAD.match(annotation.text, behind[at].span.start)
    if quoted is not None:
        return quoted["name"] if at < len(behind) and behind[0].text.lower() != "a" else None
    noun = next((i for i, t in enumerate(behind[at:], at) if t.text.lower() in _generic()), None)
    named = _name(annotation, behind, at)
    if named is not None and is_outlet(annotation.text[behind[max(0, at - 1)].span.start : named.end] if at else named.of(annotation.text)):
        return named.of(annotation.text)
    if noun is None or any(t.upos not in ("ADJ", "NOUN", "PROPN") for t in behind[at:noun]):
        return None
    apposed = _name(annotation, behind, noun + 1)
    if apposed is not None:
        return apposed.of(annotation.text)
    return behind[noun].text if behind[0].text.lower() == "the" and noun == at else None


@cache
def _generic() -> frozenset[str]:
    """Words for outlets that are no other bodies' as well."""
    return words("people", "heads", "media") - {"press", "media", "wire", "site"}


def _name(annotation: Annotation, tokens: list[Token], first: int) -> Span | None:
    """The capitalised words from ``first`` on."""
    end = first
    for number, token in enumerate(tokens[first:], first):
        known = token.text[:1].isupper() or token.text[:1].isdigit()
        if known and not (number > end and token.text.lower() in words("sources", "months_and_days")):
            end = number + 1
        elif token.text not in _JOINS or number == first or token.text in ("'s", "’s"):
            break
    while end > first and tokens[end - 1].text.lower() in words("sources", "months_and_days"):
        end -= 1
    if end == first:
        return None
    return Span(tokens[first].span.start, tokens[end - 1].span.end)


def _fullest(named: list[tuple[int, str]], printed: str, place: int) -> str:
    """The name of the outlet that is meant: the last before "the paper", the one whose name "the Journal" ends, the one in "a report in the
    Kolb Times"; else the words as printed."""
    low = printed.lower()
    before = [name for at, name in named if at < place]
    if low in _generic() or low.split()[-1:] == ["outlet"]:
        return next(reversed(before), printed)
    if printed[:1].islower():
        return next((name for name in before if name in printed), printed)
    if low not in words("people", "heads", "media_names"):
        return printed
    return next((name for name in reversed(before) if name.lower().endswith(f" {low}")), printed)


def _named(annotation: Annotation) -> Iterator[tuple[int, str]]:
    """The outlets that the article names, with their places, in order."""
    for entity in annotation.entities:
        printed = entity.span.of(annotation.text)
        paragraph = annotation.paragraph_at(entity.span.start)
        told = paragraph is not None and paragraph.zone != "boilerplate"
        if told and entity.label in ("Organization", "Product", "Misc") and is_outlet(printed):
            yield entity.span.start, re.sub(r"^the\s+|['’]s?$", "", printed, flags=re.IGNORECASE)


def _own(annotation: Annotation, via: str) -> bool:
    """Whether an outlet, or a programme of it, is the article's own: "Harbour Radio Today" begins with the words of "Harbour Radio"."""
    own, other = _bare(annotation.article.outlet or ""), _bare(via)
    return (bool(own) and other[: len(own)] == own) or any(via in line for line in _signed(annotation))


def _signed(annotation: Annotation) -> Iterator[str]:
    """The lines that say who wrote an article, for whom and when: byline and what stands right below it, and the dateline."""
    before = ""
    for paragraph in annotation.paragraphs:
        if paragraph.zone == "body":
            break
        if paragraph.zone in ("byline", "dateline") or (paragraph.zone == "deck" and before == "byline"):
            yield paragraph.span.of(annotation.text)
        before = paragraph.zone
    if annotation.dateline is not None:
        yield annotation.dateline.of(annotation.text)


def _bare(outlet: str) -> list[str]:
    """The words that tell an outlet from others."""
    return [word for word in re.findall(r"\w+", outlet.lower()) if word not in _COMMON]
