"""``audit schema``."""

from __future__ import annotations

from importlib.resources import files

import click

from audit.cli.output import opened

EPILOG = """\b
Examples:
    audit schema > article.schema.json
"""


@click.command("schema", epilog=EPILOG)
def command() -> None:
    """Print the JSON Schema for a line of --format jsonl. Each line gives its version in schema_version."""
    with opened(None) as stream:
        stream.write(files("audit.report").joinpath("article.schema.json").read_text(encoding="utf-8"))
