"""Messages on standard error."""

from __future__ import annotations

import click

from audit.report.safe_text import one_line


def tell(words: str) -> None:
    """Prints one line, whatever names stand in it."""
    click.echo(one_line(words), err=True)
