"""One story in several outlets: the articles, why they are one story, who speaks where, and who is named in one only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from audit.compare.stories import Contrast, Link, Story
from audit.domain.audited import Audit
from audit.domain.source import Source
from audit.report.safe_text import shortened
from audit.report.terminal import type_word


def in_words(story: Story, audits: Sequence[Audit], contrasts: Sequence[Contrast]) -> Iterator[str]:
    """The story as text; ``audits`` are those of its articles."""
    yield f"Story: {shortened(story.articles[0].headline or story.articles[0].doc_id, 120)}"
    for one in story.articles:
        yield f"  {one.day}  {shortened(one.outlet)}  {shortened(one.headline or one.doc_id, 100)}  [{one.article_id}]"
    yield "  Matched because"
    yield from (f"    {_because(link)}" for link in story.links)
    yield "  Sources"
    for label, where in _table(audits).items():
        speakers = "; ".join(f"{shortened(outlet, 40)}: {type_word(source)}, {count}" for outlet, source, count in where)
        missing = [outlet for outlet in story.outlets if outlet not in {one for one, _, _ in where}]
        not_in = f"; not in {', '.join(shortened(outlet, 40) for outlet in missing)}" if missing else ""
        yield f"    {shortened(label, 80)}  ({speakers}{not_in})"
    yield "  Named in one, anonymous in another"
    for found in contrasts:
        yield f"    {shortened(found.source.label, 80)} in {shortened(found.named_by)}: {shortened(found.words)}"
        yield f"      {shortened(found.match.source.label, 80)} in {shortened(found.anonymous_by)}: {shortened(found.other_words)}"
        yield f"      shared words: {found.match.shown()} ({found.match.score:.2f}, {found.match.tie})"
    if not contrasts:
        yield "    nobody"


def as_json(story: Story, audits: Sequence[Audit], contrasts: Sequence[Contrast]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "articles": [
            {"article_id": one.article_id, "doc_id": one.doc_id, "outlet": one.outlet, "headline": one.headline, "published": str(one.day)}
            for one in story.articles
        ],
        "because": [
            {
                "articles": [link.one.article_id, link.other.article_id],
                "days_apart": link.days,
                "named_sources": list(link.names),
                "headline_words": list(link.words),
            }
            for link in story.links
        ],
        "sources": [
            {
                "source_name": label,
                "outlets": [
                    {"outlet": outlet, "source_id": source.id, "source_type": type_word(source), "statements": count}
                    for outlet, source, count in where
                ],
            }
            for label, where in _table(audits).items()
        ],
        "named_and_anonymous": [
            {
                "source_name": one.source.label,
                "named_by": one.named_by,
                "statement_text": one.words,
                "anonymous_as": one.match.source.label,
                "anonymous_by": one.anonymous_by,
                "anonymous_statement_text": one.other_words,
                "score": one.match.score,
                "shared_words": list(one.match.shared),
                "tie": one.match.tie.value,
            }
            for one in contrasts
        ],
    }


def _because(link: Link) -> str:
    days = "the same day" if not link.days else "a day apart" if link.days == 1 else f"{link.days} days apart"
    parts = [f"named sources {', '.join(link.names)}"] if link.names else []
    parts += [f"headline words {', '.join(link.words)}"] if link.words else []
    return f"{shortened(link.one.outlet, 40)} and {shortened(link.other.outlet, 40)}: {days}; {shortened('; '.join(parts))}"


def _table(audits: Sequence[Audit]) -> dict[str, list[tuple[str, Source, int]]]:
    """Label to outlets, source there, and how many statements it has there; those that most outlets have come first."""
    found: dict[str, tuple[str, list[tuple[str, Source, int]]]] = {}
    for audit in audits:
        spoken = [source_id for statement in audit.in_scope("statements") for source_id in statement.source_ids]
        for source in audit.sources:
            if count := spoken.count(source.id):
                found.setdefault(source.label.casefold(), (source.label, []))[1].append((audit.article.outlet or "", source, count))
    rows = sorted(found.values(), key=lambda row: -len({outlet for outlet, _, _ in row[1]}))
    return dict(rows)
