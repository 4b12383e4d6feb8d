"""The columns of articles.csv: one row for each article, with its counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from audit.domain.audited import Audit
from audit.domain.source import DISCLOSED, Source, SourceType
from audit.domain.statement import Statement
from audit.report.column import Cell, Column, Group, Table
from audit.report.phrases import named_codes
from audit.report.source_columns import ARTICLE_NAME, article_columns

_NONE = "no_source"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with its statements in scope; a pair is a statement with one of its sources."""

    audit: Audit
    tool_version: str
    statements: tuple[Statement, ...]
    pairs: tuple[Source, ...]
    """The source of each pair."""
    types: Counter[str]
    """Pairs by type; ``no_source``: statements without a source."""

    @property
    def unnamed(self) -> list[Source]:
        return [one for one in self.pairs if one.anonymous]


def article_row(audit: Audit, tool_version: str, statements: tuple[Statement, ...]) -> ArticleRow:
    """The row of an article; ``statements`` are those in scope."""
    known = {source.id: source for source in audit.sources}
    pairs = tuple(known[one] for statement in statements for one in statement.source_ids if one in known)
    types = Counter(one.source_type.value for one in pairs if one.source_type)
    types[_NONE] = sum(not any(one in known for one in statement.source_ids) for statement in statements)
    return ArticleRow(audit, tool_version, statements, pairs, types)


def _count(kind: str) -> Column[ArticleRow]:
    words = f"statements from {'an ' if kind[0] in 'ao' else 'a '}{kind} source; a joint one counts once for each source"
    about = words if kind != _NONE else "statements without a source"
    return Column(kind, lambda row: row.types[kind], about, Group.WORKLIST, 10)


def _share(kind: str) -> Column[ArticleRow]:
    def get(row: ArticleRow) -> Cell:
        rows = len(row.pairs) + row.types[_NONE]
        return round(row.types[kind] / rows, 4) if rows else None

    return Column(f"{kind}_share", get, f"`{kind}` as a share of all statements", Group.COUNTS, 10)


WORK = Group.WORKLIST

ARTICLES: Table[ArticleRow] = Table(
    "articles",
    (
        ARTICLE_NAME,
        *article_columns("outlet", "published", group=WORK),
        Column("words", lambda row: len(row.audit.article.text.split()), "its length", WORK, 8),
        Column("statements", lambda row: len(row.statements), "how many", WORK, 10),
        Column("sources", lambda row: len({one.id for one in row.pairs}), "how many", WORK, 10),
        *(_count(kind.value) for kind in SourceType),
        _count(_NONE),
        Column(
            "disclosed",
            lambda row: sum(one.anonymity_status in DISCLOSED for one in row.unnamed),
            "anonymous ones where the article says that the name is withheld",
            WORK,
            10,
        ),
        Column(
            "undisclosed",
            lambda row: sum(one.anonymity_status not in DISCLOSED for one in row.unnamed),
            "anonymous ones where it does not",
            WORK,
            10,
        ),
        Column("finding_count", lambda row: len(row.audit.findings), "how many findings", WORK, 10),
        Column("findings", lambda row: named_codes(row.audit.findings), "of which [rules](rules.md)", WORK, 50, former=("finding_codes",)),
        *(_share(kind.value) for kind in SourceType),
        *article_columns("article_url", "section", "headline", "byline", "language", "origin"),
        Column("text_sha256", lambda row: row.audit.article.sha256, "digest of the stored text", Group.PLACE),
        Column("original_sha256", lambda row: row.audit.article.original_sha256, "digest of the file’s bytes", Group.PLACE),
        Column("extractor", lambda row: row.audit.article.reader, "what read the file", Group.PLACE),
        Column(
            "notes",
            lambda row: " | ".join(row.audit.notes),
            "notes from reading the file: a guessed encoding, replaced characters",
            Group.PLACE,
            50,
        ),
        Column("tool_version", lambda row: row.tool_version, "the version of this program", Group.PLACE),
        *article_columns("article_id", "doc_id"),
    ),
)
