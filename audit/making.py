"""Makes the parts of the tool that are slow to load, when they are needed. Tests replace ``make_auditor``."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.finding import Finding

if TYPE_CHECKING:
    from audit.annotate.pipeline import Annotator
    from audit.engine.dispatch import Dispatch
    from audit.engine.work import Auditing, Engine
    from audit.store.filter import Filter
    from audit.store.repository import Repository


def make_auditor(settings: Settings) -> Auditing:
    """The auditor for ``settings``; its models are loaded later, and shared by auditors of one process that need the same."""
    from audit.auditor import Auditor

    return Auditor(settings, make_annotator(settings))


def make_annotator(settings: Settings) -> Annotator:
    """The annotator for ``settings``, one for all of a process that need the same."""
    needed = ("models", "precision", "scope", "threads")
    return _annotator(replace(Settings(), **{name: getattr(settings, name) for name in needed}))


@lru_cache(maxsize=2)
def _annotator(settings: Settings) -> Annotator:
    from audit.annotate.pipeline import Annotator

    return Annotator(settings)


def make_engine(settings: Settings, auditor: Auditing) -> Engine:
    """The engine for ``settings``: ``auditor`` in this process, workers, or the one or the other as the inputs ask for."""
    from audit.engine.automatic import Automatic
    from audit.engine.capacity import workers
    from audit.engine.dispatch import Dispatch
    from audit.engine.local import Local
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


def make_standing_engine(settings: Settings) -> Dispatch:
    """Worker processes for a program that goes on, and audits now and then: one of them stays, with its models, until it is closed.

    ``timeout`` holds in every thread, as it does not in this process.
    """
    from audit.engine.capacity import workers
    from audit.engine.dispatch import Dispatch
    from audit.engine.processes import Processes

    return Dispatch(Processes(make_auditor, settings), settings.jobs or workers(), settings.timeout, kept=1)


def open_repository(settings: Settings, wanted: Filter | None = None, *, must_exist: bool = True) -> Repository:
    """The stored audits. ``must_exist`` is for whoever only reads.

    Raises ``StoreError`` where there is no such database, and where ``wanted`` names an article that is not in it.
    """
    from audit.store import schema
    from audit.store.engine import open_engine
    from audit.store.repository import Repository

    engine = open_engine(settings.db, must_exist=must_exist)
    schema.ensure(engine)

    def findings(audit: Audit) -> tuple[Finding, ...]:
        from audit.rules.registry import run_rules

        return run_rules(audit, settings)

    repository = Repository(engine, findings)
    if wanted is not None:
        repository.require(wanted)
    return repository
