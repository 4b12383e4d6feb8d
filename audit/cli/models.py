"""``audit models``: which models are in use, whether their files are intact, and Stanza's own package."""

from __future__ import annotations

import click

from audit.cli import options
from audit.cli.codes import CLEAN, TROUBLE
from audit.cli.messages import tell
from audit.cli.options import Invocation
from audit.cli.output import opened

EPILOG = """\b
Examples:
    audit models list
    audit models check
    audit models download
    audit run article.txt --models official
"""


@click.group("models", epilog=EPILOG)
def command() -> None:
    """List the models with scores and digests, check their files, or download Stanza's own English package."""


@command.command("list")
@options.models_option
@click.pass_obj
def list_models(invocation: Invocation, models: str | None) -> None:
    """List the models in use, with what each does, its size, digest and measured score."""
    from audit.annotate import bundle

    with opened(None) as stream:
        for one in bundle.installed(invocation.settings(models=models)):
            size = f"{one.bytes / 1e6:.1f} MB"
            stream.write(f"{one.name:<12} {size:>8}  {one.sha256[:12]}  {one.what}\n")
            stream.writelines(f"{'':<12} {part}\n" for part in (one.score, one.path) if part)


@command.command("check")
@options.models_option
@click.pass_obj
def check(invocation: Invocation, models: str | None) -> int:
    """Check each model file against its card. Exit code 2 if one differs."""
    from audit.annotate import bundle

    found = bundle.installed(invocation.settings(models=models))
    with opened(None) as stream:
        stream.writelines(f"{one.name:<12} {'whole' if one.ok else 'DAMAGED: reinstall source-audit'}  {one.path}\n" for one in found)
    return CLEAN if all(one.ok for one in found) else TROUBLE


@command.command("download")
def download() -> None:
    """Download Stanza's own English package, for --models official. Needs the network."""
    from audit.annotate import bundle

    bundle.download()
    tell("Stanza's English package is installed; use it with: audit run … --models official")
