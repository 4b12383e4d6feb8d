"""``audit rules``: the rules, or one with everything."""

from __future__ import annotations

import click

from audit.cli.options import Invocation
from audit.cli.output import opened
from audit.rules.base import Rule
from audit.rules.registry import PROFILES, RULES, get_rule, in_force
from audit.rules.standards import measured

EPILOG = """\b
Examples:
    audit rules
    audit rules --profile reuters
    audit rules A101
    audit rules vague-group

\b
Profiles: core (default), ap, reuters, bbc, npr, nyt, guardian (the rules that cite that newsroom), all.
"on" marks the rules that are in force; severities and limits are those of your settings.
"""


@click.command("rules", epilog=EPILOG)
@click.argument("code", required=False)
@click.option("--profile", metavar="NAME", help="Show the rules as if this profile were chosen.")
@click.pass_obj
def command(invocation: Invocation, code: str | None, profile: str | None) -> None:
    """List the rules, or show the one with this CODE or name: what it flags, why, which standards it rests on, examples."""
    chosen = {rule.code: rule for rule in in_force(invocation.settings(profile=profile))}
    with opened(None) as stream:
        if code is not None:
            rule = get_rule(code)
            stream.write(described(chosen.get(rule.code, rule)))
            return
        for rule in (chosen.get(code, rule) for code, rule in RULES.items()):
            on = "on" if rule.code in chosen else "–"
            stream.write(f"{rule.code}  {on:<2}  {rule.severity.value:<7}  {rule.name:<27}  {rule.summary}\n")


def described(rule: Rule) -> str:
    """Everything on a rule, for the screen."""
    parts = [f"{rule.code} {rule.name} ({rule.severity.value}, confidence {rule.confidence.value})", rule.summary]
    parts += [f"Why: {rule.why}", f"Standard: {rule.standard}"]
    parts += ["\n".join(f"  [{key}] {read}" for key, read in rule.cited)] if rule.cited else []
    parts.append(f"Limits: {rule.limits}")
    if rule.limit is not None:
        parts.append(f"Limit: {rule.limit:g}, the {rule.limit_means} (set it under limits)")
    parts.append(f"Profiles: {', '.join(name for name, codes in PROFILES.items() if rule.code in codes)}")
    parts.append(f"Measured: {measured()[rule.code].clause if rule.code in measured() else 'no, the rule comes from another package'}")
    shown = (("Flagged", rule.failing), ("Passed", rule.passing))
    parts.append("\n".join(f"{head} ({one.shows}): {' / '.join(one.text.split(chr(10)))}" for head, examples in shown for one in examples))
    return "\n\n".join(parts) + "\n"
