"""Domain objects to rows and back. Nothing of an audit is lost: what is loaded equals what was saved."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sized
from enum import Enum
from typing import Any, get_args, get_type_hints

from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit, Run
from audit.domain.finding import Finding, Severity
from audit.domain.source import AnonymityMarker, MarkerKind, Source
from audit.domain.statement import Channel, Cue, CueKind, Form, Mention, MentionKind, ResponseNote, Scope, Statement, TagScores, Tie
from audit.domain.text import Article, Span
from audit.errors import UnstorableError
from audit.store.counting import Values, counts, source_counts
from audit.store.grounds import Grounds, ground_values, grounds_of
from audit.store.rows import (
    ArticleRow,
    Base,
    FindingRow,
    GroundRow,
    MarkerRow,
    MentionRow,
    ParagraphRow,
    ResponseRow,
    RunRow,
    SentenceRow,
    SourceRow,
    StatementRow,
    StatementSourceRow,
)

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL cannot keep, and halves of surrogate pairs, which are not characters and which no database can keep."""

_ARTICLE_FIELDS = ("doc_id", "origin", "title", "byline", "outlet", "section", "published", "url", "language", "original_sha256", "reader")


def _types(hint: Any) -> tuple[Any, ...]:
    """``(str, NoneType)`` of ``str | None``."""
    return get_args(hint) or (hint,)


_SOURCE_HINTS = get_type_hints(Source)
_SOURCE_FIELDS = tuple(name for name in _SOURCE_HINTS if name in SourceRow.__table__.columns)
"""The fields of a source that have a column of their name; an enumeration is stored as its word."""
_SOURCE_ENUMS = {
    name: kind for name in _SOURCE_FIELDS for kind in _types(_SOURCE_HINTS[name]) if isinstance(kind, type) and issubclass(kind, Enum)
}
_SOURCE_SURE = tuple(
    name for name in _SOURCE_FIELDS if SourceRow.__table__.columns[name].nullable and type(None) not in _types(_SOURCE_HINTS[name])
)
"""The probabilities that older versions did not keep."""


def require_storable(thing: object, where: str = "") -> None:
    """Raises ``UnstorableError`` that names the first string in ``thing`` with a character that a database cannot keep.

    Reading replaces such characters one for one with U+FFFD, so that offsets hold; this is the guard behind it.
    """
    if isinstance(thing, Enum):
        return
    if isinstance(thing, str):
        if found := UNSTORABLE.search(thing):
            raise UnstorableError(
                f"{where} has the character U+{ord(found[0]):04X} at position {found.start()}, which databases cannot store; replace it "
                "(with U+FFFD, which keeps every position) and run again"
            )
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            require_storable(getattr(thing, field.name), f"{where}.{field.name}" if where else field.name)
    elif isinstance(thing, tuple):
        for part in thing:
            require_storable(part, where)


def replaced(words: str) -> str:
    """``words`` with every character that cannot be stored as U+FFFD."""
    return UNSTORABLE.sub("\ufffd", words)


def article_values(article: Article) -> Values:
    """Columns of the article itself; identity, version and run are the repository's."""
    values = {name: getattr(article, name) for name in _ARTICLE_FIELDS}
    return {**values, "id": article.id, "sha256": article.sha256, "text": article.text, "notes": list(article.notes)}


def article_of(row: ArticleRow) -> Article:
    """The article as it was read."""
    return Article(text=row.text, notes=tuple(row.notes), **{name: getattr(row, name) for name in _ARTICLE_FIELDS})


def derived_values(audit: Audit) -> Iterator[tuple[type[Base], list[Values]]]:
    """All rows under an article, table by table, in an order in which they can be inserted. Raises ``UnstorableError`` on uneven scores."""
    key = {"article_id": audit.article.id}
    yield ParagraphRow, [key | _place(i, p.span) | {"ordinal": p.index, "zone": p.zone} for i, p in enumerate(audit.paragraphs)]
    yield SentenceRow, [key | _place(i, span) for i, span in enumerate(audit.sentences)]
    counted = source_counts(audit)
    yield SourceRow, [key | _source_values(i, source) | counted[source.id] for i, source in enumerate(audit.sources)]
    yield StatementRow, [key | _statement_values(i, s, audit.article.text) for i, s in enumerate(audit.statements)]
    yield StatementSourceRow, [key | values for statement in audit.statements for values in _pair_values(statement)]
    yield MentionRow, [key | values for values in _mention_values(audit)]
    yield (
        MarkerRow,
        [
            key
            | _place(i, marker.span)
            | {"source_id": source.id, "kind": marker.kind.value, "blanket": marker.blanket, "matched": marker.matched}
            for source in audit.sources
            for i, marker in enumerate(source.markers)
        ],
    )
    yield (
        ResponseRow,
        [
            key | _place(i, note.span) | _ends("source", note.source_span) | {"id": note.id, "kind": note.kind, "source_id": note.source_id}
            for i, note in enumerate(audit.responses)
        ],
    )
    yield FindingRow, finding_values(audit)
    yield GroundRow, ground_values(audit)
    yield from counts(audit)


def finding_values(audit: Audit) -> list[Values]:
    """The rows of an audit's findings."""
    return [{"article_id": audit.article.id} | _finding_values(i, finding) for i, finding in enumerate(audit.findings)]


def source_of(row: SourceRow, mentions: Iterable[MentionRow], markers: Iterable[MarkerRow], grounds: Grounds) -> Source:
    """A source from its row, its mentions and markers (each in order) and what decided it."""
    values = {name: getattr(row, name) for name in _SOURCE_FIELDS}
    for name, kind in _SOURCE_ENUMS.items():
        values[name] = None if values[name] is None else kind(values[name])
    for name in _SOURCE_SURE:
        values[name] = _sure(values[name])
    return Source(
        **values,
        mentions=tuple(_mention_of(m) for m in mentions),
        markers=tuple(AnonymityMarker(Span(m.char_start, m.char_end), MarkerKind(m.kind), m.blanket, m.matched or "") for m in markers),
        grounds=grounds,
    )


def audit_of(article: ArticleRow, rows: Mapping[type[Base], list[Any]]) -> Audit:
    """The audit of an article from all its rows, each table's in the order of ``position``."""
    pairs: dict[str, list[StatementSourceRow]] = defaultdict(list)
    for pair in rows[StatementSourceRow]:
        pairs[pair.statement_id].append(pair)
    said: dict[str | None, list[MentionRow]] = defaultdict(list)
    for mention in sorted(rows[MentionRow], key=lambda m: m.statement_position or 0):
        said[mention.statement_id].append(mention)
    of_sources, of_statements = grounds_of(rows[GroundRow], len(rows[SourceRow]), len(rows[StatementRow]))
    return Audit(
        article=article_of(article),
        paragraphs=tuple(Paragraph(p.ordinal, Span(p.char_start, p.char_end), p.zone) for p in rows[ParagraphRow]),
        sentences=tuple(Span(s.char_start, s.char_end) for s in rows[SentenceRow]),
        statements=tuple(
            _statement_of(s, pairs[s.id], said[s.id], grounds) for s, grounds in zip(rows[StatementRow], of_statements, strict=True)
        ),
        sources=tuple(_sources_of(rows, of_sources)),
        responses=tuple(_response_of(r) for r in rows[ResponseRow]),
        findings=tuple(_finding_of(f) for f in rows[FindingRow]),
    )


def _sources_of(rows: Mapping[type[Base], list[Any]], of_sources: Iterable[Grounds]) -> Iterator[Source]:
    """The sources of one article from the rows of sources, mentions and markers, and what decided each."""
    mentions: dict[str | None, list[MentionRow]] = defaultdict(list)
    for mention in sorted((m for m in rows[MentionRow] if m.source_position is not None), key=lambda m: m.source_position):
        mentions[mention.source_id].append(mention)
    markers: dict[str, list[MarkerRow]] = defaultdict(list)
    for marker in rows[MarkerRow]:
        markers[marker.source_id].append(marker)
    for row, grounds in zip(rows[SourceRow], of_sources, strict=True):
        yield source_of(row, mentions[row.id], markers[row.id], grounds)


def _place(position: int, span: Span) -> Values:
    return {"position": position, "char_start": span.start, "char_end": span.end}


def _ends(name: str, span: Span | None) -> Values:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _tags(row: StatementRow) -> TagScores | None:
    if row.tag_cue is None or row.tag_content is None:
        return None
    return TagScores(row.tag_cue, row.tag_source, row.tag_content, row.tag_cue_by_others, row.tag_rival)


def _sure(probability: float | None) -> float:
    """A probability; 1 where none was kept yet."""
    return 1.0 if probability is None else probability


def _source_values(position: int, source: Source) -> Values:
    values = {name: getattr(source, name) for name in _SOURCE_FIELDS}
    for name in _SOURCE_ENUMS:
        values[name] = None if values[name] is None else values[name].value
    return {"position": position, **values}


def _statement_values(position: int, statement: Statement, text: str) -> Values:
    cue, tags = statement.cue, statement.tags
    return {
        **_ends("cue", cue.span if cue else None),
        **_ends("source", statement.source_span),
        "id": statement.id,
        "position": position,
        "ordinal": statement.ordinal,
        "content": [[span.start, span.end] for span in statement.content],
        "words": statement.words(text),
        "form": statement.form.value,
        "cue_lemma": cue.lemma if cue else None,
        "cue_kind": cue.kind.value if cue else None,
        "scope": statement.scope.value,
        "zone": statement.zone,
        "channel": statement.channel.value,
        "nested_in": statement.nested_in,
        "via": statement.via,
        "tag_cue": tags.cue if tags else None,
        "tag_source": tags.source if tags else None,
        "tag_content": tags.content if tags else None,
        "tag_cue_by_others": tags.cue_by_others if tags else None,
        "tag_rival": tags.rival if tags else None,
        "confidence": statement.confidence,
        "speaker_confidence": statement.speaker_confidence,
        "words_confidence": statement.words_confidence,
        "phrase_confidence": statement.phrase_confidence,
        "needs_review": statement.needs_review,
    }


def _pair_values(statement: Statement) -> Iterator[Values]:
    ids = statement.source_ids
    kept: dict[str, Sized] = {"resolution scores": statement.resolution_scores, "ties": statement.resolved_by, "grounds": statement.grounds}
    for name, given in kept.items():
        if given and len(given) != len(ids):
            raise UnstorableError(
                f"statement {statement.id} has {len(given)} {name} for {len(ids)} sources; please report this as a fault of source-audit"
            )
    for position, source_id in enumerate(ids):
        yield {
            "statement_id": statement.id,
            "position": position,
            "source_id": source_id,
            "score": statement.resolution_scores[position] if statement.resolution_scores else None,
            "resolved_by": statement.resolved_by[position].value if statement.resolved_by else None,
        }


def _mention_values(audit: Audit) -> list[Values]:
    """One row a mention; where a statement's mention is also one of its source's, the two share the row."""
    out: list[Values] = []
    free: dict[tuple[str | None, Mention], list[Values]] = defaultdict(list)
    for source in audit.sources:
        for place, mention in enumerate(source.mentions):
            values = _mention(len(out), mention) | {"source_id": source.id, "source_position": place}
            out.append(values)
            free[source.id, mention].append(values)
    for statement in audit.statements:
        for place, mention in enumerate(statement.mentions):
            owner = statement.source_ids[place] if place < len(statement.source_ids) else None
            said = {"statement_id": statement.id, "statement_position": place}
            if free[owner, mention]:
                free[owner, mention].pop(0).update(said)
            else:
                out.append(_mention(len(out), mention) | {"source_id": owner} | said)
    return out


def _mention(position: int, mention: Mention) -> Values:
    values = {"head": mention.head, "kind": mention.kind.value, "entity_type": mention.entity_type}
    owners = dict.fromkeys(("source_id", "source_position", "statement_id", "statement_position"))
    return _place(position, mention.span) | values | owners


def _finding_values(position: int, finding: Finding) -> Values:
    return {
        "position": position,
        **_ends("char", finding.span),
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "statement_id": finding.statement_id,
        "source_id": finding.source_id,
        "fingerprint": finding.fingerprint,
    }


def _mention_of(row: MentionRow) -> Mention:
    return Mention(Span(row.char_start, row.char_end), row.head, MentionKind(row.kind), row.entity_type)


def _statement_of(row: StatementRow, pairs: list[StatementSourceRow], mentions: list[MentionRow], grounds: Grounds) -> Statement:
    cue = _span(row.cue_start, row.cue_end)
    return Statement(
        id=row.id,
        ordinal=row.ordinal,
        content=tuple(Span(start, end) for start, end in row.content),
        form=Form(row.form),
        cue=Cue(cue, str(row.cue_lemma), CueKind(str(row.cue_kind))) if cue is not None else None,
        source_span=_span(row.source_start, row.source_end),
        mentions=tuple(_mention_of(m) for m in mentions),
        scope=Scope(row.scope),
        zone=row.zone,
        channel=Channel(row.channel),
        nested_in=row.nested_in,
        via=row.via,
        source_ids=tuple(pair.source_id for pair in pairs),
        resolution_scores=tuple(pair.score for pair in pairs if pair.score is not None),
        resolved_by=tuple(Tie(pair.resolved_by) for pair in pairs if pair.resolved_by is not None),
        tags=_tags(row),
        confidence=row.confidence,
        speaker_confidence=_sure(row.speaker_confidence),
        needs_review=row.needs_review,
        words_confidence=row.confidence if row.words_confidence is None else row.words_confidence,
        phrase_confidence=_sure(row.phrase_confidence),
        grounds=grounds,
    )


def _response_of(row: ResponseRow) -> ResponseNote:
    return ResponseNote(row.id, Span(row.char_start, row.char_end), _span(row.source_start, row.source_end), row.kind, row.source_id)


def _finding_of(row: FindingRow) -> Finding:
    span = _span(row.char_start, row.char_end)
    return Finding(row.code, Severity(row.severity), span, row.message, row.statement_id, row.source_id, row.fingerprint)


def run_of(row: RunRow) -> Run:
    """The run behind a stored article."""
    models, settings = (tuple((str(name), str(value)) for name, value in pairs) for pairs in (row.models, row.settings))
    return Run(row.tool_version, models, settings, row.started_at)
