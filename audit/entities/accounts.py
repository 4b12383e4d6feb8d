"""Who posts under the name of an account: "@OrreNews said"."""

from __future__ import annotations

import re

from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.entities.chain import Chain, Mention
from audit.entities.named import Named
from audit.entities.newcomers import Newcomers
from audit.entities.phrase import Phrase
from audit.lexicons import words

_ACCOUNT = re.compile(r"@\w{1,30}")
_CAPITAL = re.compile(r"[A-Z][a-z]+")
_FORCES = words("kinds", "bodies", "force") | {"council", "ministry", "embassy", "department"}
_NAME_BEFORE = 60
"""Code points of a name before its account in brackets, at most."""


class Accounts:
    """The accounts of an article, each with one chain."""

    def __init__(self, annotation: Annotation, named: Named, newcomers: Newcomers) -> None:
        self.annotation, self.named, self.newcomers = annotation, named, newcomers
        self._known: dict[str, Chain] = {}

    def holder(self, mention: Mention, phrase: Phrase) -> Chain | None:
        """The person beside whose name the account stands, a body whose last word says what it is, or nobody else who is named; None where
        the mention is no account."""
        handle = mention.span.of(self.annotation.text)
        if _ACCOUNT.fullmatch(handle) is None:
            return None
        if handle not in self._known:
            at = self.annotation.text.find(f" ({handle})")
            beside = [c for place, c in self.named.within(Span(max(0, at - _NAME_BEFORE), at)) if place.end == at] if at >= 0 else []
            body = bool({part.lower() for part in _CAPITAL.findall(handle)[-1:]} & _FORCES)
            fresh = self.named.make_body(handle, mention.span) if body and not beside else None
            self._known[handle] = beside[0] if beside else fresh or self.newcomers.new(mention, phrase)
        return self._known[handle]
