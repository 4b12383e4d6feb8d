"""A hand-made audit with every kind of row: a joint statement, a blanket marker, an orphan, an attitude, traps for spreadsheets."""

from __future__ import annotations

from dataclasses import replace

from audit.config import Settings
from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit
from audit.domain.source import (
    AnonymityMarker,
    AnonymityStatus,
    Identity,
    Kind,
    MarkerKind,
    OfficialScope,
    ReasonClass,
    Source,
    SourceType,
)
from audit.domain.statement import Cue, CueKind, Form, Mention, MentionKind, Scope, Statement
from audit.domain.text import Article, Span, digest
from audit.rules.registry import run_rules

TEXT = """=Harbour deal “dead”

“=The deal
is dead,” a senior Velmar official said, who asked not to be named for fear of losing her job. “It cannot
be mended,” the official said.
Ida Marsh and Ansel Roe said the yard would close. Marsh believes in ghosts.
“Nobody told us.”
"""


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def mention(words: str, head: str, kind: MentionKind = MentionKind.NAME, after: int = 0) -> Mention:
    return Mention(span(words, after), head, kind)


def said(after: int = 0) -> Cue:
    return Cue(span("said", after), "say", CueKind.SPEECH)


def make() -> Audit:
    article = Article(
        TEXT,
        "in/harbour.txt",
        "harbour",
        title="=Harbour deal “dead”",
        byline="By Ona Reed",
        outlet="Velmar Post",
        published="2026-03-04",
        url="https://post.example/harbour",
        language="en",
        original_sha256="00ff",
        reader="plain 1",
        notes=("encoding guessed",),
    )
    official, again = (
        mention("a senior Velmar official", "official", MentionKind.NOMINAL),
        mention("the official", "official", MentionKind.NOMINAL),
    )
    marsh, roe, later = mention("Ida Marsh", "marsh"), mention("Ansel Roe", "roe"), mention("Marsh", "marsh", after=TEXT.index("close."))
    aide = Source(
        id="aofficial",
        label="senior Velmar official",
        kind=Kind.PERSON,
        identity=Identity.UNNAMED,
        source_type=SourceType.ANONYMOUS,
        official=True,
        official_scope=OfficialScope.STATE,
        anonymity_status=AnonymityStatus.DISCLOSED,
        mentions=(official, again),
        markers=(
            AnonymityMarker(span("asked not to be named"), MarkerKind.STATUS),
            AnonymityMarker(span("for fear of losing her job"), MarkerKind.REASON),
            AnonymityMarker(span("senior"), MarkerKind.BASIS),
        ),
        reason="for fear of losing her job",
        reason_class=ReasonClass.INFORMATIVE,
        country="Velmar",
        head_count=1,
        decided_by="marker",
    )
    named = Source(
        "amarsh", "Ida Marsh", Kind.PERSON, Identity.NAMED, SourceType.NAMED, False, None, AnonymityStatus.NOT_APPLICABLE, (marsh, later)
    )
    other = replace(named, id="aroe", label="Ansel Roe", mentions=(roe,))
    statements = (
        Statement("as1", 0, (span("“=The deal\nis dead,”"),), Form.DIRECT, said(), official.span, (official,), source_ids=("aofficial",)),
        Statement(
            "as2",
            1,
            (span("“It cannot\nbe mended,”"),),
            Form.DIRECT,
            said(again.span.end),
            again.span,
            (again,),
            source_ids=("aofficial",),
            via="Velmar Post",
            speaker_confidence=0.39,
            needs_review=True,
        ),
        Statement(
            "as3",
            2,
            (span("the yard would close"),),
            Form.INDIRECT,
            said(roe.span.end),
            Span(marsh.span.start, roe.span.end),
            (marsh, roe),
            source_ids=("amarsh", "aroe"),
        ),
        Statement(
            "as4",
            3,
            (span("in ghosts"),),
            Form.INDIRECT,
            Cue(span("believes"), "believe", CueKind.COGNITION),
            later.span,
            (later,),
            scope=Scope.ATTITUDE,
            source_ids=("amarsh",),
        ),
        Statement("as5", 4, (span("“Nobody told us.”"),), Form.DIRECT, None, None, ()),
    )
    starts = [0, *(at + 1 for at, letter in enumerate(TEXT) if letter == "\n" and TEXT[at + 1 : at + 2] not in ("", "\n", "i", "b"))]
    blocks = [Span(start, end) for start, end in zip(starts, [*starts[1:], len(TEXT)], strict=True)]
    sentences = [blocks[0], Span(span("“=The").start, span("job.").end), Span(span("“It").start, span("the official said.").end)]
    sentences += [Span(marsh.span.start, span("close.").end), Span(later.span.start, span("ghosts.").end), span("“Nobody told us.”")]
    audit = Audit(article, tuple(Paragraph(n, block) for n, block in enumerate(blocks)), tuple(sentences), statements, (aide, named, other))
    return replace(audit, findings=run_rules(audit, Settings(select=("A101", "A103", "N203", "Q301", "S601"))))


def empty() -> Audit:
    """An article with nothing in it that anybody said."""
    text = "It rained in Velmar."
    return Audit(Article(text, "-", digest("doc")), (), (), (), ())
