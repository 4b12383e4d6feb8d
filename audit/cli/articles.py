"""``audit articles``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from audit.cli import services
from audit.cli.options import Chosen, Invocation
from audit.cli.output import write_rows
from audit.cli.rows import table_options
from audit.report.records import Record

COLUMNS = (
    "id",
    "doc_id",
    "title",
    "byline",
    "outlet",
    "section",
    "published",
    "url",
    "language",
    "origin",
    "statements",
    "sources",
    "anonymous_sources",
    "findings",
    "version",
    "tool_version",
    "created_at",
)
SHOWN = ("id", "doc_id", "title", "published", "statements", "anonymous_sources", "findings")
EPILOG = """\b
Examples:
    audit articles
    audit articles --code A103 --format jsonl
"""


@click.command("articles", epilog=EPILOG)
@table_options
@click.pass_obj
def command(invocation: Invocation, /, chosen: Chosen, **values: Any) -> None:
    """The articles that are stored, with their counts; a filter on statements or sources keeps the articles that have one such."""
    settings = invocation.settings(db=values["db"], scope=values["scope"])
    wanted = chosen.filter(settings.scope)
    out = services.destination(settings, values["output"], values["overwrite"])
    repository = services.open_repository(settings)

    def records() -> Iterator[Record]:
        for summary in repository.articles(wanted):
            yield {column: getattr(summary, column) for column in COLUMNS}

    write_rows(records(), COLUMNS, SHOWN, values["form"], out, values["encoding"], not values["no_formula_guard"])
