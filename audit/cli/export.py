"""``audit export``: what is stored, as files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from audit import making
from audit.cli import options, targets
from audit.cli.formats import described, formats, of_command
from audit.cli.formats.base import EXPORT, Showing
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.output import note_guarded, opened
from audit.config import Settings
from audit.domain.audited import told_of_lost
from audit.errors import InputError
from audit.report.column import ALL, LEAN
from audit.report.phrases import counted

if TYPE_CHECKING:
    from audit.store.filter import Filter

TABLES_AND_PAGES = ("csv", "xlsx", "html")
"""Formats that are more than one stream."""
EPILOG = f"""\b
Examples:
    audit export --format csv -o tables/
    audit export --format xlsx -o audit.xlsx --since 2026-01
    audit export --format csv -o tables/ --columns all
    audit export --format jsonl -o audit.jsonl
    audit export --format sarif -o findings.sarif
    audit export --format claimreview -o claims.jsonl
    audit export --format html -o pages/

\b
csv writes statements.csv, sources.csv, findings.csv and articles.csv into the folder. html writes index.html and a
page for each article. xlsx has the same tables as sheets; the first has every column, with those beyond the worklist
folded away.
{fill(f"In one file, or on standard output: {described(EXPORT)}.", 112)}
For details see docs/outputs.md.
"""


@click.command("export", epilog=EPILOG)
@options.db_option
@options.filter_options
@click.option(
    "--format",
    "form",
    type=click.Choice([*TABLES_AND_PAGES, *(one.name for one in of_command(EXPORT))]),
    required=True,
    help="What to write.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder for csv and html, file for the others; - writes to standard output (not csv, html or xlsx).",
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
    """Export stored results as tables, a workbook, pages, exact JSON Lines, SARIF or ClaimReview. Filters choose which."""
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
    if str(output) == "-" and form in TABLES_AND_PAGES:
        raise InputError(f"{form} cannot go to standard output; name a {'file' if form == 'xlsx' else 'folder'} with -o")
    if form == "html":
        _pages(settings, wanted, output, overwrite)
        return
    out = targets.destination(settings, output, overwrite, folder=names)
    repository = making.open_repository(settings, wanted)
    audits = repository.audits(wanted)
    if form not in TABLES_AND_PAGES:
        number = 0
        with opened(out, counts=lambda: ", ".join(filter(None, (counted(number, "article"), show.rows)))) as stream:
            show = formats()[form].show(Showing(stream, settings, repository.run_of, not no_formula_guard))
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


def _pages(settings: Settings, wanted: Filter, output: Path, overwrite: bool) -> None:
    """``--format html``: a folder of pages."""
    from audit.cli.html_report import INDEX, article_pages, write_html_folder
    from audit.store.reviews import Reviews
    from audit.store.where import with_selectivity

    repository = making.open_repository(settings, wanted)
    pages = article_pages(repository.articles(wanted))
    out = targets.destination(settings, output, overwrite, folder=[INDEX, *pages.values()])
    assert out is not None
    lost = Reviews(repository).lost(wanted)
    written = write_html_folder(
        repository, with_selectivity(repository.engine, wanted), settings, out, pages, told_of_lost(lost) if lost else ""
    )
    tell(f"wrote {out.path}{os.sep}: {INDEX} and {counted(written, 'page')}")


def _rows(of: Mapping[str, int]) -> str:
    """``statements.csv 58 rows, …``"""
    return ", ".join(f"{name} {counted(number, 'row')}" for name, number in of.items())
