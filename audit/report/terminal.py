"""What was found, on a screen of 80 columns or more. Colour only repeats what a word says; NO_COLOR is honoured by rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.review import Review
from audit.domain.source import MarkerKind, Source, SourceType
from audit.domain.statement import Statement
from audit.report.cells import plain
from audit.report.column import Cell, Record
from audit.report.phrases import NO_SOURCE, UNRESOLVED, named_code
from audit.report.places import Places
from audit.report.safe_text import by_hand, harmless_lines, printable, shortened
from audit.report.screen import Screen
from audit.report.summary import Section, figure

COLOURS = {
    SourceType.NAMED.value: "green",
    SourceType.OFFICIAL.value: "blue",
    SourceType.ANONYMOUS.value: "yellow",
    NO_SOURCE: "red",
    UNRESOLVED: "red",
}
SEVERITIES = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "red"}


class _Console(Console):
    """Leaves it to the command what becomes of a reader that is gone; rich would end the program with 1, which means findings."""

    def on_broken_pipe(self) -> None:
        raise  # it is called where the error is handled


def console(stream: TextIO, width: int | None = None) -> Console:
    """A console on ``stream``; ``width`` None is the terminal's own, 80 where there is none. Raises ``BrokenPipeError`` as files do."""
    file = stream.styled if isinstance(stream, Screen) else stream
    made = _Console(file=file, width=width, highlight=False, emoji=False, soft_wrap=False)
    made.push_render_hook(_Filter())
    return made


class _Filter(RenderHook):
    """Makes all text harmless before styles become escape sequences."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Filtered(one) for one in renderables]


class _Filtered:
    def __init__(self, renderable: ConsoleRenderable) -> None:
        self._renderable = renderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._renderable, options):
            yield segment if segment.control else Segment(harmless_lines(segment.text), segment.style)


def show_article(out: Console, audit: Audit, scope: str = "statements") -> None:
    """One article: its title, each statement with line, type, speaker, cue and words, then the findings."""
    article = audit.article
    places = Places(audit)
    out.print(Text(printable(article.name), style="bold"))
    about = " · ".join(part for part in (article.outlet, article.byline, article.published, article.origin) if part)
    out.print(Text(printable(about), style="dim"))
    statements = audit.in_scope(scope)
    if not statements:
        out.print("  No attributed statement found.")
    shown: set[str] = set()
    for statement in statements:
        _show_statement(out, audit, statement, places, shown)
        shown.update(statement.source_ids)
    off = audit.signed_off
    for finding in audit.findings:
        _show_finding(out, finding, places)
        if finding.fingerprint in off:
            _indented(out, decision_line(off[finding.fingerprint]), 7, "magenta")
    if audit.lost:
        _indented(out, audit.lost_note, 2, "magenta")
    out.print()


def show_rows(out: Console, columns: Sequence[str], records: Iterable[Record]) -> None:
    """A table of the columns, wrapped to the width of the screen."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for record in records:
        cells = (shortened(plain(record.get(column))) for column in columns)
        table.add_row(*(Text(cell, style=COLOURS.get(cell, "")) for cell in cells))
    out.print(table)


def show_section(out: Console, section: Section) -> None:
    """One section of the totals: its title, then its rows, shares as percentages."""
    out.print(Text(section.title, style="bold"))
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for at, column in enumerate(section.columns):
        numbers = any(isinstance(row[at], int | float) for row in section.rows)
        table.add_column(column.removesuffix(" share"), justify="right" if numbers else "left", overflow="fold")
    for row in section.rows:
        cells = (_figure(value, column) for value, column in zip(row, section.columns, strict=True))
        table.add_row(*(Text(cell, style=COLOURS.get(cell, "")) for cell in cells))
    out.print(Padding(table if section.rows else Text("none"), (0, 0, 1, 2), expand=False))


def type_word(source: Source) -> str:
    """The source type in a word; ``no source`` where the taxonomy gives none."""
    return source.source_type.value if source.source_type else NO_SOURCE


def _figure(value: Cell, column: str) -> str:
    indent = "  " if isinstance(value, str) and value.startswith("  ") else ""
    return indent + shortened(figure(value, column), 90)


def _show_statement(out: Console, audit: Audit, statement: Statement, places: Places, shown: set[str]) -> None:
    """``told`` are the sources of the statements above, whose anonymity has been told."""
    text = audit.article.text
    known = {source.id: source for source in audit.sources}
    sources = [known[one] for one in statement.source_ids if one in known]
    printed = statement.source_span.of(text) if statement.source_span else ""
    head = Text(f"{places.line(statement.span.start):>5}  ").append_text(speakers(sources, printed))
    cue = shortened(statement.cue.span.of(text), 30) if statement.cue else ""
    head.append(f"  [{cue}]" if cue else "", style="dim")
    look = by_hand(statement, sources)
    head.append(f"  {look}" if look else "", style="magenta")
    out.print(head, overflow="fold")
    _indented(out, shortened(statement.words(text)), 7)
    for review in audit.reviews:
        if review.target.id == statement.id and not review.of_finding:
            _indented(out, decision_line(review), 9, "magenta")
    for source in sources:
        if source.anonymous and source.id not in shown:
            for note in anonymity_notes(source, text, among=sources):
                _indented(out, note, 9, "yellow")


def decision_line(review: Review) -> str:
    """``corrected by Ona Reed: type named``."""
    what = "; ".join(part for part in (review.correction.in_words(), review.reason) if part)
    then = ", but the tool has changed its result since" if review.stale else ""
    return shortened(f"{review.judgement.value} by {review.reviewer}{then}{f': {what}' if what else ''}")


def speakers(sources: Sequence[Source], printed: str) -> Text:
    """``named  Ida Marsh and Ansel Roe``; where types differ each source has its own; ``printed``: the words for one that is not known."""
    kinds = list(dict.fromkeys(type_word(source) for source in sources)) or [UNRESOLVED if printed else NO_SOURCE]
    if len(kinds) == 1:
        names = " and ".join(shortened(source.label, 60) for source in sources) or shortened(printed, 60)
        return Text().append(kinds[0], style=COLOURS[kinds[0]]).append(f"  {names}" if names else "", style="bold")
    out = Text()
    for at, source in enumerate(sources):
        kind = type_word(source)
        out.append(" and " if at else "").append(kind, style=COLOURS[kind]).append(f" {shortened(source.label, 60)}", style="bold")
    return out


def anonymity_notes(source: Source, text: str, among: Sequence[Source] = ()) -> list[str]:
    """What the article says of the anonymity; with the name of the source where it is one ``among`` several."""
    whose = f"{shortened(source.label, 60)}: " if len(among) > 1 else ""
    kinds = {MarkerKind.STATUS: "marker", MarkerKind.REASON: "reason", MarkerKind.BASIS: "basis"}
    notes = [f"{kinds.get(m.kind, m.kind.value.replace('_', ' '))}: {shortened(m.span.of(text), 120)}" for m in source.markers]
    notes = list(dict.fromkeys(notes)) or [f"anonymity {source.anonymity_status.value}: no reason printed"]
    return [whose + note for note in notes]


def _show_finding(out: Console, finding: Finding, places: Places) -> None:
    line = f"{places.line(finding.span.start):>5}" if finding.span else "  all"
    head = Text(f"{line}  ").append(f"{named_code(finding.code)}  {finding.severity.value}", style=SEVERITIES[finding.severity])
    out.print(head)
    _indented(out, printable(finding.message), 7)


def _indented(out: Console, words: str, by: int, style: str = "") -> None:
    out.print(Padding(Text(words, style=style, overflow="fold"), (0, 0, 0, by), expand=False))
