"""How a reader refuses a file: one exception, which becomes a ``SkippedInput`` so that the batch goes on."""

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


def refusal(error: Exception) -> Refused:
    """Why an input is left out, whatever went wrong with it: parsers of other people's files fail in ways that nobody can list."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, FileNotFoundError):
        return Refused("missing", "there is no such file or folder; check the spelling and the folder you are in")
    if isinstance(error, OSError) and error.errno is not None:
        return Refused("unreadable", f"it cannot be read ({error.strerror or error}); check the file and its permissions")
    if isinstance(error, MemoryError):
        return Refused("too_large", "reading it needs more memory than it is allowed; save its text as .txt and give that file")
    return Refused("format", f"it could not be read ({type(error).__name__}); save its text as .txt and give that file")
