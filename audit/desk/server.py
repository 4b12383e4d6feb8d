"""The desk on a port of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable

from waitress.server import create_server

from audit.config import Settings
from audit.desk.app import Desk, make_app
from audit.desk.door import HOST, Door
from audit.desk.inbox import Inbox
from audit.engine.work import Engine
from audit.errors import InputError
from audit.store.repository import Repository
from audit.store.reviews import Reviews

PORT = 8717
"""The first choice, so that an address stays the same; where it is taken, any other."""


def serve(
    settings: Settings,
    repository: Repository,
    engine: Engine,
    *,
    port: int | None = None,
    reviewer: str = "",
    articles: tuple[str, ...] = (),
    opened: Callable[[str], None] = print,
) -> None:
    """Serves until it is interrupted, and audits with ``engine`` what is dropped; ``opened`` gets the address once it can be asked.

    Raises ``InputError`` where the port is taken.
    """
    listening = _listening(port)
    door = Door(listening.getsockname()[1])
    desk = Desk(settings, Reviews(repository), Inbox(settings, repository, engine), door, reviewer, articles)
    server = create_server(make_app(desk), sockets=[listening], threads=8, ident="", max_request_body_size=2 * settings.max_bytes)
    opened(door.address if len(articles) != 1 else f"{door.address}&article={articles[0]}")
    try:
        server.run()
    finally:
        server.close()


def _listening(port: int | None) -> socket.socket:
    for wanted in [port] if port is not None else [PORT, 0]:
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, wanted))
        except OSError as error:
            made.close()
            if port is not None:
                raise InputError(f"port {port} cannot be had ({error.strerror}); choose another with --port, or leave it out") from error
            continue
        return made
    raise InputError(f"no port of {HOST} can be had; free one, or choose one with --port")
