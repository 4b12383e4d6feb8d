"""``audit review``: human judgements on what the tool found."""

from __future__ import annotations

import importlib

import click

from audit.cli import options
from audit.cli.messages import tell
from audit.cli.options import Chosen, F, Invocation
from audit.cli.output import opened
from audit.cli.reviewing import by_option, in_words, opened_reviews, required_name, shown
from audit.domain.review import Correction, Judgement
from audit.domain.source import SourceType
from audit.errors import InputError
from audit.report.phrases import counted
from audit.rules.judging import Verdict

EPILOG = """\b
Examples:
    audit review
    audit review --type anonymous --by "Ona Reed"
    audit review correct a1f0c2d3e4b5a697 --type official --by "Ona Reed"
    audit review import desk.xlsx --by "Ona Reed"

\b
Without a command, review goes through everything nobody has decided on, least certain first; with ids, only those.
Ids come from the exports: row_id, statement_id, finding_id, fingerprint, or the start of one.
"""

ELSEWHERE = {"import": ("review_files", "bring"), "gold": ("review_files", "gold"), "queue": ("review_queue", "queue")}
"""Command to module and name, for those that bring more along."""


class Reviewing(click.Group):
    """Takes anything but a command's name for the words of ``queue``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ELSEWHERE:
            module, name = ELSEWHERE[cmd_name]
            found: click.Command = getattr(importlib.import_module(f"audit.cli.{module}"), name)
            return found
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.list_commands(ctx) and args[0] not in ("-h", "--help")):
            args = ["queue", *args]
        return super().parse_args(ctx, args)


@click.group("review", cls=Reviewing, epilog=EPILOG)
def command() -> None:
    """Confirm, correct or dismiss what was found; see docs/review.md."""


def judging(function: F) -> F:
    """What the commands that judge one thing have in common."""
    function = click.argument("key", metavar="ID")(function)
    return click.pass_obj(options.db_option(by_option(function)))  # type: ignore[return-value]


@command.command("show")
@click.argument("keys", metavar="ID…", nargs=-1, required=True)
@options.db_option
@click.pass_obj
def show(invocation: Invocation, keys: tuple[str, ...], db: str | None) -> None:
    """Show statements or findings in context, with the decisions on them."""
    reviews = opened_reviews(invocation, db)
    with opened(None) as stream:
        for key in keys:
            stream.writelines(f"{one}\n" for one in shown(reviews.choose(key)))


@command.command("confirm")
@judging
def confirm(invocation: Invocation, key: str, by: str, db: str | None) -> None:
    """Confirm ID: the tool is right about it."""
    _judge(invocation, db, key, Verdict(Judgement.CONFIRMED, required_name(by)))


@command.command("correct")
@judging
@click.option("--speaker", metavar="NAME", help="Who said it: a source of the article, or a new one (with --type).")
@click.option("--type", "kind", type=click.Choice(["named", "official", "anonymous"]), help="The type of its source.")
@click.option("--words", metavar="TEXT", help="What was said, as printed; put “ … ” between parts.")
@click.option("--anonymity-reason", metavar="TEXT", help="Why the name is withheld, as printed; empty if the article gives no reason.")
@click.option("--reason", default="", metavar="TEXT", help="Why you are correcting it.")
@click.option("--whole-chain", is_flag=True, help="Correct the speaker of all statements that the article gives to the same source.")
def correct(
    invocation: Invocation,
    key: str,
    by: str,
    db: str | None,
    speaker: str | None,
    kind: str | None,
    words: str | None,
    anonymity_reason: str | None,
    reason: str,
    whole_chain: bool,
) -> None:
    """Correct ID: its speaker, type, words, or the reason for anonymity."""
    correction = Correction(speaker, SourceType(kind) if kind else None, words, anonymity_reason)
    _judge(invocation, db, key, Verdict(Judgement.CORRECTED, required_name(by), reason, correction), whole_chain)


@command.command("dismiss")
@judging
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
def dismiss(invocation: Invocation, key: str, by: str, db: str | None, reason: str) -> None:
    """Dismiss ID: it is not a statement (or not this source's), or the finding is a false alarm."""
    _judge(invocation, db, key, Verdict(Judgement.DISMISSED, required_name(by), _given(reason)))


@command.command("waive")
@judging
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
def waive(invocation: Invocation, key: str, by: str, db: str | None, reason: str) -> None:
    """Waive the finding ID: it is right, but does not count for --fail-on."""
    _judge(invocation, db, key, Verdict(Judgement.WAIVED, required_name(by), _given(reason)))


@command.command("undo")
@judging
def undo(invocation: Invocation, key: str, by: str, db: str | None) -> None:
    """Withdraw the decision ID (such as r12). The decision before it applies again. Nothing is deleted."""
    name = required_name(by)
    withdrawn = opened_reviews(invocation, db).withdraw(key, name)
    tell(f"withdrawn: {in_words(withdrawn)}")


@command.command("list")
@options.db_option
@options.filter_options
@click.option("--lost", is_flag=True, help="Only decisions whose words are no longer found in the current version.")
@click.pass_obj
def listed(invocation: Invocation, chosen: Chosen, db: str | None, lost: bool) -> None:
    """List all decisions, oldest first, including withdrawn ones. Filters choose the articles."""
    from audit.cli.reviewing import printed
    from audit.report.phrases import named_code

    wanted = chosen.filter("all")
    reviews = opened_reviews(invocation, db, wanted)
    with opened(None) as stream:
        for entry in reviews.entries(wanted):
            if lost and not entry.lost:
                continue
            decision = entry.decision
            target = decision.target
            about = (
                f"{named_code(target.code)}: {printed(target.anchor.quote)}"
                if target.code
                else f"“{printed(target.anchor.quote)}” {printed(target.speaker or '')}"
            )
            stream.write(f"{in_words(decision)} [{decision.created_at[:10]}, {printed(decision.origin)}]\n")
            stream.write(f"    {printed(entry.name)}: {about}\n")
            if decision.withdrawn_at:
                stream.write(f"    withdrawn by {printed(decision.withdrawn_by or '')} on {decision.withdrawn_at[:10]}\n")
            if entry.lost:
                stream.write("    no longer found in the current version; kept\n")


def _judge(invocation: Invocation, db: str | None, key: str, verdict: Verdict, whole_chain: bool = False) -> None:
    reviews = opened_reviews(invocation, db)
    chosen = reviews.choose(key)
    made = reviews.judge(chosen, verdict, whole_chain=whole_chain)
    tell(f"{counted(len(made), 'decision')} stored" if made else "nothing to store: that is already the decision")
    for one in shown(reviews.choose(key)) if chosen.finding else ():
        tell(one)


def _given(reason: str) -> str:
    if not reason.strip():
        raise InputError("say why: --reason TEXT")
    return reason.strip()
