"""Dev scores of a network, before the rules of the program."""

from __future__ import annotations

import random
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any

from audit.annotate.reader import Reader
from audit.annotate.reading import Text
from training import corpora
from training.common import SEED
from training.corpora import Document
from training.syntax import PARTS


def score(reader: Reader, articles: int | None, learnt: Container[str]) -> dict[str, float]:
    """Dev scores: UPOS and LAS on EWT with gold words (where trees were ``learnt``), F1 of nine entity classes, exact spans of PolNeAR and
    house."""
    return (
        (syntax_score(reader) if "trees" in learnt else {})
        | entity_score(reader)
        | attribution_score(reader, "polnear", corpora.attributions("polnear/dev.jsonl", "polnear")[:articles])
        | {f"house {name}": value for name, value in house_score(reader).items()}
    )


def syntax_score(reader: Reader) -> dict[str, float]:
    documents = corpora.treebank(map(Path.read_text, PARTS["dev"]))
    total = upos = uas = las = 0
    for d, reading in zip(
        documents, reader.read([Text(d.text, d.paragraphs, [s.spans for s in d.sentences]) for d in documents]), strict=True
    ):
        for gold, found in zip(d.sentences, reading.words, strict=True):
            for k, tags in enumerate(found):
                total += 1
                upos += tags.upos == gold.labels["upos"][k]
                right = tags.head == gold.labels["head"][k]
                uas += right
                las += right and tags.relation.split(":")[0] == gold.labels["relation"][k].split(":")[0]
    return {"UPOS": round(upos / total, 4), "UAS": round(uas / total, 4), "LAS": round(las / total, 4)}


def entity_score(reader: Reader) -> dict[str, float]:
    documents = corpora.entities("dev", random.Random(SEED))
    hit = gold = found = 0
    for d, reading in zip(
        documents, reader.read([Text(d.text, d.paragraphs, [s.spans for s in d.sentences]) for d in documents]), strict=True
    ):
        a, b = (
            {(k, *span) for k, tags in enumerate(side) for span in corpora.bioes_spans(tags)}
            for side in ([s.labels["entity"] for s in d.sentences], reading.entities)
        )
        hit, gold, found = hit + len(a & b), gold + len(a), found + len(b)
    return {"NER": round(2 * hit / max(1, gold + found), 4)}


def edges(text: str, spans: Iterable[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    """Spans without space and punctuation at their edges; empty ones left out."""
    out = []
    for s, e in sorted((s, e) for s, e in spans):
        while s < e and not text[s].isalnum():
            s += 1
        while e > s and not text[e - 1].isalnum():
            e -= 1
        if s < e:
            out.append((s, e))
    return tuple(out)


def attribution_score(reader: Reader, convention: str, documents: list[Document]) -> dict[str, float]:
    """Exact-span F1 of source, cue and content (space and punctuation at the edges set aside). Optional items count neither way."""
    roles = ("source", "cue", "content")
    hit, pred, gold = ({r: 0 for r in (*roles, "all")} for _ in range(3))
    readings = reader.read([Text(d.text, d.paragraphs) for d in documents], syntax=False, convention=convention)
    for d, reading in zip(documents, readings, strict=True):
        found = [{"cue": [a.cue], "source": a.source, "content": a.content} for a in reading.tags.attributions]
        for role in hit:

            def key(a: dict[str, Any], role: str = role, text: str = d.text) -> tuple[Any, ...]:
                return tuple(edges(text, a[r] or ()) for r in roles) if role == "all" else edges(text, a[role] or ())

            asked = [k for k in (key(x) for x in d.attributions or [] if x["cue"] and not x.get("optional")) if k]
            rest, spare = list(asked), [key(x) for x in d.attributions or [] if x.get("optional")]
            for x in (k for k in (key(x) for x in found) if k):
                if x in rest:
                    rest.remove(x)
                    hit[role] += 1
                elif x in spare:
                    continue
                pred[role] += 1
            gold[role] += len(asked)
    return {r: round(2 * hit[r] / max(1, pred[r] + gold[r]), 4) for r in hit}


def house_score(reader: Reader) -> dict[str, float]:
    """Exact spans of our own dev part."""
    return attribution_score(reader, "house", corpora.house("dev"))
