"""What was said, and what was only thought or planned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.attribute.statements import statements
from audit.domain.statement import Scope
from tests.build import annotation


def scopes(text: str, cue: str, source: str | None, content: str, *, reported: bool) -> list[Scope]:
    built = annotation(text, people=source or (), tags=[(cue, source, content)])
    tags = tuple(replace(tag, statement=reported) for tag in built.attributions)
    return [s.scope for s in statements(replace(built, attributions=tags))]


@pytest.mark.parametrize(("reported", "expected"), [(True, Scope.STATEMENT), (False, Scope.ATTITUDE)])
def test_the_cue_tells_a_statement_from_an_attitude(reported: bool, expected: Scope) -> None:
    assert scopes("Quill hopes the dam is safe.", "hopes", "Quill", "the dam is safe", reported=reported) == [expected]
    assert scopes("Quill called the dam “safe”.", "called", "Quill", "the dam “safe”", reported=reported) == [expected]


def test_quoted_words_always_were_said() -> None:
    assert scopes("Quill hopes “the dam is safe”.", "hopes", "Quill", "“the dam is safe”", reported=False) == [Scope.STATEMENT]


def test_unquoted_words_of_nobody_are_no_statement() -> None:
    assert scopes("It was said the dam was safe.", "said", None, "the dam was safe", reported=True) == [Scope.ATTITUDE]


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "arcs", "found"),
    [
        ("Quill may say the dam is safe.", "say", "Quill", "the dam is safe", ["may aux say", "say root"], 0),
        (
            "There is a window for Quill to say the dam is safe.",
            "say",
            "Quill",
            "the dam is safe",
            ["say acl window", "to mark say", "Quill nsubj say"],
            0,
        ),
        ("Quill said May said the dam is safe.", "said#2", "May", "the dam is safe", ["May aux said#2", "said#2 ccomp said"], 1),
        ("Quill will say the dam is safe.", "say", "Quill", "the dam is safe", ["will aux say", "say root"], 1),
        ("Quill meant “Tuesday.”", "meant", "Quill", "“Tuesday.”", ["meant root"], 0),
        ("It leaked, Quill heard.", "heard", "Quill", "It leaked", ["leaked ccomp heard", "heard root"], 1),
        ("Quill claimed the title.", "claimed", "Quill", "the title", ["title obj claimed", "claimed root"], 0),
        ("Quill claimed the dam.", "claimed", "Quill", "the dam", ["dam obj claimed", "claimed root"], 1),
        ("The gate dubbed “the Lantern” is shut.", "dubbed", None, "“the Lantern”", ["dubbed acl gate"], 0),
        ("The gate Quill dubbed “the Lantern” is shut.", "dubbed", "Quill", "“the Lantern”", ["dubbed acl gate", "Quill nsubj dubbed"], 1),
    ],
)
def test_a_verb_that_only_looks_like_one_of_speaking(
    text: str, cue: str, source: str | None, content: str, arcs: list[str], found: int
) -> None:
    pos = {"meant": "VERB", "heard": "VERB", "claimed": "VERB", "dubbed": "VERB", "say": "VERB"}
    built = annotation(
        text,
        people="Quill" if source else (),
        tags=[(cue, source, content)],
        arcs=arcs,
        pos=pos,
        lemmas={"meant": "mean", "heard": "hear", "claimed": "claim", "dubbed": "dub"},
    )
    assert len([s for s in statements(built) if s.cue is not None]) == found


def test_a_link_alone_is_nothing_that_was_said() -> None:
    built = annotation("Quill posted https://reef.example/x9", people="Quill", tags=[("posted", "Quill", "https://reef.example/x9")])
    assert statements(built) == ()


@pytest.mark.parametrize(
    ("text", "cue", "content", "arcs", "found"),
    [
        ("Quill showed interest in the dam.", "showed", "interest in the dam", ["interest obj showed"], 0),
        ("Quill showed the clerks the map.", "showed", "the clerks the map", ["clerks iobj showed", "map obj showed"], 0),
        ("Quill showed the dam leaked.", "showed", "the dam leaked", ["leaked ccomp showed"], 1),
        ("Quill dodged the questions.", "dodged", "the questions", ["questions obj dodged"], 0),
        ("Quill tweeted a photo of the dam.", "tweeted", "a photo of the dam", ["photo obj tweeted"], 0),
        ("Quill tweeted “a photo of the dam.”", "tweeted", "“a photo of the dam.”", ["photo obj tweeted"], 1),
        ("Quill tweeted thanks to the clerks.", "tweeted", "thanks to the clerks", ["thanks obj tweeted"], 1),
    ],
)
def test_what_is_done_without_a_word(text: str, cue: str, content: str, arcs: list[str], found: int) -> None:
    lemmas = {"showed": "show", "dodged": "dodge", "tweeted": "tweet", "questions": "question"}
    built = annotation(
        text,
        people="Quill",
        tags=[(cue, "Quill", content)],
        arcs=[*arcs, f"{cue} root"],
        pos=dict.fromkeys(lemmas, "VERB") | {"questions": "NOUN", "leaked": "VERB"},
        lemmas=lemmas,
    )
    assert len(statements(built)) == found
