"""A command line whose auditor needs no model, in a folder of its own with a database of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from audit import making
from audit.cli.app import cli
from audit.config import Settings
from audit.domain.audited import Audit, Run
from audit.domain.source import AnonymityStatus, Identity, Kind, OfficialScope, Source, SourceType
from audit.domain.statement import Form, Mention, MentionKind, Statement
from audit.domain.text import Article, SkippedInput, Span
from audit.rules.policies import relabelled
from audit.store import schema
from tests.report.hand_made import TEXT, make
from tests.store.conftest import sqlite_template

__all__ = ["sqlite_template"]

Audit_ = Callable[..., Result]


MINISTRY = "Officials said the quay was safe. Ona Vey, the harbour minister, said so too.\n"


def ministry(article: Article) -> Audit:
    """Unnamed officials and a named minister, whose labels are a matter of policy."""
    officials = Mention(Span(0, 9), "official", MentionKind.NOMINAL)
    vey = Mention(Span(34, 41), "vey", MentionKind.NAME)
    axes = (OfficialScope.STATE, AnonymityStatus.UNDISCLOSED)
    sources = (
        Source("ao", "officials", Kind.GROUP, Identity.UNNAMED, SourceType.ANONYMOUS, True, *axes, (officials,)),
        Source("av", "Ona Vey", Kind.PERSON, Identity.NAMED, SourceType.NAMED, True, None, AnonymityStatus.NOT_APPLICABLE, (vey,)),
    )
    statements = tuple(
        Statement(f"t{at}", at, (Span(15, 32),), Form.INDIRECT, None, one.mentions[0].span, one.mentions, source_ids=(one.id,))
        for at, one in enumerate(sources)
    )
    return Audit(article, (), (), statements, sources)


@dataclass
class FakeAuditor:
    """Knows two hand-made articles and finds nothing in any other; words of an article can make it fail."""

    settings: Settings
    seen: list[str] = field(default_factory=list)
    loads: int = 0

    @property
    def run(self) -> Run:
        return Run("0.1.0", (("fake", "0123456789ab"),), self.settings.annotation_pairs(), "2026-03-04T10:00:00+00:00")

    def load(self) -> None:
        self.loads += 1

    def audit(self, articles: Iterable[Article | SkippedInput], *, batch: int = 16) -> Iterator[Audit | SkippedInput]:
        for item in articles:
            if isinstance(item, SkippedInput):
                yield item
                continue
            self.seen.append(item.doc_id)
            if "press Ctrl-C" in item.text:
                raise KeyboardInterrupt
            if "break down" in item.text:
                raise ZeroDivisionError("a fault of ours")
            if "cannot be annotated" in item.text:
                yield SkippedInput(item.origin, "could not be annotated; report it", "internal")
                continue
            if "break the table" in item.text:
                broken = replace(make(), article=item, findings=())
                yield replace(broken, statements=(broken.statements[0],) * 2)
                continue
            yield self._found(item)

    def _found(self, item: Article) -> Audit:
        if item.text == MINISTRY:
            return relabelled(ministry(item), self.settings)
        return replace(make(), article=item, findings=()) if item.text == TEXT else Audit(item, (), (), (), ())


@pytest.fixture(autouse=True)
def _new_databases_are_copies(monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> None:
    """An SQLite file that is filled for the first time gets the schema that migrations made once; tests/store proves the migrations."""
    migrate = schema._migrate

    def copy(engine: Engine, revision: str) -> None:
        if engine.dialect.name != "sqlite" or revision != schema.head() or schema.current(engine) is not None:
            migrate(engine, revision)
            return
        with closing(sqlite3.connect(sqlite_template)) as made, closing(engine.raw_connection()) as raw:
            assert isinstance(raw.driver_connection, sqlite3.Connection)
            made.backup(raw.driver_connection)

    monkeypatch.setattr(schema, "_migrate", copy)


@pytest.fixture
def auditors(monkeypatch: pytest.MonkeyPatch) -> list[FakeAuditor]:
    """The auditors that were made, the newest last."""
    made: list[FakeAuditor] = []

    def make_auditor(settings: Settings) -> FakeAuditor:
        made.append(FakeAuditor(settings))
        return made[-1]

    monkeypatch.setattr(making, "make_auditor", make_auditor)
    return made


@pytest.fixture
def audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, auditors: list[FakeAuditor]) -> Audit_:
    """Runs ``audit`` with the words given, in a folder that holds ``harbour.txt`` and ``quiet.txt``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AUDIT_DB", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("AUDIT_JOBS", "1")
    Path("harbour.txt").write_text(TEXT, encoding="utf-8")
    Path("quiet.txt").write_text("It rained in Velmar all through the night and into the grey morning.\n", encoding="utf-8")

    def run(*words: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, list(words), input=stdin, catch_exceptions=True)

    return run
