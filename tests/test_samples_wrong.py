"""What is wrong in the golden files, by hand: each entry of ``golden/wrong.toml`` still comes out as it says, and is still wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from audit.domain.audited import Audit
from audit.domain.source import Source
from audit.domain.statement import Scope, Statement
from audit.rules.registry import run_rules
from tests.test_samples import audits

LISTED = tomllib.loads((Path(__file__).parent / "golden" / "wrong.toml").read_text(encoding="utf-8"))
ENTRIES = [(name, entry) for name, one in LISTED.items() for entry in one["wrong"]]


def comes_out(audit: Audit, entry: dict[str, str]) -> str:
    """What the audit has for an entry, in its words."""
    text = audit.article.text
    what = entry["what"]
    if "finding" in entry:
        code, message = entry["finding"].split(": ", 1)
        return "yes" if any(one.code == code and message in one.message for one in run_rules(audit)) else "no"
    if "response" in entry:
        assert entry["response"] in text
        return (
            "yes"
            if any(one.span.of(text) in entry["response"] or entry["response"] in one.span.of(text) for one in audit.responses)
            else "no"
        )
    if "source" in entry:
        source = next((one for one in audit.sources if one.label == entry["source"]), None)
        return ("yes" if source else "no") if what == "found" else of_source(source, what, text) if source else "(no such source)"
    assert entry["statement"] in text
    listed = [one for one in audit.statements if one.scope is Scope.STATEMENT]
    exact = [one for one in listed if one.words(text) == entry["statement"]]
    said = next(iter(exact or [one for one in listed if entry["statement"] in one.words(text)]), None)
    return ("yes" if said else "no") if what == "found" else of_statement(audit, said, what) if said else "(no such statement)"


def of_source(source: Source, what: str, text: str) -> str:
    if what == "markers":
        return "; ".join(f"{one.kind}: {one.span.of(text)}" for one in source.markers)
    office = source.official_scope.value if source.official and source.official_scope else ""
    return {"title": source.title or "", "office": office, "anonymity": source.anonymity_status.value}[what]


def of_statement(audit: Audit, said: Statement, what: str) -> str:
    speakers = [audit.source(one) for one in said.source_ids]
    return {
        "speaker": "; ".join(one.label for one in speakers) or "nobody",
        "type": "; ".join(str(one.source_type) for one in speakers) or "no source",
        "words": said.words(audit.article.text),
        "via": said.via or "",
    }[what]


@pytest.mark.models
@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(ENTRIES)])
def test_what_is_listed_as_wrong_still_comes_out_so(name: str, entry: dict[str, str]) -> None:
    assert entry["comes_out"] != entry["right"]
    found = comes_out(audits()[name], entry)
    right = (
        "right now: take the entry out"
        if found == entry["right"]
        else "another thing now: read the golden file and bring the entry up to date"
    )
    assert found == entry["comes_out"], f"{entry} comes out as {found!r}, {right}"
