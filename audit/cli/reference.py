"""The generated pages of the documentation: ``python -m audit.cli.reference columns|commands|rules|schema``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from audit.cli.app import cli
from audit.report.columns import TABLES
from audit.report.json_schema import schema
from audit.rules.corroboration import FEWEST, THRESHOLD
from audit.rules.registry import OURS, PROFILES, RELIABLE
from audit.rules.standards import measured, standards

COLUMNS_HEAD = """# The columns

Made by `python -m audit.cli.reference columns`; a test holds it in step.

The columns of statements.csv come in the order in which a checker works: what was said, by whom, and what to look at; then the columns to
fill in; then everything else, ids last. `--columns` chooses:

- **lean** is for people, and the default for CSV: the worklist and the two ids that match answers to their rows (marked below).
- **all** is for programs, and the default for JSON Lines. A workbook also has every column, with those beyond the worklist folded away.
- **names** with commas between them, in the order that you give: `--columns article,line,speaker,statement`.

Choices and names are stable: the changelog says if a column goes or changes its meaning, and `audit review import` still reads the headings
of older versions. It takes any choice and order of columns, as long as it can find the row again: by `row_id`, or by `article` and
`statement`, with `line` and `speaker` if you have them (findings: `fingerprint`, or `code` and `excerpt`, with the article).
"""
ROWS = {
    "statements": "One row for each statement and source; a joint statement has several rows with the same `statement_id`.",
    "sources": "One row for each source of an article.",
    "findings": "One row for each finding.",
    "articles": "One row for each article.",
}
"""What a row of each table is."""
HEAD = f"""# Rules

Made by `python -m audit.cli.reference rules`; a test holds it in step.

A finding says what the reader of the article cannot see, never that a claim is false. It quotes the words and says where they are.
Severities are our own judgement, since standards rarely rank: *error* only if several standards forbid something outright,
*warning* if standards ask for more, *info* for counts and house rules. *Confidence* says how mechanical the check is.

## Which rules are in force

The profile `core` is in force unless you choose another. A newsroom's profile has the rules that cite that newsroom; `all` has every rule.

```sh
audit run draft.txt --profile reuters
audit run draft.txt --select A1 --ignore A103      # by code, prefix or name; --select replaces the profile
audit run draft.txt --fail-on warning              # exit code 1 for this severity or above
audit rules                                        # which are on
audit config show                                  # where each setting comes from
```

The same in `audit.toml`, with severities and limits for single rules (in a section `[source-audit]` of setup.cfg: `severity = A101=error`):

```toml
profile = "ap"
ignore = ["N204"]

[severity]
A101 = "error"

[limits]
S602 = 0.3
```

A run stores the findings of its own settings. `audit relabel` brings all stored findings in line with your current settings.

## How often they are right  One reader, the author of the rules, read every finding on the dev articles and judged it right or wrong. If a
rule had more than 30 findings, the reader took a random 30. The articles are 12 from the gold set and 20 from PolNeAR; for most rules, also
43 more from the dev parts of Markkula, SEER and PolNeAR, annotated by an earlier training of the models. A finding on a wrong attribution
counts as wrong. The rules were improved on the same articles, so expect somewhat lower figures on others, and do not read much into small
counts. A rule that was right in fewer than {RELIABLE:.0%} of its findings is only in the profile `all`. For a rule that made no finding,
the examples are the only evidence that it works.
"""
"""What stands before the table of the rules."""
BETWEEN = f"""## Corroboration

A106 and A111 ask whether another source in the article says the same. They work it out like this, and the finding shows the result:  1. A
statement is reduced to its content words, without function words, verbs of speech and endings ("resigned" and "resigns" match). 2. A word
weighs log(1 + N / n), with N statements in the article, n of which contain it. So a word that everybody uses counts little. 3. The score of
two statements is the weight of their shared words divided by the weight of the lighter statement, 0 to 1. From {THRESHOLD:g} on, with at
least {FEWEST} shared words that are not names, they count as saying the same. The threshold is the limit of either rule. 4. If only one of
the two is negated, they disagree, and neither confirms the other. 5. The other source is independent unless one statement is inside the
other, came through the other's source or by the same route (`via`), or its sentence names the other after "citing", "quoting" or "told".
Two unnamed people with the same description may be one person, and do not confirm each other.  On the 32 dev articles, 11 pairs of
independent, agreeing statements reached the threshold; 7 of them did say the same. Claims missed because they use other words were not
counted. `audit.rules.corroboration.across` does the same between articles.

## Not built

- **S606 no-policy-link** (the page links to no policy on unnamed sources) needs the page's JSON-LD. The reader for saved pages keeps the
  text and the usual fields, not the page's own metadata. Besides, the flaw is the outlet's, not the article's.
"""
"""What stands between the table and the rules."""


def commands() -> str:
    """``docs/commands.md``: the help of every command."""
    parts = ["# Commands\n", "Made by `python -m audit.cli.reference commands`; a test holds it in step.\n"]
    for path, context in contexts(cli, top()):
        parts.append(f"## {path}\n\n```text\n{context.get_help()}\n```\n")
    return "\n".join(parts)


def rules() -> str:
    """``docs/rules.md``: every rule with its standard, limits, measure and examples."""
    parts = [HEAD, "| code | name | severity | confidence | profiles | right / read |", "|---|---|---|---|---|---|"]
    for code, rule in OURS.items():
        profiles = ", ".join(name for name, codes in PROFILES.items() if code in codes and name != "all") or "only `all`"
        one = measured()[code]
        right = f"{one.right} of {one.read}" if one.read else "no finding"
        parts.append(
            f"| [{code}](#{code.lower()}-{rule.name}) | {rule.name} | {rule.severity} | {rule.confidence} | {profiles} | {right} |"
        )
    parts.append(f"\n{BETWEEN}")
    for rule in OURS.values():
        parts.append(
            f"## {rule.code} {rule.name}\n\n{rule.summary} Severity {rule.severity}, confidence {rule.confidence}.\n\n{rule.why}\n"
        )
        parts.append(f"**Standard.** {rule.standard}\n\n**Limits.** {rule.limits}\n")
        if rule.limit is not None:
            parts.append(f"**Limit.** {rule.limit:g}: the {rule.limit_means}.\n")
        parts.append(f"**Measured.** {measured()[rule.code].clause}.\n".replace(". m", ". M").replace("** made", "** Made"))
        parts += [f"- flagged, {one.shows}: {' / '.join(one.text.split(chr(10)))}" for one in rule.failing]
        parts += [f"- passed, {one.shows}: {' / '.join(one.text.split(chr(10)))}" for one in rule.passing]
        parts.append("")
    parts.append("## Sources\n\nWhat we read of each standard, and where. Second-hand readings are marked.\n")
    parts += [f"- **[{key}]** {told}" for key, told in standards().items()]
    return "\n".join(parts) + "\n"


def columns() -> str:
    """``docs/columns.md``: every column of every table."""
    parts = [COLUMNS_HEAD]
    for table in TABLES.values():
        parts.append(f"## {table.name}.csv\n\n{ROWS[table.name]}\n\n| column | | meaning |\n|---|---|---|")
        parts += [f"| `{one.name}` | {'lean' if one.name in table.lean else ''} | {one.about} |" for one in table.columns]
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
    sys.stdout.write({"columns": columns, "commands": commands, "rules": rules, "schema": schema}[sys.argv[1]]())
