"""``audit explain``: what decided a statement."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit.cli import options, targets
from audit.cli.options import Invocation
from audit.cli.output import opened
from audit.errors import InputError

if TYPE_CHECKING:
    from audit.domain.audited import Audit
    from audit.domain.statement import Statement
    from audit.store.reviews import Reviews

EPILOG = """\b
Examples:
    audit explain 03-scoop-grid-sale:13
    audit explain a1f0c2d3e4b5a697
    audit explain a1f0c2 --format json

\b
STATEMENT is an id from an export (statement_id, row_id, or the id of a finding on it), or the start of one,
or ARTICLE:LINE for the statements that begin on that line, as audit run numbers it.
"""


@click.command("explain", epilog=EPILOG)
@click.argument("statement", metavar="STATEMENT")
@options.db_option
@options.settings_options(*options.POLICIES)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=("Default text; json has one statement per line.")
)
@options.output_options
@click.pass_obj
def command(
    invocation: Invocation,
    statement: str,
    db: str | None,
    given: dict[str, Any],
    form: str,
    output: Path | None,
    overwrite: bool,
) -> None:
    """Show what decided STATEMENT: tags, cue, each link to the speaker, each part of the label, the words on anonymity, policy,
    confidence."""
    from audit.cli.reviewing import opened_reviews
    from audit.report.explain import explanation
    from audit.report.explain_text import explained
    from audit.report.jsonl import line

    settings = invocation.settings(db=db, **given)
    out = targets.destination(settings, output, overwrite)
    reviews = opened_reviews(invocation, db)
    audit, chosen = _chosen(reviews, statement)
    with opened(out) as stream:
        for number, one in enumerate(chosen):
            facts = explanation(audit, one, settings)
            if form == "json":
                stream.write(line(facts) + "\n")
            else:
                stream.writelines(f"{words}\n" for words in (*([""] if number else ()), *explained(facts)))


def _chosen(reviews: Reviews, key: str) -> tuple[Audit, list[Statement]]:
    """The statements that ``key`` means. Raises ``StoreError`` or ``InputError`` where there is none."""
    place = re.fullmatch(r"(.+):(\d+)", key)
    if place is not None:
        from audit.report.places import Places

        audit = reviews.repository.load(reviews.repository.find_article(place[1]))
        places = Places(audit)
        found = [one for one in audit.statements if places.line(one.span.start) == int(place[2])]
        if not found:
            listed = f"audit statements --article {place[1]} --scope all"
            raise InputError(f"no statement begins on line {place[2]} of {place[1]}; see: {listed}")
        return audit, found
    chosen = reviews.choose(key)
    wanted = chosen.statement.id if chosen.statement else chosen.finding.statement_id if chosen.finding else None
    statements = [one for one in chosen.audit.statements if one.id == wanted]
    if not statements:
        code = chosen.finding.code if chosen.finding else ""
        raise InputError(f"{key!r} is a finding that is not about a single statement; to see what its rule looks at: audit rules {code}")
    return chosen.audit, statements
