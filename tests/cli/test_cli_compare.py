"""``audit diff`` and ``audit compare``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import MINISTRY, Audit_, FakeAuditor
from tests.report.hand_made import TEXT


@pytest.fixture
def versions(audit: Audit_) -> Audit_:
    """An article that is stored in two versions: one with sources, and one that lost them."""
    assert audit("run", "harbour.txt", "--fail-on", "never").exit_code == 0
    Path("harbour.txt").write_text("It rained in Velmar all night, and the harbour stood empty.\n", encoding="utf-8")
    assert audit("run", "harbour.txt", "--fail-on", "never").exit_code == 0
    return audit


def test_two_files(audit: Audit_, auditors: list[FakeAuditor]) -> None:
    Path("old.txt").write_text(TEXT, encoding="utf-8")
    assert audit("diff", "harbour.txt", "old.txt").exit_code == 0
    result = audit("diff", "quiet.txt", "harbour.txt")
    assert (result.exit_code, "+ added: Ida Marsh (named)" in result.stdout) == (1, True)
    assert len(auditors) == 2
    assert not Path("audit.db").exists()


def test_a_stored_article_and_the_version_before_it(versions: Audit_) -> None:
    result = versions("diff", "harbour", "--format", "json")
    assert result.exit_code == 1, result.output
    value = json.loads(result.stdout)
    assert {one["change"] for one in value["sources"]} == {"dropped"}
    again = versions("diff", value["old"]["article_id"], "harbour.txt", "--format", "json", "-o", "out.json")
    assert again.exit_code == 1
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["sources"] == value["sources"]


def test_attitudes_on_demand(versions: Audit_) -> None:
    both = (versions("diff", "harbour", "--format", "json", "--scope", one).stdout for one in ("statements", "all"))
    counts = [len(json.loads(one)["statements"]) for one in both]
    assert counts == [4, 5]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("harbour.txt",), "audit diff OLD NEW"),
        (("nothing", "harbour.txt"), "audit articles"),
        (("two.jsonl", "harbour.txt"), "holds 2 articles"),
        (("empty.txt", "harbour.txt"), "it is empty"),
        (("broken.txt", "harbour.txt"), "could not be annotated"),
        (("quiet",), "no version before"),
    ],
)
def test_what_cannot_be_compared(audit: Audit_, words: tuple[str, ...], message: str) -> None:
    assert audit("run", "quiet.txt").exit_code == 0
    line = json.dumps({"text": "It rained in Velmar all through the night and into the grey morning, again."})
    Path("two.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    Path("empty.txt").write_text("", encoding="utf-8")
    Path("broken.txt").write_text("This text cannot be annotated by anybody, it was said in the town.\n", encoding="utf-8")
    result = audit("diff", *words)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr


@pytest.fixture
def outlets(audit: Audit_) -> Audit_:
    """The ministry's story in two outlets, and an article that says nothing of itself."""
    told = {"title": "Quay safe, ministry says after storm", "published": "2031-03-04"}
    lines = [{**told, "outlet": "Post", "text": MINISTRY}, {**told, "outlet": "Gazette", "text": TEXT}]
    Path("feed.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    assert audit("run", "feed.jsonl", "quiet.txt", "--fail-on", "never").exit_code == 0
    return audit


def test_one_story_in_two_outlets(outlets: Audit_) -> None:
    result = outlets("compare", "--by", "outlet")
    assert result.exit_code == 0, result.output
    assert "Story: Quay safe, ministry says after storm" in result.stdout
    assert "Ida Marsh  (Gazette: named, 1; not in Post)" in result.stdout
    assert result.stderr == "1 story in 2 articles; 1 article without outlet or date not compared\n"


def test_stories_as_json_lines(outlets: Audit_) -> None:
    (story,) = [json.loads(line) for line in outlets("compare", "--format", "jsonl").stdout.splitlines()]
    assert [one["outlet"] for one in story["articles"]] == ["Gazette", "Post"]
    assert story["because"][0]["headline_words"]
    result = outlets("compare", "--until", "2030")
    assert (result.stdout, result.stderr) == ("", "0 stories in 0 articles\n")
