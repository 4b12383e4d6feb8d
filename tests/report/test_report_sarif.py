"""Findings as SARIF, and claims as stubs of a ClaimReview."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from audit.domain.anchor import Anchor
from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.review import Judgement, Review, Target
from audit.domain.source import Kind
from audit.domain.text import Article, Span
from audit.report.claims import claims
from audit.report.sarif import FINGERPRINT, Log
from audit.rules.registry import RULES
from tests.report import sarif_parts
from tests.report.hand_made import TEXT, empty, make


def written(*audits: Audit) -> dict[str, Any]:
    """The one run of a log of ``audits``, which is held to the parts that SARIF has."""
    stream = io.StringIO()
    log = Log(stream)
    for audit in audits:
        log.write(audit)
    log.close()
    value = json.loads(stream.getvalue())
    jsonschema.validate(value, sarif_parts.LOG)
    (run,) = value["runs"]
    return dict(run)


def located(**changed: Any) -> dict[str, Any]:
    """The location of the one finding of the hand-made article, which says other things of itself."""
    audit = make()
    (result,) = written(replace(audit, article=replace(audit.article, **changed)))["results"]
    return dict(result["locations"][0])


def test_a_finding_points_at_its_words() -> None:
    (result,) = written(make())["results"]
    assert (result["ruleId"], result["level"]) == ("Q301", "error")
    region = result["locations"][0]["physicalLocation"]["region"]
    words = region["snippet"]["text"]
    assert words == "“Nobody told us.”" == TEXT[region["charOffset"] : region["charOffset"] + region["charLength"]]
    line = TEXT.split("\n")[region["startLine"] - 1]
    assert (region["startLine"], line[region["startColumn"] - 1 : region["endColumn"] - 1]) == (region["endLine"], words)
    assert result["locations"][0]["logicalLocations"][0]["name"] == "paragraph 4, sentence 6"
    assert result["partialFingerprints"] == {FINGERPRINT: make().findings[0].fingerprint}


def test_columns_are_code_points() -> None:
    audit = replace(make(), article=Article("\U0001f6a2 “Gone”", "ship.txt", "ship", reader="plain 1"))
    finding = Finding("Q301", Severity.INFO, Span(2, 8), "whose?", None, None, "a1")
    run = written(replace(audit, findings=(finding,)))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (run["columnKind"], region["startColumn"], region["endColumn"]) == ("unicodeCodePoints", 3, 9)


def test_every_rule_is_described_with_its_standard() -> None:
    rules = written()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    vague = next(rule for rule in rules if rule["name"] == "vague-source")
    assert "AP Stylebook 2004" in vague["help"]["text"]
    assert vague["help"]["markdown"].count("**") == 4
    assert vague["defaultConfiguration"] == {"level": "error"}
    assert vague["properties"]["tags"] == ["sourcing", "ap", "guardian", "npr"]
    assert [rules[result["ruleIndex"]]["id"] for result in written(make())["results"]] == ["Q301"]


def test_a_rule_of_another_version_keeps_its_code() -> None:
    old = Finding("Z999", Severity.WARNING, None, "of old", None, None, "a1")
    (result,) = written(replace(make(), findings=(old,)))["results"]
    assert ("ruleIndex" in result, result["ruleId"]) == (False, "Z999")


@pytest.mark.parametrize(
    ("judgement", "reason", "shown"),
    [
        (Judgement.WAIVED, "the desk knows", ["waived by Ona Reed: the desk knows"]),
        (Judgement.DISMISSED, "", ["dismissed by Ona Reed"]),
        (Judgement.CONFIRMED, "so it is", []),
    ],
)
def test_what_is_signed_off_is_suppressed(judgement: Judgement, reason: str, shown: list[str]) -> None:
    audit = make()
    target = Target(Anchor("", "", "", 0), audit.article.id, audit.findings[0].fingerprint, code="Q301")
    (result,) = written(replace(audit, reviews=(Review(target, judgement, "Ona Reed", reason),)))["results"]
    assert [one["justification"] for one in result["suppressions"]] == shown


def test_a_finding_on_the_whole_article_has_no_region() -> None:
    whole = Finding("S603", Severity.WARNING, None, "one source", None, None, "a1")
    (result,) = written(replace(make(), findings=(whole,)))["results"]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "in/harbour.txt"}}
    assert result["locations"][0]["logicalLocations"][0]["name"] == "whole article"


def test_where_the_text_is_not_the_files_only_words_tell_the_place() -> None:
    place = located(origin="page.html", reader="html 1")
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "page.html"}}
    assert place["logicalLocations"][0]["name"] == "paragraph 4, sentence 6"


def test_any_file_that_equals_its_text_has_regions() -> None:
    place = located(origin="note.md", reader="markdown 1", original_sha256=make().article.sha256)
    assert place["physicalLocation"]["region"]["startLine"] == 7


def test_an_article_on_a_line_of_a_file() -> None:
    place = located(origin="in/feed.jsonl:12", reader="jsonl 1")["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "in/feed.jsonl"}, "region": {"startLine": 12}}


def test_a_text_without_paragraphs_is_counted_in_characters() -> None:
    assert written(replace(make(), paragraphs=(), sentences=()))["results"][0]["locations"][0]["logicalLocations"][0]["name"] == (
        "characters 247 to 264"
    )


def test_origins_become_addresses(tmp_path: Path) -> None:
    there = str(tmp_path / "å b.txt")
    addresses = {"a b/ü.txt": "a%20b/%C3%BC.txt", "https://x.example/a": "https://x.example/a", there: (tmp_path / "å b.txt").as_uri()}
    for origin, uri in addresses.items():
        assert located(origin=origin)["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert "physicalLocation" not in located(origin="-")


def test_files_are_listed_once_with_their_digests() -> None:
    feed = [replace(empty(), article=Article(f"{n}", f"f.jsonl:{n}", "x", original_sha256="1", reader="jsonl 1")) for n in (1, 2)]
    artifacts = written(make(), empty(), *feed)["artifacts"]
    assert artifacts == [{"location": {"uri": "in/harbour.txt"}, "hashes": {"sha-256": "00ff"}}, {"location": {"uri": "f.jsonl"}}]


def test_a_claim_a_statement_and_source() -> None:
    found = list(claims(make()))
    assert [one["claimReviewed"] for one in found][2:4] == ["the yard would close"] * 2
    assert [one["claimAuthor"] for one in found] == [
        {"@type": "Person", "description": "senior Velmar official"},
        {"@type": "Person", "description": "senior Velmar official"},
        {"@type": "Person", "name": "Ida Marsh"},
        {"@type": "Person", "name": "Ansel Roe"},
        None,
    ]
    assert found[0]["claimAppearances"] == ["https://post.example/harbour"]
    assert found[0]["appearance"]["publisher"] == {"@type": "Organization", "name": "Velmar Post"}
    assert not any("rating" in name.lower() for one in found for name in one)
    assert len(list(claims(make(), "all"))) == 6


def test_a_document_is_answered_for_by_its_issuer() -> None:
    audit = make()
    report = replace(audit.sources[1], kind=Kind.DOCUMENT, document_issuer="Harbour Board", title="x", affiliation="y")
    bare = replace(audit.article, url=None, title=None, byline=None, outlet=None, published=None)
    found = list(claims(replace(audit, article=bare, sources=(report,))))
    assert found[2]["claimAuthor"] == {"@type": "Organization", "name": "Harbour Board"}
    assert (found[0]["claimAuthor"], found[0]["claimAppearances"], found[0]["appearance"]) == (None, [], {"@type": "NewsArticle"})
    body = replace(report, kind=Kind.ORGANISATION)
    told = {"@type": "Organization", "name": "Ida Marsh", "jobTitle": "x", "affiliation": {"@type": "Organization", "name": "y"}}
    assert list(claims(replace(audit, sources=(body,))))[2]["claimAuthor"] == told
