"""The documented columns of the tables, in their fixed order."""

from __future__ import annotations

CHECKER = ("check_status", "checked_by", "checked_on", "evidence_url", "contact_ref", "note")
"""For the fact-checker to fill in; ``check_status`` starts as ``open``."""

CHECK_STATUS = ("open", "confirmed", "wrong", "unverifiable")

REVIEW = ("judgement", "corrected_type", "corrected_speaker", "corrected_text", "corrected_reason", "judged_by", "judged_because")
"""What a person says of the tool's work on the row; to be filled in, too."""

CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "statements": {
        "check_status": CHECK_STATUS,
        "judgement": ("confirmed", "corrected", "dismissed"),
        "corrected_type": ("named", "official", "anonymous"),
    },
    "findings": {"judgement": ("confirmed", "waived", "dismissed")},
}
"""Table and column to the words that it takes, where these are fixed."""

FILLED: dict[str, tuple[str, ...]] = {"statements": (*CHECKER, *REVIEW), "findings": ("waived_by", "waiver_reason", "judgement")}
"""Table to the columns that people fill in and ``audit review import`` reads."""

NO_REASON = "none"
"""In ``corrected_reason``: the article gives no reason."""

STATEMENTS = (
    "row_id",
    "statement_id",
    "article_id",
    "article_url",
    "outlet",
    "headline",
    "byline",
    "published",
    "paragraph_no",
    "sentence_no",
    "statement_text",
    "statement_form",
    "cue",
    "channel",
    "source_id",
    "source_as_printed",
    "source_name",
    "source_title",
    "affiliation",
    "kind",
    "source_type",
    "is_named",
    "is_official",
    "official_scope",
    "country",
    "former",
    "head_count",
    "anonymity_status",
    "anonymity_marker",
    "anonymity_reason",
    "reason_class",
    "basis_of_knowledge",
    "ground_rule",
    "via_outlet",
    "document_title",
    "document_issuer",
    "link_in_text",
    "char_start",
    "char_end",
    "context_before",
    "context_after",
    "finding_codes",
    "confidence",
    "words_confidence",
    "phrase_confidence",
    "speaker_confidence",
    "type_confidence",
    "needs_review",
    "check_by_hand",
    *CHECKER,
    *REVIEW,
)

SOURCES = (
    "source_id",
    "article_id",
    "article_url",
    "outlet",
    "headline",
    "published",
    "source_name",
    "printed_forms",
    "statement_count",
    "source_type",
    "kind",
    "identity",
    "is_named",
    "is_official",
    "official_scope",
    "source_title",
    "affiliation",
    "country",
    "former",
    "head_count",
    "anonymity_status",
    "disclosure_sentence",
    "anonymity_marker",
    "anonymity_reason",
    "reason_class",
    "basis_of_knowledge",
    "ground_rule",
    "document_title",
    "document_issuer",
    "finding_codes",
    "confidence",
    "type_confidence",
    "office_confidence",
    "status_confidence",
    "decided_by",
)

FINDINGS = (
    "finding_id",
    "code",
    "severity",
    "message",
    "standard",
    "url",
    "article",
    "statement",
    "source",
    "excerpt",
    "fingerprint",
    "waived_by",
    "waiver_reason",
    "judgement",
)

ARTICLES = (
    "article_id",
    "doc_id",
    "article_url",
    "outlet",
    "section",
    "headline",
    "byline",
    "published",
    "language",
    "origin",
    "words",
    "statements",
    "sources",
    "named",
    "official",
    "anonymous",
    "no_source",
    "named_share",
    "official_share",
    "anonymous_share",
    "disclosed",
    "undisclosed",
    "findings",
    "finding_codes",
    "text_sha256",
    "original_sha256",
    "extractor",
    "notes",
    "tool_version",
)

TABLES = {"statements": STATEMENTS, "sources": SOURCES, "findings": FINDINGS, "articles": ARTICLES}
"""Table name to its columns: the files of a CSV export and the sheets of a workbook."""
