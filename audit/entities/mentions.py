"""All mentions of an article in the order of the text: names, descriptions and pronouns, those of statements and all others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audit.attribute.heads import head_of
from audit.attribute.places import SpanIndex
from audit.attribute.responses import phrase as tree_phrase
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import MentionKind, Statement
from audit.domain.text import Span
from audit.entities.chain import Mention
from audit.entities.parsing import parse
from audit.entities.phrase import HUMAN, Sort
from audit.entities.subject import is_subject
from audit.lexicons import words
from audit.lexicons.heads import known_heads

_QUIET = frozenset({"boilerplate", "byline", "dateline"})


@dataclass(frozen=True, slots=True)
class Found:
    """A mention, and the number of the statement that it is a source of (None: nothing is attributed to it here)."""

    mention: Mention
    statement: int | None

    @property
    def place(self) -> int:
        return self.mention.span.start


def found(annotation: Annotation, statements: Iterable[Statement]) -> list[Found]:
    """Mentions of sources, then of everybody else who could be meant; names are left to ``Named``."""
    out = []
    taken = SpanIndex[Span]()
    for number, statement in enumerate(statements):
        for one in statement.mentions:
            phrase = parse(annotation, one.span)
            if phrase is not None:
                out.append(Found(Mention(one.span, one.kind, phrase, is_subject(annotation, one.span)), number))
                taken.add(one.span, [one.span])
    for token in annotation.tokens:
        span = _other(annotation, token)
        if span is None or taken.over(span):
            continue
        phrase = parse(annotation, span)
        if phrase is None or phrase.proper or phrase.name:
            continue
        form = MentionKind.PRONOUN if phrase.sort is Sort.PRONOUN else MentionKind.NOMINAL
        if form is MentionKind.PRONOUN or phrase.sort in (*HUMAN, Sort.BODY, Sort.DOCUMENT, Sort.OUTLET, Sort.POLL):
            out.append(Found(Mention(span, form, phrase, token.rel in ("nsubj", "csubj")), None))
    return sorted(out, key=lambda f: (f.mention.span, f.statement is None, f.statement or 0))


def _other(annotation: Annotation, token: Token) -> Span | None:
    """The phrase that ``token`` heads, where it can be a mention of somebody or something that speaks."""
    if token.upos == "PRON" and token.text.lower() in words("phrases", "singular_people"):
        return token.span
    if token.upos not in ("NOUN", "PROPN") or token.rel in ("compound", "flat", "amod"):
        return None
    if head_of(token) not in known_heads() or annotation.entity_at(token.span.start) is not None:
        return None
    paragraph = annotation.paragraph_at(token.span.start)
    if paragraph is None or paragraph.zone in _QUIET:
        return None
    inside = annotation.inside(tree_phrase(annotation, token))
    first = next((t for t in inside if t.upos not in ("ADP", "SCONJ", "CCONJ", "PUNCT")), token)
    return Span(min(first, token, key=lambda t: t.index).span.start, inside[-1].span.end)
