"""Whether a cue reports: that something was said or issued, not done, planned, believed or merely talked about."""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.annotation import Annotation, Token
from audit.domain.statement import Cue, CueKind, Form, Scope
from audit.domain.text import Span
from audit.lexicons import words

_REPORTING = frozenset({CueKind.SPEECH, CueKind.WRITING, CueKind.STANCE, CueKind.ACCORDING})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
_CLAUSE_MARKS = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where"})
_CONDITIONS = frozenset({"if", "unless", "until", "whether", "till", "lest"})
_PURPOSES = frozenset({"advcl", "acl"})


def scope_of(annotation: Annotation, cue: Cue | None, content: Sequence[Span], source: Span | None, form: Form) -> Scope:
    """Whether the words were said or issued (``STATEMENT``) or only thought, done, planned or talked about (``ATTITUDE``).

    Quoted words always were; indirect ones that the text gives nobody, or whose cue does not report, were not.
    """
    if form is not Form.INDIRECT:
        return Scope.STATEMENT
    if source is None:
        return Scope.ATTITUDE
    if cue is None or cue.kind is CueKind.ACCORDING:
        return Scope.STATEMENT
    if cue.kind not in _REPORTING:
        return Scope.ATTITUDE
    verb = verb_of(annotation, cue.span)
    if verb is not None and (_supposed(annotation, verb) or _told(annotation, verb, source) or _points(annotation, cue, source)):
        return Scope.ATTITUDE
    return Scope.STATEMENT if _tells(annotation, cue, content) else Scope.ATTITUDE


def verb_of(annotation: Annotation, cue: Span) -> Token | None:
    """The last verb of a cue, on which its content hangs ("has been told", "went on to say"); None for a cue without one."""
    return next((t for t in reversed(annotation.inside(cue)) if t.upos == "VERB"), None)


def _supposed(annotation: Annotation, verb: Token) -> bool:
    """The saying is only supposed, asked for or ahead: "if they show", "must declare", "paid to advocate", "wants to say"."""
    under = [annotation.tokens[i] for i in annotation.children.get(verb.index, ())]
    if any(t.rel == "aux" and t.lemma in words("reports", "modals") for t in under):
        return True
    if any(t.rel == "mark" and t.text.lower() in _CONDITIONS for t in under):
        return True
    if not any(t.text.lower() == "to" and t.upos == "PART" for t in under):
        return False
    over = annotation.tokens[verb.head] if verb.head is not None else None
    return verb.rel in _PURPOSES or (over is not None and verb.rel == "xcomp" and over.lemma in words("reports", "unfulfilled"))


def _told(annotation: Annotation, verb: Token, source: Span) -> bool:
    """The words were said to the source, or of it: "the envoys were told", "she was accused"."""
    before = verb.index - 1
    while before > 0 and annotation.tokens[before].upos in ("ADV", "PART"):
        before -= 1
    auxiliary = annotation.tokens[before]
    passive = auxiliary.upos == "AUX" and auxiliary.lemma in ("be", "get") and not verb.text.lower().endswith("ing")
    return passive and source.end <= auxiliary.span.start + 1 and verb.lemma not in words("reports", "passive")


def _points(annotation: Annotation, cue: Cue, source: Span) -> bool:
    """What shows something without speaking: "that suggests", "which shows"."""
    tokens = [t for t in annotation.inside(source) if t.upos != "PUNCT"]
    word = tokens[0].text.lower() if len(tokens) == 1 else ""
    return word in _DEMONSTRATIVES or (word == "which" and cue.lemma in words("reports", "mute"))


def _tells(annotation: Annotation, cue: Cue, content: Sequence[Span]) -> bool:
    """The content is a clause, or what the cue demands, blames or names; a mere topic ("discussed the plan") tells nothing."""
    if cue.lemma in words("reports", "phrases") or content[0].start < cue.span.start:
        return True
    return any(_clause(annotation, part) for part in content)


def _clause(annotation: Annotation, part: Span) -> bool:
    """Whether the words that hold a content part together are a clause: a verb or predicate with a subject, or a clause's opening word."""
    tokens = [t for t in annotation.inside(part) if t.upos != "PUNCT"]
    if not tokens:
        return False
    if tokens[0].text.lower() in _CLAUSE_MARKS and len(tokens) > 2:
        return True
    inside = {t.index for t in tokens}
    tops = {t.index for t in tokens if t.head is None or t.head not in inside}
    return any(
        (t.head in tops and t.rel in ("nsubj", "csubj", "expl", "cop")) or (t.index in tops and "VerbForm=Fin" in t.feats) for t in tokens
    )
