"""``audit config``: the settings and where they come from."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

import click

from audit.cli.options import Invocation
from audit.cli.output import opened
from audit.config import origins

EPILOG = """\b
Examples:
    audit config show
    AUDIT_SCOPE=all audit config show
"""


@click.group("config", epilog=EPILOG)
def command() -> None:
    """The settings."""


@command.command("show")
@click.pass_obj
def show(invocation: Invocation) -> None:
    """Show each setting, its value, and where it comes from: command line, environment, file or default."""
    values, places = asdict(invocation.settings()), origins()
    if invocation.db is not None:
        places["db"] = "command line"
    with opened(None) as stream:
        for name, value in values.items():
            stream.write(f"{name:<28} {_shown(value):<30} {places.get(name, 'default')}\n")


def _shown(value: Any) -> str:
    """The value in words; a password in a URL is not shown."""
    parts = ["=".join(part) if isinstance(part, tuple) else part for part in value] if isinstance(value, tuple) else [str(value)]
    words = ", ".join(parts)
    words = re.sub(r"(?<=://)([^:/@?]*):[^?]*@", r"\1:***@", words)
    return re.sub(r"(?<=password=)[^&]*", "***", words) or "–"
