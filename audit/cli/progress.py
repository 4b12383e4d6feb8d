"""The progress line on standard error; nothing if that is not a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from audit.cli.messages import tell
from audit.report.phrases import counted

if TYPE_CHECKING:
    from rich.progress import Progress

    from audit.job import Job


class Line:
    """One line that comes and goes. Without a terminal (``progress`` None) every method does nothing."""

    def __init__(self, progress: Progress | None, words: str, total: int | None) -> None:
        self._progress = progress
        self._task = None if progress is None else progress.add_task(words, total=total)

    def tell(self, words: str, done: int) -> None:
        """What is done so far, in words and as a number."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=words, completed=done)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Takes the line away while something else is written, which may go to the same terminal."""
        if self._progress is None:
            yield
            return
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()


@contextmanager
def progress_line(words: str, total: int | None = None) -> Iterator[Line]:
    """A line that starts with ``words``, and a bar where ``total`` is known; it is gone when the block ends."""
    if not sys.stderr.isatty():
        yield Line(None, words, total)
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from audit.report.terminal import console

    bar = (BarColumn(),) if total is not None else ()
    columns = (SpinnerColumn(), *bar, TextColumn("{task.description}"), TimeElapsedColumn())
    screen = console(sys.stderr)
    with Progress(*columns, console=screen, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        yield Line(progress, words, total)


def follow(job: Job, line: Line) -> Callable[[str], None]:
    """Lets ``line`` tell how far ``job`` is, with its notes beside it; what tells other things there is returned."""

    def say(words: str) -> None:
        with line.aside():
            tell(words)

    job.say = say
    job.progress = lambda tally: line.tell(f"{counted(tally.articles, 'article')}, {counted(tally.words, 'word')}", tally.articles)
    return say
