"""The text of one article on the screen, with everything that was found marked in it. Every mark is a character; colour only repeats it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from audit.domain.audited import Audit
from audit.domain.finding import Finding
from audit.domain.source import Source
from audit.domain.statement import Statement
from audit.report.marked import Block, Layer, Role, marked
from audit.report.phrases import NO_SOURCE, UNRESOLVED, named_code
from audit.report.places import Places
from audit.report.safe_text import by_hand, harmless, printable, shortened
from audit.report.terminal import (
    COLOURS,
    SEVERITIES,
    anonymity_notes,
    decision_line,
    speakers,
    type_word,
)

WIDE = 110
"""Columns from which notes stand in the margin instead of under their paragraph."""
_WIDEST = 160
"""Columns beyond which lines get no longer."""
_LETTERS = {"named": "N", "official": "O", "anonymous": "A", NO_SOURCE: "?", UNRESOLVED: "?"}
_BRACKETS = {Role.SOURCE: ("{", "}"), Role.CUE: ("<", ">"), Role.MARKER: ("*", "*")}
_STYLES = {Role.SOURCE: "bold", Role.CUE: "italic", Role.MARKER: "magenta"}


def show_text(out: Console, audit: Audit, scope: str = "statements") -> None:
    """The article: its title, the legend, each paragraph with its notes, then the findings on the whole of it."""
    View(audit, scope).show(out)


class View:
    """One article on one screen."""

    def __init__(self, audit: Audit, scope: str) -> None:
        self._audit, self._scope = audit, scope
        self._text = audit.article.text
        self._places = Places(audit)
        self._sources = {source.id: source for source in audit.sources}
        ordered = sorted(audit.in_scope(scope), key=lambda one: (one.span.start, one.ordinal))
        self._statements = {statement.id: statement for statement in ordered}
        self._numbers = {statement.id: number for number, statement in enumerate(ordered, 1)}
        self._findings = {finding.fingerprint: finding for finding in audit.findings}
        self._told: set[str] = set()

    def show(self, out: Console) -> None:
        article = self._audit.article
        out.print(Text(printable(article.name), style="bold"))
        about = " · ".join(part for part in (article.outlet, article.byline, article.published, article.url, article.origin) if part)
        out.print(Text(printable(about), style="dim"))
        out.print(legend())
        out.print()
        for block in marked(self._audit, self._scope):
            self._show_block(out, block)
        for finding in self._audit.findings:
            if finding.span is None:
                for note in self._finding(finding):
                    out.print(Padding(note, (0, 0, 0, 7), expand=False))
        if not self._statements:
            out.print("No attributed statement found.")
        if self._audit.lost:
            out.print(Text(self._audit.lost_note, style="magenta"))

    def _show_block(self, out: Console, block: Block) -> None:
        line = Text(f"{self._places.line(block.span.start):>5}", style="dim")
        notes = list(self._notes(block))
        wide = out.width >= WIDE
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.width = min(out.width, _WIDEST)
        table.add_column(width=5)
        table.add_column(ratio=3, overflow="fold")
        if wide:
            table.add_column(ratio=2, overflow="fold")
            table.add_row(line, self._words(block), Text("\n").join(notes))
        else:
            table.add_row(line, self._words(block))
            for note in notes:
                table.add_row("", Padding(note, (0, 0, 0, 2)))
        out.print(table)
        out.print()

    def _words(self, block: Block) -> Text:
        out = Text(style="dim" if block.zone == "boilerplate" else "")
        for piece in block.pieces:
            for layer in piece.opens:
                out.append_text(self._opening(layer))
            style = " ".join(dict.fromkeys(self._style(layer) for layer in piece.layers))
            out.append(harmless(piece.text.replace("\n", " ")), style=style)
            for layer in piece.closes:
                out.append_text(self._closing(layer))
        return out

    def _style(self, layer: Layer) -> str:
        if layer.role is Role.STATEMENT:
            return COLOURS[self._kinds(self._statements[layer.key])[0]]
        return _STYLES.get(layer.role, "")

    def _opening(self, layer: Layer) -> Text:
        if layer.role is Role.STATEMENT:
            kinds = self._kinds(self._statements[layer.key])
            letters = "".join(_LETTERS[kind] for kind in kinds)
            return Text(f"[{self._numbers[layer.key]}{letters} ", style=f"bold {COLOURS[kinds[0]]}")
        return Text(_BRACKETS.get(layer.role, ("", ""))[0], style=_STYLES.get(layer.role, ""))

    def _closing(self, layer: Layer) -> Text:
        if layer.role is Role.STATEMENT:
            return Text("]", style=f"bold {COLOURS[self._kinds(self._statements[layer.key])[0]]}")
        if layer.role is Role.FINDING:
            finding = self._findings[layer.key]
            return Text(f"^{finding.code}", style=SEVERITIES[finding.severity])
        return Text(_BRACKETS.get(layer.role, ("", ""))[1], style=_STYLES.get(layer.role, ""))

    def _kinds(self, statement: Statement) -> list[str]:
        found = [type_word(self._sources[one]) for one in statement.source_ids if one in self._sources]
        return list(dict.fromkeys(found)) or [UNRESOLVED if statement.source_span else NO_SOURCE]

    def _notes(self, block: Block) -> Iterator[Text]:
        for statement in block.statements:
            yield from self._statement(statement)
        for note in block.responses:
            whose = shortened(note.source_span.of(self._text), 60) if note.source_span else "nobody named"
            line = f"no answer ({note.kind.replace('_', ' ')}): {whose}, “{shortened(note.span.of(self._text), 60)}”"
            yield Text(line, style="dim", overflow="fold")
        for finding in block.findings:
            yield from self._finding(finding)

    def _statement(self, statement: Statement) -> Iterator[Text]:
        sources = [self._sources[one] for one in statement.source_ids if one in self._sources]
        printed = statement.source_span.of(self._text) if statement.source_span else ""
        out = Text(f"{self._numbers[statement.id]} ", overflow="fold").append_text(speakers(sources, printed))
        out.append(f"  via {shortened(statement.via, 40)}" if statement.via else "")
        look = by_hand(statement, sources)
        out.append(f"  {look}" if look else "", style="magenta")
        yield out
        for review in self._audit.reviews:
            if review.target.id == statement.id and not review.of_finding:
                yield Text(f"  {decision_line(review)}", style="magenta", overflow="fold")
        yield from self._anonymity(sources)

    def _anonymity(self, sources: Sequence[Source]) -> Iterator[Text]:
        """What the article says of each unnamed source, at its first statement."""
        for source in sources:
            if source.anonymous and source.id not in self._told:
                self._told.add(source.id)
                yield from (Text(f"  {note}", style="yellow", overflow="fold") for note in anonymity_notes(source, self._text, sources))

    def _finding(self, finding: Finding) -> Iterator[Text]:
        style = SEVERITIES[finding.severity]
        where = "" if finding.span else "on the whole article: "
        head = Text(f"{named_code(finding.code)}  {finding.severity.value}", style=style, overflow="fold")
        yield Text.assemble(head, f"  {where}{printable(finding.message)}", overflow="fold")
        review = self._audit.signed_off.get(finding.fingerprint)
        if review is not None:
            yield Text(f"  {decision_line(review)}", style="magenta", overflow="fold")


def legend() -> Text:
    """What the marks mean."""
    out = Text(overflow="fold")
    for kind in ("named", "official", "anonymous", NO_SOURCE):
        out.append(f"[1{_LETTERS[kind]} … ]", style=f"bold {COLOURS[kind]}").append(f" {kind}  ")
    for role, words in ((Role.SOURCE, "source"), (Role.CUE, "cue"), (Role.MARKER, "on anonymity")):
        out.append(_BRACKETS[role][0] + words + _BRACKETS[role][1], style=_STYLES[role]).append("  ")
    return out.append("^A101 finding")
