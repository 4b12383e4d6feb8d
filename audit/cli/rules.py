"""``audit rules``: the rules, or one with everything."""

from __future__ import annotations

import click

from audit.cli.output import opened
from audit.rules.registry import RULES, get_rule

EPILOG = """\b
Examples:
    audit rules
    audit rules A101
    audit rules vague-group
"""


@click.command("rules", epilog=EPILOG)
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """List the rules, or show the one with CODE (or name): what it flags, why, whose standard it is, examples."""
    with opened(None) as stream:
        if code is None:
            for rule in RULES.values():
                stream.write(f"{rule.code}  {rule.severity.value:<7}  {rule.name:<14}  {rule.summary}\n")
            return
        rule = get_rule(code)
        stream.write(f"{rule.code} {rule.name} ({rule.severity.value})\n\n{rule.summary}\n\n")
        for head, words in (("Why", rule.why), ("Standard", rule.standard), ("Limits", rule.limits)):
            stream.write(f"{head}: {words}\n\n")
        for head, examples in (("Flagged", rule.failing), ("Passed", rule.passing)):
            stream.writelines(f"{head} ({one.shows}): {one.text}\n" for one in examples)
