"""The whole audit of one article, and the run that made it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from audit.domain.annotation import Paragraph
from audit.domain.finding import Finding
from audit.domain.review import Check, Decision, Review
from audit.domain.source import Source
from audit.domain.statement import ResponseNote, Scope, Statement
from audit.domain.text import Article, Span, digest


@dataclass(frozen=True, slots=True)
class Run:
    """Versions, models and settings behind an audit; ``settings`` and ``models`` as sorted pairs."""

    tool_version: str
    models: tuple[tuple[str, str], ...]
    """(model name, first twelve digits of its sha256)."""
    settings: tuple[tuple[str, str], ...]
    started_at: str
    """ISO 8601, UTC."""

    @property
    def digest(self) -> str:
        """The same for the same version, models and settings, whenever it ran."""
        return digest("run", self.tool_version, json.dumps([self.models, self.settings]))


def told_of_lost(reviews: int) -> str:
    """That so many decisions have no place any more, and where they are."""
    return f"{reviews} {'review' if reviews == 1 else 'reviews'} no longer found in the text; kept, see audit review list --lost"


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that was found in one article, in the order of the text."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Span, ...]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    responses: tuple[ResponseNote, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    reviews: tuple[Review, ...] = ()
    """The judgements that hold, the newest for each statement and source or finding; corrections are in the statements and sources."""
    checks: tuple[Check, ...] = ()
    lost: tuple[Decision, ...] = ()
    """The decisions on other versions or results of the article that have no sure place in this one."""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Everything that people decided and that holds."""
        return (*self.reviews, *self.checks)

    @property
    def lost_note(self) -> str:
        """That something which people decided was not found again; empty where all of it was."""
        return told_of_lost(len(self.lost)) if self.lost else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader had to tell, and ``lost_note``."""
        return (*self.article.notes, self.lost_note) if self.lost else self.article.notes

    def in_scope(self, scope: str) -> tuple[Statement, ...]:
        """The statements to show: all, or (``statements``) those without beliefs, votes and plans."""
        return tuple(one for one in self.statements if scope == "all" or one.scope is Scope.STATEMENT)

    def source(self, source_id: str) -> Source:
        """The source of that id. Raises ``KeyError``."""
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(source_id)

    def speaker(self, label: str) -> Source | None:
        """The source with that label, or else that is printed so somewhere; letter case does not matter."""
        wanted = label.strip().lower()
        printed = (one for one in self.sources if any(m.span.of(self.article.text).lower() == wanted for m in one.mentions))
        return next((one for one in self.sources if one.label.lower() == wanted), next(printed, None))

    @property
    def signed_off(self) -> dict[str, Review]:
        """Fingerprint to the waiver or dismissal, for the findings that no longer count."""
        return {review.target.id: review for review in self.reviews if review.signs_off}
