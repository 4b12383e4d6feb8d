"""Text that was encoded twice ("CommerceÃ¢â‚¬â„¢s"), repaired. Quotation marks, ligatures and line ends stay as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from unicodedata import category

from audit.domain.text import Article

_LINE_END = re.compile(r"([\r\n\x85\u2028\u2029])")
_SUSPECT = re.compile(r"[\x80-\x84\x86-\x9f]|[^\x00-\x7f]{2}|Ã ")
"""Only such lines can hold it: UTF-8 that was read as another encoding never comes as one character beyond ASCII alone."""
_FIELDS = ("title", "byline", "outlet", "section")


def mended(article: Article) -> Article:
    """``article`` with its text and fields as they were meant, and a note where the text was changed. Offsets are of the mended text."""
    text, changed = _mended(article.text)
    fields = {name: _mended(value)[0] for name in _FIELDS if (value := getattr(article, name)) is not None}
    fields = {name: value for name, value in fields.items() if value != getattr(article, name)}
    if not changed and not fields:
        return article
    notes = article.notes
    if changed:
        number, before, after = changed[0]
        place = f"{len(changed)} lines, the first of them" if len(changed) > 1 else ""
        where = f"{place} line {number}".strip()
        notes = (*notes, f"doubly encoded text mended in {where}: “{before}” is “{after}”; the text that is kept is the mended one")
    return replace(article, text=text, notes=notes, **fields)


def _mended(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    """``text`` as it was meant, and for each line that was changed its number and the first words before and after.

    Nobody meant a character that does not exist: such a line stays as it is.
    """
    if not _SUSPECT.search(text):
        return text, []
    import ftfy

    only_mojibake = ftfy.TextFixerConfig(unescape_html=False, fix_c1_controls=False)
    parts = _LINE_END.split(text)
    changed, number = [], 1
    for at, part in enumerate(parts):
        meant = ftfy.fix_encoding(part, only_mojibake) if _SUSPECT.search(part) else part
        if meant != part and not _LINE_END.search(meant) and all(category(one) != "Cn" for one in meant):
            changed.append((number, *_first_change(part, meant)))
            parts[at] = meant
        number += part == "\n"
    return "".join(parts), changed


def _first_change(before: str, after: str) -> tuple[str, str]:
    """The first word that differs, in both."""
    words = zip(before.split(), after.split(), strict=False)
    return next(((one[:40], other[:40]) for one, other in words if one != other), (before[:40], after[:40]))
