"""The command line. ``main`` is the console script ``audit``; everything else is imported when it is needed."""

from __future__ import annotations

import gc

from audit.isolation import isolate


def main() -> None:
    """Run the command line and exit with its code."""
    isolate()  # before anything else is imported
    gc.set_threshold(50_000)  # imports make many objects and no garbage; by default a tenth of the start-up went into looking for some
    from audit.cli.streams import prepare

    prepare()
    from audit.cli.app import cli

    cli.main(prog_name="audit")
