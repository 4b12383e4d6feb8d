"""Reports as one HTML file each: nothing in it comes from anywhere else, and nothing that an article holds can run in it."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import urlsplit

from audit import __version__
from audit.report.article_view import ArticleView
from audit.report.baselines import without_counterpart
from audit.report.collection_view import CollectionView
from audit.report.phrases import named_code
from audit.report.safe_text import harmless_lines, printable
from audit.report.summary import figure
from audit.rules.base import quoted

if TYPE_CHECKING:
    from jinja2 import Environment

_SPACES = re.compile(r"[\s\x00-\x1f]")


class Page:
    """One HTML file, written part by part: a title, then articles or a collection, then ``close``."""

    def __init__(self, stream: TextIO, title: str, *, keys: bool = True, home: str | None = None) -> None:
        """``keys``: whether there are statements and findings to go through with the keyboard; ``home``: the file of the collection."""
        self._stream = stream
        self._write("head.html", title=printable(title), keys=keys, home=home, policy=_policy(), style=_text("style.css"), made=_now())

    def article(self, view: ArticleView) -> None:
        self._write("article.html", view=view, others=without_counterpart(), offsets=False)

    def collection(self, view: CollectionView) -> None:
        self._write("collection.html", view=view, others=without_counterpart())

    def words(self, words: str) -> None:
        """A paragraph."""
        self._write("words.html", words=words)

    def close(self) -> None:
        self._write("foot.html", script=_text("script.js"))

    def _write(self, template: str, **values: Any) -> None:
        self._stream.write(_environment().get_template(template).render(version=__version__, **values))


def article_part(view: ArticleView) -> str:
    """An article as it stands on a page, with the offset of each piece of its text (``data-at``, code points)."""
    return _environment().get_template("article.html").render(view=view, others=without_counterpart(), offsets=True)


def web_address(url: str | None) -> str | None:
    """``url`` if it is an address of the web (http or https, with a host) that can be linked; else None."""
    if not url or _SPACES.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("audit.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"figure": figure, "named_code": named_code, "quoted": quoted, "web_address": web_address}
    return made


def _shown(value: Any) -> Any:
    """What the templates print: words of others without characters that turn text round or control anything."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return harmless_lines(value.replace("\t", " "))
    return value


@cache
def _text(name: str) -> str:
    return files("audit.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """What the page may load and run: the style and the script that it holds, by their hashes, and nothing else."""
    style, script = (_hash(_text(name)) for name in ("style.css", "script.js"))
    return f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


def _hash(words: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
