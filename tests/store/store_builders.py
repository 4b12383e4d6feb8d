"""Audits for the tests of the store: one written by hand, and as many as hypothesis likes."""

from __future__ import annotations

import itertools
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from hypothesis import strategies as st

from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit, Run
from audit.domain.finding import Finding, Severity
from audit.domain.ground import Axis, Ground
from audit.domain.source import AnonymityMarker, AnonymityStatus, Identity, Kind, MarkerKind, OfficialScope, ReasonClass, Source, SourceType
from audit.domain.statement import Channel, Cue, CueKind, Form, Mention, MentionKind, ResponseNote, Scope, Statement, TagScores, Tie
from audit.domain.text import Article, Span

RUN = Run("0.1.0", (("attribution", "0123456789ab"), ("ner", "ba9876543210")), (("language", "en"),), "2026-01-02T03:04:05+00:00")
OTHER_RUN = replace(RUN, tool_version="0.2.0", started_at="2026-02-02T03:04:05+00:00")

TEXT = (
    "Mayor Ada Quill said the bridge was safe. “It will hold,” she said.\n"
    "An aide said it would not, asking not to be named for fear of reprisals. Neighbours said they heard cracks.\n"
    "The Harbour Office and Quill called for calm. “Who pays?” The builder declined to comment."
)


def article(text: str = TEXT, **fields: object) -> Article:
    """An article of the Ferry Post, with ``fields`` in place of its own."""
    standard = {
        "origin": "news/bridge.txt",
        "doc_id": "bridge",
        "title": "Bridge holds",
        "byline": "By Noor Abel and Tim Ost",
        "outlet": "Ferry Post",
        "section": "Local",
        "published": "2025-03-04",
        "language": "en",
        "reader": "text 1",
        "notes": ("encoding guessed: utf-8",),
    }
    return Article(text=text, **(standard | fields))  # type: ignore[arg-type]


def words(text: str, part: str, after: int = 0) -> Span:
    """Where ``part`` stands in ``text``."""
    start = text.index(part, after)
    return Span(start, start + len(part))


def bridge(**fields: object) -> Audit:
    """The hand-made audit: a named, an official and two anonymous sources, a joint statement, an orphan and an attitude."""
    text = TEXT

    def at(part: str, after: int = 0) -> Span:
        return words(text, part, after)

    mayor = Mention(at("Mayor Ada Quill"), "quill", MentionKind.NAME, "Person")
    she = Mention(at("she"), "she", MentionKind.PRONOUN)
    aide = Mention(at("An aide"), "aide", MentionKind.NOMINAL)
    crowd = Mention(at("Neighbours"), "neighbour", MentionKind.NOMINAL)
    office = Mention(at("The Harbour Office"), "office", MentionKind.NAME, "Organization")
    quill = Mention(at("Quill", 100), "quill", MentionKind.NAME, "Person")
    sources = (
        Source(
            "s1", "Ada Quill", Kind.PERSON, Identity.NAMED, SourceType.NAMED, True, OfficialScope.LOCAL, AnonymityStatus.NOT_APPLICABLE,
            (mayor, she, quill), title="Mayor", head_count=1, decided_by="title: mayor", confidence=0.97,
        ),
        Source(
            "s2", "aide", Kind.PERSON, Identity.UNNAMED, SourceType.ANONYMOUS, True, OfficialScope.LOCAL, AnonymityStatus.DISCLOSED,
            (aide,),
            (
                AnonymityMarker(at("asking not to be named"), MarkerKind.STATUS),
                AnonymityMarker(at("for fear of reprisals"), MarkerKind.REASON, blanket=True),
            ),
            reason="for fear of reprisals", reason_class=ReasonClass.INFORMATIVE, head_count=1, decided_by="marker",
        ),
        Source(
            "s3", "neighbours", Kind.GROUP, Identity.UNNAMED, SourceType.ANONYMOUS, False, None, AnonymityStatus.UNDISCLOSED, (crowd,),
            decided_by="no name",
        ),
        Source(
            "s4", "Harbour Office", Kind.ORGANISATION, Identity.NAMED, SourceType.OFFICIAL, True, OfficialScope.LOCAL,
            AnonymityStatus.NOT_APPLICABLE, (office,), decided_by="institution",
        ),
    )  # fmt: skip
    said = Cue(at("said"), "say", CueKind.SPEECH)
    statements = (
        Statement(
            "t1", 0, (at("the bridge was safe"),), Form.INDIRECT, said, mayor.span, (mayor,), source_ids=("s1",), resolution_scores=(0.9,)
        ),
        Statement(
            "t2", 1, (at("It will hold"),), Form.DIRECT, Cue(at("said", 50), "say", CueKind.SPEECH), she.span, (she,), source_ids=("s1",),
            resolution_scores=(0.8,),
        ),
        Statement("t3", 2, (at("it would not"),), Form.INDIRECT, said, aide.span, (aide,), source_ids=("s2",), via="Ferry Post"),
        Statement(
            "t4", 3, (at("they heard cracks"),), Form.INDIRECT, said, crowd.span, (crowd,), source_ids=("s3",), nested_in="t3",
            channel=Channel.POST, needs_review=True,
        ),
        Statement(
            "t5", 4, (at("called"), at("calm")), Form.MIXED, Cue(at("called for"), "call", CueKind.STANCE), None, (office, quill),
            source_ids=("s4", "s1"), resolution_scores=(1.0, 0.5),
        ),
        Statement("t6", 5, (at("Who pays?"),), Form.DIRECT, None, None, (), zone="deck"),
        Statement("t7", 6, (at("the bridge"),), Form.INDIRECT, said, None, (mayor,), scope=Scope.ATTITUDE, source_ids=("s1",)),
    )  # fmt: skip
    return Audit(
        article(text, **fields),
        (Paragraph(0, Span(0, text.index("\n"))), Paragraph(1, Span(text.index("\n") + 1, len(text)), "boilerplate")),
        (at("Mayor Ada Quill said the bridge was safe."), at("“It will hold,” she said.")),
        statements,
        sources,
        (ResponseNote("r1", at("declined to comment"), at("The builder"), "declined"),),
        (
            Finding("A101", Severity.WARNING, at("Neighbours"), "no reason", "t4", "s3", "f1"),
            Finding("Q301", Severity.ERROR, at("Who pays?"), "no source", "t6", None, "f2"),
            Finding("A103", Severity.ERROR, at("An aide"), "vague", None, "s2", "f3"),
            Finding("S601", Severity.INFO, None, "the whole story", None, None, "f4"),
        ),
    )


def empty(text: str = "Nothing was said here.", **fields: object) -> Audit:
    """An audit of an article with nothing attributed."""
    return Audit(article(text, **fields), (), (), (), ())


Chosen = TypeVar("Chosen", bound=Enum)
Made = TypeVar("Made")
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
_HARD = ["“Да”, сказал он 🏛️", "שלום אמר הדובר", "𝕬𝖘 she said — 👩🏽‍🚒", "İSTANBUL ß"]
_TEXTS = st.one_of(st.text(_LETTERS, max_size=60), st.sampled_from(_HARD))
_MAYBE = st.none() | _TEXTS
_SCORES = st.floats(0, 1)


@st.composite
def audits(draw: st.DrawFn) -> Audit:
    """Any audit that keeps the rules of the domain. Two may have the same text: see ``made_unique``."""
    text = draw(_TEXTS) + "\n"

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    def spans(low: int, high: int) -> tuple[Span, ...]:
        return tuple(span() for _ in range(draw(st.integers(low, high))))

    def pick(kind: type[Chosen]) -> Chosen:
        return draw(st.sampled_from(list(kind)))

    def maybe(made: Made) -> Made | None:
        return made if draw(st.booleans()) else None

    def ground(axis: Axis) -> Ground:
        pulls = draw(st.lists(st.tuples(_TEXTS, st.floats(-9, 9)), max_size=2))
        return Ground(axis, draw(_TEXTS), draw(_SCORES), draw(_TEXTS), tuple(pulls), draw(_TEXTS))

    def mention() -> Mention:
        return Mention(span(), draw(_TEXTS), pick(MentionKind), draw(_MAYBE))

    def source(number: int) -> Source:
        return Source(
            id=f"s{number}",
            label=draw(_TEXTS | st.sampled_from(["aide", "neighbour"])),
            kind=pick(Kind),
            identity=pick(Identity),
            source_type=maybe(pick(SourceType)),
            official=draw(st.booleans()),
            official_scope=maybe(pick(OfficialScope)),
            anonymity_status=pick(AnonymityStatus),
            mentions=tuple(mention() for _ in range(draw(st.integers(0, 3)))),
            markers=tuple(AnonymityMarker(s, pick(MarkerKind), draw(st.booleans()), draw(_TEXTS)) for s in spans(0, 2)),
            reason=draw(_MAYBE),
            reason_class=pick(ReasonClass),
            basis=draw(_MAYBE),
            ground_rule=draw(_MAYBE),
            title=draw(_MAYBE),
            affiliation=draw(_MAYBE),
            country=draw(_MAYBE),
            former=draw(st.booleans()),
            head_count=draw(st.none() | st.integers(0, 2**40)),
            document_title=draw(_MAYBE),
            document_issuer=draw(_MAYBE),
            confidence=draw(_SCORES),
            decided_by=draw(_TEXTS),
            type_confidence=draw(_SCORES),
            office_confidence=draw(_SCORES),
            status_confidence=draw(_SCORES),
            grounds=tuple(ground(axis) for axis in draw(st.lists(st.sampled_from(Axis), max_size=2))),
        )

    sources = tuple(source(n) for n in range(draw(st.integers(0, 3))))

    def statement(number: int) -> Statement:
        chosen: list[Source] = draw(st.lists(st.sampled_from(sources), max_size=2, unique_by=lambda s: s.id)) if sources else []
        own = [s.mentions[0] if s.mentions != () and draw(st.booleans()) else mention() for s in chosen]
        return Statement(
            id=f"t{number}",
            ordinal=number,
            content=spans(1, 3),
            form=pick(Form),
            cue=maybe(Cue(span(), draw(_TEXTS), pick(CueKind))),
            source_span=maybe(span()),
            mentions=tuple(own) or tuple(mention() for _ in range(draw(st.integers(0, 1)))),
            scope=pick(Scope),
            zone=draw(st.sampled_from(["body", "deck"])),
            channel=pick(Channel),
            nested_in=f"t{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else None,
            via=draw(_MAYBE),
            source_ids=tuple(s.id for s in chosen),
            resolution_scores=tuple(draw(_SCORES) for _ in chosen) if draw(st.booleans()) else (),
            resolved_by=tuple(pick(Tie) for _ in chosen) if draw(st.booleans()) else (),
            tags=maybe(
                TagScores(draw(_SCORES), draw(st.none() | _SCORES), draw(_SCORES), draw(st.none() | _SCORES), draw(st.none() | _SCORES))
            ),
            confidence=draw(_SCORES),
            speaker_confidence=draw(_SCORES),
            needs_review=draw(st.booleans()),
            words_confidence=draw(_SCORES),
            phrase_confidence=draw(_SCORES),
            grounds=tuple(ground(Axis.SPEAKER) for _ in chosen) if draw(st.booleans()) else (),
        )

    statements = tuple(statement(n) for n in range(draw(st.integers(0, 3))))
    codes = st.sampled_from(["A101", "S601"])
    statement_ids, source_ids = st.sampled_from([None, *(s.id for s in statements)]), st.sampled_from([None, *(s.id for s in sources)])
    return Audit(
        Article(
            text=text,
            origin=draw(_TEXTS),
            doc_id=draw(_TEXTS),
            title=draw(_MAYBE),
            byline=draw(_MAYBE),
            outlet=draw(st.sampled_from([None, "Post", "Échо"])),
            section=draw(_MAYBE),
            published=draw(st.sampled_from([None, "2025-01-31", "2025-02-01T10:00:00+02:00", "2025"])),
            url=None,
            language=draw(_MAYBE),
            original_sha256=draw(_TEXTS),
            reader=draw(_TEXTS),
            notes=tuple(draw(st.lists(_TEXTS, max_size=2))),
        ),
        tuple(Paragraph(i, s, draw(st.sampled_from(["body", "headline"]))) for i, s in enumerate(spans(0, 2))),
        spans(0, 3),
        statements,
        sources,
        tuple(ResponseNote(f"r{i}", s, maybe(span()), "declined", draw(source_ids)) for i, s in enumerate(spans(0, 2))),
        tuple(
            Finding(draw(codes), pick(Severity), maybe(s), draw(_TEXTS), draw(statement_ids), draw(source_ids), f"f{i}")
            for i, s in enumerate(spans(0, 2))
        ),
    )


_NUMBERS = itertools.count()


def made_unique(audit: Audit) -> Audit:
    """The audit with a text, an origin and a doc_id that no other has, so that a database which outlives an example does not know it.

    This is for the body of a test. A strategy must not count: hypothesis draws an example again and expects it to be the same.
    """
    number = str(next(_NUMBERS))
    was = audit.article
    return replace(audit, article=replace(was, text=was.text + number, origin=f"{was.origin}/{number}", doc_id=f"{number}{was.doc_id}"))
