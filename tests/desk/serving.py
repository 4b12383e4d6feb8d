"""A desk that a real browser can open: in a thread of this process, or as the command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from werkzeug.serving import make_server

from audit.desk.app import make_app
from audit.desk.door import HOST, Door
from audit.store.repository import Repository
from tests.desk.desks import desk_on


@contextmanager
def served(repository: Repository, reviewer: str = "Ona Reed") -> Iterator[Door]:
    """The door of a desk on a free port, until the block ends."""
    server = make_server(HOST, 0, lambda *_: [], threaded=True)
    door = Door(server.port)
    server.app = make_app(replace(desk_on(repository), door=door, reviewer=reviewer))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield door
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def started(database: str, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``audit desk`` as a process, and the address that it printed; killed when the block ends."""
    call = [sys.executable, "-m", "tests.cli.called", "desk", "--db", database, *words]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()
