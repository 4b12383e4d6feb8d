"""How often the tool was right, by what people said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.review import Correction, Judgement, Review
from audit.domain.source import SourceType
from audit.evaluate.reviews import agreement
from audit.rules.placing import finding_target, labels, statement_target
from tests.report.hand_made import make

OFFICIAL, MARSH, ROE = "aofficial", "amarsh", "aroe"


def review(statement_id: str, source_id: str | None, judgement: Judgement, **correction: object) -> Review:
    audit = make()
    statement = next(one for one in audit.statements if one.id == statement_id)
    found = labels(audit, source_id)
    return Review(statement_target(audit, statement, source_id), judgement, "Ona", "", Correction(**correction), found)  # type: ignore[arg-type]


def on_finding(judgement: Judgement) -> Review:
    finding = Finding("Q301", Severity.ERROR, None, "…", None, None, f"f-{judgement}")
    return Review(finding_target(make(), finding), judgement, "Ona", "")


def figures(*reviews: Review, found: Audit | None = None) -> dict[str, dict[str, Any]]:
    out: dict[str, dict[str, Any]] = agreement([(replace(make(), reviews=reviews), found or make())]).as_dict()
    return out["labels"] | {"confusion": out["confusion"], "types": out["type_by_label"], "findings": out["findings"]}


def test_what_was_confirmed_is_right() -> None:
    out = figures(review("as1", OFFICIAL, Judgement.CONFIRMED), review("as3", ROE, Judgement.CONFIRMED))
    assert {name: one["right"] for name, one in out.items() if "right" in one} == {
        "statement": 2,
        "speaker": 2,
        "type": 2,
        "anonymity": 2,
        "reason": 1,
        "words": 2,
    }
    assert out["confusion"] == {"anonymous->anonymous": 1, "named->named": 1}
    assert out["types"]["anonymous"] == {"right": 1, "judged": 1, "share": 1.0}


def test_what_was_corrected_is_wrong_where_it_was_corrected() -> None:
    out = figures(
        review("as1", OFFICIAL, Judgement.CORRECTED, source_type=SourceType.OFFICIAL, words="x"),
        review("as2", OFFICIAL, Judgement.CORRECTED, speaker="Ida Marsh", reason=""),
        review("as5", None, Judgement.CORRECTED, speaker="Ida Marsh", source_type=SourceType.NAMED),
        review("as3", ROE, Judgement.DISMISSED),
    )
    assert (out["statement"]["right"], out["statement"]["judged"]) == (3, 4)
    assert (out["speaker"]["right"], out["speaker"]["judged"]) == (1, 3)
    assert (out["type"]["right"], out["anonymity"]["right"], out["words"]["right"]) == (1, 2, 2)
    assert (out["reason"]["right"], out["reason"]["judged"]) == (0, 1)
    assert out["confusion"] == {"anonymous->anonymous": 1, "named->none": 1, "official->anonymous": 1}


def test_a_statement_rightly_without_a_source() -> None:
    out = figures(review("as5", None, Judgement.CONFIRMED))
    assert (out["speaker"]["right"], out["type"]["right"], out["reason"]["judged"]) == (1, 1, 0)
    assert out["reason"]["share"] is None


def test_another_run_may_be_wrong_where_the_first_was_right() -> None:
    later = replace(make(), sources=tuple(replace(one, source_type=SourceType.OFFICIAL, label="Else") for one in make().sources))
    out = figures(review("as1", OFFICIAL, Judgement.CONFIRMED), found=later)
    assert (out["type"]["right"], out["speaker"]["right"], out["anonymity"]["right"]) == (0, 0, 0)


def test_findings_by_rule_and_waivers_apart() -> None:
    out = figures(*(on_finding(one) for one in (Judgement.CONFIRMED, Judgement.DISMISSED, Judgement.WAIVED)))
    assert out["findings"] == {"Q301": {"right": 1, "judged": 2, "share": 0.5, "waived": 1}}
