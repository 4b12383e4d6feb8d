"""Rows of audits: one a pair, the columns as documented, places and context from spans."""

from __future__ import annotations

from dataclasses import replace

from audit.domain.anchor import Anchor
from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit
from audit.domain.review import Check, CheckStatus, Target
from audit.domain.source import MarkerKind
from audit.domain.statement import Mention, MentionKind
from audit.domain.text import Article, Span
from audit.report.columns import TABLES
from audit.report.places import Places
from audit.report.records import article_record, finding_records, source_records, statement_records, tables
from tests.report.hand_made import TEXT, empty, make


def test_every_column_is_made() -> None:
    audit = make()
    seen: dict[str, set[str]] = {}
    for name, record in tables([audit], {"Q301": "AP"}, {}):
        seen.setdefault(name, set()).update(record)
    for name, columns in TABLES.items():
        assert set(columns.names) == seen[name]
        assert len(columns.names) == len(set(columns.names))


def test_a_joint_statement_gives_two_rows_and_an_orphan_one() -> None:
    rows = list(statement_records(make()))
    assert [row["statement_id"] for row in rows] == ["as1", "as2", "as3", "as3", "as5"]
    assert [row["source_as_printed"] for row in rows[2:]] == ["Ida Marsh", "Ansel Roe", None]
    assert len({row["row_id"] for row in rows}) == 5
    assert rows[4].get("source_id") is None
    assert [row["findings"] for row in rows] == ["", "", "", "", "Q301 orphan-quote"]


def test_the_doubtful_part_is_named_row_by_row() -> None:
    audit = make()
    first, doubted, joint, *rest = audit.statements
    joint = replace(joint, needs_review=True, words_confidence=0.8)
    sources = tuple(replace(one, type_confidence=0.5) if one.label == "Ansel Roe" else one for one in audit.sources)
    target = Target(Anchor("gone", "", "", 0), audit.article.id, first.id, "aofficial")
    check = Check(target, CheckStatus.WRONG, "Ona Reed", "2026-03-04", stale=True)
    rows = list(statement_records(replace(audit, statements=(first, doubted, joint, *rest), sources=sources, checks=(check,))))
    assert [row["check_by_hand"] for row in rows] == ["changed since", "speaker 39 %", "words 80 %", "type 50 %", None]
    assert [row["needs_review"] for row in rows] == [True, True, True, True, False]
    (row,) = statement_records(replace(audit, statements=(replace(doubted, speaker_confidence=1.0),)))
    assert row["check_by_hand"] == "unsure"
    assert [rows[1][f"{part}_confidence"] for part in ("words", "phrase", "speaker", "type")] == [1, 1, 0.39, 1]


def test_attitudes_are_shown_on_demand() -> None:
    assert [row["statement_id"] for row in statement_records(make(), "all")][4] == "as4"


def test_places_and_context() -> None:
    one, two, *_ = statement_records(make())
    assert (one["line"], one["paragraph_no"], one["sentence_no"]) == (3, 2, 2)
    assert (two["line"], two["sentence_no"]) == (4, 3)
    assert TEXT[int(one["char_start"] or 0) : int(one["char_end"] or 0)] == one["statement"]
    assert one["context_before"] == "=Harbour deal “dead”"
    assert str(two["context_after"]).endswith("the yard would close.")


def test_places_without_sentences() -> None:
    places = Places(empty())
    assert (places.sentence(3), places.paragraph(3), places.sentence_words(3)) == (None, None, "")
    assert (places.before(Span(3, 9)), places.after(Span(3, 9))) == ("", "")


def test_context_before_the_first_sentence() -> None:
    audit = Audit(Article("ab cd. ef.", "-", "x"), (Paragraph(0, Span(0, 10)),), (Span(3, 6), Span(7, 10)), (), ())
    places = Places(audit)
    assert (places.sentence(1), places.before(Span(1, 2)), places.after(Span(7, 10))) == (None, "", "")


def test_an_implicit_mention_prints_the_source_phrase() -> None:
    audit = make()
    nowhere = Mention(Span(0, 0), "", MentionKind.IMPLICIT)
    first = replace(audit.statements[0], mentions=(nowhere,))
    (row, *_) = statement_records(replace(audit, statements=(first,)))
    assert row["source_as_printed"] == "a senior Velmar official"
    (row, *_) = statement_records(replace(audit, statements=(replace(first, mentions=(), source_span=None),)))
    assert row["source_as_printed"] == ""
    (row,) = statement_records(replace(audit, statements=(first,), sources=()))
    assert (row["source_as_printed"], row.get("source_id")) == ("a senior Velmar official", None)


def test_sources_with_printed_forms_and_disclosure() -> None:
    official, marsh, _ = source_records(make())
    assert official["printed_forms"] == "a senior Velmar official | the official"
    assert (official["statement_count"], marsh["statement_count"]) == (2, 1)
    assert "asked not to be named" in str(official["disclosure_sentence"])
    assert marsh["disclosure_sentence"] == ""


def test_a_disclosure_outside_every_sentence_is_its_marker() -> None:
    audit = replace(make(), sentences=())
    assert next(row["disclosure_sentence"] for row in source_records(audit)) == "asked not to be named"
    assert audit.sources[0].markers[0].kind is MarkerKind.STATUS


def test_findings_carry_standard_and_excerpt() -> None:
    audit = make()
    whole = replace(audit.findings[0], span=None)
    one, two = finding_records(replace(audit, findings=(audit.findings[0], whole)), {"Q301": "AP"})
    assert (one["standard"], one["excerpt"], one["line"]) == ("AP", "“Nobody told us.”", 7)
    assert (two["excerpt"], two["line"]) == (None, None)
    (bare,) = finding_records(replace(audit, sentences=()), {})
    assert (bare["standard"], bare["excerpt"]) == ("", "“Nobody told us.”")


def test_article_counts_and_shares() -> None:
    row = article_record(make(), "1.0")
    assert [row[key] for key in ("statements", "sources", "named", "official", "anonymous", "no_source")] == [4, 3, 2, 0, 2, 1]
    assert (row["named_share"], row["disclosed"], row["undisclosed"], row["tool_version"]) == (0.4, 2, 0, "1.0")
    assert article_record(empty(), "1.0")["named_share"] is None
