"""Who speaks in the headline: whoever says the same in the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.domain.again import said_again
from audit.domain.statement import Scope, Statement
from audit.entities.chain import Chain
from audit.entities.phrase import Sort

_HEAD = ("headline", "deck")
_PAPERS = frozenset({Sort.DOCUMENT, Sort.POLL})


def repeated(statements: Sequence[Statement], text: str) -> Iterator[tuple[int, int]]:
    """For each statement of the headline or deck that the body makes again, its number and that of the first one there."""
    body = [(n, s.words(text)) for n, s in enumerate(statements) if s.zone not in _HEAD and s.scope is Scope.STATEMENT]
    for number, statement in enumerate(statements):
        if statement.zone in _HEAD:
            words = statement.words(text)
            again = next((n for n, said in body if said_again(words, said)), None)
            if again is not None:
                yield number, again


def may_be(headline: Chain, body: Chain) -> bool:
    """Whether an unnamed source of the headline ("sources", "report", "mayor") can be one of the body: people for people, several for
    several, papers for papers."""
    if headline is body or headline.named or headline.plural != body.plural:
        return False
    return (headline.human and body.human) or (headline.sort in _PAPERS and body.sort in _PAPERS)
