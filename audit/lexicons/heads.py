"""The nouns that head descriptions of sources."""

from __future__ import annotations

from functools import cache

from audit.lexicons import table, words


@cache
def known_heads() -> frozenset[str]:
    """Every noun that the lexicon knows as the head of a source phrase, in the singular."""
    lists = ("person", "group", "organisation", "media", "document", "poll", "spokes", "family_of_body")
    return frozenset[str]().union(*(words("people", "heads", name) for name in lists))


@cache
def name_titles() -> frozenset[str]:
    """Titles that stand before a name, of politeness and of office, in lower case without a full stop or with it."""
    return frozenset[str]().union(*(words("people", "titles", kind) for kind in ("civil", "honorific", "bare")))


@cache
def titles_and_offices() -> frozenset[str]:
    """The same and every office of ``people.toml``, whose holders are printed with it before their names."""
    return name_titles().union(*(words("people", "officials", kind) for kind in table("people")["officials"]))


@cache
def spelled_heads() -> frozenset[str]:
    """The same in singular and plural, in lower case: for words whose lemmas are not known yet."""
    return frozenset(form for head in known_heads() for form in (head, *_plurals(head)))


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("man"):
        return (f"{noun[:-3]}men",)
    if noun.endswith("y"):
        return f"{noun[:-1]}ies", f"{noun}s"
    return f"{noun}s", f"{noun}es"
