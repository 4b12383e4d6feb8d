"""Audits as flat rows, one record a statement-source pair, a source, a finding or an article.

A record has every column of its table and a few more that only the screen shows (``line``, ``scope``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, Decided, decided
from audit.domain.doubt import doubtful
from audit.domain.finding import Finding
from audit.domain.review import finding_id, row_id
from audit.domain.source import DISCLOSED, Identity, MarkerKind, Source, SourceType
from audit.domain.statement import Scope, Statement
from audit.domain.text import Span
from audit.report.columns import NO_REASON
from audit.report.places import Places

Cell = str | int | float | bool | None
Record = dict[str, Cell]
Standards = Mapping[str, str]
"""Rule code to the standards it cites."""

CHANGED = "changed since"
"""In ``check_by_hand``: the row is no longer what a person confirmed or checked."""
UNSURE = "unsure"
"""There: which part is doubtful is not known."""
_STATUS_KINDS = (MarkerKind.STATUS, MarkerKind.PARTIAL_NAME, MarkerKind.PSEUDONYM)


def in_scope(audit: Audit, scope: str) -> tuple[Statement, ...]:
    """The statements to show: all, or (``statements``) those without beliefs, votes and plans."""
    return tuple(one for one in audit.statements if scope == "all" or one.scope is Scope.STATEMENT)


def statement_records(audit: Audit, scope: str = "statements") -> Iterator[Record]:
    """One record a statement-source pair; a statement without a source gives one, with the source columns empty."""
    places = Places(audit)
    sources = {source.id: source for source in audit.sources}
    decisions = decided(audit)
    for statement in in_scope(audit, scope):
        said = _said(audit, statement, places)
        pairs = [(at, sources[one]) for at, one in enumerate(statement.source_ids) if one in sources]
        if not pairs:
            codes = _codes(finding for finding in audit.findings if finding.statement_id == statement.id)
            filled = _filled(statement, None, decisions.get((statement.id, None), NOTHING))
            yield {"row_id": row_id(statement.id, None), **said, **_nobody(statement, places.text), "finding_codes": codes, **filled}
        for at, source in pairs:
            filled = _filled(statement, source, decisions.get((statement.id, source.id), NOTHING))
            yield {"row_id": row_id(statement.id, source.id), **said, **_whose(audit, statement, at, source), **filled}


def source_records(audit: Audit, scope: str = "statements") -> Iterator[Record]:
    """One record a source of the article, those without a statement in scope too."""
    places = Places(audit)
    spoken = [source_id for statement in in_scope(audit, scope) for source_id in statement.source_ids]
    for source in audit.sources:
        printed = dict.fromkeys(mention.span.of(places.text) for mention in source.mentions if mention.span.start < mention.span.end)
        yield {
            **_head(audit),
            **_axes(audit, source),
            "printed_forms": " | ".join(printed),
            "statement_count": spoken.count(source.id),
            "identity": source.identity.value,
            "disclosure_sentence": disclosure_sentence(source, places),
            "finding_codes": _codes(finding for finding in audit.findings if finding.source_id == source.id),
            "confidence": round(source.confidence, 3),
            "office_confidence": round(source.office_confidence, 3),
            "status_confidence": round(source.status_confidence, 3),
            "decided_by": source.decided_by,
        }


def excerpt_of(places: Places, finding: Finding) -> str | None:
    """The sentence in which a finding begins; None for one on the whole article."""
    return places.sentence_words(finding.span.start) or finding.span.of(places.text) if finding.span else None


def finding_records(audit: Audit, standards: Standards) -> Iterator[Record]:
    """One record a finding; ``standards`` gives the text of the standard column."""
    places = Places(audit)
    reviews = {review.target.id: review for review in audit.reviews if review.of_finding}
    for finding in audit.findings:
        review = reviews.get(finding.fingerprint)
        off = review if review is not None and review.signs_off else None
        yield {
            "finding_id": finding_id(audit.article.id, finding.fingerprint),
            "code": finding.code,
            "severity": finding.severity.value,
            "message": finding.message,
            "standard": standards.get(finding.code, ""),
            "url": audit.article.url,
            "article": audit.article.id,
            "headline": audit.article.title,
            "line": places.line(finding.span.start) if finding.span else None,
            "statement": finding.statement_id,
            "source": finding.source_id,
            "excerpt": excerpt_of(places, finding),
            "fingerprint": finding.fingerprint,
            "waived_by": off.reviewer if off else None,
            "waiver_reason": off.reason if off else None,
            "judgement": review.judgement.value if review else None,
        }


def article_record(audit: Audit, tool_version: str, scope: str = "statements") -> Record:
    """The article with its counts; a share is of all its statement-source pairs, orphans among them."""
    article = audit.article
    sources = {source.id: source for source in audit.sources}
    statements = in_scope(audit, scope)
    pairs = [sources[one] for statement in statements for one in statement.source_ids if one in sources]
    orphans = sum(not any(one in sources for one in statement.source_ids) for statement in statements)
    counts = {kind: sum(source.source_type is kind for source in pairs) for kind in SourceType}
    rows = len(pairs) + orphans
    unnamed = [source.anonymity_status for source in pairs if source.anonymous]
    open_about_it = sum(status in DISCLOSED for status in unnamed)
    return {
        **_head(audit),
        "doc_id": article.doc_id,
        "section": article.section,
        "language": article.language,
        "origin": article.origin,
        "words": len(article.text.split()),
        "statements": len(statements),
        "sources": len({source.id for source in pairs}),
        **{kind.value: count for kind, count in counts.items()},
        "no_source": orphans,
        **{f"{kind.value}_share": round(count / rows, 4) if rows else None for kind, count in counts.items()},
        "disclosed": open_about_it,
        "undisclosed": len(unnamed) - open_about_it,
        "findings": len(audit.findings),
        "finding_codes": _codes(audit.findings),
        "text_sha256": article.sha256,
        "original_sha256": article.original_sha256,
        "extractor": article.reader,
        "notes": " | ".join(audit.notes),
        "tool_version": tool_version,
    }


def tables(
    audits: Iterable[Audit], standards: Standards, versions: Mapping[str, str], scope: str = "statements"
) -> Iterator[tuple[str, Record]]:
    """Every record of every table, named by its table, article by article; ``versions``: article id to the version that audited it."""
    for audit in audits:
        yield "articles", article_record(audit, versions.get(audit.article.id, ""), scope)
        for name, records in (
            ("statements", statement_records(audit, scope)),
            ("sources", source_records(audit, scope)),
            ("findings", finding_records(audit, standards)),
        ):
            for record in records:
                yield name, record


def _head(audit: Audit) -> Record:
    article = audit.article
    return {
        "article_id": article.id,
        "article_url": article.url,
        "outlet": article.outlet,
        "headline": article.title,
        "byline": article.byline,
        "published": article.published,
    }


def _said(audit: Audit, statement: Statement, places: Places) -> Record:
    span = statement.span
    return {
        "statement_id": statement.id,
        **_head(audit),
        "doc_id": audit.article.doc_id,
        "line": places.line(span.start),
        "scope": statement.scope.value,
        "paragraph_no": places.paragraph(span.start),
        "sentence_no": places.sentence(span.start),
        "statement_text": statement.words(places.text),
        "statement_form": statement.form.value,
        "cue": statement.cue.span.of(places.text) if statement.cue else None,
        "channel": statement.channel.value,
        "via_outlet": statement.via,
        "link_in_text": None,
        "char_start": span.start,
        "char_end": span.end,
        "context_before": places.before(span),
        "context_after": places.after(span),
        "confidence": round(statement.confidence, 3),
        "words_confidence": round(statement.words_confidence, 3),
        "phrase_confidence": round(statement.phrase_confidence, 3),
        "speaker_confidence": round(statement.speaker_confidence, 3),
    }


def _filled(statement: Statement, source: Source | None, row: Decided) -> Record:
    """The columns of the checker and of the review, and whether and why a person has to look (again)."""
    review, check = row.review, row.check
    correction = review.correction if review else None
    reason = correction.reason if correction else None
    return {
        "needs_review": statement.needs_review or row.doubtful,
        "check_by_hand": _by_hand(statement, source, row),
        "check_status": check.status.value if check else "open",
        "checked_by": check.checked_by if check else None,
        "checked_on": check.checked_on if check else None,
        "evidence_url": check.evidence_url if check else None,
        "contact_ref": check.contact_ref if check else None,
        "note": check.note if check else None,
        "judgement": review.judgement.value if review else None,
        "corrected_type": correction.source_type.value if correction and correction.source_type else None,
        "corrected_speaker": correction.speaker if correction else None,
        "corrected_text": correction.words if correction else None,
        "corrected_reason": reason or NO_REASON if reason is not None else None,
        "judged_by": review.reviewer if review else None,
        "judged_because": review.reason if review else None,
    }


def _by_hand(statement: Statement, source: Source | None, row: Decided) -> str | None:
    """The most doubtful part of a row; nothing where nobody has to look."""
    if row.doubtful:
        return CHANGED
    doubt = doubtful(statement, (source,) if source else ())
    return doubt.in_words() if doubt else UNSURE if statement.needs_review else None


def _whose(audit: Audit, statement: Statement, at: int, source: Source) -> Record:
    printed = statement.mentions[at].span if at < len(statement.mentions) else Span(0, 0)
    if printed.start == printed.end and statement.source_span is not None:
        printed = statement.source_span
    ours = (f for f in audit.findings if f.source_id == source.id or (f.source_id is None and f.statement_id == statement.id))
    return {"source_as_printed": printed.of(audit.article.text), **_axes(audit, source), "finding_codes": _codes(ours)}


def _nobody(statement: Statement, text: str) -> Record:
    """Only what the article prints, where no source could be told."""
    return {"source_as_printed": statement.source_span.of(text) if statement.source_span else None}


def _axes(audit: Audit, source: Source) -> Record:
    status = [marker.span.of(audit.article.text) for marker in source.markers if marker.kind in _STATUS_KINDS]
    return {
        "source_id": source.id,
        "source_name": source.label,
        "source_title": source.title,
        "affiliation": source.affiliation,
        "kind": source.kind.value,
        "source_type": source.source_type.value if source.source_type else None,
        "type_confidence": round(source.type_confidence, 3),
        "is_named": source.identity is Identity.NAMED,
        "is_official": source.official,
        "official_scope": source.official_scope.value if source.official_scope else None,
        "country": source.country,
        "former": source.former,
        "head_count": source.head_count,
        "anonymity_status": source.anonymity_status.value,
        "anonymity_marker": " | ".join(status),
        "anonymity_reason": source.reason,
        "reason_class": source.reason_class.value,
        "basis_of_knowledge": source.basis,
        "ground_rule": source.ground_rule,
        "document_title": source.document_title,
        "document_issuer": source.document_issuer,
    }


def disclosure_sentence(source: Source, places: Places) -> str:
    """The sentence with the first words that tell of the anonymity; empty where there is none."""
    for marker in source.markers:
        if marker.kind in _STATUS_KINDS:
            return places.sentence_words(marker.span.start) or marker.span.of(places.text)
    return ""


def _codes(findings: Iterable[Finding]) -> str:
    return " ".join(sorted({finding.code for finding in findings}))
