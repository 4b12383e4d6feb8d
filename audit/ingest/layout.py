"""From words with places on pages to running text: columns, lines, running heads, paragraphs, hyphens. No PDF library is known here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_GUTTER = 0.7
"""A column's edge is a stretch without words at least this many letter heights wide, down the whole of a block."""
_NARROWEST = 4.0
"""Columns are at least this many letter heights wide."""
_ROWS = 3
"""Columns have at least so many lines."""
_RAGGED = 0.15
"""A line that ends short of the column's edge by more than this share of its width is not full."""
_MARGIN = 3
"""Running heads and feet stand in so many of the first and the last lines of a page."""
_END = re.compile(r"[.!?…:;][\"”’')\]]*\Z")
_BROKEN = re.compile(r"[^\W\d_][-\u00ad\u2010]\Z")
_BROWSERS = (
    (re.compile(r"\A\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}, \d{1,2}:\d\d"), re.compile(r"\A(?:https?|file):\S+ \d+/\d+\Z")),
    (re.compile(r"(?:\A| )(?:https?|file):\S+\Z"), re.compile(r"\A\d+ of \d+ .*\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?\Z")),
)
"""What Chromium and Firefox print at the top and the bottom of a page, if both stand there."""
_HYPHENS = "-\u00ad\u2010"


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its box in points; ``top`` and ``bottom`` grow downwards."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line of one column."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    column: tuple[float, float]
    """Left and right edge of the column that it stands in."""
    height: float
    """Of its letters, the usual one."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Text with a paragraph a line, and how it came about."""

    text: str
    heads: int
    """Running heads, feet and page numbers that were left out."""
    hyphens: int
    """Words that were put together again over the end of a line."""


def flow(pages: Sequence[Sequence[Word]]) -> Flow:
    """The text of pages in the order it is read."""
    read = [lines(page) for page in pages]
    heads = _running(read)
    kept = [[line for number, line in enumerate(page) if (at, number) not in heads] for at, page in enumerate(read)]
    known = Counter(word.strip(".,;:!?\"“”‘’'()").lower() for page in kept for line in page for word in line.text.split())
    text, hyphens = _joined([paragraph for paragraph in _paragraphs(kept)], known)
    return Flow(text, len(heads), hyphens)


def lines(words: Sequence[Word]) -> list[Line]:
    """The lines of a page, column after column."""
    placed = [word for word in words if word.text.strip() and word.height > 0]
    if not placed:
        return []
    height = median(word.height for word in placed)
    out: list[Line] = []
    waiting = [placed]
    while waiting:
        block = waiting.pop()
        parts = _parted(block, height)
        if parts is None:
            out += _lines(block)
        else:
            waiting += reversed(parts)
    return out


def _parted(block: list[Word], height: float) -> list[list[Word]] | None:
    """``block`` as its columns; else as what stands above, in and below columns; None where it is one column."""
    columns = _columns(block, height)
    if columns:
        return columns
    rows = _rows(block)
    tops = [row[0] for row in rows]
    for at in range(1, len(rows)):
        below = [word for row in rows[at:] for word in row]
        if len(rows) - at >= _ROWS and _columns(below, height):
            return [[word for row in rows[:at] for word in row], below]
        if len(tops) > 400:  # no page of a newspaper has so many rows; it would take the square of them
            break
    for at in range(len(rows) - 1, _ROWS - 1, -1):
        above = [word for row in rows[:at] for word in row]
        if _columns(above, height):
            return [above, [word for row in rows[at:] for word in row]]
        if len(tops) > 400:
            break
    return None


def _columns(block: list[Word], height: float) -> list[list[Word]] | None:
    """The columns of a block from left to right, where stretches without any word part it."""
    edges: list[list[float]] = []
    for left, right in sorted((word.left, word.right) for word in block):
        if edges and left - edges[-1][1] < _GUTTER * height:
            edges[-1][1] = max(edges[-1][1], right)
        else:
            edges.append([left, right])
    if len(edges) < 2:
        return None
    parts = [[word for word in block if left <= word.left <= right] for left, right in edges]
    for part, (left, right) in zip(parts, edges, strict=True):
        if right - left < _NARROWEST * height or len(_rows(part)) < _ROWS:
            return None
    return parts


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand side by side, from top to bottom and left to right."""
    rows: list[list[Word]] = []
    middle = 0.0
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        centre = (word.top + word.bottom) / 2
        if rows and centre - middle < 0.5 * min(word.height, rows[-1][0].height):
            rows[-1].append(word)
        else:
            rows.append([word])
            middle = centre
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _lines(block: list[Word]) -> list[Line]:
    column = (min(word.left for word in block), max(word.right for word in block))
    return [
        Line(
            " ".join(word.text for word in row),
            row[0].left,
            max(word.right for word in row),
            min(word.top for word in row),
            max(word.bottom for word in row),
            column,
            median(word.height for word in row),
        )
        for row in _rows(block)
    ]


def _running(pages: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Page and number of lines that stand at the edge of at least two pages and of half of them, figures apart, and at the same height."""
    at_edge: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for at, page in enumerate(pages):
        by_height = sorted(range(len(page)), key=lambda number: page[number].top)
        for number in {*by_height[:_MARGIN], *by_height[-_MARGIN:]}:
            line = page[number]
            at_edge.setdefault((re.sub(r"\d+", "#", line.text.lower()), round(line.top / 12)), []).append((at, number))
    enough = max(2, len([page for page in pages if page]) / 2)
    repeated = {place for places in at_edge.values() if len({at for at, _ in places}) >= enough for place in places}
    return repeated | {(at, number) for at, page in enumerate(pages) for number in _browsers(page)}


def _browsers(page: Sequence[Line]) -> Iterator[int]:
    """The numbers of the head and the foot that a browser prints on a page: title and time, address and number of the page."""
    if len(page) < 2:
        return
    by_height = sorted(range(len(page)), key=lambda number: page[number].top)
    head, foot = by_height[0], by_height[-1]
    if any(top.search(page[head].text) and bottom.search(page[foot].text) for top, bottom in _BROWSERS):
        yield from (head, foot)


def _paragraphs(pages: Sequence[Sequence[Line]]) -> list[list[str]]:
    """Lines put together to paragraphs, also over columns and pages."""
    leading = _leading(pages)
    out: list[list[str]] = []
    before: Line | None = None
    for line in (line for page in pages for line in page):
        if before is not None and _goes_on(before, line, leading):
            out[-1].append(line.text)
        else:
            out.append([line.text])
        before = line
    return out


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance between the tops of two lines of one paragraph, in heights of letters; 0 where no line follows another.

    Lines that are full and end no sentence tell it: where paragraphs are short, most lines stand apart.
    """
    followed = [(one, below) for page in pages for one, below in pairwise(page) if one.column == below.column and below.top > one.top]
    full = [pair for pair in followed if not _END.search(pair[0].text) and pair[0].right > pair[0].column[1] - _RAGGED * _width(pair[0])]
    return median([(below.top - one.top) / below.height for one, below in full or followed] or [0.0])


def _width(line: Line) -> float:
    return line.column[1] - line.column[0]


def _goes_on(before: Line, line: Line, leading: float) -> bool:
    """Whether ``line`` belongs to the paragraph of the line before it."""
    if abs(before.height - line.height) > 0.12 * max(before.height, line.height):
        return False
    indented = line.left - line.column[0] > 0.6 * line.height
    if indented and before.left - before.column[0] <= 0.6 * before.height:
        return False
    ended = _END.search(before.text) is not None
    if before.column != line.column or line.top <= before.top:
        return not ended
    if leading and line.top - before.top > 1.35 * leading * line.height:
        return False
    return not (ended and before.right < before.column[1] - _RAGGED * _width(before))


def _joined(paragraphs: Sequence[Sequence[str]], known: Counter[str]) -> tuple[str, int]:
    """Paragraphs a line each; a word that was broken at the end of a line is whole again, with its hyphen where it has one elsewhere."""
    count = 0
    out = []
    for paragraph in paragraphs:
        parts = [paragraph[0]]
        for line in paragraph[1:]:
            if _BROKEN.search(parts[-1]) and line[:1].islower():
                count += 1
                last = parts[-1].split()[-1]
                whole = f"{last}{line.split()[0]}".strip(".,;:!?\"“”‘’'()").lower()
                bare = whole.replace(last[-1].lower(), "", 1) if last.count(last[-1]) == 1 else whole
                hyphened = last[-1] != "\u00ad" and known[whole] and not known[bare]
                parts[-1] = parts[-1] if hyphened else parts[-1].rstrip(_HYPHENS)
                parts.append(line)
            else:
                parts.append(" " + line)
        out.append("".join(parts).replace("\u00ad", ""))
    return "\n".join(out), count
