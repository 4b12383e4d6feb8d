"""What changed between two versions of an article, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.compare.versions import Difference, SourceChange, SourcePair, StatementChange, StatementPair
from audit.domain.audited import Audit
from audit.domain.source import AnonymityStatus, Source
from audit.domain.statement import Statement
from audit.report.places import Places
from audit.report.safe_text import shortened
from audit.report.terminal import type_word
from audit.rules.base import sentence_at

_SIGNS: dict[SourceChange | StatementChange, str] = {
    SourceChange.ADDED: "+",
    SourceChange.DROPPED: "-",
    StatementChange.ADDED: "+",
    StatementChange.DROPPED: "-",
}
"""Of what is only in one version; anything else is ``~``."""
_STATUS = {
    AnonymityStatus.DISCLOSED: "disclosed",
    AnonymityStatus.BLANKET: "disclosed for several sources together",
    AnonymityStatus.UNDISCLOSED: "undisclosed",
    AnonymityStatus.NOT_APPLICABLE: "no anonymity",
}


def in_words(found: Difference) -> Iterator[str]:
    """One line a change, the words of statements below it."""
    yield f"old  {_told(found.old)}"
    yield f"new  {_told(found.new)}"
    if found.nothing:
        yield "No source and no statement changed."
    if found.sources:
        yield from ("", "Sources")
    places = Places(found.old), Places(found.new)
    told: tuple[str, ...] = ()
    for one in found.sources:
        why = tuple(_disclosures(found, one, places))
        yield f"  {_SIGNS.get(one.change, '~')} {one.change}: {_arrow(_source(one.before), _source(one.after))}{_status(one)}"
        yield from () if why == told else why
        told = why
    if found.statements:
        yield from ("", "Statements")
    for pair in found.statements:
        yield from _statement_lines(found, pair, places)
    if found.elsewhere:
        what = "1 statement is" if found.elsewhere == 1 else f"{found.elsewhere} statements are"
        yield from ("", f"In sentences that did not change, {what} read differently now. --everywhere shows more.")


def as_json(found: Difference) -> dict[str, Any]:
    """The same, with ids, for programs."""
    return {
        "old": _article(found.old),
        "new": _article(found.new),
        "sources": [_source_json(found.old, found.new, one) for one in found.sources],
        "statements": [
            {
                "change": one.change.value,
                "what": list(one.what),
                "before": _statement_json(found.old, one.before),
                "after": _statement_json(found.new, one.after),
            }
            for one in found.statements
        ],
        "read_differently": found.elsewhere,
    }


def _statement_lines(found: Difference, pair: StatementPair, places: tuple[Places, Places]) -> Iterator[str]:
    what = f" ({', '.join(pair.what)})" if pair.what else ""
    for mark, audit, one, where in (("-", found.old, pair.before, places[0]), ("+", found.new, pair.after, places[1])):
        if one is None:
            continue
        sign = _SIGNS.get(pair.change, "~")
        if one is (pair.before or pair.after):
            yield f"  {sign} {pair.change}{what}"
        speakers = " and ".join(_source(source) for source in _speakers(audit, one)) or "no source"
        yield f"      {mark} line {where.line(one.span.start)}, {speakers}: {shortened(one.words(audit.article.text))}"


def _status(pair: SourcePair) -> str:
    """What became of the disclosure, where that is the change."""
    if pair.change is not SourceChange.DISCLOSURE or pair.before is None or pair.after is None:
        return ""
    return f": {_STATUS[pair.before.anonymity_status]} -> {_STATUS[pair.after.anonymity_status]}"


def _disclosures(found: Difference, pair: SourcePair, places: tuple[Places, Places]) -> Iterator[str]:
    """A line for each sentence on the anonymity of a source that is in one version only."""
    for mark, audit, spans, where in (("-", found.old, pair.words_gone, places[0]), ("+", found.new, pair.words_new, places[1])):
        sentences = dict.fromkeys(sentence_at(audit, span.start) or span for span in spans)
        yield from (f"      {mark} line {where.line(one.start)}: {shortened(one.of(audit.article.text))}" for one in sentences)


def _told(audit: Audit) -> str:
    article = audit.article
    return "  ".join(shortened(part) for part in (article.id, article.published, article.title, article.origin) if part)


def _source(source: Source | None) -> str:
    return f"{shortened(source.label, 80)} ({type_word(source)})" if source else ""


def _arrow(before: str, after: str) -> str:
    return " -> ".join(part for part in (before, after) if part)


def _speakers(audit: Audit, statement: Statement) -> list[Source]:
    known = {source.id: source for source in audit.sources}
    return [known[one] for one in statement.source_ids if one in known]


def _article(audit: Audit) -> dict[str, Any]:
    article = audit.article
    return {
        "article_id": article.id,
        "doc_id": article.doc_id,
        "headline": article.title,
        "article_url": article.url,
        "published": article.published,
        "origin": article.origin,
    }


def _source_json(old: Audit, new: Audit, pair: SourcePair) -> dict[str, Any]:
    return {
        "change": pair.change.value,
        "before": _axes(pair.before),
        "after": _axes(pair.after),
        "anonymity_words_gone": [one.of(old.article.text) for one in pair.words_gone],
        "anonymity_words_new": [one.of(new.article.text) for one in pair.words_new],
    }


def _axes(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {
        "source_id": source.id,
        "source_name": source.label,
        "source_type": source.source_type.value if source.source_type else None,
        "is_official": source.official,
        "anonymity_status": source.anonymity_status.value,
        "anonymity_reason": source.reason,
    }


def _statement_json(audit: Audit, statement: Statement | None) -> dict[str, Any] | None:
    if statement is None:
        return None
    return {
        "statement_id": statement.id,
        "statement_text": statement.words(audit.article.text),
        "statement_form": statement.form.value,
        "source_names": [source.label for source in _speakers(audit, statement)],
        "char_start": statement.span.start,
        "char_end": statement.span.end,
    }
