"""Quotations behind which their speaker stands without a cue of speech: a verdict, how it was put, a post."""

from __future__ import annotations

from functools import cache

from audit.attribute.drafts import Draft
from audit.attribute.quotes import Quote
from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.lexicons import words

_BEHIND = 12
"""Words behind a quotation in which it may be called somebody's."""
_LONG = 20
"""Code points that a word has, at most."""
_TITLE_WORDS = 3
"""A quotation of fewer words may be a title: "on Reef TV’s “The Tide,” Quill said …"."""


def told_behind(annotation: Annotation, quote: Quote) -> Draft | None:
    """A draft by whoever the words right behind a quotation that opens a sentence give it to."""
    return _called(annotation, quote) or _posted(annotation, quote)


def _called(annotation: Annotation, quote: Quote) -> Draft | None:
    """A draft by whose words a quotation is said to be: "“Fine by me,” was Quill’s verdict", "“Fine” is how Quill put it"."""
    end = min(annotation.paragraphs[quote.paragraph].span.end, quote.span.end + _BEHIND * _LONG)
    tokens = annotation.inside(Span(quote.span.end, end))[:_BEHIND]
    if not tokens or tokens[0].lemma != "be" or not _opens_sentence(annotation, quote):
        return None
    if len(tokens) > 1 and tokens[1].text.lower() == "how":
        verb = next((i for i in range(2, len(tokens)) if tokens[i].upos == "VERB"), 2)
        owner = tokens[2:verb]
        return Draft([quote.span], tokens[verb].span, Span(owner[0].span.start, owner[-1].span.end)) if owner else None
    at = next((i for i, t in enumerate(tokens) if i and t.upos == "NOUN" and t.lemma in _sayings()), None)
    if at is None:
        return None
    mark = next((i for i in range(1, at) if tokens[i].text in ("'s", "’s", "'", "’")), None)
    owner = tokens[1:mark] if mark is not None else []
    if mark is None and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "of":
        stop = next((i for i in range(at + 2, len(tokens)) if tokens[i].upos in ("PUNCT", "VERB", "AUX", "ADP")), len(tokens))
        owner = tokens[at + 2 : stop]
    return Draft([quote.span], tokens[at].span, Span(owner[0].span.start, owner[-1].span.end)) if owner else None


def _posted(annotation: Annotation, quote: Quote) -> Draft | None:
    """A draft by the person who puts the words right before on a platform: "“We win!” Quill celebrated on Twitter"."""
    tokens = annotation.inside(Span(quote.span.end, quote.span.end + _BEHIND * _LONG))[:_BEHIND]
    entity = annotation.entity_at(tokens[0].span.start) if tokens else None
    title = len(quote.inner.of(annotation.text).split()) < _TITLE_WORDS
    if entity is None or entity.label != "Person" or title or not _opens_sentence(annotation, quote):
        return None
    behind = [t for t in tokens if t.span.start >= entity.span.end]
    if len(behind) < 3 or behind[0].upos != "VERB" or "VerbForm=Fin" not in behind[0].feats:
        return None
    posted = {behind[2].text.lower(), behind[min(3, len(behind) - 1)].lemma} & (
        words("channels", "platforms", "names") | words("channels", "platforms", "have")
    )
    if behind[1].upos != "ADP" or not posted:
        return None
    return Draft([quote.span], behind[0].span, entity.span)


@cache
def _sayings() -> frozenset[str]:
    return words("cues", "nouns") | words("cues", "verdicts")


def _opens_sentence(annotation: Annotation, quote: Quote) -> bool:
    before = annotation.text[annotation.paragraphs[quote.paragraph].span.start : quote.span.start].rstrip()
    return not before or before[-1] in '.!?”"’'
