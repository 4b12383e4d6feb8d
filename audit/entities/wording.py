"""Words as they are shown: without determiners, clauses and marks; and what of a poll the words alone tell."""

from __future__ import annotations

import re
from functools import lru_cache

_OPENING = re.compile(
    r"^(a|an|the|this|that|these|those|both|one|another|his|her|its|their|my|our)\s+(of\s+the\s+|(?!of\b|one\b|others?$))", re.IGNORECASE
)
_CLAUSE = re.compile(r",? (?:\w+ of whom|who|which|whose|speaking|citing|quoting|including|such as|like (?=(?:the )?[A-Z]))\b")
_HANGING = re.compile(r"(?:\s(?:but|and|or|not|nor)){1,2}$")
_SHARE = re.compile(
    r"^\W*+(?:(?:only|just|about|nearly|some|almost|more than|at least|roughly|around|fewer than|as many as|another|over)\s+)?"
    r"(?:(?:\d[\d.,]*+|[\w-]++)\s?(?:%|per ?cent)|(?:half|two-thirds|three-quarters|a third|a quarter) of |"
    r"(?:two-thirds|three-quarters)$|(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?:in|out of) "
    r"(?:two|three|four|five|six|seven|eight|nine|ten|10|20|100)\b|"
    r"(?:the |an? )?(?:\w{1,10} )?(?:majority|plurality|minority) (?:of [^()\n]{1,40} )?[(—–-] ?\d[\d.]{0,4}\s?(?:%|per ?cent))",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:[A-Za-z]+ ){1,3}(?:surveyed|polled) by (?:the )?(?P<body>[A-Z][\w.&’'-]{0,30}(?: [A-Z][\w.&’'-]{0,30}){0,4})")


def respondents(printed: str) -> bool:
    """Whether a phrase is a share of those whom a poll asked: "44% of voters", "some 26 percent"."""
    return _SHARE.match(printed) is not None


def asked_by(printed: str) -> str | None:
    """The body whose poll speaks by those whom it asked: "analysts surveyed by Orre News"."""
    found = _ASKED.match(printed)
    return found.group("body") if found is not None else None


@lru_cache(maxsize=10_000)
def bare_words(printed: str) -> str:
    """The phrase without leading determiners and without clauses behind it; as it is where nothing else would be left."""
    label = _HANGING.sub("", _CLAUSE.split(clean(printed))[0])
    label = re.sub(r"['’]s?$", "", label) if not label.lower().endswith("s’") else label
    return clean(_OPENING.sub("", label)) or clean(printed)


def clean(phrase: str) -> str:
    """The words with single spaces, without punctuation at their ends."""
    return re.sub(r"\s+", " ", phrase).strip(" ,;:.–—-")
