"""``audit statements``."""

from __future__ import annotations

from typing import Any

import click

from audit.cli.options import Chosen, Invocation
from audit.cli.rows import table_options, write_pairs

EPILOG = """\b
Examples:
    audit statements --type anonymous --status undisclosed
    audit statements --article draft --format csv > statements.csv
    audit statements --article draft --format csv --columns article,line,speaker,statement
    audit statements --source "Marsh" --since 2026-03
"""


@click.command("statements", epilog=EPILOG)
@table_options
@click.pass_obj
def command(invocation: Invocation, /, chosen: Chosen, **values: Any) -> None:
    """List stored statements, one row per statement and source. Each row begins with its id, which other commands accept."""
    from audit.report.records import statement_records
    from audit.report.statement_columns import STATEMENTS
    from audit.report.terminal_lists import statement_blocks

    write_pairs(invocation, chosen, statement_records, STATEMENTS, statement_blocks, **values)
