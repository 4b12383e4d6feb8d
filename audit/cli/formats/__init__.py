"""The formats of ``audit run`` and ``audit export`` that are one stream: each is a module here, found by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from audit.cli.formats.base import Format

FIRST = "terminal"


@cache
def formats() -> dict[str, Format]:
    """Every format by its name: the default first, the others by name."""
    modules = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__) if one.name != "base"]
    found: list[Format] = [module.FORMAT for module in modules]
    return {one.name: one for one in sorted(found, key=lambda one: (one.name != FIRST, one.name))}


def of_command(command: str) -> tuple[Format, ...]:
    """The formats of ``audit run`` or of ``audit export``."""
    return tuple(one for one in formats().values() if command in one.commands)


def described(command: str) -> str:
    """Those formats in a paragraph of help."""
    return "; ".join(f"{one.name} ({one.about})" for one in of_command(command))
