"""Small audits built by hand from a text and the words in it: what the rules show as examples and the tests run on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit
from audit.domain.source import PEOPLE, AnonymityMarker, AnonymityStatus, Identity, Kind, MarkerKind, ReasonClass, Source, SourceType
from audit.domain.statement import Cue, CueKind, Form, Mention, MentionKind, ResponseNote, Statement
from audit.domain.text import Article, Span, digest

_PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
_LEMMAS = {"said": "say", "says": "say", "told": "tell", "accused": "accuse", "blamed": "blame", "claimed": "claim", "admitted": "admit"}
_KINDS = {"according to": CueKind.ACCORDING, "accuse": CueKind.STANCE, "blame": CueKind.STANCE}


@dataclass(frozen=True, slots=True)
class Example:
    """An article that a rule passes or flags, with a word on what it shows."""

    shows: str
    audit: Audit

    @property
    def text(self) -> str:
        return self.audit.article.text


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an example, given by its words; ``by`` is the printed source, None for an orphan quotation.

    Two statements with the same ``label`` have the same source, described by the first of them.
    """

    content: str
    by: str | None = None
    label: str | None = None
    cue: str = "said"
    form: Form = Form.INDIRECT
    kind: Kind = Kind.PERSON
    identity: Identity = Identity.UNNAMED
    official: bool = False
    affiliation: str | None = None
    country: str | None = None
    title: str | None = None
    reason: str | None = None
    basis: str | None = None
    status: str | None = None
    """The words that disclose that anonymity was given."""
    blanket: bool = False
    zone: str = "body"
    boilerplate: bool = False
    """The reason is a set phrase."""
    ground_rule: str | None = None
    partial: str | None = None
    """The words that say that only part of the name is given."""
    pseudonym: str | None = None
    """The words that say that the name is not the real one."""
    via: str | None = None
    former: bool = False
    score: float = 1.0
    """How sure it is that the mention means this source."""
    doubtful: bool = False


def build(
    text: str,
    *said: Said,
    title: str = "An example",
    byline: str | None = None,
    outlet: str | None = None,
    silent: tuple[str, ...] = (),
) -> Audit:
    """The audit of ``text`` in which exactly ``said`` was found.

    ``silent`` are those who declined to comment, as printed. A line is a paragraph; a sentence ends as English prose mostly does.
    Raises ``ValueError`` for words that are not in the text.
    """
    article = Article(text=text, origin="example", doc_id="example", title=title, byline=byline, outlet=outlet, language="en")
    sources: dict[str, Source] = {}
    statements: list[Statement] = []
    after = 0
    for ordinal, one in enumerate(said):
        content = _find(text, one.content, after)
        statements.append(_statement(article, ordinal, one, content, sources))
        after = content.end
    notes = tuple(ResponseNote(digest("response", who), place := _find(text, who), place, "declined") for who in silent)
    return Audit(article, _paragraphs(text, statements), _sentences(text), tuple(statements), tuple(sources.values()), notes)


def _statement(article: Article, ordinal: int, one: Said, content: Span, sources: dict[str, Source]) -> Statement:
    """The statement of those words; its source is added to ``sources`` (by label), or has one mention more there."""
    text = article.text
    cue = mention = source = None
    if one.by is not None:
        lemma = _LEMMAS.get(one.cue, one.cue)
        cue = Cue(_nearest(text, one.cue, content), lemma, _KINDS.get(lemma, CueKind.SPEECH))
        kind = MentionKind.NAME if one.identity is Identity.NAMED else MentionKind.NOMINAL
        kind = MentionKind.PRONOUN if one.by.lower() in _PRONOUNS else kind
        mention = Mention(_nearest(text, one.by, content), _head(one.by), kind)
        label = one.label or one.by
        known = sources.get(label)
        source = replace(known, mentions=(*known.mentions, mention)) if known else _source(article, one, label, mention)
        sources[label] = source
    return Statement(
        id=digest("statement", article.id, str(ordinal)),
        ordinal=ordinal,
        content=(content,),
        form=one.form,
        cue=cue,
        source_span=mention.span if mention else None,
        mentions=(mention,) if mention else (),
        zone=one.zone,
        source_ids=(source.id,) if source else (),
        resolution_scores=(one.score,) if source else (),
        via=one.via,
        confidence=0.3 if one.doubtful else 0.9,
        words_confidence=0.3 if one.doubtful else 0.9,
        needs_review=one.doubtful,
    )


def _lines(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def _paragraphs(text: str, statements: list[Statement]) -> tuple[Paragraph, ...]:
    """The lines, each in the zone of the first statement in it."""
    zones = {statement.span.start: statement.zone for statement in statements}
    return tuple(
        Paragraph(at, line, next((zone for start, zone in zones.items() if line.start <= start < line.end), "body"))
        for at, line in enumerate(_lines(text))
    )


def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(
        Span(line.start + match.start(), line.start + match.end())
        for line in _lines(text)
        for match in re.finditer(r"\S.*?(?:[.!?][”’]?(?=\s+[A-Z“])|(?m:$))", line.of(text))
    )


def _source(article: Article, one: Said, label: str, mention: Mention) -> Source:
    named = one.identity is Identity.NAMED
    proofs = (
        (one.status, MarkerKind.STATUS),
        (one.reason, MarkerKind.REASON),
        (one.basis, MarkerKind.BASIS),
        (one.partial, MarkerKind.PARTIAL_NAME),
        (one.pseudonym, MarkerKind.PSEUDONYM),
    )
    markers = tuple(AnonymityMarker(_find(article.text, words), kind, one.blanket) for words, kind in proofs if words is not None)
    return Source(
        id=digest("source", article.id, label),
        label=label,
        kind=one.kind,
        identity=one.identity,
        source_type=_type(one, named),
        official=one.official,
        official_scope=None,
        anonymity_status=_status(one, named),
        mentions=(mention,),
        markers=markers,
        reason=one.reason,
        reason_class=_reason_class(one),
        basis=one.basis,
        ground_rule=one.ground_rule,
        title=one.title,
        affiliation=one.affiliation,
        country=one.country,
        former=one.former,
        decided_by="example",
    )


def _reason_class(one: Said) -> ReasonClass:
    if one.reason is None:
        return ReasonClass.NONE
    return ReasonClass.BOILERPLATE if one.boilerplate else ReasonClass.INFORMATIVE


def _type(one: Said, named: bool) -> SourceType:
    if not named:
        return SourceType.ANONYMOUS
    return SourceType.NAMED if one.kind in PEOPLE else SourceType.OFFICIAL


def _status(one: Said, named: bool) -> AnonymityStatus:
    if named:
        return AnonymityStatus.NOT_APPLICABLE
    if one.status is None:
        return AnonymityStatus.UNDISCLOSED
    return AnonymityStatus.BLANKET if one.blanket else AnonymityStatus.DISCLOSED


def _find(text: str, words: str, after: int = 0) -> Span:
    start = text.find(words, after)
    if start < 0:
        raise ValueError(f"{words!r} is not in the example")
    return Span(start, start + len(words))


def _nearest(text: str, words: str, content: Span) -> Span:
    """The occurrence of ``words`` outside ``content`` that stands nearest to it."""
    places = [m.start() for m in re.finditer(re.escape(words), text)]
    spans = [span for span in (Span(place, place + len(words)) for place in places) if not span.overlaps(content)]
    if not spans:
        raise ValueError(f"{words!r} does not stand beside the content of the example")
    return min(spans, key=lambda span: max(span.start - content.end, content.start - span.end))


def _head(printed: str) -> str:
    """The last word before any "of", "at" or "who", singular: a stand-in for the parser."""
    word = re.split(r" (?:of|at|who|from|in|on|with|briefed|familiar) ", printed)[0].split()[-1].lower()
    return word[:-1] if word.endswith("s") else word
