"""Finds the names of people in an article: those of the entity model, repaired, and those that it missed."""

from __future__ import annotations

import re

from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.text import Span
from audit.entities.names import CODE
from audit.entities.person_words import person_words
from audit.entities.taken_for_people import in_a_title, title_only
from audit.lexicons import words

_NO_NAME = re.compile(
    r"^.{1,40} (?-i:vs?)\. |^(mrs?|ms|dr|they|he|she|we|you|it|i|there|dec|calif|mass|fla|[a-z]{1,2})\W*$|"
    r"^(they|he|she|we|you|it|i|there|that)['’]|^[DRI]-[A-Z]",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(^|[\n\r][ \t]{0,20}|[.:]\s{1,3})(By|Story by|Words by|Reporting by)[ \t]+"
    r"(?:[A-Z][\w.'’-]+,?[ \t]+(?:and[ \t]+)?){0,8}$"
)
_CREDIT = re.compile(r" ?/ ?(?:The )?(?:AP|AFP|EPA|PA|NPR|Getty|Reuters|REUTERS|Shutterstock|Bloomberg|Zuma|Associated|Pool)\b")
"""What stands behind a photographer's name."""
_CAPITAL = re.compile(r"^[A-ZÀ-Þ]")
_PARTICLES = words("names", "particles")
_GOES_BY = re.compile(r"\b(?:goes|went|going|go) by (?:the (?:nick)?name )?(?:of )?[\"“‘']?(?P<alias>[A-ZÀ-Þ][\w’-]{1,30})")
_HYPHEN = re.compile(r"-[A-ZÀ-Þ][\w’']+")


def people(annotation: Annotation) -> list[Entity]:
    """Each name of a person, in the order of the text: codes too ("Juror B-37"), but not the reporter's in a byline."""
    coded = _designated(annotation)
    found = (*_tagged(annotation), *_titled(annotation), *_overlooked(annotation), *_aliased(annotation))
    others = [e for e in found if not _byline(annotation, e)]
    return sorted((*coded, *(e for e in others if not any(e.span.overlaps(c.span) for c in coded))), key=lambda e: e.span)


def _tagged(annotation: Annotation) -> list[Entity]:
    """Person entities that can be names; one that is torn in two, or breaks off behind an initial ("Vladimir V"), is joined."""
    out: list[Entity] = []
    text = annotation.text
    for entity in sorted(annotation.entities, key=lambda e: e.span):
        printed = entity.span.of(text)
        between = text[out[-1].span.end - 1 : entity.span.start] if out else ""
        torn = between.endswith(" ") and len(between) == 2 and between[0] not in "!?" and entity.label == out[-1].label == "Person"
        if title_only(annotation, entity) or _placed(annotation, entity) or in_a_title(annotation, entity):
            continue
        if (torn and len(out[-1].span.of(text).split()) == 1) or (
            out
            and len(out[-1].span.of(text).split()[-1].rstrip(".")) == 1
            and text[out[-1].span.end : entity.span.start] in (". ", " ", ".", "")
            and printed[:1].isupper()
            and entity.label in ("Person", "Organization", "Location")
        ):
            out[-1] = Entity(Span(out[-1].span.start, entity.span.end), "Person")
        elif entity.label == "Person" and printed[:1].isupper() and not _NO_NAME.match(printed.strip()):
            behind = _HYPHEN.match(text, entity.span.end)
            out.append(Entity(Span(entity.span.start, behind.end()), "Person") if behind is not None else _completed(annotation, entity))
    return out


def _completed(annotation: Annotation, entity: Entity) -> Entity:
    """A name of one word with the given name before it, or the surname behind it, that the entity model passed over."""
    inside = annotation.inside(entity.span)
    if " " in entity.span.of(annotation.text) or not inside or not inside[0].index:
        return entity
    behind = annotation.tokens[inside[-1].index + 1] if inside[-1].index + 1 < len(annotation.tokens) else None
    if behind is not None and _surname_behind(annotation, inside[-1], behind):
        return Entity(Span(entity.span.start, behind.span.end), "Person")
    before = annotation.tokens[inside[0].index - 1]
    low = before.text.lower().rstrip(".")
    named = before.upos == "PROPN" or (before.upos == "ADP" and low not in words("phrases", "prepositions"))
    name = named and before.text.isalpha() and before.text.istitle() and before.span.end + 1 == inside[0].span.start
    titles = (
        words("people", "titles", "honorific") | words("people", "titles", "civil") | words("people", "titles", "bare") | person_words()
    )
    if not name or before.sentence != inside[0].sentence or low in titles or annotation.entity_at(before.span.start) is not None:
        return entity
    return Entity(Span(before.span.start, entity.span.end), "Person")


def _surname_behind(annotation: Annotation, given: Token, behind: Token) -> bool:
    """Whether a known given name is followed by a surname that the entity model passed over."""
    name = given.text.lower() in words("names", "given") and behind.upos == "PROPN" and behind.text.istitle()
    beside = annotation.text[given.span.end : behind.span.start] == " " and behind.sentence == given.sentence
    return name and beside and annotation.entity_at(behind.span.start) is None


def _placed(annotation: Annotation, entity: Entity) -> bool:
    """Whether a single word that was taken for a person is a place: printed once, behind "at", "in" or "near"."""
    printed = entity.span.of(annotation.text)
    inside = annotation.inside(entity.span)
    if entity.label != "Person" or " " in printed or not inside or not inside[0].index:
        return False
    before = annotation.tokens[inside[0].index - 1]
    if before.text.lower() not in ("at", "in", "near") or before.sentence != inside[0].sentence:
        return False
    return len(re.findall(rf"(?<!\w){re.escape(printed)}(?!\w)", annotation.text)) <= 1


def _titled(annotation: Annotation) -> list[Entity]:
    """Names that the entity model passed over, behind a title that only people bear: "Shri Arvan Mohle", "MEC Thandi Orre"."""
    out = []
    tokens = annotation.tokens
    for token in tokens:
        low = token.text.lower().rstrip(".")
        if low not in words("people", "titles", "bare") or not _CAPITAL.match(token.text):
            continue
        end = token.index + 1
        while end < len(tokens) and tokens[end].sentence == token.sentence and end - token.index < 7:
            word = tokens[end].text
            joined = word.lower() in _PARTICLES and end + 1 < len(tokens) and _CAPITAL.match(tokens[end + 1].text)
            if not ((_CAPITAL.match(word) and tokens[end].upos in ("PROPN", "NOUN", "ADJ", "X")) or joined):
                break
            end += 1
        span = Span(tokens[token.index + 1].span.start, tokens[end - 1].span.end) if end > token.index + 1 else None
        if span is not None and not any(e.span.overlaps(span) for e in annotation.entities):
            out.append(Entity(span, "Person"))
    return out


def _designated(annotation: Annotation) -> list[Entity]:
    """People whom a code stands for: "Juror B-37", "Witness No. 4", "Officer A"."""
    out = []
    tokens = annotation.tokens
    for token in tokens[:-1]:
        if not _CAPITAL.match(token.text) or token.text.lower() not in words("people", "heads", "designated"):
            continue
        at = token.index + 1
        while at + 1 < len(tokens) and tokens[at].text.lower() in ("no", "no.", "number", "#", "."):
            at += 1
        span = Span(token.span.start, _code_end(annotation, at))
        if tokens[at].sentence == token.sentence and CODE.fullmatch(annotation.text[tokens[at].span.start : span.end]):
            out.append(Entity(span, "Person"))
    return out


def _code_end(annotation: Annotation, at: int) -> int:
    """Where the code that begins at a token ends: tokens that a dash joins."""
    tokens = annotation.tokens
    while at + 1 < len(tokens) and tokens[at + 1].span.start == tokens[at].span.end and "-" in (tokens[at].text, tokens[at + 1].text):
        at += 1
    return tokens[at].span.end


def _aliased(annotation: Annotation) -> list[Entity]:
    """Names that somebody is said to go by, and that the entity model took for no person's: "a docker who goes by the name “Biscuit”"."""
    found = (Span(*match.span("alias")) for match in _GOES_BY.finditer(annotation.text))
    return [Entity(span, "Person") for span in found if not any(e.label == "Person" for e in annotation.entities_over(span))]


def _overlooked(annotation: Annotation) -> list[Entity]:
    """Names that the entity model passed over: a known given name and one or two capitalised words behind it."""
    out = []
    tokens = annotation.tokens
    for token in tokens:
        if not token.text[:1].isupper() or token.text.isupper() or token.text.lower() not in words("names", "given"):
            continue
        end = token.index + 1
        while (
            end < len(tokens)
            and end - token.index < 3
            and tokens[end].sentence == token.sentence
            and tokens[end].upos == "PROPN"
            and tokens[end].text[:1].isupper()
        ):
            end += 1
        span = Span(token.span.start, tokens[end - 1].span.end)
        if end - token.index >= 2 and not any(e.span.overlaps(span) for e in annotation.entities):
            out.append(Entity(span, "Person"))
    return out


def _byline(annotation: Annotation, entity: Entity) -> bool:
    """Whether a name is the reporter's or photographer's: in a byline, behind a "By" that opens a line, before "/AP"."""
    paragraph = annotation.paragraph_at(entity.span.start)
    if _CREDIT.match(annotation.text, entity.span.end):
        return True
    if paragraph is not None and paragraph.zone == "byline":
        return True
    return _BYLINE.search(annotation.text[max(0, entity.span.start - 120) : entity.span.start]) is not None
