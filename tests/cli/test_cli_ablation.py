"""``audit evaluate --ablate``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit import making
from tests.cli.conftest import Audit_
from tests.models import annotator

TEXT = "“The quay is closed for the winter,” said Ida Marsh, who runs it.\n"


@pytest.fixture
def gold(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(making, "make_annotator", lambda settings: annotator())
    words = "The quay is closed for the winter"
    start, said = TEXT.index(words), TEXT.index("Ida Marsh")
    item = {"content": [[start, start + len(words)]], "source": [[said, said + 9]], "speaker": "Ida Marsh", "source_type": "named"}
    Path("gold.jsonl").write_text(json.dumps({"doc_id": "quay", "text": TEXT, "attributions": [item]}), encoding="utf-8")
    return "gold.jsonl"


def test_what_a_name_earns_is_printed(audit: Audit_, gold: str) -> None:
    figures = json.loads(audit("evaluate", gold, "--ablate", "*", "--ablate", "spoke last, *", "--json").stdout)
    assert figures["with everything"]["type"] == figures["without"]["spoke last, *"]["type"] == 1.0
    assert figures["without"]["*"]["type"] == 0.0
    table = audit("evaluate", gold, "--ablate", "*").stdout
    for words in ("without", "(nothing)", "1.0000", "-1.0000", "end to end"):
        assert words in table


def test_an_unknown_name_is_refused(audit: Audit_, gold: str) -> None:
    result = audit("evaluate", gold, "--ablate", "same nuon")
    assert result.exit_code == 2
    for words in ("nothing is called 'same nuon'", "did you mean 'same noun'", "audit explain"):
        assert words in result.stderr


def test_a_file_of_predictions_cannot_be_ablated(audit: Audit_, gold: str) -> None:
    result = audit("evaluate", gold, "--pred", gold, "--ablate", "same noun")
    assert (result.exit_code, "needs the texts" in result.stderr) == (2, True)
