"""The article's text, cut wherever a mark begins or ends, each piece with the marks on it: for every view that shows the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from audit.domain.audited import Audit
from audit.domain.finding import Finding
from audit.domain.source import MarkerKind
from audit.domain.statement import ResponseNote, Statement
from audit.domain.text import Span

_LINE = re.compile(r"[^\n]+")


class Role(StrEnum):
    """What a stretch of text is. In this order the marks open where several begin at one place."""

    STATEMENT = "statement"
    FINDING = "finding"
    SOURCE = "source"
    MENTION = "mention"
    CUE = "cue"
    MARKER = "marker"
    RESPONSE = "response"


_ORDER = {role: at for at, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Layer:
    """One thing that lies over the text.

    ``key``: the statement's id (of its content, source or cue), the finding's fingerprint, the kind of a marker or response; empty for
    mentions. ``sources``: the ids of the sources that it belongs to.
    """

    role: Role
    span: Span
    key: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the same layers over all of it; ``opens`` and ``closes`` are those that begin or end here, within the block.

    Those that opened last close first, but findings close behind everything else.
    """

    span: Span
    text: str
    layers: tuple[Layer, ...]
    opens: tuple[Layer, ...]
    closes: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, with the statements, findings and response notes that begin in it or in the space behind it."""

    span: Span
    zone: str
    pieces: tuple[Piece, ...]
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    responses: tuple[ResponseNote, ...]


def marked(audit: Audit, scope: str = "statements") -> tuple[Block, ...]:
    """The whole text in blocks. Nothing but white space is left out, also where the audit knows no paragraphs."""
    layers = sorted(_layers(audit, scope), key=lambda one: (one.span.start, -one.span.end, _ORDER[one.role]))
    statements = sorted(audit.in_scope(scope), key=lambda one: (one.span.start, one.ordinal))
    findings = sorted((one for one in audit.findings if one.span), key=lambda one: one.span.start if one.span else 0)
    blocks = list(_blocks(audit))
    out: list[Block] = []
    active: list[Layer] = []
    at = 0
    for number, (span, zone) in enumerate(blocks, 1):
        end = blocks[number][0].start if number < len(blocks) else len(audit.article.text) + 1
        while at < len(layers) and layers[at].span.start < span.end:
            active.append(layers[at])
            at += 1
        active = [layer for layer in active if layer.span.end > span.start]
        first = 0 if not out else span.start
        out.append(
            Block(
                span,
                zone,
                _pieces(audit.article.text, span, active),
                tuple(one for one in statements if first <= one.span.start < end),
                tuple(one for one in findings if one.span and first <= one.span.start < end),
                tuple(one for one in audit.responses if first <= one.span.start < end),
            )
        )
    return tuple(out)


def _layers(audit: Audit, scope: str) -> Iterator[Layer]:
    for statement in audit.in_scope(scope):
        parts = [(Role.STATEMENT, span) for span in statement.content]
        parts += [(Role.CUE, statement.cue.span)] if statement.cue else []
        parts += [(Role.SOURCE, statement.source_span)] if statement.source_span else []
        yield from (Layer(role, span, statement.id, statement.source_ids) for role, span in parts if span.start < span.end)
    mentions: dict[Span, list[str]] = defaultdict(list)
    markers: dict[tuple[Span, MarkerKind], list[str]] = defaultdict(list)
    for source in audit.sources:
        for mention in source.mentions:
            mentions[mention.span].append(source.id)
        for marker in source.markers:
            markers[marker.span, marker.kind].append(source.id)
    yield from (Layer(Role.MENTION, span, "", _once(ids)) for span, ids in mentions.items() if span.start < span.end)
    yield from (Layer(Role.MARKER, span, kind.value, _once(ids)) for (span, kind), ids in markers.items() if span.start < span.end)
    for finding in audit.findings:
        if finding.span and finding.span.start < finding.span.end:
            yield Layer(Role.FINDING, finding.span, finding.fingerprint)
    yield from (Layer(Role.RESPONSE, note.span, note.kind) for note in audit.responses if note.span.start < note.span.end)


def _blocks(audit: Audit) -> Iterator[tuple[Span, str]]:
    """The paragraphs with their zones, and as ``body`` every line outside of them that has words."""
    text, at = audit.article.text, 0
    for paragraph in audit.paragraphs:
        yield from _lines(text, at, paragraph.span.start)
        start = max(at, paragraph.span.start)
        if text[start : paragraph.span.end].strip():
            yield Span(start, paragraph.span.end), paragraph.zone
        at = max(at, paragraph.span.end)
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    yield from ((Span(*found.span()), "body") for found in _LINE.finditer(text, start, max(start, end)) if found.group().strip())


def _pieces(text: str, block: Span, layers: Sequence[Layer]) -> tuple[Piece, ...]:
    clipped = [(Span(max(one.span.start, block.start), min(one.span.end, block.end)), one) for one in layers]
    cuts = sorted({block.start, block.end, *(cut for span, _ in clipped for cut in (span.start, span.end))})
    out = []
    for start, end in pairwise(cuts):
        over = [(span, layer) for span, layer in clipped if span.start <= start and end <= span.end]
        opens = tuple(layer for span, layer in over if span.start == start)
        closes = sorted((layer for span, layer in reversed(over) if span.end == end), key=lambda one: one.role is Role.FINDING)
        out.append(Piece(Span(start, end), text[start:end], tuple(layer for _, layer in over), opens, tuple(closes)))
    return tuple(out)


def _once(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
