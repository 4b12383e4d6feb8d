"""Joins sentences that the tokenizer split after an abbreviation."""

from __future__ import annotations

from typing import Any

from stanza.models.common.doc import Document

from audit.lexicons import words


def mended(document: Any) -> Any:
    """The Stanza document with such sentences joined; the same object where there are none. Before tags are given, after tokens."""
    joins = [_joined(a, b, document.text) for a, b in zip(document.sentences, document.sentences[1:], strict=False)]
    if not any(joins):
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
    return Document(out, text=document.text)


def _moved(number: Any, by: int) -> Any:
    return tuple(n + by for n in number) if isinstance(number, (tuple, list)) else number + by


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
    before_name = word in words("abbreviations", "before_name") and following[:1].isupper()
    return before_name or (word in words("abbreviations", "before_number") and following[:1].isdigit())
