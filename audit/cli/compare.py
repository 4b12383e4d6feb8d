"""``audit compare``: one story in several outlets."""

from __future__ import annotations

from pathlib import Path

import click

from audit import making
from audit.cli import options, services
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.output import opened
from audit.cli.words import counted

EPILOG = """\b
Examples:
    audit compare --by outlet
    audit compare --since 2026-03 --days 1 --format jsonl

\b
Two articles of different outlets are one story where both are dated, few days apart, and share two named
sources, or one and two words of the headline, or four words of the headline. What very many articles
share does not count. Each story shows what it rests on; read it before you rely on it.
"""


@click.command("compare", epilog=EPILOG)
@options.db_option
@options.filter_options
@click.option("--by", type=click.Choice(["outlet"]), default="outlet", help="What to set beside each other (default outlet).")
@click.option("--days", type=click.IntRange(0), default=2, metavar="N", help="At most so many days between two articles (default 2).")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Default text; jsonl has one story a line.")
@options.output_options
@click.pass_obj
def command(
    invocation: Invocation, chosen: Chosen, db: str | None, by: str, days: int, form: str, output: Path | None, overwrite: bool
) -> None:
    """The same story in several outlets, of what is stored: who speaks where, and who is named in one and anonymous in another."""
    from audit.compare.stories import contrasts, sketch, stories
    from audit.report.jsonl import line
    from audit.report.stories import as_json, in_words

    settings = invocation.settings(db=db)
    out = services.destination(settings, output, overwrite)
    wanted = chosen.filter("statements")
    repository = making.open_repository(settings, wanted)
    looked_at = [sketch(audit) for audit in repository.audits(wanted)]
    sketches = [one for one in looked_at if one is not None]
    found = stories(sketches, days)
    with opened(out) as stream:
        for story in found:
            audits = [repository.load(one.article_id) for one in story.articles]
            named = list(contrasts(audits))
            if form == "jsonl":
                stream.write(line(as_json(story, audits, named)) + "\n")
            else:
                stream.writelines(f"{one}\n" for one in (*in_words(story, audits, named), ""))
    without = len(looked_at) - len(sketches)
    left_out = f"; {counted(without, 'article')} without {by} or date left out" if without else ""
    tell(f"{len(found)} {'story' if len(found) == 1 else 'stories'} in {counted(len(sketches), 'article')}{left_out}")
