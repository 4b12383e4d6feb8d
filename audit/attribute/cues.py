"""What kind of act a cue reports: speech, writing, stance, a finding, or only thought."""

from __future__ import annotations

from audit.domain.annotation import Annotation, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span
from audit.lexicons import table, words
from audit.lexicons.patterns import inflections

_ORDER = (
    ("speech", CueKind.SPEECH),
    ("writing", CueKind.WRITING),
    ("finding", CueKind.SPEECH),
    ("stance", CueKind.STANCE),
    ("cognition", CueKind.COGNITION),
    ("nouns", CueKind.SPEECH),
)
_NOBODY = frozenset({"nobody", "none", "neither"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
_SKIPPED_UPOS = frozenset({"AUX", "PART", "ADV", "DET", "PUNCT", "ADP", "SCONJ", "PRON"})


def _forms(kind: str) -> dict[str, str]:
    return {form: word for word in words("cues", kind) for form in inflections(word)}


_KINDS: dict[str, tuple[str, CueKind]] = {}


def known(form: str) -> tuple[str, CueKind] | None:
    """(lemma, kind) of a cue word in any regular form, or None."""
    if not _KINDS:
        for kind, value in reversed(_ORDER):
            for found, word in _forms(kind).items():
                _KINDS[found] = (word, value)
    return _KINDS.get(form)


def entry_of(lemma: str) -> str | None:
    """The first list of ``cues.toml`` in which the lemma or phrase of a cue stands; None for a cue of the tagger's own."""
    if lemma in table("cues")["according"]:
        return "according"
    return next((name for name in ("hidden", *(kind for kind, _ in _ORDER)) if lemma in words("cues", name)), None)


def kind_of(annotation: Annotation, span: Span) -> tuple[str, CueKind]:
    """(lemma, kind) of the cue at ``span``; the first known verb decides, auxiliaries and adverbs are passed over."""
    low = " ".join(span.of(annotation.text).lower().split()).strip(" ,:")
    for phrase in table("cues")["according"]:
        if low == phrase or low.startswith(phrase + " "):
            return phrase, CueKind.ACCORDING
    if low in words("cues", "hidden"):
        return low, CueKind.ACCORDING
    tokens = annotation.inside(span)
    for token in sorted(tokens, key=lambda t: t.upos != "VERB"):
        if token.upos in _SKIPPED_UPOS and token.upos != "VERB" and len(tokens) > 1:
            continue
        found = known(token.lemma) or known(token.text.lower())
        if found:
            return found
    first = next((t for t in tokens if t.upos == "VERB"), tokens[0] if tokens else None)
    return (first.lemma if first else low), CueKind.OTHER


def verb_of(annotation: Annotation, cue: Span) -> Token | None:
    """The last verb of a cue, on which its content hangs ("has been told", "went on to say"); None for a cue without one."""
    return next((t for t in reversed(annotation.inside(cue)) if t.upos == "VERB"), None)


def negated(annotation: Annotation, span: Span) -> bool:
    """Whether the cue is denied: "did not say", "never said"; not "said ... not"."""
    tokens = annotation.inside(span)
    if not tokens:
        return False
    verb = next((t for t in tokens if t.upos == "VERB"), tokens[0])

    def is_negation(token: Token) -> bool:
        return token.lemma in _NEGATIONS or token.text.lower() in _NEGATIONS

    if any(is_negation(t) for t in tokens if t.index <= verb.index) or _by_nobody(annotation, verb):
        return True
    before = annotation.tokens[max(0, verb.index - 3) : verb.index]
    for token in reversed([t for t in before if t.sentence == verb.sentence]):
        if is_negation(token):
            return True
        if token.upos not in ("AUX", "ADV", "PART"):
            break
    return False


def _by_nobody(annotation: Annotation, verb: Token) -> bool:
    """Whether nobody is the subject: "nobody told him", "no one said", "no clerk warned"."""
    for child in annotation.children.get(verb.index, ()):
        subject = annotation.tokens[child]
        if subject.rel == "nsubj" and subject.index < verb.index:
            before = [annotation.tokens[c] for c in annotation.children.get(subject.index, ()) if c < subject.index]
            behind = (annotation.text[t.span.end : subject.span.end].lstrip(". ")[:1] for t in before if t.text.lower() == "no")
            no = any(not first.isdigit() for first in behind)  # "No 10" says something
            return subject.lemma in _NOBODY or no
    return False
