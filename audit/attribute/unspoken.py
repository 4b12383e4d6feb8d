"""Where the tagger has a cue and yet nobody said anything."""

from __future__ import annotations

import re

from audit.attribute.cues import verb_of
from audit.attribute.drafts import Draft
from audit.attribute.heads import root
from audit.attribute.places import SpanIndex
from audit.attribute.quotes import Quote, overlapping
from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.lexicons import table, words

_ALL_OF_THIS = re.compile(r"(?:all|some|most|much|none) of (?:which|this|that|it)", re.IGNORECASE)
_REFLEXIVE = 12
"""Code points behind "find" in which "themselves" begins."""
_SPOKEN_TO = frozenset({"him", "her", "them", "us", "me", "you"})


def unspoken(annotation: Annotation, cue: Span, source: Span | None, content: Span) -> bool:
    """Whether a cue and a content are no statement: nothing is said there, by the writer alone, or by what cannot speak."""
    if annotation.convention == "house" and (_by_a_colon_alone(annotation, cue, source) or _nobody_spoke(annotation, cue, source, content)):
        return True
    return _nothing(annotation, content, cue) or _told_by_the_writer(annotation, cue, source)


def without_the_writer(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """Drafts without those of an "I" or a "we" in nobody's words and in no quotation: what the writer says of himself is no statement.

    Of 27 such sources that our annotators marked in house and news, all are in somebody's words.
    """
    said = SpanIndex((d, d.content) for d in drafts)

    def his_own(draft: Draft) -> bool:
        if draft.source is None or draft.cue is None or draft.source.of(annotation.text).lower() not in words("phrases", "writer_alone"):
            return False
        if overlapping(marks, draft.source):
            return False
        return not any(d is not draft and any(p.contains(draft.source) for p in d.content) for d in said.over(draft.source))

    return [d for d in drafts if not his_own(d)]


def without_self_reports(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """Drafts without what a speaker, in his own quotation, reports himself or his listener as having said: "“I told them ‘No,’” Orre said"
    is one statement.

    Of 78 such sources ("I", "we", "you" or none) that our annotators marked in house and news, 73 are optional; the others are in two
    testimonies.
    """
    said = SpanIndex((d, d.content) for d in drafts)

    def in_his_words(draft: Draft) -> bool:
        if draft.cue is None or (
            draft.source is not None and draft.source.of(annotation.text).lower() not in words("phrases", "speaker_or_listener")
        ):
            return False
        outer = [d for d in said.over(draft.cue) if d is not draft and any(part.contains(draft.cue) for part in d.content)]
        return any(d.verbatim for d in outer) or bool(outer and overlapping(marks, draft.cue))

    return [d for d in drafts if not in_his_words(d)]


def _told_by_the_writer(annotation: Annotation, cue: Span, source: Span | None) -> bool:
    """Whether a finding is nobody's: "they find themselves in court"; "All of this suggests that …" of what the article told before."""
    tokens, behind = annotation.inside(cue), annotation.inside(Span(cue.end, cue.end + _REFLEXIVE))
    if tokens and tokens[-1].lemma == "find" and behind and "Reflex=Yes" in behind[0].feats:
        return True
    if source is None or _ALL_OF_THIS.fullmatch(annotation.text, source.start, source.end) is None:
        return False
    sentence = annotation.sentence_at(cue.start)
    return sentence is not None and source.start == sentence.span.start


def _by_a_colon_alone(annotation: Annotation, cue: Span, source: Span | None) -> bool:
    """Whether nothing but a colon gives words to what cannot speak: "For Quill, the matter is simple: “Sand.”"."""
    if source is None or any(c.isalnum() for c in cue.of(annotation.text)) or annotation.entity_at(source.start) is not None:
        return False
    tokens = [t for t in annotation.inside(source) if t.upos != "PUNCT"]
    return bool(tokens) and root(annotation, tokens).lemma in words("cues", "mute")


def _nobody_spoke(annotation: Annotation, cue: Span, source: Span | None, content: Span) -> bool:
    """Whether the verb only looks like one of speaking: what somebody may say one day, what a word was meant to be, a prize that was
    claimed, a picture that was posted, the name of something ("dubbed “the Lantern”").

    In house train and dev the tagger takes none of these for a statement; in other news it does.
    """
    only = annotation.inside(cue)
    if len(only) == 1 and only[0].upos == "AUX" and only[0].lemma == "have":
        return True  # "the victim, who had asked not to be named, was twelve"
    verb = verb_of(annotation, cue)
    if verb is None:
        return False
    below = [annotation.tokens[i] for i in annotation.children.get(verb.index, ())]
    if any(t.upos == "AUX" and t.text.islower() and t.lemma in words("cues", "possible") for t in below):
        return True
    if verb.lemma in words("cues", "wordless"):
        return True
    above = annotation.tokens[verb.head] if verb.head is not None else None
    if verb.rel == "acl" and above is not None and above.lemma in words("cues", "chances") and any(t.rel == "mark" for t in below):
        taken = annotation.tokens[above.head].lemma in words("cues", "takes") if above.head is not None else False
        return not taken  # "a window for opponents to argue that"; not "took the opportunity to say that"
    objects = {t.lemma for t in below if t.rel == "obj"}
    quoted = any(mark in content.of(annotation.text) for mark in '“”"')
    if not quoted and objects & frozenset(table("cues")["unsaid"].get(verb.lemma, "").split()):
        return True
    if verb.lemma == "show" and objects and any(t.rel == "iobj" for t in below):
        return True  # "showed the pilots the same map"
    if verb.lemma == "call" and any("Reflex=Yes" in t.feats for t in below):
        return True  # "who call themselves the Lanterns"
    named = verb.lemma in words("cues", "called") and verb.rel in ("acl", "amod") and not any(t.rel.startswith("nsubj") for t in below)
    return named and source is None


def _nothing(annotation: Annotation, content: Span, cue: Span) -> bool:
    """Whether a content only says that nothing was said: "nothing about the crane"; "nothing will change" says something. Or whether it is
    no more than who was spoken to: "warned them"."""
    tokens, verb = annotation.inside(content), verb_of(annotation, cue)
    if len(tokens) == 1 and tokens[0].text.lower() in _SPOKEN_TO and verb is not None and verb.lemma in words("cues", "addressed"):
        return True
    behind = tokens[1].upos if len(tokens) > 1 else "ADP"
    return content.start >= cue.end and tokens[0].text.lower() == "nothing" and behind in ("ADP", "ADJ", "ADV", "PUNCT")
