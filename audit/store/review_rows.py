"""The tables of what people decided. A judgement is only ever added or withdrawn; no row of ``reviews`` is rewritten."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.rows import Base


class ReviewRow(Base):
    """One judgement, waiver or check, anchored by words. ``article_id`` is the text on which it was made, ``identity`` all its versions."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(index=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    subject: Mapped[str]
    target_id: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(index=True)
    quote: Mapped[str] = mapped_column(Text)
    context_before: Mapped[str] = mapped_column(Text)
    context_after: Mapped[str] = mapped_column(Text)
    char_start: Mapped[int]
    speaker: Mapped[str | None]
    judgement: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    reviewer: Mapped[str]
    reason: Mapped[str]
    origin: Mapped[str]
    created_at: Mapped[str]
    withdrawn_at: Mapped[str | None]
    withdrawn_by: Mapped[str | None]


class ReviewPlaceRow(Base):
    """Where a review stands in a stored text. A review without a row for the current version could not be found again there."""

    __tablename__ = "review_places"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True, autoincrement=False, index=True)
    target_id: Mapped[str]
    source_id: Mapped[str | None]
    stale: Mapped[bool]


class ToolAuditRow(Base):
    """What the tool found in an article that people corrected; the other tables hold the corrected state."""

    __tablename__ = "tool_audits"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
