"""``audit diff`` of a stored article from which a paragraph was taken, read by the bundled models."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from audit.auditor import examine
from audit.cli.app import cli
from audit.config import Settings
from audit.domain.text import Span
from audit.store.engine import open_engine
from audit.store.repository import Repository
from tests.models import annotator
from tests.report.test_report_html import RUN
from tests.store.conftest import sqlite_template, sqlite_url
from tests.test_samples import audits

__all__ = ["sqlite_template", "sqlite_url"]


@pytest.mark.models
@pytest.mark.parametrize(
    ("sample", "begins"),
    [
        ("03-scoop-grid-sale.txt", "Opposition lawmaker Karmenu"),
        ("02-feature-night-ferry.txt", "“People keep telling us"),
        ("02-feature-night-ferry.txt", "“You have to understand"),
    ],
)
def test_only_what_the_paragraph_said_differs(sqlite_url: str, sample: str, begins: str) -> None:
    old = audits()[sample]
    start = old.article.text.index(begins)
    gone = Span(start, old.article.text.index("\n\n", start) + 2)
    article = replace(old.article, text=old.article.text[: gone.start] + old.article.text[gone.end :])
    new = examine(annotator().annotate([article])[0], Settings())
    repository = Repository(open_engine(sqlite_url))
    for one in (old, new):
        repository.save(one, RUN)
    repository.engine.dispose()
    done = CliRunner().invoke(cli, ["diff", new.article.id, "--db", sqlite_url, "--format", "json"])
    assert done.exit_code == 1, done.output
    found = json.loads(done.stdout)["statements"]
    assert {one["change"] for one in found} == {"dropped"}
    assert {one["before"]["statement_id"] for one in found} == {one.id for one in old.in_scope("statements") if gone.contains(one.span)}
