"""Lists on the screen: a block of lines for each row, its id first and never broken; empty cells are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from audit.report.column import Record
from audit.report.phrases import counted
from audit.report.safe_text import printable, shortened
from audit.report.terminal import COLOURS

SHORTEST = 8
"""Characters of an id that are shown, unless two of the list begin alike."""
_AT_ONCE = 5_000
"""Rows in memory at a time."""
NOTHING = "nothing stored matches the filters"


def statement_blocks(records: Iterable[Record]) -> Iterator[RenderableType]:
    """The article where it changes; id, line, type, speaker and cue; the words; what there is to look at."""
    for row, name in _under_articles(records, "row_id"):
        if row is None:
            yield name
            continue
        head = Text(f"line {row['line']}  ", "dim").append(_words(row, "type"), COLOURS.get(_words(row, "type"), "not dim"))
        head.append(f"  {shortened(_words(row, 'speaker'), 60)}" if row["speaker"] else "", "bold not dim")
        head.append(f"  [{shortened(_words(row, 'cue'), 30)}]" if row["cue"] else "")
        yield _block(name, head, Text(shortened(_words(row, "statement"))), *_notes(row))


def source_blocks(records: Iterable[Record]) -> Iterator[RenderableType]:
    """The article where it changes; id, type, name and number of statements; anonymity and findings."""
    for row, name in _under_articles(records, "source_id"):
        if row is None:
            yield name
            continue
        head = Text().append(_words(row, "type"), COLOURS.get(_words(row, "type"), ""))
        head.append(f"  {shortened(_words(row, 'speaker'), 90)}", "bold").append(f"  {_count(row, 'statement_count', 'statement')}", "dim")
        yield _block(name, head, *_notes(row))


def article_blocks(records: Iterable[Record]) -> Iterator[RenderableType]:
    """Id and headline, or the doc_id where there is none; outlet, day and doc_id; counts."""
    for row, name in _with_short_ids(records, "id"):
        if row is None:
            yield name
            continue
        title, doc_id = _words(row, "title"), _words(row, "doc_id")
        about = [_words(row, column) for column in ("outlet", "published")] + ([doc_id] if title else [])
        counts = [_count(row, "statements", "statement"), _count(row, "sources", "source")]
        counts += [f"{row['anonymous_sources']} anonymous"] if row["anonymous_sources"] else []
        counts += [_count(row, "findings", "finding")] if row["findings"] else []
        lines = [Text(" · ".join(shortened(part, 60) for part in about if part), "dim")] if any(about) else []
        yield _block(name, Text(shortened(title or doc_id), "bold"), *lines, Text(", ".join(counts)))


def shortened_ids(ids: Iterable[str]) -> dict[str, str]:
    """Each id to its beginning that no other of them has, ``SHORTEST`` characters or more."""
    known = set(ids)
    length = SHORTEST
    while len({one[:length] for one in known}) < len(known):
        length += 1
    return {one: one[:length] for one in known}


def _with_short_ids(records: Iterable[Record], key: str) -> Iterator[tuple[Record | None, Text]]:
    """The rows with their short ids (of the column ``key``), which no two of a few thousand share; None and a word where there are none."""
    left, none = iter(records), True
    while rows := list(islice(left, _AT_ONCE)):
        none = False
        short = shortened_ids(str(row[key]) for row in rows)
        yield from ((row, Text(short[str(row[key])], "dim")) for row in rows)
    if none:
        yield None, Text(NOTHING)


def _under_articles(records: Iterable[Record], key: str) -> Iterator[tuple[Record | None, Text]]:
    """The same, with None and the name of the article before the first row of each."""
    before: object = None
    for row, name in _with_short_ids(records, key):
        if row is not None and row["article_id"] != before:
            yield None, Text("\n" if before is not None else "").append(shortened(_words(row, "article")), "bold underline")
            before = row["article_id"]
        yield row, name


def _block(name: Text, *lines: Text) -> Table:
    """A short id, and lines beside it that wrap where they stand."""
    out = Table.grid(padding=(0, 2, 0, 0))
    out.add_column(no_wrap=True)
    out.add_column(overflow="fold")
    for at, one in enumerate(lines):
        out.add_row("" if at else name, one)
    return out


def _notes(row: Record) -> Iterator[Text]:
    if row["anonymity"]:
        yield Text(shortened(_words(row, "anonymity")), "yellow")
    if row.get("check_by_hand"):
        yield Text(f"check by hand: {_words(row, 'check_by_hand')}", "magenta")
    if row["findings"]:
        yield Text(_words(row, "findings"), "cyan")


def _words(row: Record, name: str) -> str:
    return printable(str(row[name] or ""))


def _count(row: Record, name: str, thing: str) -> str:
    number = row[name]
    assert isinstance(number, int)
    return counted(number, thing)
