"""The answers of a correction in the terminal. Present values are offered for editing, and refused answers are offered again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from audit.cli.messages import tell
from audit.cli.reviewing import printed
from audit.domain.decided import chain
from audit.domain.review import Correction
from audit.domain.source import SourceType

if TYPE_CHECKING:
    from audit.store.by_id import ReviewItem

NONE = "none"
"""Typed for a reason that the article does not give."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The fields of a correction as words; empty where there is nothing to say."""

    speaker: str = ""
    kind: str = ""
    words: str = ""
    reason: str = ""
    because: str = ""

    @classmethod
    def holding(cls, item: ReviewItem) -> Answers:
        """What is said of a statement now."""
        assert item.statement is not None
        words = " ".join(item.statement.words(item.audit.article.text).split())
        source_id = item.source_ids[0] if len(item.source_ids) == 1 else None
        if source_id is None:
            return cls(words=words)
        source = item.audit.source(source_id)
        return cls(source.label, source.source_type.value if source.source_type else "", words, source.reason or "")

    def asked(self, item: ReviewItem) -> Answers:
        """What a person says instead; every answer is offered as it is."""
        tell("What is right? Press Enter to keep what is there, Ctrl-C to leave it as it was.")
        speaker = _asked("Speaker", self.speaker)
        return Answers(
            speaker,
            _kind(self.kind if speaker == self.speaker else _type_of(item, speaker)),
            _asked("Words, as printed", self.words),
            _asked(f"Reason for anonymity, as printed ({NONE}: the article gives no reason)", self.reason),
            _asked("Why are you correcting it", self.because),
        )

    def correction(self, item: ReviewItem, holding: Answers) -> Correction:
        """What differs from what holds; the type from that of the speaker."""
        speaker = self.speaker if self.speaker != holding.speaker else None
        kind = holding.kind if speaker is None else _type_of(item, speaker)
        return Correction(
            speaker,
            SourceType(self.kind) if self.kind and self.kind != kind else None,
            self.words if self.words != holding.words else None,
            None if self.reason == holding.reason else "" if self.reason == NONE else self.reason,
        )


def _type_of(item: ReviewItem, speaker: str) -> str:
    """The type of a speaker of the article; empty of one that it does not have."""
    source = item.audit.speaker(speaker)
    return source.source_type.value if source and source.source_type else ""


def _kind(value: str) -> str:
    kinds = click.Choice(["", *(one.value for one in SourceType)])
    question = "Type (named, official, anonymous)"
    answer: str = click.prompt(question, default=value, show_choices=False, show_default=bool(value), type=kinds, err=True)
    return answer


def whole_chain(item: ReviewItem) -> bool:
    """Whether a new speaker is meant for everything that the old one says in the article; asked where that is more."""
    source_id = item.source_ids[0] if len(item.source_ids) == 1 else None
    others = len(chain(item.audit, source_id)) - 1
    if source_id is None or others < 1:
        return False
    more = "1 more statement" if others == 1 else f"{others} more statements"
    return click.confirm(f"{printed(item.audit.source(source_id).label)} has {more} here. Correct all of them", default=False, err=True)


def _asked(question: str, value: str) -> str:
    """The words typed; ``value`` where nothing is. On a terminal that can, they are there to be edited."""
    with _typed(value) as there:
        answer: str = click.prompt(question, default=value, show_default=bool(value) and not there, err=True)
    return answer.strip()


@contextmanager
def _typed(value: str) -> Iterator[bool]:
    """Puts ``value`` into the next line that is read, as if it was typed; whether that can be done."""
    try:
        import readline
    except ImportError:  # not on Windows
        yield False
        return
    if not (value and sys.stdin.isatty()):
        yield False
        return
    readline.set_startup_hook(lambda: readline.insert_text(value))
    try:
        yield True
    finally:
        readline.set_startup_hook(None)
