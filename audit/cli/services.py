"""The heavy parts of the tool, made when a command needs them. Tests put their own in the place of ``make_auditor``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from audit.config import Settings
from audit.domain.audited import Audit, Run
from audit.domain.finding import Finding
from audit.domain.text import Article, SkippedInput

if TYPE_CHECKING:
    from audit.store.repository import Repository


class Audits(Protocol):
    """What the commands need of an auditor."""

    @property
    def run(self) -> Run: ...

    def load(self) -> None: ...

    def audit(self, articles: Iterable[Article | SkippedInput], *, batch: int = 16) -> Iterator[Audit | SkippedInput]: ...


def make_auditor(settings: Settings) -> Audits:
    """The auditor for ``settings``; its models are loaded later."""
    from audit.auditor import Auditor

    return Auditor(settings)


def open_repository(settings: Settings, *, must_exist: bool = True) -> Repository:
    """The stored audits. ``must_exist`` is for commands that only read. Raises ``StoreError``."""
    from audit.store import schema
    from audit.store.engine import open_engine
    from audit.store.repository import Repository

    engine = open_engine(settings.db, must_exist=must_exist)
    schema.ensure(engine)

    def findings(audit: Audit) -> tuple[Finding, ...]:
        from audit.rules.registry import run_rules

        return run_rules(audit, settings)

    return Repository(engine, findings)


def standards() -> dict[str, str]:
    """Rule code to the standards it cites."""
    from audit.rules.registry import RULES

    return {code: rule.standard for code, rule in RULES.items()}
