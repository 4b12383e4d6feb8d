"""Recognises files that this tool wrote, by how they begin."""

from __future__ import annotations

import re
from pathlib import Path

from audit.report.columns import TABLES
from audit.report.sarif import SCHEMA

_HEADERS = "|".join(re.escape(",".join(one.names[:3])) for one in TABLES.values())
_OWN = re.compile(
    rf'(?:\ufeff?(?:{_HEADERS}),|\[?\s*\{{"schema_version": |\{{"\$schema": "{re.escape(SCHEMA)}"|'
    r'(?s:<!doctype html>.*<meta name="generator" content="source-audit ))'
)
_HEAD = 4096
"""Bytes that are looked at."""


def made_by_this(path: Path) -> bool:
    """Whether a file begins as the CSV, JSON, SARIF or HTML of this tool does. Raises ``OSError``."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD).decode("utf-8", "replace")
    return _OWN.match(head) is not None
