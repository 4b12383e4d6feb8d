"""The formats of ``audit run`` and ``audit export``: each is a module here, found by itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from audit.cli.formats.base import Exporter, Format, Show

FIRST = "terminal"


@cache
def formats() -> dict[str, Format]:
    """Every format by its name: the default first, the others by name."""
    modules = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__) if one.name != "base"]
    found: list[Format] = [module.FORMAT for module in modules]
    return {one.name: one for one in sorted(found, key=lambda one: (one.name != FIRST, one.name))}


def of_run() -> dict[str, Show]:
    """How ``audit run`` shows each of its formats."""
    return {one.name: one.run for one in formats().values() if one.run is not None}


def of_export() -> dict[str, Exporter]:
    """How ``audit export`` writes each of its formats."""
    return {one.name: one.export for one in formats().values() if one.export is not None}


def described(names: Iterable[str]) -> str:
    """Formats in a paragraph of help."""
    return "; ".join(f"{name} ({formats()[name].about})" for name in names)
