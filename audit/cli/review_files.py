"""``audit review import`` and ``audit review gold``: judgements from and to files."""

from __future__ import annotations

from pathlib import Path

import click

from audit.cli import options, targets
from audit.cli.codes import CLEAN, TROUBLE
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.output import opened
from audit.cli.reviewing import by_option, opened_reviews
from audit.report.phrases import counted

IMPORT_EPILOG = """\b
Examples:
    audit review import desk.xlsx --by "Ona Reed"
    audit review import statements.csv --dry-run
    audit review import desk.csv --dates month-first

\b
FILE is what audit export wrote (statements.csv, findings.csv or the workbook, with any choice of columns), filled
in and saved as CSV or xlsx by any program. Cells that cannot be used are listed by row and column, with exit code 2;
everything else is stored. Rows that say nothing new change nothing, so you can fix the file and import it whole.
Dates may be in any form that spreadsheets use; if day and month could be swapped, you are asked for --dates.
"""


@click.command("import", epilog=IMPORT_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@options.db_option
@by_option
@click.option("--dates", type=click.Choice(["day-first", "month-first"]), help="Which comes first in dates such as 03/04/2026.")
@click.option("--dry-run", is_flag=True, help="Show what is wrong and what would be stored; store nothing.")
@click.pass_obj
def bring(invocation: Invocation, file: Path, db: str | None, by: str, dates: str | None, dry_run: bool) -> int:
    """Import a checker's columns, decisions, corrections and waivers from a returned FILE."""
    from audit.cli.returned_rows import RowReader
    from audit.report.dates import Order
    from audit.report.returned import read_returned
    from audit.report.review_import import dates_of

    rows = read_returned(file)
    reviews = opened_reviews(invocation, db)
    reader = RowReader(reviews, by.strip(), file.name, Order(dates) if dates else dates_of(rows))
    for row in rows:
        reader.read(row)
    if not dry_run:
        reviews.add(reader.decisions)
    for problem in reader.problems:
        tell(f"{file}: {problem}")
    stored = "would be stored" if dry_run else "stored"
    bad = len({problem.place for problem in reader.problems})
    tell(f"{counted(len(rows), 'row')}: {counted(len(reader.decisions), 'decision')} {stored}, {counted(bad, 'row')} with problems")
    if reader.unplaced:
        tell(f"{counted(reader.unplaced, 'decision')} on words that are no longer a statement: kept, see audit review list --lost")
    return TROUBLE if bad else CLEAN


@click.command("gold")
@options.db_option
@options.filter_options
@options.output_options
@click.pass_obj
def gold(invocation: Invocation, chosen: Chosen, db: str | None, output: Path | None, overwrite: bool) -> None:
    """Write the reviewed articles as gold for audit evaluate (JSON Lines). Statements without a decision count as optional."""
    from audit.report import gold as report
    from audit.report.jsonl import line

    out = targets.destination(invocation.settings(db=db), output, overwrite)
    wanted = chosen.filter("statements")
    reviews = opened_reviews(invocation, db, wanted)
    names: set[str] = set()
    with opened(out) as stream:
        for audit in reviews.repository.audits(wanted):
            article = audit.article
            name = article.id if article.doc_id in names else article.doc_id
            value = report.gold(audit, name)
            if value is not None:
                names.add(name)
                stream.write(line(value) + "\n")
    tell(f"{counted(len(names), 'article')} with decisions")
