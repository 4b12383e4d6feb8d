"""The command line. ``main`` is the console script ``audit``; everything else is imported when it is needed."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit with its code."""
    from audit.cli.app import cli

    cli.main(prog_name="audit")
