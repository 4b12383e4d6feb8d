"""``audit review queue``: one row after the other, in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from audit.cli import options
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.review_answers import Answers, whole_chain
from audit.cli.reviewing import by_option, opened_reviews, required_name, shown
from audit.domain.review import Judgement
from audit.report.phrases import counted
from audit.rules.judging import OvertakenError, UnfitError, Verdict

if TYPE_CHECKING:
    from audit.store.by_id import ReviewItem
    from audit.store.reviews import Reviews

LETTERS = {
    "c": ("confirm", "the tool is right"),
    "o": ("correct", "the speaker, the type, the words or the reason for anonymity is another; you are asked for each"),
    "d": ("dismiss", "this is no statement, or not of this source; you are asked why"),
    "s": ("skip", "leave it for later; Enter does the same"),
    "u": ("undo", "take back your last decision in this session"),
    "q": ("quit", "stop; everything that was decided is stored"),
    "?": ("help", "this list"),
}
"""Letter to its word and what it does, for statements."""
FINDING_LETTERS = {
    "c": ("confirm", "the flaw is there"),
    "w": ("waive", "the flaw is there, and you sign it off; you are asked why"),
    "d": ("dismiss", "a false alarm; you are asked why"),
    **{letter: LETTERS[letter] for letter in "suq?"},
}


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
    items = (reviews.choose(key) for key in keys) if keys else reviews.queue(wanted)
    if findings and not keys:
        items = reviews.finding_queue(wanted)
    session = Session(reviews, required_name(name))
    try:
        for item in items:
            if not session.asked(item):
                break
        else:
            tell("nothing is left in the queue")
    except click.Abort:
        click.echo("", err=True)
    tell(f"{counted(sum(map(len, session.made)), 'decision')} stored, and kept")


class Session:
    """One sitting at the queue; ``made`` are the ids of what was decided and not undone, those of one answer together."""

    def __init__(self, reviews: Reviews, by: str) -> None:
        self.reviews = reviews
        self.by = by
        self.made: list[list[str]] = []

    def asked(self, item: ReviewItem) -> bool:
        """Shows an item and asks until there is an answer that can be stored; False to stop."""
        letters = LETTERS if item.finding is None else FINDING_LETTERS
        now: ReviewItem | None = item
        show = True
        while now is not None:
            if show:
                for line in shown(now):
                    click.echo(line)
            show = False
            answer = click.prompt(_keys(letters), err=True, default="s", show_default=False).strip().lower()[:1]
            if answer == "q":
                return False
            if answer == "s":
                return True
            if answer == "?":
                for letter, (word, what) in letters.items():
                    tell(f"  {letter}  {word}: {what}")
            elif answer == "u":
                self._undo()
                now, show = self.reviews.again(now), True
            elif answer in letters:
                try:
                    if self._judged(now, answer):
                        return True
                except UnfitError as error:
                    tell(f"{error}")
                except OvertakenError as error:
                    tell(f"{error}")
                    now, show = self.reviews.again(now), True
            else:
                tell(f"{answer!r} is not an answer; type one of the letters in brackets, or ? for what they mean")
        return True

    def _judged(self, item: ReviewItem, letter: str) -> bool:
        """Stores what a letter means; False where a person left it. Raises ``UnfitError`` and ``OvertakenError``."""
        if letter == "o":
            return self._corrected(item)
        judgement = {"c": Judgement.CONFIRMED, "d": Judgement.DISMISSED, "w": Judgement.WAIVED}[letter]
        reason = "" if judgement is Judgement.CONFIRMED else str(click.prompt("Why", err=True)).strip()
        self._made(self.reviews.judge(item, Verdict(judgement, self.by, reason)))
        return True

    def _corrected(self, item: ReviewItem) -> bool:
        """Asks what is right until it can be stored, with what was refused there to be edited; False where nothing was."""
        holding = answers = Answers.holding(item)
        while True:
            try:
                answers = answers.asked(item)
                correction = answers.correction(item, holding)
                every = correction.speaker is not None and whole_chain(item)
            except click.Abort:
                tell("\nit stays as it was")
                return False
            if not correction:
                tell("nothing is different; it stays as it was")
                return False
            try:
                self._made(self.reviews.judge(item, Verdict(Judgement.CORRECTED, self.by, answers.because, correction), whole_chain=every))
                return True
            except UnfitError as error:
                tell(f"{error}")

    def _made(self, ids: list[str]) -> None:
        self.made += [ids] if ids else []

    def _undo(self) -> None:
        """Withdraws what was decided last in this sitting."""
        if not self.made:
            tell("you have not decided anything in this session yet; for older decisions: audit review list, audit review undo")
            return
        for one in self.made.pop():
            self.reviews.withdraw(one, self.by)
        tell("last decision withdrawn")


def _keys(letters: Mapping[str, tuple[str, str]]) -> str:
    """``[c]onfirm, c[o]rrect, …, [?] help``"""
    words = (word.replace(letter, f"[{letter}]", 1) if letter in word else f"[{letter}] {word}" for letter, (word, _) in letters.items())
    return ", ".join(words)
