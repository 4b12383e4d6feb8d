"""``audit show``: the text of one article with everything that was found in it."""

from __future__ import annotations

from pathlib import Path

import click

from audit import making
from audit.cli import options, targets
from audit.cli.options import Invocation
from audit.cli.output import opened

EPILOG = """\b
Examples:
    audit show harbour-story
    audit show a1f0c2d3e4b5a697 --scope all
    NO_COLOR=1 audit show harbour-story | less

\b
Statements are in brackets that begin with their number and type ([3A … ]), sources in {braces}, cues in
<angle brackets>, words about anonymity between *asterisks*. ^A101 follows the words that a finding is about.
On a screen of 110 columns or more, notes are in the margin; otherwise they are under their paragraph.
"""


@click.command("show", epilog=EPILOG)
@click.argument("article", metavar="ARTICLE")
@options.db_option
@options.scope_option
@options.output_options
@click.pass_obj
def command(invocation: Invocation, article: str, db: str | None, scope: str | None, output: Path | None, overwrite: bool) -> None:
    """Show ARTICLE (an id, the start of one, or a doc_id) with sources, cues, anonymity and findings marked in the text."""
    settings = invocation.settings(db=db, scope=scope)
    out = targets.destination(settings, output, overwrite)
    repository = making.open_repository(settings)
    audit = repository.load(repository.find_article(article))
    from audit.report.terminal import console
    from audit.report.terminal_text import show_text

    with opened(out) as stream:
        show_text(console(stream), audit, settings.scope)
