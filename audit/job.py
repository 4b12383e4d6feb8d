"""Inputs in, audits out, for ``audit run`` and ``read_many``: what is stored unchanged comes from the database, the rest from an engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from audit import making
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article, SkippedInput
from audit.engine.batches import cut, windows
from audit.engine.work import SET_ASIDE, Batch, Engine, Result
from audit.errors import UnstorableError
from audit.ingest.discover import STDIN
from audit.rules.policies import relabelled

if TYPE_CHECKING:
    from audit.store.identity import Claims
    from audit.store.repository import Repository

SAME_ID = "another text has the same doc_id; both are kept, as articles of their own"
SHARED = "another text has the same address or id; this one is kept as an article of its own"
UNSTORABLE, SAME = "unstorable", "same"
"""Codes of articles whose audit the database refused, and whose text stands in an input before it that could not be audited."""


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    articles: int = 0
    unchanged: int = 0
    stored: int = 0
    annotated_words: int = 0
    words: int = 0
    findings: int = 0
    signed_off: int = 0
    """Findings that a person waived or dismissed."""
    skipped: int = 0
    shared: int = 0
    """Articles whose address or id another text has too."""
    worst: int = -1
    """Rank of the worst severity that was found and not signed off."""
    start_up: float = 0.0
    annotation: float = 0.0
    workers: int = 1


@dataclass(slots=True)
class _Window:
    """Some inputs in their order, with what became of each; None where that is not known yet."""

    items: list[Article | SkippedInput]
    found: list[Result | None]
    fresh: list[int] = field(default_factory=list)
    """Places of the articles that an engine does."""
    stored: list[int] = field(default_factory=list)
    """Places of the articles whose audits will be in the database."""
    noted: set[int] = field(default_factory=set)
    """Places of those that the database says were set aside."""
    batches: int = 0
    """Batches that are under way."""
    identities: Mapping[str, str] = field(default_factory=dict)
    """Article id to the id that its versions share in the database."""


class Job:
    """One run over a stream of inputs, a bounded number of which is in memory at any time.

    ``redo`` annotates what is stored unchanged; ``resume`` leaves it out of the results, and does not try again what was set aside.
    ``say`` gets the notes on single articles; ``progress`` is called after every few inputs. ``engine`` is one that several jobs use in
    turn, made for the same settings.
    """

    def __init__(
        self,
        settings: Settings,
        repository: Repository | None,
        *,
        redo: bool = False,
        resume: bool = False,
        engine: Engine | None = None,
    ) -> None:
        self.tally = Tally()
        self.say: Callable[[str], None] = print
        self.progress: Callable[[Tally], None] = lambda tally: None
        self.settings = settings
        self.repository = repository
        self._redo = redo
        self._resume = resume
        started = perf_counter()
        auditor = making.make_auditor(settings)
        self.run = auditor.run
        """What is behind every audit of this job, also behind those that are stored unchanged."""
        self._engine = engine or making.make_engine(settings, auditor)
        self._checked = self.tally.start_up = perf_counter() - started
        self._windows: deque[_Window] = deque()
        self._homes: dict[int, tuple[_Window, list[int]]] = {}
        """Number of a batch to its window and its places in it."""
        self._claims: Claims | None = None
        """Which texts of this run have which address or id, where there is a database."""
        if repository is not None:
            from audit.store.identity import Claims

            self._claims = Claims()
        self._ids: dict[str, str] = {}
        """Of texts from standard input: doc_id to the id of the first article that brought it."""
        self._under_way: set[str] = set()
        """Ids of the articles that an engine does."""

    def results(self, inputs: Iterable[Article | SkippedInput]) -> Generator[Result]:
        """The audits, and what could not be audited or stored, in the order of the inputs; an audit is stored before it is given.

        Raises ``StoreError`` where the database as a whole cannot be used any more, and what the engine raises.
        """
        with closing(self._engine.run(self._batches(inputs))) as done:
            for number, results in done:
                window, places = self._homes.pop(number)
                window.batches -= 1
                for place, result in zip(places, results, strict=True):
                    window.found[place] = result
                self._look_at_the_clock()
                while self._windows and not self._windows[0].batches:
                    yield from self._finished(self._windows.popleft())
                    self.progress(self.tally)

    def _batches(self, inputs: Iterable[Article | SkippedInput]) -> Iterator[Batch]:
        """The batches of one window after the other; an empty one for a window without any, so that the engine gives way."""
        number = 0
        for items in windows(inputs):
            window = self._looked_up(items)
            self._windows.append(window)
            articles = [item for place in window.fresh if isinstance(item := window.items[place], Article)]
            batches = list(cut(articles)) or [[]]
            window.batches = len(batches)
            for batch in batches:
                self._homes[number] = window, [window.fresh[at] for at in batch]
                number += 1
                yield [articles[at] for at in batch]

    def _looked_up(self, items: list[Article | SkippedInput]) -> _Window:
        """The inputs with what is known of them before any model is asked."""
        items, identities = self._told_apart(items)
        window = _Window(items, [item if isinstance(item, SkippedInput) else None for item in items])
        window.identities = identities
        stored, aside = self._in_the_database([item for item in items if isinstance(item, Article)])
        for place, item in enumerate(items):
            if isinstance(item, SkippedInput):
                continue
            if item.id in stored:
                window.stored.append(place)
            elif item.origin in aside:
                window.found[place] = aside[item.origin]
                window.noted.add(place)
            else:
                window.fresh.append(place)
                if self.repository is not None and not self._redo:
                    self._under_way.add(item.id)
                    stored.add(item.id)
        return window

    def _told_apart(self, items: list[Article | SkippedInput]) -> tuple[list[Article | SkippedInput], Mapping[str, str]]:
        """The inputs, with a note on those that share an address or id with another text, and what tells them apart."""
        items = [self._noted(item) if isinstance(item, Article) else item for item in items]
        if self.repository is None:
            return items, {}
        from audit.store.identity import identity

        identities = self.repository.identities((item for item in items if isinstance(item, Article)), self._claims)
        out: list[Article | SkippedInput] = []
        for item in items:
            if isinstance(item, Article) and identities[item.id] != identity(item):
                self.tally.shared += 1
                item = replace(item, notes=(*item.notes, SHARED))
            out.append(item)
        return out, identities

    def _noted(self, article: Article) -> Article:
        """``article`` with a note where an earlier text from standard input, which has no place to tell them apart, had its doc_id."""
        if article.url or article.outlet or not article.origin.startswith(f"{STDIN}:"):
            return article
        first = self._ids.setdefault(article.doc_id, article.id)
        return article if first == article.id else replace(article, notes=(*article.notes, SAME_ID))

    def _in_the_database(self, articles: list[Article]) -> tuple[set[str], dict[str, SkippedInput]]:
        """Ids of the articles whose audits are stored, or will be by the time that they are needed; origins of those set aside."""
        if self.repository is None or self._redo:
            return set(), {}
        ids = {article.id for article in articles}
        stored = self.repository.done_among(ids, self.run.digest) | (ids & self._under_way)
        if not self._resume:
            return stored, {}
        left = [article.origin for article in articles if article.id not in stored]
        noted = self.repository.skipped_among(left, self.run.digest)
        return stored, {one.origin: one for one in noted if one.code in (*SET_ASIDE, UNSTORABLE, SAME)}

    def _finished(self, window: _Window) -> Iterator[Result]:
        """Stores and loads what there is to store and load; the results to show."""
        if self.repository is not None:
            self._store(window, self.repository)
            self._load(window, self.repository)
        self.tally.unchanged += len(window.stored)
        known = set(window.stored)
        for item in window.items:
            if isinstance(item, Article):
                self._under_way.discard(item.id)
        for place, found in enumerate(window.found):
            if isinstance(found, Audit):
                self._count(found, place not in known)
                if not (self._resume and place in known):
                    yield found
            elif found is not None:
                self.tally.skipped += 1
                yield found

    def _store(self, window: _Window, repository: Repository) -> None:
        """Stores the audits of the engine and notes what was skipped; an audit that cannot be kept becomes a skipped input."""
        new = [(place, found) for place, found in enumerate(window.found) if found is not None and place not in window.noted]
        outcomes = repository.save_all([found for _, found in new], self.run, window.identities)
        refused = []
        for (place, found), outcome in zip(new, outcomes, strict=True):
            if not isinstance(found, Audit):
                continue
            if isinstance(outcome, UnstorableError):
                window.found[place] = skipped = SkippedInput(found.article.origin, f"could not be stored: {outcome}", UNSTORABLE)
                refused.append(skipped)
            else:
                self.tally.stored += 1
        if refused:
            repository.save_all(refused, self.run)
        self._as_decided(window, repository)

    def _as_decided(self, window: _Window, repository: Repository) -> None:
        """Replaces stored audits by what people decided about earlier versions and results."""
        from audit.store.reviews import Reviews

        mine = {found.article.id: place for place in window.fresh if isinstance(found := window.found[place], Audit)}
        for audit in repository.load_all(Reviews(repository).any_among(mine)):
            place = mine[audit.article.id]
            article = window.items[place]
            if isinstance(article, Article):
                window.found[place] = replace(audit, article=article)

    def _load(self, window: _Window, repository: Repository) -> None:
        """The stored audits with the labels and findings that the settings of this run give, under the names they have this time."""
        articles = [(place, item) for place in window.stored if isinstance(item := window.items[place], Article)]
        if articles:
            repository.keep_current((item for item in window.items if isinstance(item, Article)), window.identities)
        known = {audit.article.id: audit for audit in repository.load_all({item.id for _, item in articles})}
        for key, audit in known.items():
            found = repository.as_found(audit)
            if relabelled(found, self.settings) is not found:
                repository.relabel(key, partial(relabelled, settings=self.settings))
                known[key] = repository.load(key)
        lost = []
        for place, item in articles:
            if item.id in known:
                window.found[place] = replace(known[item.id], article=item)
            else:
                window.stored.remove(place)
                reason = "it has the same text as an earlier input that could not be audited; see the reason there"
                window.found[place] = skipped = SkippedInput(item.origin, reason, SAME)
                lost.append(skipped)
        repository.save_all(lost, self.run)

    def _look_at_the_clock(self) -> None:
        clock = self._engine.clock
        self.tally.start_up = self._checked + clock.start_up
        self.tally.annotation = clock.annotation
        self.tally.workers = self._engine.workers

    def _count(self, audit: Audit, new: bool) -> None:
        for note in audit.notes:
            self.say(f"note {audit.article.origin}: {note}")
        words = len(audit.article.text.split())
        self.tally.articles += 1
        self.tally.words += words
        self.tally.annotated_words += words if new else 0
        open_ones = [finding for finding in audit.findings if finding.fingerprint not in audit.signed_off]
        self.tally.findings += len(audit.findings)
        self.tally.signed_off += len(audit.findings) - len(open_ones)
        self.tally.worst = max([self.tally.worst, *(finding.severity.rank for finding in open_ones)])
