"""The reference pages of the documentation, made from the commands and rules: ``python -m audit.cli.reference commands|rules``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from audit.cli.app import cli
from audit.rules.registry import RULES


def commands() -> str:
    """``docs/commands.md``: the help of every command."""
    parts = ["# Commands\n", "Made by `python -m audit.cli.reference commands`; a test holds it in step.\n"]
    for path, context in contexts(cli, top()):
        parts.append(f"## {path}\n\n```text\n{context.get_help()}\n```\n")
    return "\n".join(parts)


def rules() -> str:
    """``docs/rules.md``: every rule with its standard, limits and examples."""
    parts = [
        "# Rules\n",
        "Made by `python -m audit.cli.reference rules`; a test holds it in step.\n",
        "A finding says what the reader of the article cannot see, never that a claim is false. Severities are the project's judgement;",
        "standards rarely rank. Choose rules with `--select` and `--ignore`, by code, prefix or name.\n",
    ]
    for rule in RULES.values():
        parts.append(f"## {rule.code} {rule.name} ({rule.severity.value})\n\n{rule.summary}\n\n{rule.why}\n")
        parts.append(f"**Standard.** {rule.standard}\n\n**Limits.** {rule.limits}\n")
        parts += [f"- flagged, {one.shows}: {one.text}" for one in rule.failing]
        parts += [f"- passed, {one.shows}: {one.text}" for one in rule.passing]
        parts.append("")
    return "\n".join(parts)


def top() -> click.Context:
    """The context of ``audit`` itself, with its settings (Click keeps the help option that it makes first)."""
    return click.Context(cli, info_name="audit", terminal_width=100, help_option_names=["-h", "--help"])


def contexts(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Context]]:
    """Every command with its path of names, the group before its members."""
    yield context.command_path, context
    if isinstance(command, click.Group):
        members = ((name, command.get_command(context, name)) for name in command.list_commands(context))
        for name, member in members:
            assert member is not None
            yield from contexts(member, click.Context(member, info_name=name, parent=context))


if __name__ == "__main__":
    sys.stdout.write({"commands": commands, "rules": rules}[sys.argv[1]]())
