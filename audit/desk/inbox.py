"""New articles: dropped or pasted, audited one after the other while the desk goes on."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article, SkippedInput
from audit.engine.work import Engine
from audit.errors import AuditError
from audit.job import Job
from audit.report.safe_text import printable
from audit.store.repository import Repository

PASTED = ".txt"
_LONGEST = 80
"""Characters of a name, without its ending."""
_KEPT = 50
"""Finished pieces of work that are still told of."""


@dataclass(slots=True)
class Work:
    """One file on its way. ``step``: waiting, reading, auditing, done or failed; ``told`` is why, or what there is to know."""

    number: int
    name: str
    data: bytes = b""
    step: str = "waiting"
    told: str = ""
    articles: list[tuple[str, str]] = field(default_factory=list)
    """Id and name of what it became."""
    began: float = 0.0
    ended: float = 0.0

    @property
    def over(self) -> bool:
        return self.step in ("done", "failed")

    @property
    def seconds(self) -> int:
        """Since it began."""
        return round((self.ended or monotonic()) - self.began) if self.began else 0


class Inbox:
    """The files that wait, and the one thread that audits them with ``engine``. Articles are stored as by ``audit run``."""

    def __init__(self, settings: Settings, repository: Repository, engine: Engine) -> None:
        self._settings = settings
        self._repository = repository
        self._engine = engine
        self._works: list[Work] = []
        self._waiting: SimpleQueue[Work] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def put(self, name: str, data: bytes) -> int:
        """Takes a file in; the number under which ``works`` tells of it."""
        with self._lock:
            work = Work(self._works[-1].number + 1 if self._works else 1, name, data)
            old = [one for one in self._works if one.over][:-_KEPT]
            self._works = [one for one in self._works if one not in old] + [work]
            self._waiting.put(work)
            if self._thread is None:
                self._thread = threading.Thread(target=self._go_on, name="audits", daemon=True)
                self._thread.start()
        return work.number

    def works(self) -> list[Work]:
        """Those that wait or are done, in the order in which they came."""
        with self._lock:
            return list(self._works)

    def _go_on(self) -> None:
        while True:
            work = self._waiting.get()
            work.began = monotonic()
            try:
                self._audit(work)
            except AuditError as error:
                work.step, work.told = "failed", str(error)
            except Exception as error:
                work.step, work.told = "failed", f"a fault of this program: {type(error).__name__}: {error}; please report it"
            work.data = b""
            work.ended = monotonic()

    def _audit(self, work: Work) -> None:
        job = Job(self._settings, self._repository, engine=self._engine)
        notes: list[str] = []
        job.say = lambda words: notes.append(words.removeprefix(f"note {work.name}: "))
        with tempfile.TemporaryDirectory(prefix="audit-desk-") as folder, closing(job.results(self._read(work, Path(folder)))) as results:
            for found in results:
                if isinstance(found, Audit):
                    work.articles.append((found.article.id, found.article.name))
                else:
                    notes.append(f"{found.origin}: {found.reason}")
        work.told = "; ".join(notes)
        work.step = "done" if work.articles else "failed"

    def _read(self, work: Work, folder: Path) -> Iterator[Article | SkippedInput]:
        """The articles of a file, which come from its name, not from where it lay for a moment."""
        from audit.ingest import read_paths

        work.step = "reading"
        file = folder / work.name
        file.write_bytes(work.data)
        for item in read_paths((str(file),), self._settings):
            work.step = "auditing"
            origin = item.origin.replace(str(file), work.name)
            yield replace(item, origin=origin)


def file_name(given: str) -> str:
    """A name of a file without folders, and without characters that a file system or screen cannot have."""
    name = re.sub(r"[^\w.() +-]", "_", printable(given.replace("\\", "/").rsplit("/", 1)[-1])).strip(" .")
    stem, dot, end = name.rpartition(".")
    return f"{stem[:_LONGEST].rstrip()}{dot}{end}" if stem and len(end) < 10 else name[:_LONGEST]


def name_of_words(text: str) -> str:
    """The name of a file for a pasted text: its first words."""
    words = re.findall(r"\w+", next((line for line in text.splitlines() if line.strip()), ""))
    return file_name("-".join(words[:8]).lower() + PASTED) if words else f"pasted{PASTED}"
