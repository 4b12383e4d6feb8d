"""Who is who, for the links between words: house sources and GUM's coreference as groups of words that stand for the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import inf
from typing import Any

from audit.domain.annotation import Token
from audit.domain.nominal import Syntax, stands_for
from training import corpora
from training.annotated import annotated
from training.common import DATA
from training.corpora import NC_GENRES, Document, treebank

_ENTITY = re.compile(r"Entity=([^|]+)")
_MARK = re.compile(r"\(([^()|]+)\)|\(([^()|]+)|([^()|]+)\)")


def of_sources(line: dict[str, Any], words: Sequence[Token]) -> dict[int, str]:
    """The source's id by the word that stands for it, where a statement has one source and a nominal word heads its source phrase."""
    syntax = Syntax([w.upos for w in words], [w.head for w in words], [w.deprel for w in words])
    found: dict[int, Counter[str]] = {}
    for item in line["attributions"]:
        if len(item["source_ids"] or ()) != 1 or not item["source"]:
            continue
        start, end = item["source"][0]
        at = stands_for(syntax, [i for i, w in enumerate(words) if w.span.start < end and w.span.end > start])
        if at is not None:
            found.setdefault(at, Counter())[item["source_ids"][0]] += 1
    return {at: ids.most_common(1)[0][0] for at, ids in found.items()}


def gum(part: str) -> list[Document]:
    """GUM's documents in genres without NC terms, with its gold trees and the chains of OntoGUM."""
    out = []
    for text in (DATA / f"coref/{part}.ontogum_conllu").read_text(encoding="utf-8").split("# newdoc id = GUM_")[1:]:
        if text.split("_")[0] in NC_GENRES:
            continue
        (document,) = treebank(["# newdoc " + text], inf)
        words = [(s, k) for s, sentence in enumerate(document.sentences) for k in range(len(sentence.spans))]
        first = {s: i for i, (s, k) in reversed(list(enumerate(words))) if k == 0}
        rows = [document.sentences[s].labels for s, _ in words]
        syntax = Syntax(
            [row["upos"][k] for row, (_, k) in zip(rows, words, strict=True)],
            [first[s] + row["head"][k] - 1 if row["head"][k] else None for row, (s, k) in zip(rows, words, strict=True)],
            [row["relation"][k] for row, (_, k) in zip(rows, words, strict=True)],
        )
        open_: dict[str, list[int]] = {}
        chains: dict[int, tuple[int, str]] = {}

        def close(name: str, start: int, end: int, syntax: Syntax = syntax, chains: dict[int, tuple[int, str]] = chains) -> None:
            inside = range(start, end + 1)
            at = stands_for(syntax, inside)
            heads = ((syntax.relations[i], syntax.heads[i]) for i in inside)
            joint = at is not None and any(relation == "conj" and head is not None and head in inside for relation, head in heads)
            if at is not None and not joint and (at not in chains or end - start < chains[at][0]):
                chains[at] = (end - start, name)

        for i, (row, (_, k)) in enumerate(zip(rows, words, strict=True)):
            for alone, opened, closed in _MARK.findall(_ENTITY.findall(row["misc"][k])[0] if "Entity=" in row["misc"][k] else ""):
                if alone:
                    close(alone, i, i)
                elif opened:
                    open_.setdefault(opened, []).append(i)
                elif open_.get(closed):
                    close(closed, open_[closed].pop(), i)
        numbers = {name: n for n, name in enumerate(sorted({name for _, name in chains.values()}))}
        document.chains = {i: numbers[chains[i][1]] if i in chains else len(numbers) + i for i in syntax.nominal()}
        document.words = [document.sentences[s].spans[k] for s, k in words]
        document.sentences = []
        out.append(document)
    return out


def house(part: str) -> list[Document]:
    """``corpora.house`` with the words that stand for its sources."""
    out = corpora.house(part)
    for document, (line, annotation) in zip(out, annotated(part), strict=True):
        ids = of_sources(line, annotation.tokens)
        document.words = [(t.span.start, t.span.end) for t in annotation.tokens]
        order = list(ids.values())
        document.chains = {i: order.index(name) for i, name in sorted(ids.items())}
    return out
