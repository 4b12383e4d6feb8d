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
from audit.config import NAMED_OFFICE_HOLDERS, UNNAMED_OFFICIALS, Found, Settings, find

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
    why = "has changed since you trusted it" if found.changed else "may come from anybody"
    tell(
        f"note: {found.passed_over.place} of this folder {why}, so it does not set {', '.join(names)}; "
        "read it, then say: audit config trust (or give the settings yourself)",
    )


def _drop_passwords(db: str, place: str) -> None:
    dropped = [name for name in PASSWORDS if os.environ.pop(name, None) is not None]
    if dropped and db.startswith("postgres"):
        tell(f"note: {' and '.join(dropped)} is not given to the server that {place} names; name it with --db or AUDIT_DB")


def db_option(function: F) -> F:
    return click.option("--db", metavar="URL", help="Database: a file or an SQLAlchemy URL (default sqlite:///audit.db; AUDIT_DB).")(
        function
    )


def scope_option(function: F) -> F:
    words = "Show attributed statements only, or also beliefs, votes and plans (default statements)."
    return click.option("--scope", type=click.Choice(["statements", "all"]), help=words)(function)


def output_options(function: F) -> F:
    function = overwrite_option(function)
    return click.option("-o", "--output", type=click.Path(path_type=Path), help="Write here instead of to standard output.")(function)


def overwrite_option(function: F) -> F:
    return click.option("--overwrite", is_flag=True, help="Replace what is there, with any notes that a checker made in it.")(function)


def models_option(function: F) -> F:
    words = "bundled (default), fast (a smaller network), official (Stanza's own English package) or a folder."
    return click.option("--models", metavar="NAME", help=words)(function)


def threads_option(function: F) -> F:
    words = "Threads for the models (default 2, or 1 on a single core)."
    return click.option("--threads", type=click.IntRange(1), metavar="N", help=words)(function)


def policy_options(function: F) -> F:
    """The two policies, as parameters named like the settings."""
    holders = "Type of office holders who are named: named (default), or official."
    function = click.option("--named-office-holders", type=click.Choice(NAMED_OFFICE_HOLDERS), help=holders)(function)
    unnamed = "Type of unnamed officials of a body: anonymous (default), or official."
    return click.option("--unnamed-officials-of-a-body", type=click.Choice(UNNAMED_OFFICIALS), help=unnamed)(function)


def rule_options(function: F) -> F:
    """Which rules are in force, as parameters named like the settings."""
    function = click.option("--ignore", multiple=True, metavar="CODE", help="Not these rules.")(function)
    only = "Only these rules, by code, prefix or name, in the place of the profile's; may be given more than once."
    function = click.option("--select", multiple=True, metavar="CODE", help=only)(function)
    sets = "Set of rules: core (default), a house's (ap, reuters, bbc, npr, nyt, guardian) or all."
    return click.option("--profile", metavar="NAME", help=sets)(function)


def columns_option(function: F) -> F:
    words = "Columns: lean (what a checker works with; for csv), all (for jsonl), or names with commas: docs/columns.md."
    return click.option("--columns", metavar="lean|all|NAME,…", help=words)(function)


def csv_options(function: F) -> F:
    guard = "Leave a ' off cells that a spreadsheet could take for a formula."
    function = click.option("--no-formula-guard", is_flag=True, help=guard)(function)
    encoding = "Encoding of CSV; utf-8-sig is what Excel needs (default)."
    return click.option("--encoding", type=click.Choice(["utf-8-sig", "utf-8"]), default="utf-8-sig", help=encoding)(function)


def filter_options(function: F) -> F:
    """The filters, handed to the command as one ``chosen``."""
    options = (
        click.option("--article", metavar="ID", help="Id (or its beginning), doc_id, or a part of the headline or path."),
        click.option("--outlet", metavar="NAME", help="The outlet's whole name."),
        click.option("--byline", metavar="TEXT", help="A part of the byline."),
        click.option("--since", metavar="DATE", help="Published then or later: 2026-05-31, 2026-05 or 2026."),
        click.option("--until", metavar="DATE", help="Published then or earlier, that day, month or year included."),
        click.option("--type", "source_type", type=click.Choice(["named", "official", "anonymous", "none"]), help="Source type."),
        click.option("--source", metavar="TEXT", help="A part of the source's name or description."),
        click.option("--status", type=click.Choice(["disclosed", "blanket", "undisclosed", "not_applicable"]), help="Anonymity status."),
        click.option("--code", metavar="CODE", help="With a finding of this rule."),
        click.option("--limit", type=int, metavar="N", help="At most so many rows; of an export or report, articles."),
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
