"""Word lists as data, each file with its origin, and the function that reads them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from audit.lexicons.patterns import Pattern, compiled


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file ``data/NAME.toml``."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """A word list of ``data/NAME.toml``: a string of words, or a list."""
    value: Any = table(name)
    for key in path:
        value = value[key]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def names(kind: str) -> frozenset[str]:
    """Institution names (lower case, ``;`` between) of one kind in ``institutions.toml``."""
    return frozenset(n.strip() for n in " ".join(table("institutions")[kind]["names"].split()).split(";") if n.strip())


@cache
def patterns(name: str, key: str) -> tuple[Pattern, ...]:
    """The lemma patterns of ``data/NAME.toml`` under ``key``; ``@CLASS`` in one stands for what the file lists as ``words.CLASS``."""
    classes: dict[str, str] = table(name).get("words", {})
    return tuple(compiled(" ".join(_spelled(word, classes) for word in p.split())) for p in table(name)[key])


def _spelled(word: str, classes: dict[str, str]) -> str:
    """``@CLASS`` replaced by its words: a choice of its own, or more words of the choice in which it stands."""
    if "@" not in word:
        return word
    full = re.sub(r"@(\w+)", lambda m: "|".join(classes[m.group(1)].split()), word)
    return full if "(" in full else re.sub(r"^([?!]?)(.*)$", r"\1(\2)", full)


@cache
def boilerplate(key: str) -> tuple[re.Pattern[str], ...]:
    """The expressions of ``data/boilerplate.toml`` under ``key``."""
    return tuple(re.compile(p, re.IGNORECASE) for p in table("boilerplate")[key])
