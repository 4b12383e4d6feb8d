"""The JSON Schema of the exact export: in step with the classes, published, and held by what is written."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from audit.domain.anchor import Anchor
from audit.domain.audited import Audit
from audit.domain.review import Check, CheckStatus, Correction, Judgement, Review, Target
from audit.domain.source import SourceType
from audit.report.json_schema import schema
from audit.report.jsonl import SCHEMA_VERSION, exact, line
from tests.report.hand_made import empty, make

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"
AGAIN = "write it anew: python -m audit.cli.reference schema | tee audit/report/article.schema.json > docs/schema/article-{}.json"
TARGET = Target(Anchor("gone", "", "", 0), "a1", "as1", "aofficial", "senior Velmar official")


def shipped() -> Any:
    return json.loads(files("audit.report").joinpath("article.schema.json").read_text(encoding="utf-8"))


def decided_about() -> Audit:
    reviews = (
        Review(TARGET, Judgement.CORRECTED, "Ona Reed", correction=Correction(source_type=SourceType.NAMED, reason="")),
        Review(replace(TARGET, code="Q301", source_id=None), Judgement.WAIVED, "Ona Reed", withdrawn_at="2026-03-04T10:00:00Z"),
    )
    return replace(make(), reviews=reviews, checks=(Check(TARGET, CheckStatus.WRONG, "Ona Reed", "2026-03-04"),))


def test_the_schema_is_in_step_and_published() -> None:
    assert files("audit.report").joinpath("article.schema.json").read_text(encoding="utf-8") == schema(), AGAIN.format(SCHEMA_VERSION)
    assert (PUBLISHED / f"article-{SCHEMA_VERSION}.json").read_text(encoding="utf-8") == schema(), AGAIN.format(SCHEMA_VERSION)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(shipped())
    assert shipped()["$id"].endswith(f":{SCHEMA_VERSION}")


@pytest.mark.parametrize("audit", [make(), empty(), decided_about()], ids=["hand-made", "empty", "reviewed"])
def test_what_is_written_holds_to_it(audit: Audit) -> None:
    written = json.loads(line(exact(audit)))
    jsonschema.validate(written, shipped())
    assert written["schema_version"] == SCHEMA_VERSION


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.update(schema_version="0.9"),
        lambda one: one.pop("sources"),
        lambda one: one["article"].update(extra=1),
        lambda one: one["statements"][0].update(form="shouted"),
        lambda one: one["statements"][0]["content"].append([1]),
        lambda one: one["statements"][0].update(content=[[-1, 2]]),
    ],
)
def test_what_is_wrong_does_not(spoil: Any) -> None:
    written = json.loads(line(exact(make())))
    spoil(written)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, shipped())


def test_fields_are_told() -> None:
    source = shipped()["$defs"]["Source"]["properties"]
    assert source["head_count"]["description"].startswith("How many people")
    assert source["head_count"]["anyOf"] == [{"type": "integer"}, {"type": "null"}]
