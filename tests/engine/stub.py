"""An auditor that needs no models and can be imported by name, as workers need it; words of an article make it do what poison does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from audit.config import Settings
from audit.domain.audited import Audit, Run
from audit.domain.source import AnonymityStatus, Identity, Kind, Source, SourceType
from audit.domain.statement import Cue, CueKind, Form, Mention, MentionKind, Statement
from audit.domain.text import Article, SkippedInput, Span
from audit.engine.work import Result
from audit.errors import ModelError

KILLS, SLEEPS, RAISES, SKIPS = "this kills", "this sleeps", "this raises", "this is skipped"


class Stub:
    """Finds one statement by its first word in every article."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @property
    def run(self) -> Run:
        return Run("0.1.0", (("stub", "0123456789ab"),), self.settings.annotation_pairs(), "2026-03-04T10:00:00+00:00")

    def load(self) -> None:
        """There is nothing to load."""

    def audit(self, articles: Iterable[Article | SkippedInput], *, batch: int = 16) -> Iterator[Result]:
        for item in articles:
            assert isinstance(item, Article)
            if KILLS in item.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if SLEEPS in item.text:
                time.sleep(60)
            if RAISES in item.text:
                raise KeyError("no such word")
            yield SkippedInput(item.origin, "as it says", "asked") if SKIPS in item.text else found(item)


def found(article: Article) -> Audit:
    """The audit of an article: its first word says the rest."""
    word = article.text.split()[0]
    name = Mention(Span(0, len(word)), word, MentionKind.NAME)
    content = Span(len(word) + 1, len(article.text.rstrip()))
    source = Source("s1", word, Kind.PERSON, Identity.NAMED, SourceType.NAMED, False, None, AnonymityStatus.NOT_APPLICABLE, (name,))
    cue = Cue(Span(0, 1), "say", CueKind.SPEECH)
    statement = Statement("t1", 0, (content,), Form.INDIRECT, cue, name.span, (name,), source_ids=("s1",))
    return Audit(article, (), (), (statement,), (source,))


def make(settings: Settings) -> Stub:
    """What workers import."""
    return Stub(settings)


class Unloadable(Stub):
    def load(self) -> None:
        raise ModelError("the models are not there; reinstall")


def make_unloadable(settings: Settings) -> Stub:
    """Says that the models cannot be loaded."""
    return Unloadable(settings)


class Stillborn(Stub):
    def load(self) -> None:
        os._exit(7)


def make_stillborn(settings: Settings) -> Stub:
    """Dies of its models."""
    return Stillborn(settings)


class Once(Stub):
    """Its process is killed in the middle, once for all workers together: the file that an article's title names says whether it was."""

    def audit(self, articles: Iterable[Article | SkippedInput], *, batch: int = 16) -> Iterator[Result]:
        given = list(articles)
        flags = [Path(item.title) for item in given if isinstance(item, Article) and item.title]
        if not all(flag.exists() for flag in flags):
            flags[0].touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().audit(given, batch=batch)


def make_once(settings: Settings) -> Stub:
    """Dies once in the middle."""
    return Once(settings)


def article(text: str, origin: str = "") -> Article:
    """An article, named by its words where nothing else is said."""
    name = origin or text[:40]
    return Article(text, name, name)
