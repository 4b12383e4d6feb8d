"""What ``audit statements`` and ``audit sources`` have in common: stored audits, filtered pair by pair, as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from audit.cli import options, services
from audit.cli.options import Chosen, F, Invocation
from audit.cli.output import write_rows
from audit.domain.audited import Audit
from audit.report.records import Record

Rows = Callable[[Audit, str], Iterator[Record]]


def table_options(function: F) -> F:
    """The options of a command that lists rows."""
    function = options.csv_options(options.scope_option(options.output_options(function)))
    form = click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", help="Default table.")
    return options.db_option(options.filter_options(form(function)))


def write_pairs(
    invocation: Invocation, chosen: Chosen, rows: Rows, columns: tuple[str, ...], shown: tuple[str, ...], **values: Any
) -> None:
    """The rows of the stored audits that belong to a pair which passes the filter."""
    settings = invocation.settings(db=values["db"], scope=values["scope"])
    wanted = chosen.filter(settings.scope)
    out = services.destination(settings, values["output"], values["overwrite"])
    repository = services.open_repository(settings)

    def records() -> Iterator[Record]:
        for audit in repository.audits(wanted):
            pairs = {(one.id, source.id if source else None) for one, source in wanted.pairs(audit)}
            ids = {source_id for _, source_id in pairs}
            for record in rows(audit, settings.scope):
                source_id = record.get("source_id")
                if (record["statement_id"], source_id) in pairs if "statement_id" in record else source_id in ids:
                    yield record

    write_rows(records(), columns, shown, values["form"], out, values["encoding"], not values["no_formula_guard"])
