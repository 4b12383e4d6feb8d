"""Where a span stands: line, paragraph, sentence, and the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from audit.domain.audited import Audit
from audit.domain.text import Span


class Places:
    """Look-ups in one audited article; every number counts from 1."""

    def __init__(self, audit: Audit) -> None:
        self.text = audit.article.text
        self._lines = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self._paragraphs = [paragraph.span.start for paragraph in audit.paragraphs]
        self._sentences = audit.sentences
        self._sentence_starts = [sentence.start for sentence in audit.sentences]

    def line(self, at: int) -> int:
        """The line of the text that holds the code point ``at``."""
        return bisect_right(self._lines, at)

    def start(self, line: int) -> int:
        """Where a line begins; the last one for a number beyond."""
        return self._lines[min(max(line, 1), len(self._lines)) - 1]

    def column(self, at: int) -> int:
        """The column of ``at`` in its line, in code points."""
        return at - self._lines[self.line(at) - 1] + 1

    def paragraph(self, at: int) -> int | None:
        """The paragraph that holds ``at`` or is the last before it; None before the first."""
        return bisect_right(self._paragraphs, at) or None

    def sentence(self, at: int) -> int | None:
        """The sentence that holds ``at`` or is the last before it; None before the first."""
        return bisect_right(self._sentence_starts, at) or None

    def sentence_words(self, at: int) -> str:
        """The sentence around ``at``, or nothing where no sentence begins before it."""
        number = self.sentence(at)
        return self._sentences[number - 1].of(self.text) if number else ""

    def before(self, span: Span) -> str:
        """From the start of the sentence before the one in which ``span`` starts, up to ``span``."""
        number = self.sentence(span.start) or 1
        return self.text[_start(self._sentences, number - 2, span.start) : span.start].strip()

    def after(self, span: Span) -> str:
        """From the end of ``span`` to the end of the sentence after the one in which it ends."""
        number = self.sentence(max(span.start, span.end - 1)) or 1
        rest = self._sentences[number - 1 : number + 1]
        return self.text[span.end : max((sentence.end for sentence in rest), default=span.end)].strip()


def _start(sentences: Sequence[Span], index: int, otherwise: int) -> int:
    if not sentences:
        return otherwise
    return min(sentences[max(index, 0)].start, otherwise)
