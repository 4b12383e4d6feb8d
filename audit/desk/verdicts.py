"""From what a page sends to a judgement or check, or to why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, decided
from audit.domain.review import Check, CheckStatus, Correction, Judgement, Target
from audit.domain.source import SourceType
from audit.domain.text import Span
from audit.errors import InputError
from audit.report.html import web_address
from audit.rules.judging import OvertakenError, UnfitError, Verdict
from audit.rules.placing import content_of
from audit.store.by_id import ReviewItem

ORIGIN = "desk"
"""Of every decision that is made here."""
_LONGEST = 100_000
"""Characters of one answer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The fields of a form, each of the kind that it has to be. Raises ``InputError`` for what no page of ours would send."""

    fields: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, sent: Any) -> Answers:
        if not isinstance(sent, dict):
            raise InputError("the desk takes JSON objects only; reload the page")
        return cls(sent)

    def words(self, name: str) -> str:
        """The text of a field, without spaces around it; empty where there is none."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise InputError(f"{name} is no text, or too long; shorten it, or reload the page")
        return value.strip()

    def changed(self, name: str) -> str | None:
        """The same, but None where the page does not say anything of it."""
        return self.words(name) if self.fields.get(name) is not None else None

    def one_of(self, name: str, choices: type[Judgement] | type[CheckStatus] | type[SourceType]) -> Any:
        """The chosen member; None where nothing is chosen."""
        value = self.words(name)
        if value and value not in [one.value for one in choices]:
            raise InputError(f"{name} is {value!r}; choose one of: {', '.join(one.value for one in choices)}")
        return choices(value) if value else None

    def flag(self, name: str) -> bool:
        return self.fields.get(name) is True

    def span(self, name: str) -> Span | None:
        """Two offsets."""
        value = self.fields.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2 or not all(type(one) is int and one >= 0 for one in value):
            raise InputError(f"{name} is no place in a text; reload the page")
        return Span(value[0], value[1])

    @property
    def seen(self) -> dict[str, str]:
        """Id of a statement, or fingerprint of a finding, to the state that the person saw."""
        value = self.fields.get("seen")
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise InputError("the page does not say what was seen; reload it")
        return value

    @property
    def by(self) -> str:
        """Who decides."""
        if not (by := self.words("by")):
            raise UnfitError("by", "whose judgement is it? Fill in your name first")
        return by


def chosen(audit: Audit, answers: Answers) -> ReviewItem:
    """What is judged. Raises ``OvertakenError`` where it is not there any more."""
    key = answers.words("id")
    finding = next((one for one in audit.findings if one.fingerprint == key), None)
    if finding is not None:
        return ReviewItem(audit, finding=finding)
    statement = next((one for one in audit.statements if one.id == key), None)
    if statement is None:
        raise OvertakenError([])
    rows: tuple[str | None, ...] = statement.source_ids or (None,)
    wanted = answers.words("source_id")
    if wanted and wanted not in rows:
        raise OvertakenError([one for one in audit.decisions if one.target.id == key])
    return ReviewItem(audit, statement, (wanted,) if wanted else rows)


def verdict(thing: ReviewItem, answers: Answers) -> Verdict:
    """The judgement. Raises ``UnfitError`` for one that cannot be."""
    judgement, by, reason = answers.one_of("judgement", Judgement), answers.by, answers.words("reason")
    if judgement is None:
        raise InputError("no judgement was sent; reload the page")
    if judgement in (Judgement.DISMISSED, Judgement.WAIVED) and not reason:
        raise UnfitError("reason", "say why")
    if judgement is not Judgement.CORRECTED:
        return Verdict(judgement, by, reason, origin=ORIGIN)
    words = answers.words("words") or None
    place = answers.span("place")
    if words is not None and place is not None and thing.statement is not None:
        found = content_of(words, thing.audit.article.text, thing.statement.span.start)
        if found != (place,):
            raise UnfitError("words", "the same words stand nearer to the statement than those that you selected; select a word more")
    correction = Correction(
        answers.words("speaker") or None, answers.one_of("type", SourceType), words, answers.changed("anonymity_reason")
    )
    return Verdict(judgement, by, reason, correction, ORIGIN)


def check(thing: ReviewItem, answers: Answers, today: date, target: Target) -> Check:
    """Where a checker stands with a row. Raises ``UnfitError`` for an address that is none."""
    addresses = answers.words("evidence_url")
    if any(web_address(one) is None for one in addresses.split()):
        raise UnfitError("evidence_url", "give addresses with http:// or https://, one after the other; other evidence goes into the note")
    assert thing.statement is not None
    row = (thing.statement.id, target.source_id)
    holding = decided(thing.audit).get(row, NOTHING).check
    return Check(
        target,
        answers.one_of("status", CheckStatus) or CheckStatus.OPEN,
        answers.by,
        today.isoformat(),
        addresses or None,
        holding.contact_ref if holding else None,
        answers.words("note") or None,
        ORIGIN,
    )
