"""``audit articles``."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import click

from audit import making
from audit.cli import targets
from audit.cli.options import Chosen, Invocation
from audit.cli.output import write_rows
from audit.cli.rows import columns_of, table_options
from audit.report.column import Column, Group, Table

_FIRST = ("doc_id", "title", "published", "outlet", "statements", "sources", "anonymous_sources", "findings", "id")
_OTHERS = ("byline", "section", "url", "language", "origin", "version", "tool_version", "created_at")
SUMMARIES: Table[Any] = Table(
    "articles",
    tuple(Column(name, attrgetter(name), "", Group.WORKLIST if name in _FIRST else Group.ARTICLE) for name in (*_FIRST, *_OTHERS)),
)
"""Of each article, without its text."""
EPILOG = """\b
Examples:
    audit articles
    audit articles --code A103 --format jsonl
"""


@click.command("articles", epilog=EPILOG)
@table_options
@click.pass_obj
def command(invocation: Invocation, /, chosen: Chosen, **values: Any) -> None:
    """List stored articles with their counts. A filter on statements or sources keeps the articles that have at least one match."""
    from audit.report.terminal_lists import article_blocks

    settings = invocation.settings(db=values["db"], scope=values["scope"])
    columns = columns_of(SUMMARIES, values["columns"], values["form"])
    wanted = chosen.filter(settings.scope)
    out = targets.destination(settings, values["output"], values["overwrite"])
    repository = making.open_repository(settings, wanted)
    records = (SUMMARIES.record(summary) for summary in repository.articles(wanted))
    write_rows(records, columns, article_blocks, values["form"], out, values["encoding"], not values["no_formula_guard"])
