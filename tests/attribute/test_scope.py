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
