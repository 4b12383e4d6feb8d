"""Which body a description means by its own words, and whose words they are where the source's words are not the speaker's."""

from __future__ import annotations

import re

from audit.domain.annotation import Annotation, Token
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.entities.bodies import body_key
from audit.entities.chain import Chain
from audit.entities.mentions import Found
from audit.entities.named import Named
from audit.entities.newcomers import Newcomers
from audit.entities.phrase import Phrase, Sort
from audit.entities.scene import Scene
from audit.entities.ties import Ties
from audit.lexicons import words

_LED = re.compile(r"\b(?:headed|led|chaired|run|backed|commanded) by (?:[\w’'-]{1,20} ){0,4}$")
"""What stands before the name of who leads a body."""
_LED_BEFORE = 80
"""Code points of it, at most."""
_PLACED = re.compile(r" (?:of|at|for|in|from|with|by|on) ")
_REACH = 12
"""Sentences back to the body that "the office" is short for."""
_UP = 4
"""Steps up the tree from a participle to the verb of its main clause."""


class ByWords:
    """The forms, a method each. Each returns None where the words are not of its form."""

    def __init__(self, annotation: Annotation, named: Named, scene: Scene, newcomers: Newcomers, ties: Ties) -> None:
        self.annotation, self.named, self.scene, self.newcomers, self.ties = annotation, named, scene, newcomers, ties

    def name_ends_so(self, phrase: Phrase) -> Chain | None:
        """The one body whose name ends in the words of a description, wherever it is named; of one word only, the last body before."""
        if phrase.sort is not Sort.BODY or phrase.article != "the" or phrase.proper or phrase.plural or phrase.tail is not None:
            return None
        if phrase.modifiers:
            ending = " " + body_key(phrase.bare)
            alike = [b for b in self.named.bodies if any(body_key(p).endswith(ending) for p in b.printed)]
            return alike[0] if len(alike) == 1 else None
        return self._last_so_called(phrase) if phrase.noun in words("phrases", "short_for") else None

    def _last_so_called(self, phrase: Phrase) -> Chain | None:
        """The body mentioned last before whose own name ends in the noun or opens with it: "the office" for the harbour master's office."""
        place, here = phrase.span.start, self.scene.sentence(phrase.span.start)
        others = [c for c in self.newcomers.others if _PLACED.search(c.label) is None and not c.plural]
        told = [c for c in (*self.named.bodies, *others) if c.told(place) and phrase.noun in self._outer_words(c)]
        last = max(told, key=lambda c: c.before(place)[-1].span, default=None)
        near = last is not None and here - self.scene.sentence(last.before(place)[-1].span.start) <= _REACH
        return last if near else None

    def _outer_words(self, chain: Chain) -> set[str]:
        """The last word of each name of a body, and the first one before "of", "for" or "on"."""
        out = set()
        for name in {*chain.printed, chain.label}:
            parts = body_key(name).split()
            out |= set(parts[-1:]) if len(parts) > 1 else set()
            out |= set(parts[:1]) if parts[1:2] in (["of"], ["for"], ["on"]) else set()
        return out

    def owned(self, one: Found, phrase: Phrase) -> Chain | None:
        """The office, campaign or team of whoever "his" or "her" means."""
        if phrase.noun not in words("phrases", "owned") or phrase.modifiers or phrase.plural or phrase.tail is not None:
            return None
        owner = self.scene.owner(phrase)
        if owner is None or not owner.named:
            return None
        called = [c for c in (*self.named.bodies, *self.newcomers.others) if self._called_after(owner, c, phrase.noun)]
        if called:
            return called[0]
        if one.statement is None:
            return None
        chain = self.newcomers.new(one.mention, phrase)
        mark = "’" if "’s " in self.annotation.text else "'"
        chain.label = f"{owner.label.split()[-1]} {phrase.noun}" if phrase.noun != "office" else f"{owner.label}{mark}s office"
        return chain

    def _called_after(self, owner: Chain, chain: Chain, noun: str) -> bool:
        """Whether a body is called after ``owner``: "Bo Vane’s office", "the Vane campaign"."""
        match = _CALLED_AFTER.fullmatch(chain.label)
        last = {n.last for n in owner.names}
        return match is not None and match.group("noun") == noun and match.group("name").lower() in last

    def led(self, span: Span, statement: Statement) -> Chain | None:
        """The body before "headed by" and the name of who heads it: "the Tide Board headed by Bo Vane ordered"."""
        if statement.cue is None or statement.cue.span.start < span.end:
            return None
        inside = self.annotation.inside(span)
        if _LED.search(self.annotation.text, max(0, span.start - _LED_BEFORE), span.start) is None or not inside:
            return None
        verb = next((t for t in reversed(self.annotation.tokens[: inside[0].index]) if t.text.lower() == "by"), None)
        led = self.annotation.tokens[verb.index - 1] if verb is not None and verb.index else None
        if led is None or led.rel != "acl" or led.head is None or led.head > led.index:
            return None
        chain = self.ties.headed_by(led.head)
        return chain if chain is not None and chain.sort is not Sort.PERSON else None

    def titled(self, span: Span) -> Chain | None:
        """Whose title a body's name is only a part of: "ICE" in "acting ICE director Bo Vane"."""
        if self.annotation.text[span.end : span.end + 2].strip("\n")[:1] != " " or not self.named.within(span):
            return None
        for person in self.named.people:
            for told in person.descriptions:
                named = min((m.span.start for m in person.mentions if m.span.end == told.span.end), default=-1)
                if told.where == "before" and told.span.contains(span) and span.end < named:
                    return person
        return None

    def main_subject(self, span: Span, statement: Statement) -> Chain | None:
        """The subject of the main clause on which ", telling reporters" hangs, where the source's words come behind its verb."""
        cue = self.annotation.inside(statement.cue.span) if statement.cue is not None else []
        inside = self.annotation.inside(span)
        if not cue or not inside or not cue[0].text.lower().endswith("ing") or inside[-1].index >= cue[0].index:
            return None
        before = self.annotation.tokens[cue[0].index - 1]
        if before.text != "," or before.sentence != inside[0].sentence or any(t.rel in ("nsubj", "csubj") for t in inside):
            return None
        verb = self._clause_over(cue[0], inside[0])
        if verb is None:
            return None
        subjects = [self.annotation.tokens[c] for c in self.annotation.children.get(verb.index, ())]
        subject = next((t for t in subjects if t.rel == "nsubj" and t.index < verb.index), None)
        return self.ties.headed_by(subject.index) if subject is not None else None

    def _clause_over(self, cue: Token, source: Token) -> Token | None:
        """The verb before ``source`` that has a subject, over the participle ``cue``."""
        tokens, at = self.annotation.tokens, cue
        for _ in range(_UP):
            if at.head is None:
                return None
            at = tokens[at.head]
            subjects = [c for c in self.annotation.children.get(at.index, ()) if tokens[c].rel == "nsubj"]
            if subjects and at.index < source.index and at.upos == "VERB":
                return at
        return None


_CALLED_AFTER = re.compile(r"(?:[\w.-]{1,30} ){0,3}(?P<name>[A-ZÀ-Þ][\w-]{1,30}?)(?:['’]s?)? (?P<noun>[a-z]{3,20})")
