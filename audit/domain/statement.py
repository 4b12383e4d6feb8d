"""Statements: what was said, the cue that shows it, and the mentions of its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.ground import Ground
from audit.domain.text import Span


class Form(StrEnum):
    """Quotation form."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class CueKind(StrEnum):
    """What the cue says was done."""

    SPEECH = "speech"
    WRITING = "writing"
    STANCE = "stance"
    COGNITION = "cognition"
    ACCORDING = "according"
    OTHER = "other"


class Scope(StrEnum):
    """``STATEMENT`` was said or issued; the others are shown only with ``--scope all``: ``ATTITUDE`` (belief, vote, plan, "known as"),
    and ``DISMISSED``, where a reviewer says that it is no statement."""

    STATEMENT = "statement"
    ATTITUDE = "attitude"
    DISMISSED = "dismissed"


class MentionKind(StrEnum):
    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    IMPLICIT = "implicit"
    """No words of its own: a quotation carried on, a subject shared with the clause before."""


class Channel(StrEnum):
    """How the words came: said to somebody, put out as a statement, written in a document, posted, broadcast, passed on."""

    INTERVIEW = "interview"
    STATEMENT = "statement"
    DOCUMENT = "document"
    POST = "post"
    BROADCAST = "broadcast"
    SECOND_HAND = "second-hand"


class Tie(StrEnum):
    """What tied a mention to its source."""

    NAME = "name"
    """A name, or a part of one, that the article prints."""
    DESCRIPTION = "description"
    """Words such as "the official" or "the company", which stand for somebody introduced before."""
    SAME_WORDS = "same words"
    """The same description as before."""
    INTRODUCED = "introduced"
    """A description of somebody who was not mentioned before."""
    PRONOUN = "pronoun"
    FIRST_PERSON = "first person"
    """ "I" and "we": whoever says the words in which they stand."""
    RELATIVE = "relative clause"
    """ "Who" and "which": the words right before."""
    CARRIED_ON = "carried on"
    """No words of its own: whoever spoke last."""
    REVIEW = "review"
    """A person said so."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute."""

    span: Span
    lemma: str
    kind: CueKind


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a source is named or meant. ``head`` is the head word's lemma, lower case."""

    span: Span
    head: str
    kind: MentionKind
    entity_type: str | None = None


@dataclass(frozen=True, slots=True)
class TagScores:
    """What the tagger gave to the words of one attribution, as in ``AttributionTag``; ``source`` is None where it marked no words."""

    cue: float
    source: float | None
    content: float
    cue_by_others: float | None = None
    """The mean probability that the annotators of PolNeAR and of GUM would take the cue for one; null in what an older version stored."""
    rival: float | None = None
    """The probability of the likeliest other words to be of the source; null in what an older version stored."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed statement; a joint attribution has several mentions and as many source ids.

    ``source_span`` is the whole source phrase as printed (None: no words name a source). ``source_ids`` runs parallel to ``mentions``;
    an empty tuple is a statement whose source could not be told.
    ``confidence`` is the probability that this is a statement and ``source_span`` the words for its source; ``speaker_confidence`` the
    probability that these words then mean the source that they were tied to. ``words_confidence`` and ``phrase_confidence`` are the two
    parts of ``confidence``, their product.
    """

    id: str
    ordinal: int
    content: tuple[Span, ...]
    form: Form
    cue: Cue | None
    source_span: Span | None
    mentions: tuple[Mention, ...]
    scope: Scope = Scope.STATEMENT
    zone: str = "body"
    channel: Channel = Channel.INTERVIEW
    nested_in: str | None = None
    """Id of the statement in whose content this one stands."""
    via: str | None = None
    """Outlet, document or person through whom the words came."""
    source_ids: tuple[str, ...] = ()
    resolution_scores: tuple[float, ...] = ()
    resolved_by: tuple[Tie, ...] = ()
    """What tied each source, parallel to ``source_ids``; empty where that is not known."""
    tags: TagScores | None = None
    """None: no tag of the model shows the statement, only quotation marks or the form of the text."""
    confidence: float = 1.0
    speaker_confidence: float = 1.0
    needs_review: bool = False
    words_confidence: float = 1.0
    """The probability that the words are an attributed statement. In what an older version stored, all of ``confidence``."""
    phrase_confidence: float = 1.0
    """The probability that ``source_span`` is then the words for its source."""
    grounds: tuple[Ground, ...] = ()
    """What decided each source, parallel to ``source_ids``; empty in what an older version stored."""

    @property
    def span(self) -> Span:
        """From the first to the last word of the content."""
        return Span(self.content[0].start, self.content[-1].end)

    @property
    def certainty(self) -> float:
        """The probability that all of it is right: the statement, the words for its source, and whom they mean."""
        return self.confidence * self.speaker_confidence

    def words(self, text: str) -> str:
        """The content as printed, parts joined by `` … ``."""
        return " … ".join(s.of(text) for s in self.content)


def own_words(statements: Iterable[Statement]) -> dict[str, Span | None]:
    """By the id of each statement, the words for its source that are printed for this statement.

    None where there are no such words, and where a quotation without a cue goes on from another statement, whose ``source_span`` it shares.
    """
    listed = list(statements)
    taken = {one.source_span for one in listed if one.cue is not None}
    out = {}
    for one in listed:
        out[one.id] = None if one.cue is None and one.source_span in taken else one.source_span
        taken.add(one.source_span)
    return out


@dataclass(frozen=True, slots=True)
class ResponseNote:
    """Speech that did not happen: "declined to comment", "have yet to say". Not a statement; rule F501 reads it."""

    id: str
    span: Span
    source_span: Span | None
    kind: str
    """declined, unreachable, not_yet, denied_access."""
    source_id: str | None = None
