"""What a cue says was done, and whether it is denied."""

from __future__ import annotations

import pytest

from audit.attribute.cues import kind_of, known, negated
from audit.domain.statement import CueKind
from audit.domain.text import Span
from tests.build import annotation, place


@pytest.mark.parametrize(
    ("text", "cue", "lemma", "kind"),
    [
        ("Quill said it.", "said", "say", CueKind.SPEECH),
        ("Quill had not only said it.", "had not only said", "say", CueKind.SPEECH),
        ("Quill tweeted it.", "tweeted", "tweet", CueKind.WRITING),
        ("Quill accused them.", "accused", "accuse", CueKind.STANCE),
        ("Quill believes it.", "believes", "believe", CueKind.COGNITION),
        ("According to Quill, it rose.", "According to", "according to", CueKind.ACCORDING),
        ("It rose, according  to Quill.", "according  to", "according to", CueKind.ACCORDING),
        ("It rose, in the view of Quill.", "in the view of", "in the view of", CueKind.ACCORDING),
        ("Per Quill, it rose.", "Per", "per", CueKind.ACCORDING),
        ("It reportedly rose.", "reportedly", "reportedly", CueKind.ACCORDING),
        ("Quill made the claim.", "the claim", "claim", CueKind.SPEECH),
        ("Quill juggled it.", "juggled", "juggled", CueKind.OTHER),
        ("The “quite” thing.", "quite", "quite", CueKind.OTHER),
        ("A study uncovered it.", "uncovered", "uncover", CueKind.SPEECH),
    ],
)
def test_the_kind_of_a_cue(text: str, cue: str, lemma: str, kind: CueKind) -> None:
    assert kind_of(annotation(text), place(text, cue)) == (lemma, kind)


def test_a_cue_without_tokens_is_of_no_known_kind() -> None:
    assert kind_of(annotation("Quill said it."), Span(5, 6)) == ("", CueKind.OTHER)


@pytest.mark.parametrize(
    ("form", "found"),
    [("said", None), ("says", ("say", CueKind.SPEECH)), ("denies", ("deny", CueKind.SPEECH)), ("zork", None)],
)
def test_known_forms(form: str, found: tuple[str, CueKind] | None) -> None:
    assert known(form) == found


@pytest.mark.parametrize(
    ("text", "cue", "denied"),
    [
        ("Quill said it.", "said", False),
        ("Quill did not say it.", "say", True),
        ("Quill did not say it.", "did not say", True),
        ("Quill didn’t ever say it.", "say", True),
        ("Quill has never said it.", "said", True),
        ("Quill said it was not so.", "said", False),
        ("Not all of them said it.", "said", False),
        ("It was not so. Quill said it.", "said", False),
        ("Nor did she say it.", "say", False),
    ],
)
def test_denied_cues(text: str, cue: str, denied: bool) -> None:
    assert negated(annotation(text, pos={"ever": "ADV"}), place(text, cue)) is denied


def test_a_place_without_words_is_not_denied() -> None:
    assert not negated(annotation("Quill said it."), Span(5, 6))


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Nobody said it.", True),
        ("No keeper said it.", True),
        ("Quill thinks that no one said it.", True),
        ("No 10 said it.", False),
        ("No. 10 said it.", False),
        ("The keeper of nobody said it.", False),
    ],
)
def test_nobody_says_anything(text: str, denied: bool) -> None:
    who = {"keeper": "keeper", "one": "one", "No 10": "10", "No. 10": "10", "Nobody": "Nobody"}
    head = next(word for name, word in who.items() if name in text)
    no = next((w for w in ("No", "no") if w in text.split() or "No." in text), None)
    arcs = [f"{head} nsubj said", *([f"{no} det {head}"] if no and head != "Nobody" and "The" not in text else [])]
    assert negated(annotation(text, arcs=arcs), place(text, "said")) is denied
