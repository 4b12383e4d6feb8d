"""The tutorial's way through the desk, pressed as it is written, from the audited sample to the signed-off CSV."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from audit.store.repository import Repository
from tests.browsers import browser
from tests.desk.desks import stored
from tests.desk.serving import served
from tests.test_samples import audits

__all__ = ["browser"]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
STEP = re.compile(r"^\d\. (.*)$", re.MULTILINE)
BETWEEN = 5_000
"""Milliseconds to wait for the desk's answer."""


@pytest.mark.models
@pytest.mark.browser
def test_signed_off_in_the_desk(browser: Any, repository: Repository) -> None:
    article_id = stored(repository, audits()["03-scoop-grid-sale.txt"])
    steps = STEP.findall(PAGE.read_text(encoding="utf-8").partition("### In the browser")[2])
    assert len(steps) == 4
    with served(repository) as door:
        shown = browser.new_page()
        shown.set_default_timeout(BETWEEN)
        shown.goto(f"{door.address}&article={article_id}")
        shown.wait_for_selector("#buttons:not([hidden])")
        for step, answer in zip(steps, ("Confirmed.", "Noted.", "Signed off."), strict=False):
            for word in re.findall(r"`([^`]+)`", step):
                for _ in range(2 if f"`{word}` twice" in step else 1):
                    (shown.keyboard.press if len(word) == 1 or word in ("Tab", "Enter", "Control+Enter") else shown.keyboard.type)(word)
            shown.wait_for_function("words => document.getElementById('told').textContent.includes(words)", arg=answer)
        with shown.expect_download() as download:
            shown.click("text=Worklist as CSV")
        assert download.value.suggested_filename == "statements.csv"
        saved = Path(download.value.path()).read_text(encoding="utf-8-sig")
        shown.close()
    checked = [one for one in csv.DictReader(io.StringIO(saved, newline="")) if one["check_status"] != "open"]
    assert [(one["check_status"], one["checked_by"], one["note"]) for one in checked] == [
        ("unverifiable", "Ona Reed", "asked her office twice")
    ]
    decisions = [one.in_words() for one in repository.load(article_id).decisions]
    assert "confirmed by Ona Reed" in decisions
    assert "waived by Ona Reed because: the editor knows the name" in decisions
