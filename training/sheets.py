"""Sheets: how an article of news is annotated by hand, in lines that quote its words (house's ``GUIDE.md`` has the grammar).

    python -m training sheets show ARTICLES.jsonl DOC_ID …           # the text, with the numbers of its paragraphs
    python -m training sheets check ARTICLES.jsonl FOLDER DOC_ID …   # what FOLDER/DOC_ID.txt has wrong, and what to look at once more
    python -m training sheets keep ARTICLES.jsonl FOLDER             # adds the sheets that are right to training/annotations/news.jsonl

A sheet quotes its article and stays outside the repository; what is kept of it are offsets and our own words (``training.news``).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training import news

Place = tuple[int, int]
KINDS = frozenset({"person", "group", "organisation", "document", "media", "poll_or_data"})
SCOPES = frozenset({"no", "state", "local", "legislature", "military_police_judicial", "intergovernmental", "party", "de_facto", "private"})
STATUSES = {"na": "not_applicable", "disclosed": "disclosed", "blanket": "blanket", "undisclosed": "undisclosed"}
_SPANS = {"marker": "markers", "reason": "reason_spans", "basis": "basis_spans"}
_WORDS = {"ground": "ground_rule", "reason_class": "reason_class", "issuer": "issuer"}
_UNREAD = ("role", "affiliation")
TYPES = {"named": "named", "official": "official", "anonymous": "anonymous", "null": None}
FAR = 160
"""Code points between a cue and its content from which on the line is looked at once more."""
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
"""An acronym or what tells two apart, behind a canonical name."""
_COLUMN = re.compile(r" \|(?: |$)")
_KEY = re.compile(r'(\w+)=(?:"((?:[^"]|"(?!\s*(?:\||$)))*)"|(\w+))')
_VIA = re.compile(r'via=(?:"([^"]+)"|(.+?))(?=\s+(?:opt|headline)\b|\s*$)')
_QUOTATION = re.compile(r'“[^“”]{40,}”|(?<![\w.,!?])"[^"]{40,}"')


class SheetError(ValueError):
    """A line that cannot be read; the message says what is wrong with it."""


@dataclass
class Read:
    """A sheet against its text: the article as house has it, lines that are wrong, and places to look at once more."""

    article: dict[str, Any]
    wrong: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)


def paragraphs(text: str) -> list[Place]:
    """The lines of a text that are not empty, without the blanks around them."""
    return [found.span() for found in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def read(article: dict[str, Any], sheet: str) -> Read:
    """What a sheet says of ``article`` (doc_id, text). Nothing is raised: lines that cannot be read stand in ``wrong``."""
    text = _Text(article["text"])
    out = Read({"doc_id": article["doc_id"], "text": article["text"], "source_meta": article.get("source_meta", {})})
    sources: dict[str, dict[str, Any]] = {}
    told: list[tuple[int, dict[str, Any]]] = []
    part = ""
    for number, raw in enumerate(sheet.split("\n"), 1):
        line = raw.strip()
        if line in ("SOURCES", "STATEMENTS"):
            part = line
        elif line and not line.startswith(("#", "```")):
            columns = [one.strip() for one in _COLUMN.split(line)]
            try:
                if part == "SOURCES":
                    _add_source(text, columns, sources)
                elif part == "STATEMENTS":
                    told.append((number, _statement(text, columns, sources)))
                else:
                    raise SheetError("neither SOURCES nor STATEMENTS stands above")
            except SheetError as error:
                out.wrong.append(f"line {number}: {error} [{line[:90]}]")
    out.article["sources"] = list(sources.values())
    out.article["attributions"] = [one for _, one in sorted(told, key=lambda pair: pair[1]["content"][0])]
    out.look += _doubts(text, sources, told)
    return out


class _Text:
    """A text in which words are found whatever their quotation marks, dashes and blanks look like; lengths stay."""

    def __init__(self, printed: str) -> None:
        self.printed, self.plain = printed, printed.translate(news.ALIKE)
        self.paragraphs = paragraphs(printed)

    def paragraph(self, name: str) -> int:
        number = int(name.removeprefix("P")) - 1 if re.fullmatch(r"P\d+", name) else -1
        if not 0 <= number < len(self.paragraphs):
            raise SheetError(f"there is no paragraph {name}")
        return number

    def near(self, number: int) -> Place:
        """From the paragraph before to the one behind."""
        return self.paragraphs[max(0, number - 1)][0], self.paragraphs[min(len(self.paragraphs) - 1, number + 1)][1]

    def everywhere(self, words: str, within: Place) -> list[Place]:
        """Whole words only."""
        wanted = words.translate(news.ALIKE)
        if not wanted:
            raise SheetError("no words")
        before = r"(?<!\w)" if wanted[0].isalnum() else ""
        behind = r"(?!\w)" if wanted[-1].isalnum() else ""
        pattern = re.compile(before + re.escape(wanted) + behind)
        return [found.span() for found in pattern.finditer(self.plain, *within)]

    def one(self, words: str, within: Place | None = None, close_to: Place | None = None) -> Place:
        """The place of ``[P5:]words[#2]``: the nearest to ``close_to`` or the first; outside ``within`` only where it is nowhere in it."""
        words, within, bound = self._scoped(words, within)
        words, which = _counted(words)
        whole = (0, len(self.plain))
        places = self.everywhere(words, within or whole) or ([] if bound else self.everywhere(words, whole))
        if len(places) < which or not places:
            raise SheetError(f"not in the text, or not so often: {words!r}")
        if which:
            return places[which - 1]
        return min(places, key=lambda at: _distance(at, close_to)) if close_to else places[0]

    def content(self, paragraph: int, words: str) -> list[Place]:
        """The pieces of ``first words ~ last words // words``, each behind the one before."""
        out: list[Place] = []
        for piece in words.split(" // "):
            piece, within, _ = self._scoped(piece.strip(), self.paragraphs[paragraph])
            assert within is not None
            start = max(within[0], out[-1][1]) if out else within[0]
            first, _, last = piece.partition(" ~ ")
            begin = self._nth(first, (start, within[1]), (start, len(self.plain)) if not last else None)
            if last:
                last, end_in, _ = self._scoped(last.strip(), within)
                assert end_in is not None
                begin = begin[0], self._nth(last, (begin[0], end_in[1]), (begin[0], len(self.plain)))[1]
            out.append(begin)
        return out

    def _nth(self, words: str, within: Place, else_within: Place | None) -> Place:
        words, which = _counted(words.strip())
        places = self.everywhere(words, within) or (self.everywhere(words, else_within) if else_within else [])
        if len(places) < max(1, which):
            raise SheetError(f"not there, or not so often: {words!r}")
        return places[max(1, which) - 1]

    def _scoped(self, words: str, within: Place | None) -> tuple[str, Place | None, bool]:
        """Words without "P5:" before them, where to look for them, and whether nowhere else."""
        if found := re.match(r"(P\d+):(.*)$", words, re.DOTALL):
            return found[2].strip(), self.paragraphs[self.paragraph(found[1])], True
        return words, within, False


def _counted(words: str) -> tuple[str, int]:
    """Words without "#2" behind them, and that number, or 0."""
    found = re.fullmatch(r"(.*)#(\d+)", words, re.DOTALL)
    return (found[1], int(found[2])) if found else (words, 0)


def _distance(one: Place, other: Place) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _chosen(value: str, of: Sequence[str] | frozenset[str] | dict[str, Any], what: str) -> str:
    if value not in of:
        raise SheetError(f"no {what}: {value!r}")
    return value


def _add_source(text: _Text, columns: list[str], sources: dict[str, dict[str, Any]]) -> None:
    if len(columns) < 7:
        raise SheetError("a source has seven columns or more")
    source_id, speaker, kind_of_source, kind, identity, scope, status = columns[:7]
    if source_id in sources:
        raise SheetError(f"two sources are called {source_id!r}")
    _chosen(kind_of_source, TYPES, "type")
    _chosen(status, STATUSES, "status")
    if (kind_of_source == "anonymous") is (status == "na") and kind_of_source != "null":
        raise SheetError(f"type {kind_of_source} with status {status}")
    source: dict[str, Any] = {
        "id": source_id,
        "speaker": _BRACKETS.sub("", speaker) or speaker,
        "source_type": TYPES[kind_of_source],
        "kind": _chosen(kind, KINDS, "kind"),
        "identity": _chosen(identity, ("named", "partial", "unnamed"), "identity"),
        "official_scope": None if _chosen(scope, SCOPES, "scope") == "no" else scope,
        "anonymity_status": STATUSES[status],
    }
    for key, quoted, bare in _KEY.findall(" | ".join(columns[7:])):
        if key in _SPANS:
            source.setdefault(_SPANS[key], []).append(list(text.one(quoted)))
        elif key in _WORDS:
            source[_WORDS[key]] = quoted or bare
        elif key not in _UNREAD:
            raise SheetError(f"no such key: {key!r}")
    for name in news.NAMES:
        if news.repeats(source.get(name) or "", text.printed):
            raise SheetError(f"more than {news.MOST} words of the text in a row, and others: say {source[name]!r} in other words")
    if source.get("reason_spans"):
        source.setdefault("reason_class", "informative")
    sources[source_id] = news.filled(source, text.printed)


def _statement(text: _Text, columns: list[str], sources: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if len(columns) < 6:
        raise SheetError("a statement has six columns or more")
    name, by, phrase, cue, words, form = columns[:6]
    paragraph, flags = text.paragraph(name), " ".join(columns[6:])
    ids = [] if by == "-" else by.split("+")
    if unknown := [one for one in ids if one not in sources]:
        raise SheetError(f"no source is called {unknown[0]!r}")
    content = text.content(paragraph, words)
    whole = content[0][0], content[-1][1]
    around = text.near(paragraph)[0], next(end for _, end in text.paragraphs if end >= whole[1])
    cues = [] if cue == "-" else [text.one(cue, around, whole)]
    if cues and any(a <= cues[0][0] and cues[0][1] <= b for a, b in content):
        raise SheetError(f'the cue {cue!r} lies in the content: split the content with " // ", or say which one ("{cue}#2", "P5:{cue}")')
    phrases = [] if phrase == "-" else [text.one(one, text.near(paragraph), cues[0] if cues else whole) for one in phrase.split(" // ")]
    via = _VIA.search(flags)
    statement = {
        "content": [list(one) for one in content],
        "cue": [list(one) for one in cues],
        "source": [list(one) for one in phrases],
        "source_ids": ids,
        "quote_type": _chosen(form, ("direct", "indirect", "mixed"), "form"),
        "via": (via[1] or via[2]) if via else None,
    }
    statement |= {key: True for key, word in (("optional", r"\bopt\b"), ("headline", r"\bheadline\b")) if re.search(word, flags)}
    return news.told_of(statement, sources)


def _doubts(text: _Text, sources: dict[str, Any], told: Sequence[tuple[int, dict[str, Any]]]) -> Iterator[str]:
    """What is seldom meant so."""
    used = {one for _, statement in told for one in statement["source_ids"]}
    yield from (f"source {one} says nothing" for one in sources if one not in used)
    first: dict[str, int] = {}
    for number, one in told:
        if (before := first.setdefault(str(one["content"]), number)) != number:
            yield f"lines {before} and {number} have the same content"
        for what in ("cue", "source"):
            if one[what] and (before := first.setdefault(f"{what} {one[what]}", number)) != number:
                yield f"lines {before} and {number} have the same {what} at one place: {text.printed[slice(*one[what][0])]!r}"
        if not one["source_ids"] and not one.get("optional"):
            yield f"line {number}: no source, and not optional"
        if one["cue"] and min(_distance(one["cue"][0], piece) for piece in one["content"]) > FAR:
            yield f"line {number}: the cue stands far from the content"
    covered = {at for _, one in told for a, b in one["content"] for at in range(a, b)}
    for start, end in text.paragraphs:
        for found in _QUOTATION.finditer(text.printed, start, end):
            if len(covered.intersection(range(*found.span()))) * 2 < len(found.group()):
                yield f"a quotation in no statement: {found.group()[:70]!r}"


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training sheets")
    parser.add_argument("what", choices=("show", "check", "keep"))
    parser.add_argument("articles", type=Path)
    parser.add_argument("rest", nargs="*", metavar="FOLDER DOC_ID")
    args = parser.parse_args(argv)
    lines = args.articles.read_text(encoding="utf-8").split("\n")
    articles = {one["doc_id"]: one for one in map(json.loads, filter(None, lines))}
    if args.what == "show":
        for name in args.rest:
            print(f"=== {name}")
            for number, (start, end) in enumerate(paragraphs(articles[name]["text"]), 1):
                print(f"P{number}: {articles[name]['text'][start:end]}")
        return
    if not args.rest:
        parser.error(f"{args.what} needs the folder of the sheets behind the articles")
    folder, *names = args.rest
    if unknown := [name for name in names if name not in articles]:
        parser.error(f"{args.articles} has no article {unknown[0]}")
    right = []
    for name in names or articles:
        sheet = Path(folder) / f"{name}.txt"
        if not sheet.exists():
            print(f"{name}: no sheet")
            continue
        found = read(articles[name], sheet.read_text(encoding="utf-8"))
        right += [] if found.wrong else [found.article]
        if found.wrong or args.what == "check":
            print(f"{name}: {len(found.article['sources'])} sources, {len(found.article['attributions'])} statements")
            print(*(f"  BAD {one}" for one in found.wrong), *(f"  look: {one}" for one in found.look), sep="\n")
    if args.what == "keep":
        print(f"{news.keep(right)} articles in {news.KEPT.name}, {len(right)} of them new or new again")
