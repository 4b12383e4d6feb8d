"""Options that several commands share, and the one object that carries them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from audit.cli.messages import tell
from audit.config import BOUNDS, CHOICES, Found, Settings, find

if TYPE_CHECKING:
    from audit.store.filter import Filter

F = TypeVar("F", bound=Callable[..., Any])


PASSWORDS = ("PGPASSWORD", "PGSERVICE")
"""Variables from which PostgreSQL's library takes a password for any server."""


def home() -> Path | None:
    """The user's own configuration folder, as the system has it; None where it cannot be told."""
    folder = Path(click.get_app_dir("source-audit"))
    return folder if folder.is_absolute() else None


@dataclass(frozen=True, slots=True)
class Invocation:
    """What was said before the command's name; the commands get it as Click's ``obj``."""

    db: str | None = None

    def settings(self, **overrides: Any) -> Settings:
        """Settings from all their places, with what was said on the command line on top. Raises ``ConfigError``.

        A setting that the working folder may not make is told of. Passwords of the environment are for servers that were named on the
        command line or in the environment, and are dropped where a file names another.
        """
        if overrides.get("db") is None:
            overrides["db"] = self.db
        found = find(home=home())
        settings = found.settings(overrides)
        _tell_passed_over(found, {name for name, value in overrides.items() if value is not None})
        origin = found.origins().get("db")
        if overrides["db"] is None and origin is not None and origin.file is not None:
            _drop_passwords(settings.db, origin.place)
        return settings


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter options of one call, not yet checked."""

    article: str | None
    outlet: str | None
    byline: str | None
    since: str | None
    until: str | None
    source_type: str | None
    source: str | None
    status: str | None
    code: str | None
    limit: int | None

    def filter(self, scope: str) -> Filter:
        """As the store's filter. Raises ``ConfigError`` on impossible values."""
        from audit.store.filter import Filter

        return Filter(
            article=self.article,
            outlet=self.outlet,
            byline=self.byline,
            since=self.since,
            until=self.until,
            source_type=self.source_type,
            source=self.source,
            status=self.status,
            code=self.code,
            scope=scope,
            limit=self.limit,
        )


def _tell_passed_over(found: Found, said: set[str]) -> None:
    if found.passed_over is None or not (names := sorted(set(found.passed_over.values) - said - set(found.origins()))):
        return
    why = "has changed since you trusted it" if found.changed else "may be from anybody"
    tell(
        f"note: this folder's {found.passed_over.place} {why}, so these settings in it are ignored: {', '.join(names)}; read it, then "
        "run: audit config trust (or give the settings yourself)",
    )


def _drop_passwords(db: str, place: str) -> None:
    dropped = [name for name in PASSWORDS if os.environ.pop(name, None) is not None]
    if dropped and db.startswith("postgres"):
        tell(f"note: the server that {place} names is not given {' or '.join(dropped)}; to allow it, name the server with --db or AUDIT_DB")


HELP: dict[str, tuple[str | None, str]] = {
    "db": ("URL", "Database: a file or an SQLAlchemy URL (default sqlite:///audit.db, or AUDIT_DB)."),
    "scope": (
        None,
        "Show only attributed statements (default), or also beliefs, votes and plans. Texts are then read as PolNeAR's annotators did, "
        "which leaves out quotations without a cue.",
    ),
    "models": ("NAME", "Models to use: bundled (default), fast (a smaller network), official (Stanza's own English package) or a folder."),
    "fail_on": (None, "Exit with code 1 for findings of this severity or above (default error)."),
    "unnamed_officials_of_a_body": (None, "How to label unnamed officials of a named organisation (default anonymous)."),
    "named_office_holders": (None, "How to label named office holders (default named)."),
    "profile": ("NAME", "Set of rules: core (default), one newsroom's (ap, reuters, bbc, npr, nyt, guardian) or all."),
    "select": ("CODE", "Run these rules instead of the profile's, by code, prefix or name; may be repeated."),
    "ignore": ("CODE", "Rules to leave out."),
    "force_language": (None, "Audit articles in other languages too."),
    "follow_links": (None, "Follow links that lead out of a folder in PATHS."),
    "fetch": (None, "Fetch PATHS that are web addresses (http, https); one page each, no redirects."),
    "max_bytes": ("N", "Skip inputs above this size (default 5000000)."),
    "columns": ("FIELD=HEADING", "Heading of a column in your table, such as text=Body; may be repeated."),
    "threads": ("N", "Threads for the models (default 2, or 1 on a single core)."),
    "jobs": ("N", "Worker processes (default: as many as the machine can run; 1: no workers)."),
    "timeout": ("N", "Skip an article that takes longer than N seconds (default 300)."),
    "engine": (None, "Where the workers run (default processes: on this machine)."),
    "address": ("HOST:PORT", "The Ray cluster (default: start one on this machine for the run)."),
}
"""Setting to what its option takes and the line in the help; the kind, the choices and the bounds are those of ``Settings``."""


def setting_option(name: str) -> Callable[[F], F]:
    """The option of a setting, None where it is not given."""
    metavar, words = HELP[name]
    default = getattr(Settings(), name)
    attributes: dict[str, Any] = {"help": words, "metavar": metavar, "default": None}
    if isinstance(default, bool):
        attributes["is_flag"] = True
    elif isinstance(default, tuple):
        attributes |= {"multiple": True, "callback": lambda _context, _parameter, values: values or None}
    elif name in CHOICES:
        attributes["type"] = click.Choice(CHOICES[name])
    elif isinstance(default, int):
        attributes["type"] = click.IntRange(BOUNDS[name][0])
    return click.option(f"--{name.replace('_', '-')}", name, **attributes)


def settings_options(*names: str) -> Callable[[F], F]:
    """The options of some settings, handed to the command as one ``given``."""

    def decorated(function: F) -> F:
        @wraps(function)
        def gathered(*arguments: Any, **values: Any) -> Any:
            return function(*arguments, given={name: values.pop(name) for name in names}, **values)

        command: Any = gathered
        for name in reversed(names):
            command = setting_option(name)(command)
        result: F = command
        return result

    return decorated


db_option = setting_option("db")
scope_option = setting_option("scope")
models_option = setting_option("models")
threads_option = setting_option("threads")
POLICIES = ("unnamed_officials_of_a_body", "named_office_holders")
RULES = ("profile", "select", "ignore")


def output_options(function: F) -> F:
    function = overwrite_option(function)
    return click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")(function)


def overwrite_option(function: F) -> F:
    return click.option("--overwrite", is_flag=True, help="Replace an existing file, including any notes a checker made in it.")(function)


def columns_option(function: F) -> F:
    words = "Columns: lean (the checker's worklist, default for csv), all (default for jsonl) or names with commas. See docs/columns.md."
    return click.option("--columns", metavar="lean|all|NAME,…", help=words)(function)


def csv_options(function: F) -> F:
    guard = "Do not put a ' before cells that a spreadsheet could read as a formula."
    function = click.option("--no-formula-guard", is_flag=True, help=guard)(function)
    encoding = "Encoding of CSV (default utf-8-sig, which Excel needs)."
    return click.option("--encoding", type=click.Choice(["utf-8-sig", "utf-8"]), default="utf-8-sig", help=encoding)(function)


def filter_options(function: F) -> F:
    """The filters, handed to the command as one ``chosen``."""
    options = (
        click.option("--article", metavar="ID", help="Article with this id (or the start of one), doc_id, or part of a headline or path."),
        click.option("--outlet", metavar="NAME", help="Articles from this outlet (its full name)."),
        click.option("--byline", metavar="TEXT", help="Articles with this text in the byline."),
        click.option("--since", metavar="DATE", help="Articles published on or after this date: 2026-05-31, 2026-05 or 2026."),
        click.option("--until", metavar="DATE", help="Articles published on or before this date; a month or year is included whole."),
        click.option(
            "--type",
            "source_type",
            type=click.Choice(["named", "official", "anonymous", "none"]),
            help=("Statements with this source type."),
        ),
        click.option("--source", metavar="TEXT", help="Statements with this text in the source's name or description."),
        click.option(
            "--status",
            type=click.Choice(["disclosed", "blanket", "undisclosed", "not_applicable"]),
            help=("Statements with this anonymity status."),
        ),
        click.option("--code", metavar="CODE", help="Statements with a finding from this rule."),
        click.option("--limit", type=int, metavar="N", help="Most rows to list; in an export or report, most articles."),
    )

    @wraps(function)
    def gathered(*arguments: Any, **values: Any) -> Any:
        chosen = Chosen(**{name: values.pop(name) for name in Chosen.__slots__})
        return function(*arguments, chosen=chosen, **values)

    command: Any = gathered
    for option in reversed(options):
        command = option(command)
    result: F = command
    return result
