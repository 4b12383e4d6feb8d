"""Packages that only some formats need, loaded with the first such file."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import Any

from audit.ingest.refused import Refused


def package(name: str, kind: str) -> Any:
    """The module ``name``, which reads ``kind``. Raises ``Refused`` (package) with the command that installs it."""
    try:
        return import_module(name)
    except ImportError as error:
        command = 'python -m pip install "source-audit[formats]"'
        raise Refused("package", f"to read {kind}, a package is missing ({error.name or name}); install it with: {command}") from error


def reader(distribution: str) -> str:
    """Name and version of a package, as ``Article.reader`` has it."""
    return f"{distribution} {version(distribution)}"
