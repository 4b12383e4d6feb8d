"""``audit report``: totals and shares of what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from audit import making
from audit.cli import options, targets
from audit.cli.html_report import write_html
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.output import opened, write_csv
from audit.domain.audited import told_of_lost
from audit.report.jsonl import line
from audit.report.summary import long_rows, sections

EPILOG = """\b
Examples:
    audit report
    audit report --article draft --scope all
    audit report --by outlet --since 2026-01
    audit report --by month --format csv > months.csv
    audit report --since 2026-01 --format html -o january.html
    audit report --article draft --format html -o draft.html

\b
A statement with two sources counts twice, once for each (a statement-source pair).
With --article, the statements come first and the totals after them.
--format html writes one self-contained page. With --article, it has the text of each article with everything found
in it, its sources, findings, criticism and provenance. Without, it shows shares over time and by outlet, byline and
section, even without --by.
"""


@click.command("report", epilog=EPILOG)
@options.db_option
@options.filter_options
@click.option(
    "--by",
    type=click.Choice(["outlet", "byline", "month", "source", "section"]),
    help=("Add totals for each outlet, byline, month, source or section."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "html", "json", "csv"]),
    default="terminal",
    help=("Output format (default terminal)."),
)
@click.option("--worst", type=click.IntRange(0), default=20, metavar="N", help="How many sources to list (default 20).")
@options.output_options
@options.scope_option
@options.csv_options
@click.pass_obj
def command(
    invocation: Invocation,
    chosen: Chosen,
    db: str | None,
    by: str | None,
    form: str,
    worst: int,
    output: Path | None,
    overwrite: bool,
    scope: str | None,
    encoding: str,
    no_formula_guard: bool,
) -> None:
    """Show totals and shares for the stored articles: source types, officials, anonymity, reasons, the least accountable sources first,
    findings."""
    settings = invocation.settings(db=db, scope=scope)
    wanted = chosen.filter(settings.scope)
    out = targets.destination(settings, output, overwrite)
    repository = making.open_repository(settings, wanted)
    from audit.store.engine import asking
    from audit.store.finding_counts import finding_counts
    from audit.store.groups import Key
    from audit.store.groups import by as grouped
    from audit.store.reviews import Reviews
    from audit.store.totals import totals
    from audit.store.where import with_selectivity
    from audit.store.worst import worst_sources

    engine = repository.engine
    lost = Reviews(repository).lost(wanted)
    lost_note = told_of_lost(lost) if lost else ""
    if lost_note:
        tell(f"note: {lost_note}")
    wanted = with_selectivity(engine, wanted)
    if form == "html":
        with opened(out) as stream:
            write_html(repository, wanted, settings, stream, worst, lost_note)
        return
    with asking() as ask:
        groups = ask.submit(grouped, engine, wanted, cast(Key, by)) if by else None
        whole = ask.submit(totals, engine, wanted)
        counts = ask.submit(finding_counts, engine, wanted)
        listed = ask.submit(worst_sources, engine, wanted, worst)
    found = sections(whole.result(), groups.result() if groups else None, by, listed.result(), counts.result())
    with opened(out, encoding if form == "csv" else "utf-8") as stream:
        if form == "json":
            stream.write(line({section.key: section.records() for section in found}) + "\n")
        elif form == "csv":
            write_csv(long_rows(found), ("section", "row", "column", "value"), stream, not no_formula_guard)
        else:
            from audit.report.terminal import console, show_article, show_section

            screen = console(stream)
            if chosen.article is not None:
                for audit in repository.audits(wanted):
                    show_article(screen, audit, settings.scope)
            for section in found:
                show_section(screen, section)
