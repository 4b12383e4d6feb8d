"""What stands before a name: a title, "Defence Secretary" X; a description before a comma, "the leader of the league", X."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.text import Span
from audit.entities.chain import Description
from audit.entities.description import STOPS, described
from audit.entities.names import PersonName
from audit.entities.person_words import official_titles, person_words
from audit.entities.taken_for_people import title_only
from audit.entities.wording import clean
from audit.lexicons import words
from audit.lexicons.heads import name_titles

_AND_ANOTHER = re.compile(r",? and (?=[A-Z])|, (?=[A-Z])")
"""Behind the first of several names, before the second."""
_LONG_TITLE = 12
"""Words of a title before a name."""


class BeforeName:
    """Reads it from the words before the name and the tree."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation

    def title(self, first: int, name: PersonName, entity: Entity) -> Description | None:
        everything, end = self.annotation.tokens, first
        while first > 0 and everything[first - 1].sentence == everything[end].sentence and _civil(everything[first - 1]):
            first -= 1  # "health adviser Dr. Ann Orre"
        i = first
        while i > 0 and everything[i - 1].sentence == everything[first].sentence and self._titular(everything[i - 1]):
            i -= 1
        if self._in_a_clause_behind(everything[i:first], entity):
            return None
        if i >= 2 and i < first and everything[i - 1].text == "of" and everything[i - 2].lemma in official_titles():
            i -= 2
            while i > 0 and everything[i - 1].upos in ("PROPN", "ADJ") and self._titular(everything[i - 1]):
                i -= 1
        if not any(t.lemma in person_words() for t in everything[i:first]):
            i = self._long_title(i, first)
        i = self._with_whole_body(i, first)
        if 1 < i < first and everything[i].text == "-" and everything[i - 1].text.lower() in ("then", "ex"):
            i -= 1  # "then-senators"
        while i < first and everything[i].text.lower() in ("'s", "’s", "and", "-"):
            i += 1
        if 1 < i < first and everything[i - 1].text == "then" and everything[i - 2].text.lower() not in ("and", "but"):
            i -= 1
        start = everything[i].span.start if i < first else entity.span.start
        before = clean(self.annotation.text[start : everything[first].span.start if i < first else entity.span.start])
        if not any(t.upos in ("NOUN", "PROPN") for t in everything[i:first]):
            before, start = "", entity.span.start
        if name.title and name.title.lower().rstrip(".") not in words("people", "titles", "civil"):
            before = f"{before} {name.title}".strip()
        return Description(Span(start, entity.span.end), before, "before") if before else None

    def _in_a_clause_behind(self, before: Sequence[Token], entity: Entity) -> bool:
        """Whether a name is the subject of a clause about the words before it, which are no title then: "a woman Orre says was there"."""
        subject = next((t for t in self.annotation.inside(entity.span) if t.rel == "nsubj"), None)
        verb = self.annotation.tokens[subject.head] if subject is not None and subject.head is not None else None
        return verb is not None and verb.rel == "acl" and any(t.index == verb.head for t in before)

    def _with_whole_body(self, i: int, first: int) -> int:
        """Where the name of a body begins in which a title begins: "Bank of Velmar Governor" before a name."""
        body = self.annotation.entity_at(self.annotation.tokens[i].span.start) if i < first else None
        return self.annotation.inside(body.span)[0].index if body is not None and body.label == "Organization" else i

    def _long_title(self, i: int, first: int) -> int:
        """Where a title with a long field begins, "Minister of Ports, Tides and Family" before a name; ``i`` where there is none."""
        everything, found = self.annotation.tokens, i
        if i == first:
            return i
        while i > 0 and first - i < _LONG_TITLE and everything[i - 1].sentence == everything[first].sentence:
            before = everything[i - 1]
            if not (self._titular(before) or before.text.lower() in ("of", "for", "and", "the", "&", ",")):
                break
            i -= 1
            if before.lemma in words("people", "heads", "kin"):
                break  # "brother of the skater Ann Orre" is somebody else
            if before.lemma in person_words() and everything[i + 1].text.lower() in ("of", "for"):
                return i if self._names_a_field(i, first) else found
        return found

    def _names_a_field(self, i: int, first: int) -> bool:
        """Whether "of" or "for" behind a word for a person opens the field of an office, and no other person: not "a lawyer for rapper" Ann
        Orre, nor "the mayor of Velmar, rapper" Bo Vane."""
        before, behind = self.annotation.tokens[max(0, i - 1) : i], self.annotation.tokens[i + 2 : first]
        marks = [k for k, t in enumerate(behind) if t.text == ","]
        closed = not marks or any(t.text.lower() in ("and", "&") for t in behind[marks[-1] :])
        field = [t for t in behind if t.text.lower() != "the"]
        capital = bool(field) and field[0].text[:1].isupper()
        indefinite = any(t.text.lower() in ("a", "an") for t in before)
        office = self.annotation.tokens[i].lemma in official_titles() - words("offices", "advocates")
        return closed and not indefinite and (capital or office or self.annotation.tokens[i + 1].text.lower() == "of")

    def _titular(self, token: Token) -> bool:
        if token.upos in ("NOUN", "PROPN", "ADJ") and not _civil(token):
            entity = self.annotation.entity_at(token.span.start)
            return entity is None or entity.label != "Person" or title_only(self.annotation, entity)
        return token.text in ("'s", "’s", "-")

    def with_titles(self, first: int) -> int:
        """Where a name begins with the titles before it: "the base commander, Capt. Ann Orre"."""
        everything = self.annotation.tokens
        while first > 0 and everything[first - 1].sentence == everything[first].sentence and _title(everything[first - 1].text):
            first -= 1
        return first

    def lead(self, first: int, entity: Entity, known: frozenset[str]) -> Description | None:
        """ "The leader of the league, Jonathan X": the description before a comma before the name, headed by one of ``known``."""
        everything = self.annotation.tokens
        if first < 2 or everything[first - 1].text != ",":
            return None
        chunk = everything[self._phrase_before(first, known) : first - 1]
        preposition = next((k for k, t in enumerate(chunk) if t.upos == "ADP"), len(chunk))
        head = next((t for t in reversed(chunk[:preposition]) if t.upos in ("NOUN", "PROPN")), None)
        if head is None or len(chunk) > 14 or known.isdisjoint((head.lemma, head.text.lower(), head.text.lower().removesuffix("s"))):
            return None  # "the mayor's plan, Ann Orre said"
        if "Number=Plur" in head.feats and not self._and_another(entity):
            return None  # "besides the clerks, Ann Orre said"
        return None if self._opens_a_sentence(chunk[0], entity) else described(self.annotation, chunk, "lead")

    def _and_another(self, entity: Entity) -> bool:
        """Whether somebody else's name stands behind a name in one list."""
        found = _AND_ANOTHER.match(self.annotation.text, entity.span.end)
        behind = Span(found.end(), found.end() + 1) if found is not None else None
        tokens = self.annotation.inside(behind) if behind is not None else ()
        at = tokens[0].index if tokens else len(self.annotation.tokens)
        while at < len(self.annotation.tokens) and _title(self.annotation.tokens[at].text):
            at += 1
        other = self.annotation.entity_at(self.annotation.tokens[at].span.start) if at < len(self.annotation.tokens) else None
        return other is not None and other.label == "Person"

    def _opens_a_sentence(self, first: Token, entity: Entity) -> bool:
        """Whether a phrase before a comma belongs to what comes before it, and the name behind it is a subject: "asked by a senator, Ann
        Orre said", "when her husband was mayor, Ann Orre said"."""
        before = self.annotation.tokens[first.index - 1] if first.index else None
        if before is None or before.sentence != first.sentence or before.upos not in ("ADP", "VERB", "AUX", "SCONJ"):
            return False
        subject = next((t for t in self.annotation.inside(entity.span) if t.rel in ("nsubj", "csubj")), None)
        inverted = subject is not None and subject.head == before.index  # "said the mayor, Ann Orre"
        return subject is not None and not inverted and before.text.lower() != "as"  # "as mayor, Ann Orre said"

    def _phrase_before(self, first: int, known: frozenset[str]) -> int:
        """Where the noun phrase begins that stands before the comma before a name: by the tree where the name is the apposition of a word
        that is ``known``, else behind the last stop, verb or conjunction."""
        everything = self.annotation.tokens
        above = everything[first].head if everything[first].rel == "appos" else None
        if above is not None and above < first - 1 and everything[above].lemma in known:
            i = above
            while i > 0 and self._hangs_on(i - 1, above):
                i -= 1
            return i
        i = first - 2
        while (
            i > 0
            and everything[i - 1].sentence == everything[first].sentence
            and everything[i - 1].text not in STOPS
            and everything[i - 1].upos not in ("VERB", "AUX", "SCONJ")
        ):
            i -= 1
        while i < first - 1 and everything[i].upos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"):
            i += 1
        return i

    def _hangs_on(self, index: int, above: int) -> bool:
        """Whether a word before a noun belongs to its phrase, the preposition of the phrase and conjunctions apart."""
        everything = self.annotation.tokens
        stops = everything[index].upos in ("ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PUNCT") and everything[index].text != "-"
        if stops and everything[index].rel not in ("amod", "compound") and not self._in_one_name(index):
            return False
        at: int | None = index
        for _ in range(_LONG_TITLE):
            if at is None or at == above:
                return at is not None
            at = everything[at].head
        return False

    def _in_one_name(self, index: int) -> bool:
        """Whether a body's name goes on at a word: at the "and" of "Customs and Border Protection"."""
        entity = self.annotation.entity_at(self.annotation.tokens[index].span.start)
        return entity is not None and entity.label == "Organization" and entity.span.start < self.annotation.tokens[index].span.start


@cache
def describing() -> frozenset[str]:
    """Words for people that stand before a name."""
    return words("people", "heads", "person") | official_titles() | words("people", "heads", "kin")


def _title(word: str) -> bool:
    return word[:1].isupper() and word.lower().rstrip(".") in name_titles()


def _civil(token: Token) -> bool:
    """Whether a word is a title of politeness: "Mr.", "Dr"."""
    return token.text.lower().rstrip(".") in words("people", "titles", "civil")
