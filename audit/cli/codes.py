"""Exit codes."""

from __future__ import annotations

CLEAN = 0
FINDINGS = 1
"""Findings at or above ``--fail-on``."""
TROUBLE = 2
"""Usage, input, models or database."""
INTERNAL = 3
INTERRUPTED = 130
