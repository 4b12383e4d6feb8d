"""Dialogue that opens with dashes: "— Who put it out? asked the coroner"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.attribute.cues import known
from audit.attribute.drafts import Draft
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span

_DASH = re.compile(r"[—–―][ \t]*(?=[^\s—–―])")
_LINES = 2
"""Paragraphs that begin with a dash from which on they are a dialogue."""
_TAIL = 8
"""Words of a cue and its source at most."""


def spoken(annotation: Annotation) -> Iterator[Draft]:
    """What stands between the dash and the cue that ends the paragraph."""
    text = annotation.text
    lines = [(p, m) for p in annotation.paragraphs if (m := _DASH.match(text, p.span.start, p.span.end)) is not None]
    if len(lines) < _LINES:
        return
    for paragraph, dash in lines:
        tokens = [t for t in annotation.inside(Span(dash.end(), paragraph.span.end)) if t.span.start >= dash.end()]
        stop = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i].text in (",", "?", "!") and len(tokens) - i > 2), 0)
        for at in range(stop, 0, -1):
            if tokens[at].text in (",", "?", "!") and len(tokens) - at <= _TAIL and (found := _attributed(tokens[at + 1 :])) is not None:
                cue, source = found
                end = tokens[at].span.end if tokens[at].text != "," else tokens[at].span.start
                yield Draft([Span(dash.end(), end)], cue, source, verbatim=True)
                break


def _attributed(tokens: list[Token]) -> tuple[Span, Span] | None:
    """The cue and the source of words that are nothing else: "asked the coroner", "Reyl answered"."""
    words = [t for t in tokens if t.text not in (".", "!", "?")]
    for cue, rest in ((words[0], words[1:]), (words[-1], words[:-1])) if len(words) > 1 else ():
        kind = known(cue.lemma) or known(cue.text.lower())
        nominal = any(t.upos in ("NOUN", "PROPN", "PRON") for t in rest) and not any(t.upos in ("VERB", "AUX") for t in rest)
        if kind is not None and kind[1] in (CueKind.SPEECH, CueKind.WRITING) and cue.upos == "VERB" and nominal:
            return cue.span, Span(rest[0].span.start, rest[-1].span.end)
    return None
