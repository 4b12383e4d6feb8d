"""A large database made from a small one, and how long the reports, lists and filters take on it.

    python -m benchmarks.made 400 > made.jsonl
    audit run made.jsonl --db seed.db --fail-on never
    python -m benchmarks.large make seed.db large.db --statements 1000000
    python -m benchmarks.large time large.db
    python -m benchmarks.large explain large.db > benchmarks/plans.md

``make`` copies every row of the first database as often as needed under new ids, days and addresses, by SQL in the second one: an SQLite
file, or a new PostgreSQL database (``postgresql://…``). ``time`` runs the commands in this process, each four times, and prints
the best: what else runs on a machine only adds.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Iterable
from contextlib import redirect_stdout, suppress
from datetime import timedelta

from sqlalchemy import Connection, Engine, String, event, func, insert, literal, select, text

from audit.cli.app import cli
from audit.store.engine import open_engine, writing
from audit.store.rows import DERIVED, ArticleRow, Base, RunRow, StatementRow
from audit.store.schema import upgrade
from benchmarks.made import BEGIN, DAYS

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("report",),
    ("report", "--by", "outlet"),
    ("report", "--by", "month"),
    ("report", "--by", "byline"),
    ("report", "--by", "section"),
    ("report", "--by", "source"),
    ("report", "--since", "2033-01-01", "--until", "2033-03-31"),
    ("report", "--outlet", "Harbour Wire"),
    ("report", "--byline", "ashdown"),
    ("report", "--type", "anonymous"),
    ("report", "--type", "named", "--by", "outlet"),
    ("report", "--status", "undisclosed", "--by", "section"),
    ("report", "--code", "A102"),
    ("report", "--code", "A101"),
    ("report", "--code", "A101", "--by", "source"),
    ("report", "--code", "A101", "--type", "anonymous", "--by", "month"),
    ("report", "--source", "brookmyre"),
    ("report", "--scope", "all"),
    ("report", "--scope", "all", "--by", "month"),
    ("report", "--since", "2031-01", "--by", "outlet"),
    ("report", "--status", "not_applicable", "--by", "month"),
    ("report", "--format", "html"),
    ("report", "--status", "undisclosed", "--format", "html"),
    ("report", "--status", "not_applicable", "--format", "html"),
    ("report", "--code", "A101", "--format", "html"),
    ("articles", "--limit", "20"),
    ("statements", "--limit", "20"),
    ("statements", "--type", "anonymous", "--limit", "20"),
    ("sources", "--type", "anonymous", "--limit", "20"),
    ("sources", "--source", "brookmyre", "--limit", "20"),
    ("articles", "--code", "A102", "--limit", "20"),
)
"""What a standards editor asks of a quarter, a desk, a reporter, a source."""
PLANS = ("report", "report --by outlet", "report --type anonymous", "report --status undisclosed --by month", "report --code A101")
"""Whose plans are in plans.md."""


def _tables(*first: type[Base]) -> tuple[type[Base], ...]:
    """Those, and what refers to them after what it refers to."""
    return (*first, *reversed(DERIVED))


def make(seed: str, target: str, statements: int) -> None:
    """Fills ``target`` with copies of ``seed``."""
    small, large = open_engine(seed, must_exist=True), open_engine(target)
    upgrade(large)
    with small.connect() as old, writing(large) as new:
        for table in _tables(RunRow, ArticleRow):
            rows = [dict(row._mapping) for row in old.execute(select(*table.__table__.c))]
            if rows:
                new.execute(insert(table), rows)
        each = new.scalar(select(func.count()).select_from(StatementRow)) or 1
    started = time.perf_counter()
    for copy in range(1, -(-statements // each)):
        with writing(large) as connection:
            for table in _tables(ArticleRow):
                _copy(connection, table, copy)
    with large.connect() as connection:
        number = connection.scalar(select(func.count()).select_from(StatementRow))
        articles = connection.scalar(select(func.count()).select_from(ArticleRow))
    if large.dialect.name == "postgresql":  # which does so by itself in time; an SQLite file of a user is never analysed
        with large.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    print(f"{number:,} statements in {articles:,} articles, {time.perf_counter() - started:.0f} s")


def _copy(connection: Connection, table: type[Base], copy: int) -> None:
    """The rows of the seed, which have no dash in their article's id, once more."""
    columns = table.__table__.c
    mark = literal(f"-{copy}", String)
    day = literal((BEGIN + timedelta(days=copy * 37 % DAYS)).isoformat(), String)
    new = {"published": day} if table is ArticleRow else {}
    marked = ("id", "identity", "url", "doc_id") if table is ArticleRow else ("article_id", "fingerprint")
    values = [new.get(c.name, c + mark if c.name in marked else c) for c in columns]
    key = columns.id if table is ArticleRow else columns.article_id
    connection.execute(insert(table).from_select([c.name for c in columns], select(*values).where(key.not_like("%-%"))))


def measure(url: str) -> None:
    slowest = 0.0
    for command in COMMANDS:
        took = float("inf")
        for _ in range(4):
            started = time.perf_counter()
            with redirect_stdout(io.TextIOWrapper(io.BytesIO())), suppress(SystemExit):
                cli.main([*command, "--db", url], prog_name="audit")
            took = min(took, time.perf_counter() - started)
        slowest = max(slowest, took)
        print(f"{took:7.2f} s  audit {' '.join(command)}", flush=True)
    print(f"slowest {slowest:.2f} s")


def explain(url: str, commands: Iterable[str]) -> None:
    """The plans of the queries behind some commands, as Markdown."""
    engine = open_engine(url, must_exist=True)
    seen: dict[str, tuple[str, object]] = {}

    def hear(_c: object, _k: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")) and "alembic" not in statement:
            seen.setdefault(statement, (command, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    for command in commands:
        with redirect_stdout(io.TextIOWrapper(io.BytesIO())), suppress(SystemExit):
            cli.main([*command.split(), "--db", url], prog_name="audit")
    event.remove(Engine, "before_cursor_execute", hear)
    how = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    last = ""
    with engine.connect() as connection:
        for statement, (command, parameters) in seen.items():
            if command != last:
                print(f"\n## `audit {command}`")
                last = command
            print(f"\n```sql\n{' '.join(statement.split())}\n```\n\n```text")
            for row in connection.exec_driver_sql(how + statement, parameters):  # type: ignore[arg-type]
                print(row[3] if engine.dialect.name == "sqlite" else row[0])
            print("```")


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__, formatter_class=form)
    jobs = parser.add_subparsers(dest="job", required=True)
    making = jobs.add_parser("make")
    making.add_argument("seed")
    making.add_argument("target")
    making.add_argument("--statements", type=int, default=1_000_000)
    jobs.add_parser("time").add_argument("target")
    plans = jobs.add_parser("explain")
    plans.add_argument("target")
    plans.add_argument("commands", nargs="*", default=PLANS)
    options = parser.parse_args()
    if options.job == "make":
        make(options.seed, options.target, options.statements)
    elif options.job == "time":
        measure(options.target)
    else:
        explain(options.target, options.commands)


if __name__ == "__main__":
    main()
