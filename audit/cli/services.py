"""The heavy parts of the tool, made when a command needs them. Tests put their own in the place of ``make_auditor``."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.finding import Finding
from audit.errors import StoreError

if TYPE_CHECKING:
    from audit.engine.work import Auditing, Engine
    from audit.store.repository import Repository


def make_auditor(settings: Settings) -> Auditing:
    """The auditor for ``settings``; its models are loaded later."""
    from audit.auditor import Auditor

    return Auditor(settings)


def make_engine(settings: Settings, auditor: Auditing) -> Engine:
    """The engine for ``settings``: ``auditor`` in this process, workers, or the one or the other as the inputs ask for."""
    from audit.engine.automatic import Automatic
    from audit.engine.dispatch import Dispatch
    from audit.engine.local import Local
    from audit.engine.machine import workers
    from audit.engine.processes import Processes

    if settings.engine == "ray":
        from audit.engine.cluster import Cluster

        cluster = Cluster(make_auditor, settings, settings.address)
        return Dispatch(cluster, settings.jobs or cluster.processors, settings.timeout)
    local = Local(auditor, settings)
    jobs = settings.jobs or workers()
    if jobs == 1:
        return local
    several = Dispatch(Processes(make_auditor, settings), jobs, settings.timeout)
    return several if settings.jobs else Automatic(local, several)


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


def own_files(settings: Settings, output: Path | None) -> set[str]:
    """Real paths of what a run writes: its SQLite database and ``output``. They stand in a folder of articles and are none."""
    from audit.store.engine import files_of

    files = [output] if output else []
    with suppress(StoreError):  # where the database is asked for, opening it tells what is wrong with the URL
        files += files_of(settings.db)
    return {os.path.realpath(file) for file in files}


def standards() -> dict[str, str]:
    """Rule code to the standards it cites."""
    from audit.rules.registry import RULES

    return {code: rule.standard for code, rule in RULES.items()}
