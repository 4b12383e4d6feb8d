"""Which language an article is in, found with py3langid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

_PIECE = 2_000
"""Code points that are looked at, each at the beginning, in the middle and at the end."""
_WORDS = 20
_LETTERS = 40
"""Letters that make up for words where they are not set apart by spaces; only those after Latin count."""
_LAST_LATIN = "\u024f"
_SURE = 0.5
_RULED_OUT = 0.02
"""A text is in another language when that one is at least this likely and English at most this likely.

In 1,440 stretches of 20 words from English articles, English was never below 0.11; in 20 words of French, German,
Norwegian and Arabic it was never above 0.0000001.
"""


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` is the likeliest language (ISO 639); ``other``: it is clearly not English, which is what the models read."""

    code: str
    likelihood: float
    other: bool


def find(text: str) -> Finding | None:
    """The language of ``text``. None for texts too short or too odd to be judged."""
    sample = _sample(text)
    if len(sample.split()) < _WORDS and sum(letter.isalpha() and letter > _LAST_LATIN for letter in sample) < _LETTERS:
        return None
    ranked = _identifier().rank(sample)
    code, likelihood = ranked[0]
    if likelihood < _SURE:
        return None
    return Finding(code, likelihood, dict(ranked).get("en", 0.0) <= _RULED_OUT)


def _sample(text: str) -> str:
    if len(text) <= 3 * _PIECE:
        return text
    middle = (len(text) - _PIECE) // 2
    return "\n".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return cast(_Identifier, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
