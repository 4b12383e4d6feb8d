"""What the bundled models find in our samples, as golden files; and the cases that must never come out wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from audit.auditor import examine
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.statement import Scope
from audit.domain.text import Article
from audit.ingest import read_paths
from audit.report.jsonl import exact, line
from audit.rules.registry import run_rules
from tests.models import annotator

FOLDERS = (Path(__file__).parents[1] / "samples", Path(__file__).parent / "articles")
SAMPLES = sorted(p for folder in FOLDERS for p in folder.iterdir() if p.name != "README.md")


@cache
def audits() -> dict[str, Audit]:
    """The audits of all samples by file name."""
    out = {}
    for path in SAMPLES:
        for item in read_paths([str(path)], Settings()):
            assert isinstance(item, Article), item
            out[path.name] = examine(annotator().annotate([item])[0], Settings())
    return out


def shown(audit: Audit) -> str:
    """A listing that a person can check against the article."""
    text = audit.article.text
    lines = []
    for s in audit.statements:
        if s.scope is Scope.ATTITUDE:
            continue
        speakers = [audit.source(i) for i in s.source_ids]
        who = "; ".join(f"{p.label} [{p.source_type}, {p.kind}]" for p in speakers) or "nobody"
        via = f" via {s.via}" if s.via else ""
        lines.append(f"{s.form} | {who}{via} | {s.cue.span.of(text) if s.cue else '-'} | {s.words(text)}")
    lines.append("")
    for source in audit.sources:
        office = f"official {source.official_scope}" if source.official else ""
        flags = [str(source.anonymity_status), office, "former" if source.former else ""]
        said_of = ", ".join(f for f in flags if f)
        lines.append(f"{source.label} | {source.source_type} | {source.identity} {source.kind} | {said_of}")
        for marker in source.markers:
            lines.append(f"    {marker.kind}: {marker.span.of(text)}" + (" (blanket)" if marker.blanket else ""))
        for name in ("reason", "reason_class", "basis", "ground_rule", "title"):
            value = getattr(source, name)
            if value and value != "none":
                lines.append(f"    {name}: {value}")
    lines += ["", *(f"{n.kind}: {n.span.of(text)}" for n in audit.responses)]
    lines += ["", *(f"{f.code} {f.severity}: {f.message}" for f in run_rules(audit))]
    return "\n".join(line.replace("\n", " ¶ ").replace("\r", "") for line in lines) + "\n"


@pytest.mark.parametrize("name", [p.name for p in SAMPLES])
def test_sample(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.txt", shown(audits()[name]))


def test_nothing_is_found_where_nothing_is_said() -> None:
    assert not [s for s in audits()["08-roadworks.txt"].statements if s.scope is Scope.STATEMENT]


def test_exact_lines_hold_to_their_schema() -> None:
    schema = json.loads(files("audit.report").joinpath("article.schema.json").read_text(encoding="utf-8"))
    valid = jsonschema.validators.validator_for(schema)(schema)
    for audit in audits().values():
        valid.validate(json.loads(line(exact(audit))))


def test_every_span_is_inside_its_article() -> None:
    for audit in audits().values():
        size = len(audit.article.text)
        spans = [p for s in audit.statements for p in (*s.content, *([s.cue.span] if s.cue else []), *(m.span for m in s.mentions))]
        spans += [m.span for s in audit.sources for m in s.markers]
        assert all(0 <= s.start < s.end <= size for s in spans)
        assert {i for s in audit.statements for i in s.source_ids} <= {s.id for s in audit.sources}
