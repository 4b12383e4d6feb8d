"""The head of a source phrase: the word on which the others hang, and the person whom it names."""

from __future__ import annotations

from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.text import Span
from audit.lexicons import words
from audit.lexicons.heads import known_heads, name_titles

BEHIND = ("ADP", "SCONJ", "VERB", "AUX")
"""Parts of speech that end what stands before them."""
_EXAMPLES = frozenset({"including", "like", "led", "headed", "such", "among"})
"""Words behind which a phrase names one of its many: "the board, including Mara Quill"."""


def root(annotation: Annotation, tokens: list[Token]) -> Token:
    """The word of a phrase on which the others hang: its head lies outside; nouns and pronouns before others, the first of those."""
    inside = {t.index for t in tokens}
    tops = [t for t in tokens if (t.head is None or t.head not in inside) and t.upos not in ("PUNCT", "ADP", "CCONJ", "SCONJ")]
    nominal = [t for t in tops if t.upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")]
    top = (nominal or tops or tokens)[0]
    if top.upos == "PRON":
        return top
    stops = (i for i, t in enumerate(tokens) if i and (t.upos in BEHIND or t.text in (",", "(", "who", "that", "which")))
    end = next(stops, len(tokens))
    heads = [t for t in tokens[:end] if head_of(t) in known_heads() and (t.upos in ("NOUN", "ADJ") or t.index == top.index)]
    if top.upos == "PROPN":
        return next((t for t in reversed(heads) if t.index > top.index), top)
    described = bool(heads) and top.upos == "NOUN" and heads[-1].index < top.index and heads[-1].head == top.index
    return top if described or not heads else heads[-1]  # "a union representative" is headed by its last noun, listed or not


def head_of(token: Token) -> str:
    """The head word as the lexicon has it: its lemma, or else its form or singular ("Documents" taken for a name)."""
    form = token.text.lower()
    return next((w for w in (token.lemma, form, form.removesuffix("s")) if w in known_heads()), token.lemma)


def possesses(annotation: Annotation, entity: Entity, span: Span) -> bool:
    """Whether the entity is only the owner of what follows: "Korea's agency"."""
    after = annotation.text[entity.span.end : span.end]
    return (entity.span.of(annotation.text).endswith(("'s", "’s")) and bool(after.strip())) or after.startswith(("'s ", "’s ", "' ", "’ "))


def several_before(top: Token, entity: Entity) -> bool:
    """Whether a phrase is headed by several people before a name: "allies"."""
    plural = top.upos == "NOUN" and "Number=Plur" in top.feats and top.text.lower() != top.lemma
    people = head_of(top) in known_heads() or top.lemma in words("phrases", "followers")
    return plural and people and top.span.end < entity.span.start


def _hyphened(annotation: Annotation, token: Token) -> bool:
    """Whether a word is the middle of a compound: "editor-in-chief"."""
    return annotation.text[token.span.start - 1 : token.span.start] == "-" and annotation.text.startswith("-", token.span.end)


def _titled_anew(before: list[Token], prepositions: list[Token]) -> bool:
    """Whether a title before a name begins it anew behind the field of a description: "the top Liberal on the ports committee Rep. Ann
    Orre"."""
    title = len(before) > 2 and before[-1].text[:1].isupper() and before[-1].text.lower().rstrip(".") in name_titles()
    field = prepositions[-1].text.lower() == "on" and before[-2] is not prepositions[-1]
    return title and field and before[-2].lemma in words("kinds", "panels")


def _before_another(annotation: Annotation, after: list[Token]) -> bool:
    """Whether a name only opens the description of somebody named behind it: "Orre 2031 campaign director Bo Vane"; not of "Orre quoting
    economist Bo Vane"."""
    people = (n for n, t in enumerate(after) if (e := annotation.entity_at(t.span.start)) is not None and e.label == "Person")
    between = after[: next(people, 0)]
    plain = all(t.upos not in ("PUNCT", "ADP", "CCONJ", "DET", "AUX", "PART") for t in between)
    doing = bool(between) and between[0].upos == "VERB" and between[0].text.endswith("ing")
    return bool(between) and plain and not doing and between[-1].text in known_heads()


def named_person(annotation: Annotation, tokens: list[Token]) -> Entity | None:
    """The person whom a phrase names, not one who only stands in it ("Mr Obama's aides", "a spokesman for Clinton")."""
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    for entity in annotation.entities_over(span):
        if entity.label != "Person":
            continue
        inside = [t for t in tokens if entity.span.overlaps(t.span)]
        if not inside:
            continue
        position = tokens.index(inside[0])
        before, after = tokens[:position], tokens[position + len(inside) :]
        if after and after[0].text in ("'s", "’s", "'", "’") and len(after) > 1 and after[1].upos != "PUNCT":
            continue
        if after and after[0].upos in ("NOUN", "PROPN") and after[0].text not in (",", "("):
            continue
        if after and after[0].upos == "ADJ" and after[-1].upos in ("NOUN", "PROPN") and all(t.text not in (",", "(") for t in after):
            continue  # "Orre senior adviser Bo Vane"
        if _before_another(annotation, after):
            continue  # "Orre critic Bo Vane"
        if after and after[0].upos != "PUNCT" and annotation.text[entity.span.start : entity.span.end].endswith(("'s", "’s")):
            continue
        if any(t.text.lower() in _EXAMPLES or t.text.lower() in ("who", "which", "whose") for t in before):
            continue
        if len(after) == 1 and after[0].lemma in known_heads() and after[0].upos in ("NOUN", "ADJ"):
            continue
        comma = max((i for i, t in enumerate(before) if t.text in (",", "(", "–", "—")), default=-1)
        if comma > 0 and not after and several_before(root(annotation, tokens), entity):
            continue  # "his allies at a group run by the investor, Ann Orre"
        owned = bool(before) and (before[-1].text in ("'s", "’s") or before[-1].text.endswith(("'s", "’s")))
        of = [t for t in before[comma + 1 :] if t.upos == "ADP" and not _hyphened(annotation, t)]
        if of and comma < position - 1 and not owned and not _titled_anew(before[comma + 1 :], of):
            continue
        if (
            comma >= 0
            and comma == position - 1
            and any(e.label == "Person" and not possesses(annotation, e, span) for e in annotation.entities_over(before[0].span))
        ):
            continue
        return entity
    return None
