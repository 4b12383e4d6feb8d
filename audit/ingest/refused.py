"""How a reader says no: one exception, turned into a ``SkippedInput`` where the batch goes on."""

from __future__ import annotations

from audit.domain.text import SkippedInput


class Refused(Exception):
    """An input that cannot be audited. ``code`` is for programs, ``reason`` tells a checker what to do next."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

    def at(self, origin: str) -> SkippedInput:
        """The value that goes on in place of the article."""
        return SkippedInput(origin=origin, reason=self.reason, code=self.code)
