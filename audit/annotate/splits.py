"""Mends what the tokenizer does to abbreviations: sentences that it ends behind one are joined, a full stop that it cuts off goes back."""

from __future__ import annotations

from typing import Any

from stanza.models.common.doc import Document

from audit.lexicons import words

_GOES_ON = frozenset({",", ";", ":"})


def mended(document: Any) -> Any:
    """The Stanza document with abbreviations whole and inside their sentences; the same object where nothing is amiss. Before tags are
    given, after tokens."""
    joins = [_joined(a, b, document.text) for a, b in zip(document.sentences, document.sentences[1:], strict=False)]
    if not any(joins) and not any(_cut_off(*three) for s in document.sentences for three in _threes(s.tokens, document.text)):
        return document
    rows = document.to_dict()
    out = [list(rows[0])]
    for join, sentence in zip(joins, rows[1:], strict=True):
        if join:
            last = out[-1][-1]["id"]
            shift = last[-1] if isinstance(last, (tuple, list)) else last
            out[-1] += [token | {"id": _moved(token["id"], shift)} for token in sentence]
        else:
            out.append(list(sentence))
    return Document([_glued(sentence, document.text) for sentence in out], text=document.text)


def _glued(sentence: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """A sentence's rows with the full stops of its abbreviations in one token with them."""
    out: list[dict[str, Any]] = []
    gone = 0
    for row, behind in zip(sentence, [*sentence[1:], None], strict=True):
        before = out[-1] if out else None
        if before is not None and behind is not None and _belongs(before, row, behind, text):
            out[-1] = before | {"text": before["text"] + ".", "end_char": row["end_char"], "misc": row.get("misc", "_")}
            gone += 1
            continue
        out.append(row | {"id": _moved(row["id"], -gone)})
    return out


def _belongs(before: dict[str, Any], row: dict[str, Any], behind: dict[str, Any], text: str) -> bool:
    """Whether a row is the full stop of the one before; words of a contraction have none."""
    beside = before.get("end_char") is not None and before.get("end_char") == row.get("start_char") and "start_char" in behind
    return (
        beside
        and not isinstance(before["id"], (tuple, list))
        and _cut_off(*(text[one["start_char"] : one["end_char"]] for one in (before, row, behind)))
    )


def _threes(tokens: Any, text: str) -> Any:
    """The text of each three tokens in a row."""
    printed = [text[t.start_char : t.end_char] for t in tokens]
    return zip(printed, printed[1:], printed[2:], strict=False)


def _cut_off(word: str, stop: str, following: str) -> bool:
    """Whether a full stop in the middle of a sentence belongs to the word before: "Rep . Orre", "Reef Inc . , she said"."""
    if stop != "." or not word.isalpha():
        return False
    if following[:1].islower() or following in _GOES_ON:
        return True
    return _before_name_or_number(f"{word}.", following)


def _moved(number: Any, by: int) -> Any:
    return tuple(n + by for n in number) if isinstance(number, (tuple, list)) else number + by


def _before_name_or_number(word: str, following: str) -> bool:
    before_name = word in words("abbreviations", "before_name") and following[:1].isupper()
    return before_name or (word in words("abbreviations", "before_number") and following[:1].isdigit())


def _joined(first: Any, second: Any, text: str) -> bool:
    """An abbreviation ends ``first`` that wants a name or a number behind it, or behind which the sentence goes on in lower case; both
    stand in one paragraph."""
    between = text[first.tokens[-1].end_char : second.tokens[0].start_char]
    if "\n" in between:
        return False
    start = first.tokens[-2].start_char if len(first.tokens) > 1 and first.tokens[-1].text == "." else first.tokens[-1].start_char
    word, following = text[start : first.tokens[-1].end_char], second.tokens[0].text
    last = first.tokens[-1].text
    if last[0].isalpha() and last.endswith(".") and following[:1].islower():
        return True
    return _before_name_or_number(word, following)
