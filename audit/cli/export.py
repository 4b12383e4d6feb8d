"""``audit export``: what is stored, as files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from audit import making
from audit.cli import options, services
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.output import note_guarded, opened
from audit.cli.presenters import presenter
from audit.cli.words import counted
from audit.errors import InputError
from audit.report.column import ALL, LEAN

EPILOG = """\b
Examples:
    audit export --format csv -o tables/
    audit export --format xlsx -o audit.xlsx --since 2026-01
    audit export --format csv -o tables/ --columns all
    audit export --format jsonl -o audit.jsonl
    audit export --format sarif -o findings.sarif
    audit export --format claimreview -o claims.jsonl

\b
csv writes statements.csv, sources.csv, findings.csv and articles.csv into the folder; xlsx has the same
tables as sheets, the first of them with all columns, folded behind the worklist; jsonl is exact, one article
a line; sarif has the findings, for editors and build servers; claimreview a stub a statement and source, one
a line, without a rating. All of it: docs/outputs.md.
"""


@click.command("export", epilog=EPILOG)
@options.db_option
@options.filter_options
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "jsonl", "sarif", "claimreview"]), required=True, help="What to write.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for csv, file for the others (- for jsonl, sarif and claimreview on stdout).",
)
@options.overwrite_option
@options.scope_option
@options.columns_option
@options.csv_options
@click.pass_obj
def command(
    invocation: Invocation,
    chosen: Chosen,
    db: str | None,
    form: str,
    output: Path,
    overwrite: bool,
    scope: str | None,
    columns: str | None,
    encoding: str,
    no_formula_guard: bool,
) -> None:
    """Write what is stored as tables, a workbook, exact JSON Lines, SARIF or claims; with filters, the articles with what they ask for."""
    settings = invocation.settings(db=db, scope=scope)
    wanted = chosen.filter(settings.scope)
    from audit.report.columns import TABLES
    from audit.report.csv_files import FILES, write_folder
    from audit.report.statement_columns import STATEMENTS

    chosen_columns = {name: table.names for name, table in TABLES.items()}
    chosen_columns[STATEMENTS.name] = STATEMENTS.chosen(columns or (LEAN if form == "csv" else ALL))
    if columns and form not in ("csv", "xlsx"):
        raise InputError(f"{form} has no columns to choose; leave --columns out, or choose csv or xlsx")
    names = FILES if form == "csv" else ()
    if str(output) == "-" and form in ("csv", "xlsx"):
        raise InputError(f"{form} cannot go to standard output; name a {'folder' if form == 'csv' else 'file'} with -o")
    out = services.destination(settings, output, overwrite, folder=names)
    repository = making.open_repository(settings, wanted)
    audits = repository.audits(wanted)
    if form in ("jsonl", "sarif", "claimreview"):
        number = 0
        with opened(out, counts=lambda: counted(number, "article")) as stream:
            show = presenter(form, stream, settings.scope, not no_formula_guard)
            for number, audit in enumerate(audits, 1):  # noqa: B007 - it is told below
                show.article(audit)
            show.close()
        return
    from audit.report.records import tables
    from audit.rules.registry import STANDARDS

    records = tables(audits, STANDARDS, repository.tool_versions(wanted), settings.scope, chosen_columns[STATEMENTS.name])
    assert out is not None
    if form == "xlsx":
        from audit.report.xlsx import write_workbook

        sheets = write_workbook(out, records, chosen_columns)
        tell(f"wrote {out.path}: {_rows(sheets)}")
    else:
        written = write_folder(out, records, chosen_columns, encoding=encoding, guard=not no_formula_guard)
        tell(f"wrote {out.path}{os.sep}: {_rows(written.rows)}")
        note_guarded(written.guarded)


def _rows(of: Mapping[str, int]) -> str:
    """``statements.csv 58 rows, …``"""
    return ", ".join(f"{name} {counted(number, 'row')}" for name, number in of.items())
