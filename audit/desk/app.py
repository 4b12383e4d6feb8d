"""The pages of the desk and the requests they make. Pages contain no words of an article; everything else needs the key (see ``door``)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from audit.config import Settings
from audit.desk import verdicts, work
from audit.desk.door import HEADERS, Door
from audit.desk.inbox import Inbox, file_name, name_of_words
from audit.desk.verdicts import ORIGIN, Answers
from audit.errors import AuditError, InputError, StoreError
from audit.report.csv_files import CsvWriter
from audit.report.records import statement_records
from audit.report.safe_text import printable
from audit.report.statement_columns import STATEMENTS
from audit.rules.judging import OvertakenError, UnfitError
from audit.store.repository import ArticleSummary
from audit.store.reviews import Reviews

MOST = 200
"""Articles of the list."""
_LONGEST = 200
"""Characters of what it is searched for."""
_OPEN = ("page", "asset")
"""What the cookie alone opens."""
_ASSETS = {
    "desk.css": ("audit.desk", "static", "text/css"),
    **{f"{name}.js": ("audit.desk", "static", "text/javascript") for name in ("article", "common", "desk", "enter", "list", "marks")},
    "page.css": ("audit.report", "templates", "text/css"),
    "page.js": ("audit.report", "templates", "text/javascript"),
}
"""Name in the address to package, folder and kind; style and script of the report's page come from there."""
_FILES = {"page.css": "style.css", "page.js": "script.js"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages work on. ``articles``: the ids that the list has, and those that come in; none for all. A search finds all."""

    settings: Settings
    reviews: Reviews
    inbox: Inbox
    door: Door
    reviewer: str = ""
    articles: tuple[str, ...] = ()
    today: Callable[[], date] = date.today

    def listed(self, words: str) -> list[str]:
        """The ids of the articles that the list has, or in which the words stand."""
        words = printable(words[:_LONGEST])
        if words or not self.articles:
            return self.reviews.repository.newest(words)
        came = [key for work in self.inbox.works() for key, _ in work.articles]
        return list(dict.fromkeys((*reversed(came), *self.articles)))


def make_app(desk: Desk) -> Flask:
    """The application. Every answer is for one who has the secrets of ``desk.door``, or says why not."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = desk.settings.max_bytes
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of the default provider
    _guard(app, desk.door)
    _pages(app, desk)
    _articles(app, desk)
    _judging(app, desk)
    _inbox(app, desk)
    return app


def _guard(app: Flask, door: Door) -> None:
    @app.before_request
    def _check() -> Response | None:
        why = door.refusal(request.method, request.headers)
        if not why and request.endpoint == "page" and request.path == "/" and "token" in request.args:
            return _entered() if door.knows_token(request.args["token"]) else _refused("this is not the address of the desk that runs now")
        if not why and not door.knows_cookie(request.cookies):
            why = "open the address that audit desk printed; each start of the desk has its own"
        if not why and request.endpoint not in _OPEN and not door.knows_key(request.headers):
            why = "the desk was started anew; open the address that it printed then"
        return _refused(why) if why else None

    def _entered() -> Response:
        answer = Response(render_template("enter.html", key=door.key))
        answer.set_cookie(door.cookie_name, door.cookie, httponly=True, samesite="Strict")
        return answer

    @app.after_request
    def _headers(answer: Response) -> Response:
        answer.headers.update(HEADERS)
        return answer

    @app.errorhandler(Exception)
    def _wrong(error: Exception) -> tuple[Response, int] | Response:
        if isinstance(error, HTTPException):
            code = error.code or 500
            told = f"it is too large; at most {app.config['MAX_CONTENT_LENGTH']:,} bytes are taken" if code == 413 else error.description
            return jsonify(error=told), code
        if isinstance(error, OvertakenError):
            return jsonify(error=str(error), overtaken=True), 409
        if isinstance(error, UnfitError):
            return jsonify(error=str(error), field=error.field), 422
        if isinstance(error, AuditError):
            return jsonify(error=str(error)), 404 if isinstance(error, StoreError) else 400
        app.logger.exception("a fault of this program")
        return jsonify(error=f"a fault of this program: {type(error).__name__}; what was stored before is kept"), 500


def _refused(why: str) -> Response:
    return Response(f"{why}\n", 403, mimetype="text/plain")


def _pages(app: Flask, desk: Desk) -> None:
    @app.get("/")
    @app.get("/article/<article_id>")
    def page(article_id: str = "") -> str:
        return render_template("page.html", reviewer=desk.reviewer, listed=not article_id)

    @app.get("/assets/<name>")
    def asset(name: str) -> Response:
        if name not in _ASSETS:
            return Response("there is no such file\n", 404, mimetype="text/plain")
        package, folder, kind = _ASSETS[name]
        return Response(files(package).joinpath(folder, _FILES.get(name, name)).read_text(encoding="utf-8"), mimetype=kind)


def _articles(app: Flask, desk: Desk) -> None:
    repository, scope = desk.reviews.repository, desk.settings.scope

    @app.get("/articles")
    def articles() -> Response:
        ids = desk.listed(request.args.get("words", ""))
        found = list(repository.summaries(ids[:MOST], scope))
        begun = repository.load_all(desk.reviews.any_among(one.id for one in found))
        waiting = {one.article.id: len(desk.reviews.waiting(one, scope)) for one in begun}
        return jsonify(articles=[_listed(one, waiting.get(one.id, one.statements)) for one in found], more=len(ids[MOST:]))

    @app.get("/article/<article_id>/now")
    def now(article_id: str) -> Response:
        if request.args.get("stamp") == desk.reviews.stamp(article_id):
            return Response(status=204)
        return jsonify(work.now(desk.reviews, article_id, scope))

    @app.get("/worklist.csv")
    def worklist() -> Response:
        article_id = request.args.get("article", "")
        listed = desk.listed(request.args.get("words", ""))
        audits = [repository.load(article_id)] if article_id else repository.audits_of(listed)
        stream = io.StringIO(newline="")
        table = CsvWriter(stream, STATEMENTS.lean)
        for audit in audits:
            for record in statement_records(audit, scope, STATEMENTS.lean):
                table.write(record)
        return Response("\ufeff" + stream.getvalue(), mimetype="text/csv")


def _listed(one: ArticleSummary, waiting: int) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.title or one.doc_id,
        "about": " · ".join(part for part in (one.published, one.outlet, one.origin) if part),
        "total": one.statements,
        "checked": one.statements - waiting,
        "findings": one.findings,
    }


def _judging(app: Flask, desk: Desk) -> None:
    reviews = desk.reviews

    @app.post("/article/<article_id>/judge")
    def judge(article_id: str) -> Response:
        answers = Answers.of(request.get_json())
        thing = verdicts.chosen(reviews.repository.load(article_id), answers)
        made = reviews.judge(thing, verdicts.verdict(thing, answers), whole_chain=answers.flag("whole_chain"), seen=answers.seen)
        return jsonify(stored=len(made))

    @app.post("/article/<article_id>/check")
    def check(article_id: str) -> Response:
        answers = Answers.of(request.get_json())
        thing = verdicts.chosen(reviews.repository.load(article_id), answers)
        if thing.statement is None:
            raise InputError("only statements are checked; a finding is confirmed, waived or dismissed")
        today = desk.today()
        made = reviews.check(thing, lambda target: verdicts.check(thing, answers, today, target), seen=answers.seen)
        return jsonify(stored=len(made))

    @app.post("/article/<article_id>/undo")
    def undo(article_id: str) -> Response:
        undone = reviews.undo(article_id, Answers.of(request.get_json()).by, ORIGIN)
        return jsonify(undone=[one.in_words() for one in undone])


def _inbox(app: Flask, desk: Desk) -> None:
    @app.post("/inbox")
    def put() -> Response:
        data = request.get_data()
        if not data.strip():
            raise InputError("it is empty; drop a file, or paste an article")
        given = request.args.get("name", "")
        name = file_name(given) if given else name_of_words(data.decode("utf-8", "replace"))
        if not name:
            raise InputError("the file has no name; give it one")
        return jsonify(number=desk.inbox.put(name, data))

    @app.get("/inbox")
    def works() -> Response:
        told = [
            {"number": one.number, "name": one.name, "step": one.step, "told": one.told, "articles": one.articles, "seconds": one.seconds}
            for one in desk.inbox.works()
        ]
        return jsonify(works=told)
