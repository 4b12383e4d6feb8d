"""Who posts under the name of an account: "@OrreNews said"."""

from __future__ import annotations

import re
from functools import cache

from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.entities.chain import Chain, Mention
from audit.entities.named import Named
from audit.entities.names import person_name
from audit.entities.newcomers import Newcomers
from audit.entities.phrase import Phrase, Sort
from audit.lexicons import words

_ACCOUNT = re.compile(r"@\w{1,30}")
_BEHIND = re.compile(r" \((?P<handle>@\w{1,30})\)")
_CAPITAL = re.compile(r"[A-Z][a-z]+")
_NAME_BEFORE = 60
"""Code points of a name before its account in brackets, at most."""


class Accounts:
    """The accounts of an article, each with one chain."""

    def __init__(self, annotation: Annotation, named: Named, newcomers: Newcomers) -> None:
        self.annotation, self.named, self.newcomers = annotation, named, newcomers
        self._known: dict[str, Chain] = {}

    def holder(self, mention: Mention, phrase: Phrase) -> Chain | None:
        """Whoever posts under the account that a mention is or stands before, "saltdog (@saltdog91)": the person beside whose name it
        stands, a body whose last word says what it is, or nobody else; None where the mention is no account, or a name known otherwise."""
        text, printed = self.annotation.text, mention.span.of(self.annotation.text)
        behind = _BEHIND.match(text, mention.span.end)
        handle = printed if _ACCOUNT.fullmatch(printed) else behind["handle"] if behind is not None else ""
        known = [c for _, c in self.named.within(mention.span)]
        given = printed.lower() in words("names", "given") and all(c.entity_label == "Location" for c in known)
        if not handle or (handle != printed and known and not given):
            return None
        if handle not in self._known:
            at = text.find(f" ({handle})")
            beside = [c for place, c in self.named.within(Span(max(0, at - _NAME_BEFORE), at)) if place.end == at] if at >= 0 else []
            body = bool({part.lower() for part in _CAPITAL.findall(handle)[-1:]} & _bodies())
            fresh = self.named.make_body(handle, mention.span) if body and not beside else None
            self._known[handle] = beside[0] if beside else fresh or self._somebody(mention, phrase)
        return self._known[handle]

    def _somebody(self, mention: Mention, phrase: Phrase) -> Chain:
        """Who is printed so elsewhere, in capitals; or somebody known by the name of an account, which a reader can look up."""
        name = person_name(mention.span.of(self.annotation.text).title())
        known = self.named.person(name, mention.span.start) if name is not None and not name.single else None
        if known is not None:
            return known
        chain = self.newcomers.new(mention, phrase)
        chain.sort, chain.named, chain.plural, chain.entity_label = Sort.PERSON, True, False, "Person"
        return chain


@cache
def _bodies() -> frozenset[str]:
    """Last words of the accounts of bodies: "@ZorkPolice", "@ZorkGazette"."""
    heads = (words("people", "heads", kind) for kind in ("organisation", "media", "media_names"))
    return words("kinds", "bodies", "force").union(words("kinds", "account_names"), *heads)
