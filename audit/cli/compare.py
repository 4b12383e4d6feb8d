"""``audit compare``: one story in several outlets."""

from __future__ import annotations

from pathlib import Path

import click

from audit import making
from audit.cli import options, targets
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.output import opened
from audit.report.phrases import counted

EPILOG = """\b
Examples:
    audit compare --by outlet
    audit compare --since 2026-03 --days 1 --format jsonl

\b
Two articles from different outlets count as one story if both have dates a few days apart and they share two
named sources, or one named source and two headline words, or four headline words. Names and words that very many
articles share do not count. Each story shows why it was matched; check that before you rely on it.
"""


@click.command("compare", epilog=EPILOG)
@options.db_option
@options.filter_options
@click.option("--by", type=click.Choice(["outlet"]), default="outlet", help="What to compare (default outlet).")
@click.option("--days", type=click.IntRange(0), default=2, metavar="N", help="Most days between two articles (default 2).")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Default text; jsonl has one story per line.")
@options.output_options
@click.pass_obj
def command(
    invocation: Invocation, chosen: Chosen, db: str | None, by: str, days: int, form: str, output: Path | None, overwrite: bool
) -> None:
    """Compare coverage of one story in several outlets, from the stored articles: who speaks where, and who is named in one outlet and
    anonymous in another."""
    from audit.compare.stories import contrasts, sketch, stories
    from audit.report.jsonl import line
    from audit.report.stories import as_json, in_words

    settings = invocation.settings(db=db)
    out = targets.destination(settings, output, overwrite)
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
    left_out = f"; {counted(without, 'article')} without {by} or date not compared" if without else ""
    tell(f"{len(found)} {'story' if len(found) == 1 else 'stories'} in {counted(len(sketches), 'article')}{left_out}")
