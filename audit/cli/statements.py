"""``audit statements``."""

from __future__ import annotations

from typing import Any

import click

from audit.cli.options import Chosen, Invocation
from audit.cli.rows import table_options, write_pairs
from audit.report.columns import STATEMENTS
from audit.report.records import statement_records

SHOWN = ("doc_id", "line", "source_type", "source_name", "cue", "statement_text")
EPILOG = """\b
Examples:
    audit statements --type anonymous --status undisclosed
    audit statements --article draft --format csv > statements.csv
    audit statements --source "Marsh" --since 2026-03
"""


@click.command("statements", epilog=EPILOG)
@table_options
@click.pass_obj
def command(invocation: Invocation, /, chosen: Chosen, **values: Any) -> None:
    """The statements that are stored, one row a statement and source; CSV and JSON Lines have all columns."""
    write_pairs(invocation, chosen, statement_records, STATEMENTS, SHOWN, **values)
