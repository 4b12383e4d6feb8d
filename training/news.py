"""News that we annotated ourselves: offsets and labels in ``training/annotations/news.jsonl``, the texts in the corpus ``news``.

A line an article: ``{"doc_id", "outlet", "sources": [[…]], "statements": [[…]]}``, with the columns ``OF_SOURCE`` and ``OF_STATEMENT`` and
behind them what is not as usual (``USUAL_SOURCE``, ``USUAL_STATEMENT``). Offsets are code points, half-open, into the corpus' text. The texts
are others' and stay out of the repository: a name that stands in the text is kept as its place, and no name repeats more than ``MOST`` words.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from training.common import DATA, ROOT

KEPT = ROOT / "training" / "annotations" / "news.jsonl"
MOST = 6
"""Words in a row that a name may share with the text without being kept as a place of it."""
OF_SOURCE = ("id", "speaker", "source_type", "kind", "identity")
OF_STATEMENT = ("content", "cue", "source", "source_ids", "quote_type")
USUAL_SOURCE: dict[str, Any] = {
    "official_scope": None,
    "anonymity_status": "not_applicable",
    "markers": [],
    "reason_spans": [],
    "reason_class": None,
    "basis_spans": [],
    "ground_rule": None,
    "issuer": None,
}
USUAL_STATEMENT: dict[str, Any] = {"via": None, "optional": None, "headline": None}
NAMES = ("speaker", "issuer", "via", "ground_rule")
"""Columns with words of our own or of the text."""
ALIKE = str.maketrans(dict(zip("“”„‘’—–\n\t\u00a0\u2009\u202f", '"""\'\'--     ', strict=True)))
"""Quotation marks, dashes and blanks that look otherwise; lengths stay."""
NOT_OFFICIAL = (None, "party", "private")
_REPEATED = (
    "source_type",
    "kind",
    "identity",
    "official",
    "official_scope",
    "anonymity_status",
    "markers",
    "reason",
    "reason_class",
    "basis",
)
"""What house says of a source with each of its statements as well."""


@cache
def annotated_news() -> list[dict[str, Any]]:
    """The articles as house has its own, in the order in which they were kept. Raises ``LookupError`` where the corpus lacks a text."""
    lines = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").split("\n") if line]
    wanted = {one["doc_id"] for one in lines}
    texts = {}
    with lzma.open(DATA / "news/unlabelled.jsonl.xz", "rt", encoding="utf-8") as corpus:
        for one in map(json.loads, corpus):
            if one["doc_id"] in wanted:
                texts[one["doc_id"]] = one["text"]
    if missing := wanted - texts.keys():
        raise LookupError(f"news/unlabelled.jsonl.xz has no article {min(missing)}; is it the corpus that was annotated?")
    return [whole(one, texts[one["doc_id"]]) for one in lines]


def whole(line: dict[str, Any], text: str) -> dict[str, Any]:
    """A kept article as house has it."""
    sources = [filled(_named(one, text), text) for one in _rows(line["sources"], OF_SOURCE)]
    by_id = {one["id"]: one for one in sources}
    statements = [told_of(_named(one, text), by_id) for one in _rows(line["statements"], OF_STATEMENT)]
    return {
        "doc_id": line["doc_id"],
        "text": text,
        "source_meta": {"outlet": line["outlet"]},
        "sources": sources,
        "attributions": statements,
    }


def filled(source: dict[str, Any], text: str) -> dict[str, Any]:
    """A source with all that house tells of one, role and affiliation apart, which nothing reads."""
    out = USUAL_SOURCE | source
    out["official"] = out["official_scope"] not in NOT_OFFICIAL
    for key in ("reason", "basis"):
        spans = out[f"{key}_spans"]
        out[key] = text[spans[0][0] : spans[0][1]] if spans else None
    return out


def told_of(statement: dict[str, Any], sources: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A statement with what house repeats of its sources: of the first, where there are several."""
    by = [sources[one] for one in statement["source_ids"]]
    speakers = [one["speaker"] for one in by]
    nobody: dict[str, Any] = dict.fromkeys(_REPEATED) | {"markers": [], "anonymity_status": "not_applicable"}
    known = by[0] if by else nobody
    speaker = speakers if len(by) > 1 else speakers[0] if by else None
    return {"via": None} | statement | {"speaker": speaker} | {key: known[key] for key in _REPEATED}


def keep(articles: Iterable[dict[str, Any]]) -> int:
    """Write articles (as house has them) to ``KEPT``, each in the place of the one of the same id. Returns how many are there."""
    lines = KEPT.read_text(encoding="utf-8").split("\n") if KEPT.exists() else []
    kept = {json.loads(line)["doc_id"]: line for line in lines if line}
    kept |= {one["doc_id"]: json.dumps(bare(one), ensure_ascii=False, separators=(",", ":")) for one in articles}
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text("".join(line + "\n" for line in kept.values()), encoding="utf-8")
    return len(kept)


def bare(article: dict[str, Any]) -> dict[str, Any]:
    """What is kept of an article: no text, and nothing that follows from the rest."""
    text = article["text"]
    return {
        "doc_id": article["doc_id"],
        "outlet": article["source_meta"].get("outlet", ""),
        "sources": [_row(one, OF_SOURCE, USUAL_SOURCE, text) for one in article["sources"]],
        "statements": [_row(one, OF_STATEMENT, USUAL_STATEMENT, text) for one in article["attributions"]],
    }


def place(name: str, text: str) -> list[int] | None:
    """Where a name stands in a text, whatever its capitals, quotation marks and dashes; as printed first."""
    alike = re.escape(name.translate(ALIKE))
    found = re.search(re.escape(name), text) or re.search(alike, text.translate(ALIKE), re.IGNORECASE)
    return [*found.span()] if found else None


def repeats(name: str, text: str) -> bool:
    """Whether a name that does not stand in the text as a whole has more than ``MOST`` words in a row of it."""
    wanted, there = _words(name), f" {' '.join(_words(text))} "
    runs = (" ".join(wanted[at : at + MOST + 1]) for at in range(len(wanted) - MOST))
    return place(name, text) is None and any(f" {run} " in there for run in runs)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _row(one: dict[str, Any], columns: tuple[str, ...], usual: dict[str, Any], text: str) -> list[Any]:
    """The values of ``columns``, and the unusual others by name; names as places where they stand in the text."""

    def kept(key: str) -> Any:
        value = one[key]
        return (key in NAMES and value and place(value, text)) or value

    others = {key: kept(key) for key, value in usual.items() if one.get(key, value) != value}
    return [*map(kept, columns), *([others] if others else [])]


def _rows(rows: list[list[Any]], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=False)) | (row[len(columns)] if len(row) > len(columns) else {}) for row in rows]


def _named(one: dict[str, Any], text: str) -> dict[str, Any]:
    """With the words of the text for names that were kept as places."""
    return one | {key: text[slice(*one[key])] for key in NAMES if isinstance(one.get(key), list)}
