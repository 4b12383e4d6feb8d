"""The heads of names, descriptions and pronouns: the words by which mentions are linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True)
class Syntax:
    """The words of a text: part of speech, head (index into the text, None at a root) and relation of each."""

    upos: Sequence[str]
    heads: Sequence[int | None]
    relations: Sequence[str]

    def last_of_name(self) -> dict[int, int]:
        """For each word that a flat name hangs on, the name's last word."""
        out: dict[int, int] = {}
        for i, (head, relation) in enumerate(zip(self.heads, self.relations, strict=True)):
            if head is not None and relation.startswith("flat"):
                out[head] = max(i, head)
        return out

    def nominal(self) -> list[int]:
        """The words that stand for somebody or something: nouns, names and pronouns; of a name of several words the last one."""
        last = self.last_of_name()
        inside = {i for i, (h, r) in enumerate(zip(self.heads, self.relations, strict=True)) if h is not None and r.startswith("flat")}
        inside = (inside | set(last)) - set(last.values())
        return [i for i, upos in enumerate(self.upos) if upos in NOMINAL and i not in inside]


def stands_for(syntax: Syntax, inside: Iterable[int]) -> int | None:
    """The word that stands for a phrase, given its words: its head, or the last word of the name that the head begins.

    None where no nominal word heads the phrase.
    """
    held = set(inside)
    tops = [i for i in sorted(held) if syntax.heads[i] is None or syntax.heads[i] not in held]
    at = next((i for i in tops if syntax.upos[i] in NOMINAL), None)
    if at is None:
        return None
    names = [i for i in held if syntax.heads[i] == at and syntax.relations[i].startswith("flat")]
    return max([at, *names])
