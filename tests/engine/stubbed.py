"""The command line with the auditor that needs no models, in a process that can be killed: ``python -m tests.engine.stubbed N run …``.

N is the number of the SQL statement at which the process kills itself (from 1 on; 0: it lives). Windows are small, so that there is much
to be broken off.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from audit import making
from audit.cli.app import cli
from audit.engine import batches, processes
from tests.engine.stub import make

ENDED = "statements:"
"""Before the number of statements, on standard error, at the end of a process that lived."""


def main(die_at: int, words: list[str]) -> None:
    """Runs ``audit`` with ``words``."""
    making.make_auditor = make
    processes.PRELOADED = ("tests.engine.stub",)
    batches.WINDOW = batches.BATCH = 8
    done = 0

    def count(*_: Any) -> None:
        nonlocal done
        done += 1
        if done == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        cli.main(words)
    finally:
        print(ENDED, done, file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
