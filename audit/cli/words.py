"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """``1 article``, ``1,200 articles``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
