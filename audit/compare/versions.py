"""What became of sources and statements from one version of an article to the next.

How it is decided. Where the sentences of a statement stand in both versions word for word, it has not changed: if the tool reads it
otherwise in one of them, that comes from the text around it; it is counted, and shown on demand only. Elsewhere, statements are the same
where their words are (letter case and marks aside), else where seven in ten words are, the likest first. Sources are the same where their
labels are; else where they say the same statement and one of the two is not named or they share a word of their names (but not where the
article spoke of the one before already, as somebody else); else where the name of one is part of the name of the other. Whatever is left
was added or dropped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.compare.common import Common
from audit.domain.anchor import likeness, words_of
from audit.domain.audited import Audit
from audit.domain.source import Identity, Source
from audit.domain.statement import MentionKind, Statement
from audit.domain.text import Span

_SHORT = 3
"""Letters of a word that tells nothing of a name: "of", "the"."""


class SourceChange(StrEnum):
    ADDED = "added"
    DROPPED = "dropped"
    MADE_ANONYMOUS = "made anonymous"
    NO_LONGER_ANONYMOUS = "no longer anonymous"
    RETYPED = "other type"
    """Named before, official now, or the other way."""
    DISCLOSURE = "other disclosure"
    """Anonymous before and now, but the article tells it otherwise."""
    RENAMED = "renamed"


class StatementChange(StrEnum):
    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class SourcePair:
    """A source before and now; None where it is not there."""

    change: SourceChange
    before: Source | None
    after: Source | None
    words_gone: tuple[Span, ...] = ()
    """What the old version alone says of the anonymity of a source that is in both."""
    words_new: tuple[Span, ...] = ()
    """What the new version alone says of it."""


@dataclass(frozen=True, slots=True)
class StatementPair:
    """A statement before and now; ``what`` changed: words, form, speaker."""

    change: StatementChange
    before: Statement | None
    after: Statement | None
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed, in the order of the new version; what was dropped comes last."""

    old: Audit
    new: Audit
    sources: tuple[SourcePair, ...]
    statements: tuple[StatementPair, ...]
    elsewhere: int = 0
    """Changes that were left out: statements that are read otherwise though their sentence is the same."""

    @property
    def nothing(self) -> bool:
        return not self.sources and not self.statements


def difference(old: Audit, new: Audit, scope: str = "statements", *, everywhere: bool = False) -> Difference:
    """From ``old`` to ``new``; a source counts where it has a statement in ``scope``.

    ``everywhere``: also what is read otherwise in sentences that did not change.
    """
    before, after = old.in_scope(scope), new.in_scope(scope)
    common = Common(old.article.text, new.article.text)
    kept = {one.id for one in before if common.in_old(_passage(old, one))}, {one.id for one in after if common.in_new(_passage(new, one))}
    said = _same_statements(old, before, new, after, common, kept)
    known = _same_sources(_speaking(old, before), _speaking(new, after), said, common)
    sources = tuple(_source_changes(_speaking(old, before), _speaking(new, after), known, common))
    statements = tuple(_statement_changes(old, before, new, after, said, known))
    if everywhere:
        return Difference(old, new, sources, statements)
    shown = tuple(one for one in statements if not _unchanged(one, kept))
    told = tuple(one for one in sources if _told(one, old, before, new, after, common, kept))
    return Difference(old, new, told, shown, len(statements) - len(shown))


Kept = tuple[set[str], set[str]]
"""Ids of the statements of the old version, and of the new one, whose sentences stand in both."""


def _passage(audit: Audit, statement: Statement) -> Span:
    """The sentences of a statement; where the audit knows none, its words."""
    span = statement.span
    touched = [one for one in audit.sentences if one.overlaps(span)]
    return Span(min([span.start, *(one.start for one in touched)]), max([span.end, *(one.end for one in touched)]))


def _unchanged(pair: StatementPair, kept: Kept) -> bool:
    """Whether the sentences of a pair are the same before and now."""
    return all(one is None or one.id in ids for one, ids in zip((pair.before, pair.after), kept, strict=True))


def _printed(source: Source) -> list[Span]:
    """Where the article speaks of a source and of no other."""
    return [one.span for one in source.mentions] + [one.span for one in source.markers if not one.blanket]


def _told(
    pair: SourcePair, old: Audit, before: Sequence[Statement], new: Audit, after: Sequence[Statement], common: Common, kept: Kept
) -> bool:
    """Whether the text of a source changed: all that one says which came or went; of another, anything that it says or is told of it.

    Words that disclose the anonymity of several sources change nothing but that.
    """
    if pair.before is None or pair.after is None:
        source, statements, ids = (pair.before, before, kept[0]) if pair.before else (pair.after, after, kept[1])
        return source is not None and all(one.id not in ids for one in statements if source.id in one.source_ids)
    touched = [one for one in before if pair.before.id in one.source_ids and one.id not in kept[0]]
    touched += [one for one in after if pair.after.id in one.source_ids and one.id not in kept[1]]
    if pair.change is SourceChange.DISCLOSURE and (pair.words_gone or pair.words_new):
        return True
    was = [common.in_old(one) for one in _printed(pair.before)]
    return bool(touched) or not all(was) or not all(common.in_new(one) for one in _printed(pair.after))


def _speaking(audit: Audit, statements: Sequence[Statement]) -> list[Source]:
    heard = {source_id for one in statements for source_id in one.source_ids}
    return [source for source in audit.sources if source.id in heard]


Said = list[tuple[Statement, Statement]]
Known = Mapping[str, Source]
"""Id of the source before to the source now."""


def _same_statements(old: Audit, before: Sequence[Statement], new: Audit, after: Sequence[Statement], common: Common, kept: Kept) -> Said:
    """In text that is the same, by place; in the rest, by words."""
    pairs = list(_in_place(before, after, common, kept))
    placed = {one.id for one, _ in pairs}, {one.id for _, one in pairs}
    before = [one for one in before if one.id not in placed[0]]
    after = [one for one in after if one.id not in placed[1]]
    words = {one.id: words_of(one.words(old.article.text)) for one in before}
    words |= {one.id: words_of(one.words(new.article.text)) for one in after}
    waiting: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for one in after:
        waiting[words[one.id]].append(one)
    for one in before:
        if same := waiting[words[one.id]]:
            pairs.append((one, same.pop(0)))
    left, right = {one.id for one, _ in pairs}, {one.id for _, one in pairs}
    edited = sorted(
        (
            (alike, -abs(one.ordinal - other.ordinal), one, other)
            for one in before
            for other in after
            if one.id not in left and other.id not in right and (alike := likeness(words[one.id], words[other.id]))
        ),
        key=lambda found: found[:2],
        reverse=True,
    )
    for _, _, one, other in edited:
        if one.id not in left and other.id not in right:
            pairs.append((one, other))
            left.add(one.id)
            right.add(other.id)
    return pairs


def _in_place(before: Sequence[Statement], after: Sequence[Statement], common: Common, kept: Kept) -> Iterator[tuple[Statement, Statement]]:
    """Statements whose words overlap in text that is the same, those that share most first."""
    found = []
    for one in before:
        place = common.now(one.span) if one.id in kept[0] else None
        theirs = [other for other in after if place is not None and other.id in kept[1] and other.span.overlaps(place)]
        found += [(_shared(place, other.span), -other.ordinal, one, other) for other in theirs if place is not None]
    taken: set[str] = set()
    for _, _, one, other in sorted(found, key=lambda pair: pair[:2], reverse=True):
        if one.id not in taken and other.id not in taken:
            taken |= {one.id, other.id}
            yield one, other


def _shared(one: Span, other: Span) -> float:
    return (min(one.end, other.end) - max(one.start, other.start)) / (max(one.end, other.end) - min(one.start, other.start))


def _same_sources(before: Sequence[Source], after: Sequence[Source], said: Said, common: Common) -> Known:
    known: dict[str, Source] = {}
    taken: set[str] = set()

    def take(one: Source, other: Source) -> None:
        if one.id not in known and other.id not in taken:
            known[one.id] = other
            taken.add(other.id)

    for one in before:
        for other in after:
            if words_of(one.label) == words_of(other.label):
                take(one, other)
    here, there = {one.id: one for one in before}, {one.id: one for one in after}
    votes = Counter(
        (mine, theirs) for first, second in said for mine, theirs in _beside(first.source_ids, second.source_ids) if mine in here
    )
    for (mine, theirs), _ in votes.most_common():
        if theirs in there and _may_be_one(here[mine], there[theirs]) and not _stood_apart(here[mine], there[theirs], common):
            take(here[mine], there[theirs])
    for one in before:
        inside = [other for other in after if other.id not in taken and _part_of(one, other)]
        if one.id not in known and len(inside) == 1:
            take(one, inside[0])
    return known


def _beside(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The sources of two equal statements that can be each other: in their order, or any where the numbers differ."""
    if len(mine) == len(theirs):
        return zip(mine, theirs, strict=True)
    return ((one, other) for one in mine for other in theirs)


def _may_be_one(one: Source, other: Source) -> bool:
    unnamed = one.identity is not Identity.NAMED or other.identity is not Identity.NAMED
    return unnamed or any(len(word) > _SHORT for word in set(words_of(one.label)) & set(words_of(other.label)))


def _stood_apart(one: Source, other: Source, common: Common) -> bool:
    """Whether the old version names or describes ``other`` too, as somebody else than ``one``."""
    mine = [place for mention in one.mentions if (place := common.now(mention.span))]
    theirs = [mention.span for mention in other.mentions if mention.kind is not MentionKind.PRONOUN and common.in_new(mention.span)]
    return bool(theirs) and not any(span.overlaps(place) for span in theirs for place in mine)


def _part_of(one: Source, other: Source) -> bool:
    """Whether the name of one is in the name of the other."""
    mine, theirs = set(words_of(one.label)), set(words_of(other.label))
    named = one.identity is Identity.NAMED and other.identity is Identity.NAMED and one.kind is other.kind
    return named and bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _source_changes(before: Sequence[Source], after: Sequence[Source], known: Known, common: Common) -> Iterator[SourcePair]:
    was = {other.id: one for one in before if (other := known.get(one.id)) is not None}
    for one in after:
        if one.id not in was:
            yield SourcePair(SourceChange.ADDED, None, one)
        elif change := _change(was[one.id], one):
            gone = tuple(marker.span for marker in was[one.id].markers if not common.in_old(marker.span))
            yield SourcePair(change, was[one.id], one, gone, tuple(marker.span for marker in one.markers if not common.in_new(marker.span)))
    yield from (SourcePair(SourceChange.DROPPED, one, None) for one in before if one.id not in known)


def _change(before: Source, after: Source) -> SourceChange | None:
    """The weightiest thing that changed."""
    if before.anonymous != after.anonymous:
        return SourceChange.MADE_ANONYMOUS if after.anonymous else SourceChange.NO_LONGER_ANONYMOUS
    if before.source_type is not after.source_type:
        return SourceChange.RETYPED
    if after.anonymous and before.anonymity_status is not after.anonymity_status:
        return SourceChange.DISCLOSURE
    return SourceChange.RENAMED if words_of(before.label) != words_of(after.label) else None


def _statement_changes(
    old: Audit, before: Sequence[Statement], new: Audit, after: Sequence[Statement], said: Said, known: Known
) -> Iterator[StatementPair]:
    was = {other.id: one for one, other in said}
    for one in after:
        if one.id not in was:
            yield StatementPair(StatementChange.ADDED, None, one)
        elif what := tuple(_what(old, was[one.id], new, one, known)):
            yield StatementPair(StatementChange.CHANGED, was[one.id], one, what)
    stayed = {one.id for one, _ in said}
    yield from (StatementPair(StatementChange.DROPPED, one, None) for one in before if one.id not in stayed)


def _what(old: Audit, before: Statement, new: Audit, after: Statement, known: Known) -> Iterator[str]:
    if words_of(before.words(old.article.text)) != words_of(after.words(new.article.text)):
        yield "words"
    if before.form is not after.form:
        yield "form"
    if {known[one].id if one in known else one for one in before.source_ids} != set(after.source_ids):
        yield "speaker"
