"""``audit config``: the settings and where they come from, and whether the file of the working folder may set all of them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from audit import trust as trusted
from audit.cli import targets
from audit.cli.messages import tell
from audit.cli.options import Invocation, home
from audit.cli.output import opened
from audit.cli.reviewing import printed
from audit.config import GUARDED, find, settings_file, trusted_now
from audit.errors import ConfigError

EPILOG = """\b
Examples:
    audit config show
    AUDIT_SCOPE=all audit config show
    audit config trust
    audit config trust --forget

\b
Anybody may have sent you a folder of articles. Its audit.toml or setup.cfg can choose rules and policies at once, but
not db, models, fetch, engine, address, follow_links or the limits of a run (max_bytes, timeout, threads, jobs,
archive_…). Those apply only after "audit config trust", and until the file changes.
Your own settings for all folders are in the audit.toml that "audit config show" names.
"""


@click.group("config", epilog=EPILOG)
def command() -> None:
    """Show the settings, or trust this folder's settings file."""


@command.command("show")
@click.pass_obj
def show(invocation: Invocation) -> None:
    """Show each setting, its value, and where it comes from: command line, environment, file or default."""
    values = asdict(invocation.settings())
    places = {name: layer.place for name, layer in find(home=home()).origins().items()}
    if invocation.db is not None:
        places["db"] = "command line"
    with opened(None) as stream:
        for name, value in values.items():
            stream.write(f"{name:<28} {_shown(name, value):<30} {places.get(name, 'default')}\n")
        stream.write(f"{'your own settings':<28} {_own() / 'audit.toml'}\n")


@command.command("trust")
@click.option("--forget", is_flag=True, help="Stop trusting this folder's file.")
def trust(forget: bool) -> None:
    """Let this folder's audit.toml or setup.cfg, as it is now, also choose the database, the models and the network."""
    file = settings_file()
    if forget:
        taken = any([trusted.forget(_own(), Path(name)) for name in ("audit.toml", "setup.cfg")])
        tell("no longer trusted" if taken else "this folder has no trusted file")
        return
    if file is None:
        raise ConfigError("this folder has no audit.toml and no setup.cfg with a section [source-audit], so there is nothing to trust")
    layer = trusted_now(_own())
    if layer is None:
        tell(f"{file.name} sets none of {', '.join(GUARDED)}; its other settings apply without trust")
        return
    tell(f"trusted until it changes, {file.resolve()}:")
    for name, value in layer.values.items():
        tell(f"  {name} = {_shown(name, value)}")


def _own() -> Path:
    """The user's own configuration folder. Raises ``ConfigError``."""
    folder = home()
    if folder is None:
        raise ConfigError("your configuration folder cannot be found; set XDG_CONFIG_HOME or HOME to an absolute path")
    return folder


def _shown(name: str, value: Any) -> str:
    """The value in words; a password in a URL is not shown."""
    if name == "db":
        return printed(targets.shown_database(value))
    parts = ["=".join(part) if isinstance(part, tuple) else part for part in value] if isinstance(value, tuple) else [str(value)]
    return printed(", ".join(parts)) or "–"
