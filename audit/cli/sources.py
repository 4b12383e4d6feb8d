"""``audit sources``."""

from __future__ import annotations

from typing import Any

import click

from audit.cli.options import Chosen, Invocation
from audit.cli.rows import table_options, write_pairs

EPILOG = """\b
Examples:
    audit sources --type anonymous
    audit sources --outlet "Velmar Post" --format csv > sources.csv
"""


@click.command("sources", epilog=EPILOG)
@table_options
@click.pass_obj
def command(invocation: Invocation, /, chosen: Chosen, **values: Any) -> None:
    """List stored sources, one row per source and article."""
    from audit.report.records import source_records
    from audit.report.source_columns import SOURCES
    from audit.report.terminal_lists import source_blocks

    write_pairs(invocation, chosen, source_records, SOURCES, source_blocks, **values)
