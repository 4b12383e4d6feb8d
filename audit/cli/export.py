"""``audit export``: what is stored, as files."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import fill

import click

from audit import making
from audit.cli import options
from audit.cli.formats import described, of_export
from audit.cli.formats.base import Exporting
from audit.cli.options import Chosen, Invocation
from audit.errors import InputError
from audit.report.column import ALL


def _named(*places: str, last: str) -> str:
    """The formats that are written to one of ``places``: ``csv, html or xlsx``."""
    names = ", ".join(name for name, one in of_export().items() if one.place in places)
    return re.sub(r", (\S+)$", rf" {last} \1", names)


_STREAMS = [name for name, one in of_export().items() if one.place == "stream"]
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
{fill(" ".join(one.about for one in of_export().values() if one.about), 112)}
{fill(f"In one file, or on standard output: {described(_STREAMS)}.", 112)}
For details see docs/outputs.md.
"""


@click.command("export", epilog=EPILOG)
@options.db_option
@options.filter_options
@click.option("--format", "form", type=click.Choice([*of_export()]), required=True, help="What to write.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=f"Folder for {_named('folder', last='and')}, file for the others; - writes to standard output "
    f"(not {_named('folder', 'file', last='or')}).",
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
    from audit.report.statement_columns import STATEMENTS

    exporter = of_export()[form]
    chosen_columns = STATEMENTS.chosen(columns or exporter.columns or ALL)
    if columns and exporter.columns is None:
        with_columns = " or ".join(name for name, one in of_export().items() if one.columns)
        raise InputError(f"{form} has no columns to choose; leave --columns out, or choose {with_columns}")
    if str(output) == "-" and exporter.place != "stream":
        raise InputError(f"{form} cannot go to standard output; name a {exporter.place} with -o")
    repository = making.open_repository(settings, wanted)
    exporter.write(
        Exporting(
            repository=repository,
            wanted=wanted,
            settings=settings,
            output=output,
            overwrite=overwrite,
            columns=chosen_columns,
            encoding=encoding,
            guard=not no_formula_guard,
        )
    )
