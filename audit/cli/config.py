"""``audit config``: the settings and where they come from."""

from __future__ import annotations

import os
import re
from dataclasses import asdict
from typing import Any

import click

from audit.cli.options import Invocation
from audit.cli.output import opened
from audit.config import Settings, load

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
    values, files, defaults = asdict(invocation.settings()), asdict(load({}, environ={})), asdict(Settings())
    with opened(None) as stream:
        for name, value in values.items():
            if name == "db" and invocation.db is not None:
                origin = "command line"
            elif f"AUDIT_{name.upper()}" in os.environ:
                origin = f"AUDIT_{name.upper()}"
            else:
                origin = "default" if files[name] == defaults[name] else "file"
            stream.write(f"{name:<28} {_shown(value):<30} {origin}\n")


def _shown(value: Any) -> str:
    """The value in words; a password in a URL is not shown."""
    words = ", ".join(value) if isinstance(value, tuple) else str(value)
    return re.sub(r"(?<=://)([^:/@]*):[^/]*@", r"\1:***@", words) or "–"
