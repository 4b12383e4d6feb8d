"""What ``audit statements`` and ``audit sources`` have in common: stored audits, filtered pair by pair, as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from audit import making
from audit.cli import options, targets
from audit.cli.options import Chosen, F, Invocation
from audit.cli.output import write_rows
from audit.domain.audited import Audit
from audit.report.column import ALL, LEAN, AnyTable, Record

if TYPE_CHECKING:
    from rich.console import RenderableType

Rows = Callable[[Audit, str], Iterator[Record]]
Blocks = Callable[[Iterable[Record]], Iterable["RenderableType"]]
"""What a screen shows of rows."""


def table_options(function: F) -> F:
    """The options of a command that lists rows."""
    function = options.csv_options(options.scope_option(options.output_options(options.columns_option(function))))
    form = click.option("--format", "form", type=click.Choice(["list", "csv", "jsonl"]), default="list", help="Default list.")
    return options.db_option(options.filter_options(form(function)))


def columns_of(table: AnyTable, asked: str | None, form: str) -> Sequence[str]:
    """The columns that were asked for, or those that a format has: lean for people, all for programs. Raises ``ConfigError``."""
    return table.chosen(asked or (LEAN if form == "csv" else ALL))


def write_pairs(invocation: Invocation, chosen: Chosen, rows: Rows, table: AnyTable, blocks: Blocks, **values: Any) -> None:
    """The rows of the stored audits that belong to a pair which passes the filter."""
    settings = invocation.settings(db=values["db"], scope=values["scope"])
    wanted = replace(chosen.filter(settings.scope), limit=None)
    columns = columns_of(table, values["columns"], values["form"])
    out = targets.destination(settings, values["output"], values["overwrite"])
    repository = making.open_repository(settings, wanted)

    def records() -> Iterator[Record]:
        for audit in repository.audits(wanted):
            pairs = {(one.id, source.id if source else None) for one, source in wanted.pairs(audit)}
            ids = {source_id for _, source_id in pairs}
            for record in rows(audit, settings.scope):
                source_id = record["source_id"]
                if (record["statement_id"], source_id) in pairs if "statement_id" in record else source_id in ids:
                    yield record

    write_rows(islice(records(), chosen.limit), columns, blocks, values["form"], out, values["encoding"], not values["no_formula_guard"])
