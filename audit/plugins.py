"""Rules and readers that other packages bring, found by their entry points."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any

from audit.errors import ConfigError

RULES, READERS = "source_audit.rules", "source_audit.readers"
"""Groups of entry points."""


def installed(group: str) -> Iterator[tuple[str, str, Any]]:
    """(name, where it comes from, what it loads) of each entry point of ``group``, in the order of their names.

    Raises ``ConfigError`` where one cannot be loaded.
    """
    for point in sorted(entry_points(group=group), key=lambda one: (one.name, one.value)):
        place = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
        try:
            yield point.name, place, point.load()
        except Exception as error:  # whatever stops somebody else's module from being imported
            raise ConfigError(
                f"{place} provides {point.name} for {group}, which cannot be loaded ({type(error).__name__}: {error}); ask its maker for "
                "a version that fits, or uninstall it"
            ) from error
