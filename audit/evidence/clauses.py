"""The clauses around a claim: the tokens that it may be about."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.annotation import Annotation, Token
from audit.domain.text import Span
from audit.evidence.claims import Claim

WHO = frozenset({"who", "which", "that", "whom", "whose"})
_CLIMB = 6
"""Heads climbed from a claim to the clause whose subject it may be about."""


class Clauses:
    """The syntax of one article, asked from a claim."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation

    def tokens(self, span: Span) -> list[Token]:
        return self.annotation.inside(span)

    def subjects(self, claim: Claim) -> Iterator[Token]:
        """Tokens that the claim may be about, nearest first: subjects of the clauses it stands in, nouns that these describe."""
        tokens = self.tokens(claim.span)
        inside = {t.index for t in tokens}
        top = next((t for t in tokens if t.head is None or t.head not in inside), tokens[0])
        for subject in self.children(top, ("nsubj",)):
            if subject.index < tokens[0].index:
                yield subject
                yield from self._right_before(subject, top)
        at: Token | None = top
        for _ in range(_CLIMB):
            if at is None or at.head is None:
                return
            above = self.annotation.tokens[at.head]
            if at.rel in ("acl", "amod", "appos") and above.upos in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"):
                yield above
                return
            for subject in self.children(above, ("nsubj",)):
                if subject.index not in inside and subject.index != at.index:
                    yield subject
            at = above

    def _right_before(self, who: Token, top: Token) -> Iterator[Token]:
        """The noun right before "who", where the tree has its clause under none: "said the official, who spoke on condition …"."""
        at = who.index - 1
        if who.text.lower() != "who" or top.rel in ("acl", "amod", "appos") or at < 1:
            return
        before = self.annotation.tokens[at - 1 if self.annotation.tokens[at].text == "," else at]
        if before.upos in ("NOUN", "PROPN"):
            yield before

    def children(self, token: Token, rels: tuple[str, ...]) -> Iterator[Token]:
        for child in self.annotation.children.get(token.index, ()):
            if self.annotation.tokens[child].rel in rels:
                yield self.annotation.tokens[child]

    def whom(self, token: Token) -> Token:
        """Of "two clerks, both of whom" for "both" the noun before the comma; any other token as it is."""
        tokens = self.annotation.tokens
        of = [t.text.lower() for t in tokens[token.index + 1 : token.index + 3]]
        at = next((i for i in range(token.index - 1, max(-1, token.index - 4), -1) if tokens[i].text == ","), 0)
        return tokens[at - 1] if at and of[:1] == ["of"] and of[1:] and of[1] in WHO else token

    def joined(self, token: Token) -> Iterator[Token]:
        """What is joined to a subject: "lawmakers, aides and officials"."""
        yield from self.children(token, ("conj",))
