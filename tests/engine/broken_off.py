"""Runs that are killed, and what they leave behind; for the tests and for ``benchmarks/kills.py``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import select

from audit.store.engine import open_engine, reading
from audit.store.metadata import whole_metadata
from tests.engine.stub import RAISES, SKIPS
from tests.engine.stubbed import ENDED

ROOT = Path(__file__).resolve().parents[2]
UNEQUAL = {"id", "run_id", "created_at", "started_at"}
"""Columns that tell when and in which order rows were written (``id`` where it is a number)."""


def write_inputs(path: Path, number: int) -> None:
    """A JSON Lines file: articles, among them poison, empty ones, the same text again, and a second version of the one before."""
    with path.open("w", encoding="utf-8") as stream:
        for n in range(number):
            more = {5: f" {RAISES}", 9: f" {SKIPS}"}.get(n % 20, "")
            record: dict[str, Any] = {"id": f"d{n}", "text": f"Ada{n} said the quay was safe{more}, as far as anybody at the harbour knew."}
            if n % 20 == 13:
                record["text"] = ""
            if n % 20 == 17:
                record["text"] = f"Ada{n - 9} said the quay was safe, as far as anybody at the harbour knew."
            record["url"] = f"https://quay.example/{n - 1 if n % 20 == 3 else n}"
            stream.write(json.dumps(record) + "\n")


def run(inputs: Path, url: str, *options: str, die_at: int = 0) -> subprocess.CompletedProcess[str]:
    """``audit run`` on ``inputs`` in a process of its own, which dies at that statement."""
    command = [sys.executable, "-m", "tests.engine.stubbed", str(die_at), "run", str(inputs), "--db", url, "--format", "jsonl", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AUDIT_")}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), environment.get("PYTHONPATH", "")])
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=inputs.parent)


def statements(done: subprocess.CompletedProcess[str]) -> int:
    """How many statements a process sent that lived."""
    return int(done.stderr.rpartition(ENDED)[2])


def rows(url: str) -> dict[str, list[str]]:
    """All rows of all tables, but for what tells of moments and order."""
    engine = open_engine(url)
    found = {}
    with reading(engine) as connection:
        for name, table in whole_metadata().tables.items():
            columns = [c for c in table.columns if c.name not in UNEQUAL or (c.name == "id" and c.type.python_type is str)]
            found[name] = sorted(repr(tuple(row)) for row in connection.execute(select(*columns)))
    engine.dispose()
    return found
