"""Findings as SARIF 2.1.0, for editors and build servers. Written as it comes: memory does not grow with the results."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath
from typing import Any, TextIO
from urllib.parse import quote

from audit import __version__
from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.review import Review, finding_id
from audit.domain.text import Article, Span
from audit.report.jsonl import line
from audit.report.places import Places
from audit.rules.base import Rule
from audit.rules.registry import RULES

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "sourceAuditFinding/v1"
"""Key of the finding's fingerprint: the same after an edit elsewhere in the article."""
_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
_LINE = re.compile(r":(\d+)\Z")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_INDEX = {code: at for at, code in enumerate(RULES)}


class Log:
    """One SARIF log with one run on an open text stream: ``write`` each audit, then ``close``."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._before = ""
        self._artifacts: dict[str, dict[str, Any]] = {}
        driver = {"name": "source-audit", "semanticVersion": __version__, "rules": [_rule(rule) for rule in RULES.values()]}
        run = line({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "language": "en"})
        stream.write(f'{{"$schema": "{SCHEMA}", "version": "{VERSION}", "runs": [{run[:-1]}, "results": [')

    def write(self, audit: Audit) -> None:
        """The findings of ``audit``, those that were signed off as suppressed results."""
        places = Places(audit)
        artifact = _artifact(audit.article)
        if artifact is not None:
            self._artifacts.setdefault(artifact["location"]["uri"], artifact)
        for finding in audit.findings:
            self._stream.write(f"{self._before}\n{line(_result(audit, finding, places))}")
            self._before = ","

    def close(self) -> None:
        """What was looked at, and the end."""
        artifacts = ",\n".join(map(line, self._artifacts.values()))
        self._stream.write(f'\n], "artifacts": [\n{artifacts}\n]}}]}}\n')


def _rule(rule: Rule) -> dict[str, Any]:
    cited = "\n".join(f"- [{key}] {read}" for key, read in rule.cited)
    plain = f"{rule.why}\n\nStandard: {rule.standard}\n{cited}\n\nLimits: {rule.limits}"
    marked = f"{rule.why}\n\n**Standard.** {rule.standard}\n\n{cited}\n\n**Limits.** {rule.limits}"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "help": {"text": plain, "markdown": marked},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["sourcing", *sorted(rule.houses)], "precision": rule.confidence.value},
    }


def _result(audit: Audit, finding: Finding, places: Places) -> dict[str, Any]:
    off = audit.signed_off.get(finding.fingerprint)
    return {
        "ruleId": finding.code,
        **({"ruleIndex": _INDEX[finding.code]} if finding.code in _INDEX else {}),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(audit, finding.span, places)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "suppressions": [_suppression(off)] if off else [],
        "properties": {
            "findingId": finding_id(audit.article.id, finding.fingerprint),
            "articleId": audit.article.id,
            "docId": audit.article.doc_id,
            "statementId": finding.statement_id,
            "sourceId": finding.source_id,
            "charStart": finding.span.start if finding.span else None,
            "charEnd": finding.span.end if finding.span else None,
        },
    }


def _suppression(review: Review) -> dict[str, Any]:
    """The waiver or dismissal, by whom and why."""
    why = f": {review.reason}" if review.reason else ""
    return {"kind": "external", "status": "accepted", "justification": f"{review.judgement.value} by {review.reviewer}{why}"}


def _location(audit: Audit, span: Span | None, places: Places) -> dict[str, Any]:
    """The file with the region of ``span`` where that can be given, and the place in words."""
    uri = _uri(audit.article)
    region = _region(audit.article, span, places)
    out: dict[str, Any] = {}
    if uri is not None:
        out["physicalLocation"] = {"artifactLocation": {"uri": uri}, **({"region": region} if region else {})}
    where = "whole article"
    if span is not None:
        parts = (("paragraph", places.paragraph(span.start)), ("sentence", places.sentence(span.start)))
        where = ", ".join(f"{word} {number}" for word, number in parts if number) or f"characters {span.start} to {span.end}"
    out["logicalLocations"] = [{"name": where, "fullyQualifiedName": f"{audit.article.doc_id}: {where}"}]
    return out


def _region(article: Article, span: Span | None, places: Places) -> dict[str, Any] | None:
    """Lines and columns from 1, the end exclusive. None where the article's text does not stand as it is in its file."""
    if at := _record(article):
        return {"startLine": int(at[1])}
    if span is None or not _verbatim(article):
        return None
    return {
        "startLine": places.line(span.start),
        "startColumn": places.column(span.start),
        "endLine": places.line(span.end),
        "endColumn": places.column(span.end),
        "charOffset": span.start,
        "charLength": span.end - span.start,
        "snippet": {"text": span.of(article.text)},
    }


def _verbatim(article: Article) -> bool:
    """Whether lines and columns of the text are those of the file: plain text, and what equals its file to the byte."""
    return article.reader.startswith("plain ") or article.sha256 == article.original_sha256


def _record(article: Article) -> re.Match[str] | None:
    """The line of a file that holds the article, where it is one of many."""
    return _LINE.search(article.origin) if article.reader.startswith("jsonl ") else None


def _artifact(article: Article) -> dict[str, Any] | None:
    uri = _uri(article)
    if uri is None:
        return None
    of_file = article.original_sha256 and not _record(article)
    return {"location": {"uri": uri}, **({"hashes": {"sha-256": article.original_sha256}} if of_file else {})}


def _uri(article: Article) -> str | None:
    """Where the input lies, as a URI reference; None for standard input."""
    at = _record(article)
    origin = article.origin[: at.start()] if at else article.origin
    if origin in ("", "-"):
        return None
    if _ADDRESS.match(origin):
        return origin
    if os.path.isabs(origin):
        return Path(origin).as_uri()
    return quote(PurePath(origin).as_posix())
