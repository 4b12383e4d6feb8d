"""``audit review queue``: one row after the other, in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from audit.cli import options
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.reviewing import by_option, opened_reviews, required_name, shown
from audit.domain.review import Correction, Judgement
from audit.domain.source import SourceType
from audit.report.phrases import counted
from audit.rules.judging import UnfitError, Verdict

if TYPE_CHECKING:
    from audit.store.reviews import Chosen as Thing
    from audit.store.reviews import Reviews

KEYS = "[c]onfirm, c[o]rrect, [d]ismiss, [s]kip, [u]ndo, [q]uit"
FINDING_KEYS = "[c]onfirm, [w]aive, [d]ismiss, [s]kip, [u]ndo, [q]uit"


@click.command("queue")
@click.argument("keys", metavar="[ID]…", nargs=-1)
@options.db_option
@options.filter_options
@by_option
@click.option("--findings", is_flag=True, help="Ask about findings instead of statements.")
@options.scope_option
@click.pass_obj
def queue(
    invocation: Invocation, chosen: Chosen, keys: tuple[str, ...], db: str | None, by: str, findings: bool, scope: str | None
) -> None:
    """Go through everything nobody has decided on, least certain first, or through IDs. The same as audit review without a command."""
    wanted = chosen.filter(invocation.settings(scope=scope).scope)
    reviews = opened_reviews(invocation, db, wanted)
    name = by or click.prompt("Your name", err=True)
    things = (reviews.choose(key) for key in keys) if keys else reviews.queue(wanted)
    if findings and not keys:
        things = reviews.finding_queue(wanted)
    session = Session(reviews, required_name(name))
    try:
        for thing in things:
            if not session.asked(thing):
                break
        else:
            tell("nothing is left in the queue")
    except click.Abort:
        click.echo("", err=True)
    tell(f"{counted(len(session.made), 'decision')} stored, and kept")


class Session:
    """One sitting at the queue; ``made`` are the ids of what was decided and not undone."""

    def __init__(self, reviews: Reviews, by: str) -> None:
        self.reviews = reviews
        self.by = by
        self.made: list[str] = []

    def asked(self, thing: Thing) -> bool:
        """Shows a thing and asks until there is an answer that can be stored; False to stop."""
        for line in shown(thing):
            click.echo(line)
        answers: dict[str, Callable[[], Verdict]] = {
            "c": lambda: Verdict(Judgement.CONFIRMED, self.by),
            "d": lambda: Verdict(Judgement.DISMISSED, self.by, self._reason()),
        }
        if thing.finding is None:
            answers["o"] = self._correction
        else:
            answers["w"] = lambda: Verdict(Judgement.WAIVED, self.by, self._reason())
        while True:
            answer = (
                click.prompt(KEYS if thing.finding is None else FINDING_KEYS, err=True, default="s", show_default=False).strip().lower()[:1]
            )
            if answer == "q":
                return False
            if answer == "s":
                return True
            if answer == "u":
                self._undo()
            elif answer in answers:
                try:
                    self.made += self.reviews.judge(thing, answers[answer]())
                    return True
                except UnfitError as error:
                    tell(f"{error}")
            else:
                tell(f"{answer!r} is not an answer; type one of the letters in brackets")

    def _undo(self) -> None:
        """Withdraws the last decision of this sitting."""
        if not self.made:
            tell("you have not decided anything in this session yet; for older decisions: audit review list, audit review undo")
            return
        self.reviews.withdraw(self.made.pop(), self.by)
        tell("last decision withdrawn")

    def _reason(self) -> str:
        return str(click.prompt("Why", err=True)).strip()

    def _correction(self) -> Verdict:
        tell("What is right? Leave empty what the tool got right.")
        kinds = click.Choice(["", "named", "official", "anonymous"])
        speaker = _asked("Speaker")
        kind = click.prompt("Type (named, official, anonymous)", default="", show_default=False, show_choices=False, type=kinds, err=True)
        words = _asked("Words, as printed")
        why = _asked("Reason for anonymity, as printed (none: the article gives no reason)")
        correction = Correction(speaker, SourceType(kind) if kind else None, words, "" if why == "none" else why)
        return Verdict(Judgement.CORRECTED, self.by, _asked("Why are you correcting it") or "", correction)


def _asked(question: str) -> str | None:
    return str(click.prompt(question, default="", show_default=False, err=True)).strip() or None
