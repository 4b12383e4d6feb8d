"""Where words stand among the pieces of all passages of a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from audit.annotate.passages import Passage


class PieceIndex:
    """The pieces of one text in the order of the text, without separators and without repeated context."""

    def __init__(self, passages: Sequence[Passage], numbers: Sequence[int]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.rows: list[int] = []
        self.columns: list[int] = []
        for passage, row in zip(passages, numbers, strict=True):
            for column in range(passage.own_from, len(passage.ids)):
                start, end = passage.offsets[column]
                if start < end:
                    self.starts.append(start)
                    self.ends.append(end)
                    self.rows.append(row)
                    self.columns.append(column)

    def locate(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """(first, last) piece of each span, as indices of this object. A span that no piece touches takes the next piece, or the last."""
        out = []
        top = len(self.starts) - 1
        for start, end in spans:
            first = bisect_right(self.ends, start)
            last = bisect_left(self.starts, end) - 1
            first = min(first, top)
            out.append((first, min(max(first, last), top)))
        return out
