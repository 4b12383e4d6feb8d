"""The measured floors of docs/accuracy.md, wherever the gold lies beside the repository (it is not ours to ship)."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.auditor import Auditor
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article
from audit.evaluate import items
from audit.evaluate.scores import score
from audit.report.attributions import attributions
from tests.models import annotator

SHARED = Path(__file__).parents[2] / "shared"


@pytest.mark.parametrize(
    ("gold", "joint", "speaker", "end_to_end"),
    [("seed/gold.jsonl", 0.95, 0.95, 0.95), ("data/gold/dev.jsonl", 0.86, 0.85, 0.85)],
)
def test_floors(gold: str, joint: float, speaker: float, end_to_end: float) -> None:
    path = SHARED / gold
    if not path.is_file():
        pytest.skip(f"no gold at {path}")
    wanted = list(items.read(path))
    made = Auditor(Settings(), annotator()).audit(Article(d.text or "", d.doc_id, d.doc_id) for d in wanted)
    audits = [a for a in made if isinstance(a, Audit)]
    found = score(wanted, [items.document(attributions(a, "statements")) for a in audits]).as_dict()
    assert found["joint"]["f1"] >= joint
    assert found["speaker"] >= speaker
    assert found["end_to_end"]["all"]["f1"] >= end_to_end
    assert found["spans_outside_text"] == 0
