"""What stands behind a name: X (R-Ga.); X, "a spokesman"; X is "the director of the mine"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.text import Span
from audit.entities.chain import Description
from audit.entities.description import STOPS, described
from audit.entities.person_words import official_titles, person_words
from audit.lexicons import words

_PARTY = re.compile(
    r"\s{0,3},?\s{0,3}[(\[]?(?P<words>(?:Rep|Dem|[RDI])\.?\s?-\s?[A-Z][\w. ]{0,14}|"
    r"(?:Lab|Con|LD|SNP|PRP|APC|PDP|ANC|DA|BJP)\b[^)\]]{0,30})[)\],]"
)
_IS = re.compile(
    r"\s{0,3},?\s{0,3}(?:who\s{1,3})?"
    r"(?:is|was|are both|were both|are|were|serves as|served as|works as|heads|leads|runs|chairs)\s{1,3}",
    re.IGNORECASE,
)
_RELATIVE = ("who", "which", "whose", "where")


class BehindName:
    """Reads it from the words behind the name and the tree."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation

    def of(self, last: Token, entity: Entity) -> list[Description]:
        """What stands behind a name that ends with a token: a party, an apposition, what the article says that somebody is."""
        out = []
        text = self.annotation.text
        party = _PARTY.match(text, entity.span.end, entity.span.end + 60)
        if party is not None:
            out.append(Description(Span(*party.span("words")), party.group("words"), "party"))
        chunk = self.apposition(last)
        if chunk:
            out.append(described(self.annotation, chunk, "apposition"))
        predicate = self._predicate(last, entity)
        if predicate:
            out.append(described(self.annotation, predicate, "predicate"))
        return out

    def apposition(self, last: Token) -> Sequence[Token]:
        """ ", a member of parliament," behind a name: the words up to the next comma or stop, if they are a description."""
        everything = self.annotation.tokens
        i = last.index + 1
        if i + 1 >= len(everything) or everything[i].text not in (",", "(", "–", "—") or everything[i].sentence != last.sentence:
            return ()
        j = i + 1
        own = everything[j].upos == "PRON" and everything[j].lemma in ("his", "her", "their")
        begin = j
        if everything[j].text.lower() in ("then", "now") and j + 1 < len(everything):
            j += 1
        if everything[j].upos not in ("DET", "NOUN", "PROPN", "ADJ", "NUM") and not own and not _within_a_title(everything, j):
            return ()
        if everything[j].upos == "NUM" and j + 2 < len(everything) and everything[j + 1].text == ",":
            begin = j = j + 2  # ", 46, a plumber,"
        end = self._clause(j, last.sentence)
        chunk = everything[begin:end]
        stops_at_verb = end < len(everything) and _opens_a_clause(everything[end])
        if not any(t.upos == "NOUN" or t.lemma in person_words() for t in chunk) or stops_at_verb:
            return ()
        if self.annotation.entity_at(chunk[0].span.start) is not None and not any(t.upos == "NOUN" for t in chunk):
            return ()
        span = Span(chunk[0].span.start, chunk[-1].span.end)
        inside = [e for e in self.annotation.entities if span.contains(e.span)]
        name_alone = chunk[0].upos == "PROPN" or all(t.upos != "ADP" for t in chunk)
        if name_alone and any(e.label == "Person" and e.span.end >= chunk[-1].span.start for e in inside):
            return ()  # "Ann Orre, skipper Bo Vane and others"
        return chunk

    def _predicate(self, last: Token, entity: Entity) -> Sequence[Token]:
        """ "X is the director of the mine", "X, who was a teacher": what the article says that somebody is."""
        match = _IS.match(self.annotation.text, entity.span.end, entity.span.end + 40)
        if match is None:
            return ()
        begin = self.annotation.inside(Span(match.end(), match.end() + 1))
        if not begin or begin[0].sentence != last.sentence or begin[0].upos not in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON"):
            return ()
        chunk = self.annotation.tokens[begin[0].index : self._clause(begin[0].index, last.sentence)]
        known = official_titles().union(*(words("people", "heads", name) for name in ("person", "kin", "spokes")))
        stop = next((k for k, t in enumerate(chunk) if t.upos == "ADP"), len(chunk))
        return chunk if any(t.lemma in known for t in chunk[:stop]) else ()

    def _clause(self, begin: int, sentence: int) -> int:
        everything, end = self.annotation.tokens, begin
        while end < len(everything) and everything[end].sentence == sentence and end - begin < 25:
            token = everything[end]
            if token.text in STOPS or _opens_a_clause(token) or token.text.lower() in _RELATIVE:
                break
            end += 1
        return end


def _opens_a_clause(token: Token) -> bool:
    """Whether a verb is one, and no part of a noun phrase: not "the United Nations", "the London-based fund", "managing editor"."""
    return token.upos in ("VERB", "AUX") and token.rel not in ("acl", "amod", "compound")


def _within_a_title(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb before a noun is a part of a title: "managing editor"."""
    token = tokens[index]
    behind = {t.upos for t in tokens[index + 1 : index + 2]}
    return token.upos == "VERB" and token.rel in ("acl", "amod") and behind <= {"NOUN", "PROPN", "ADJ"} and bool(behind)
