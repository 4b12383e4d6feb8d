"""Workers that are actors on a Ray cluster, each with models and one processor of its own."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from contextlib import chdir, suppress
from dataclasses import replace
from typing import Any

from audit.annotate.bundle import NAMES
from audit.config import Settings
from audit.engine.dispatch import Died, Worker
from audit.engine.work import Auditing, Batch, Make, Result, audited, settle, tidy
from audit.errors import AuditError, EngineError
from audit.isolation import HOME


class Cluster:
    """Hires actors on the cluster at ``address`` ("": one on this machine), which make their auditor with ``make`` and ``settings``.

    ``make`` must be importable by its name on every node. Raises ``EngineError`` where Ray is not installed or the cluster not there.
    """

    def __init__(self, make: Make, settings: Settings, address: str = "") -> None:
        try:
            import ray
        except ImportError as error:
            raise EngineError(
                'the engine "ray" needs Ray, which is not installed; install it with: python -m pip install "source-audit[cluster]" '
                "(needs Python 3.13 or older; not available for Macs with Intel processors)"
            ) from error
        self._ray: Any = ray
        try:
            with chdir(HOME):  # Ray lets its workers import from the folder that it is called in
                ray.init(address=address or "local", log_to_driver=False, include_dashboard=None if address else False)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise EngineError(f"there is no Ray cluster at {address or 'this machine'} ({error}); check --address") from error
        self._make = make
        models = settings.models if settings.models in NAMES else os.path.abspath(settings.models)
        self._settings = replace(settings, threads=1, models=models)

    @property
    def processors(self) -> int:
        """Of the whole cluster as it is now; at least 1."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def hire(self) -> Worker:
        """See ``Team.hire``. The actor waits for a free processor of the cluster."""
        actor = self._ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(Servant)
        return _Actor(self._ray, actor.remote(self._make, self._settings))

    def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
        """See ``Team.wait``."""
        by_answer = {worker.answers[0]: worker for worker in workers if isinstance(worker, _Actor) and worker.answers}
        self._ray.wait(list(by_answer), num_returns=1, timeout=seconds)
        done, _ = self._ray.wait(list(by_answer), num_returns=len(by_answer), timeout=0)
        return [by_answer[answer] for answer in done]

    def close(self) -> None:
        """Leaves the cluster; one that was made for this run ends."""
        self._ray.shutdown()


class Servant:
    """What runs on the cluster."""

    def __init__(self, make: Make, settings: Settings) -> None:
        self._auditor: Auditing = make(settings)
        self._settings = settings

    def load(self) -> AuditError | None:
        """Loads the models; why they cannot be, where that is so."""
        try:
            self._auditor.load()
        except AuditError as error:
            return error
        settle()
        return None

    def audit(self, batch: Batch) -> list[Result]:
        """One batch."""
        tidy()
        return audited(self._auditor, batch, self._settings)


class _Actor:
    def __init__(self, ray: Any, handle: Any) -> None:
        self._ray = ray
        self._handle = handle
        self.answers: deque[Any] = deque([handle.load.remote()])

    def give(self, batch: Batch) -> None:
        self.answers.append(self._handle.audit.remote(list(batch)))

    def take(self) -> list[Result] | None:
        try:
            answer = self._ray.get(self.answers.popleft())
        except self._ray.exceptions.RayError as error:
            raise Died(f"its actor is gone, {type(error).__name__}") from None
        if isinstance(answer, AuditError):
            raise answer
        results: list[Result] | None = answer
        return results

    def end(self) -> None:
        with suppress(self._ray.exceptions.RayError):
            self._ray.kill(self._handle)
