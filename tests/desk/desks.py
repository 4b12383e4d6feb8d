"""A desk over a database with the hand-made article, asked as a page of it would ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from audit import making
from audit.config import Settings
from audit.desk.app import Desk, make_app
from audit.desk.door import KEY_HEADER, Door
from audit.desk.inbox import Inbox
from audit.domain.audited import Audit
from audit.engine.local import Local
from audit.engine.work import Engine
from audit.rules.registry import run_rules
from audit.store.engine import open_engine
from audit.store.repository import Repository
from audit.store.reviews import Reviews
from tests.report.hand_made import make
from tests.report.test_report_html import RUN

PORT = 8717
SETTINGS = Settings(select=("A101", "A103", "N203", "Q301", "S601"))
TODAY = date(2026, 5, 31)


def repository_at(url: str) -> Repository:
    """A database whose articles get the findings of the hand-made one."""
    return Repository(open_engine(url), lambda audit: run_rules(audit, SETTINGS))


@dataclass
class Asking:
    """One reviewer with a browser that has been let in."""

    client: FlaskClient
    door: Door
    by: str = "Ona Reed"
    article: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Origin": self.door.origin, KEY_HEADER: self.door.key}

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, base_url=self.door.origin, headers=self.headers)

    def post(self, path: str, fields: Any) -> TestResponse:
        return self.client.post(path, base_url=self.door.origin, json=fields, headers=self.headers)

    def now(self) -> dict[str, Any]:
        now: dict[str, Any] = self.get(f"/article/{self.article}/now").get_json()
        return now

    def item(self, key: str) -> dict[str, Any]:
        return next(one for one in self.now()["items"] if one["id"] == key)

    def seen(self) -> dict[str, str]:
        return {one["id"]: one["state"] for one in self.now()["items"]}

    def judge(self, key: str, judgement: str = "confirmed", **fields: Any) -> TestResponse:
        """As a page does that has just looked, unless ``seen`` says what it saw."""
        sent = {"id": key, "judgement": judgement, "by": self.by, "seen": self.seen(), **fields}
        return self.post(f"/article/{self.article}/judge", sent)

    def check(self, key: str, **fields: Any) -> TestResponse:
        return self.post(f"/article/{self.article}/check", {"id": key, "by": self.by, "seen": self.seen(), **fields})

    def undo(self) -> list[str]:
        undone: list[str] = self.post(f"/article/{self.article}/undo", {"by": self.by}).get_json()["undone"]
        return undone


def desk_on(repository: Repository, *articles: str, engine: Engine | None = None) -> Desk:
    """``engine``: what audits what is dropped; None for one in this process."""
    inbox = Inbox(SETTINGS, repository, engine or Local(making.make_auditor(SETTINGS), SETTINGS))
    return Desk(SETTINGS, Reviews(repository), inbox, Door(PORT), "", articles, lambda: TODAY)


def outside(desk: Desk) -> FlaskClient:
    """A browser that has not been let in."""
    app = make_app(desk)
    app.testing = False
    return app.test_client()


def let_in(desk: Desk, by: str = "Ona Reed", article: str = "") -> Asking:
    client = outside(desk)
    client.get(f"/?token={desk.door.token}", base_url=desk.door.origin)
    return Asking(client, desk.door, by, article)


def stored(repository: Repository, audit: Audit | None = None) -> str:
    """The id of the stored article."""
    audit = audit or make()
    repository.save(audit, RUN)
    return audit.article.id
