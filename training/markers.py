"""The tagger's marker head: trained on top of the finished encoder, which stays as it is.

    python -m training markers

Labels are silver: the lemma patterns of ``audit/lexicons/data/anonymity.toml`` (status, partial names, pseudonyms, ground rules) over our
collection of news snippets and PolNeAR's articles that have an explicit marker, whose gold places count too. What the head adds is reach:
it finds wordings near to the patterns that no pattern lists.
"""

from __future__ import annotations

import csv
import json
import random

import torch
from torch import Tensor, nn

from audit.annotate.pipeline import Annotator
from audit.annotate.tagger import Passage, Tagger, word_bounds
from audit.attribute.responses import disclosures
from audit.config import load
from audit.domain.annotation import Annotation
from audit.domain.text import Article
from audit.lexicons import patterns
from audit.lexicons.patterns import find
from training.attribution import FOLDER, paragraphs, read, save
from training.common import DATA, SEED

KINDS = ("status", "partial_name", "pseudonym", "ground_rule")
STEPS, BATCH = 1500, 4096
HELD_OUT = 10
"""Every tenth text is held out for the score."""


def silver(annotation: Annotation) -> list[tuple[int, int]]:
    spans = [(s.start, s.end) for s in disclosures(annotation)]
    for sentence in annotation.sentences:
        tokens = annotation.tokens[sentence.first : sentence.last]
        for kind in KINDS[1:]:
            spans += [(tokens[a].span.start, tokens[b - 1].span.end) for a, b, _ in find(patterns("anonymity", kind), tokens)]
    return spans


def texts() -> list[tuple[str, list[tuple[int, int]]]]:
    """(text, gold marker spans) of the snippets and of the PolNeAR training articles with a marker."""
    gold: dict[str, list[tuple[int, int]]] = {}
    with (DATA / "polnear/anonymity_markers.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["split"] == "train" and "anonym" in row["marker"]:
                gold.setdefault(row["doc_id"], []).append((int(row["start"]), int(row["end"])))
    out = [(d["text"], gold[d["doc_id"]]) for d in read("polnear/train.jsonl") if d["doc_id"] in gold]
    snippets = (DATA / "anonymity/snippets.jsonl").read_text(encoding="utf-8").split("\n")
    return out + [(str(json.loads(s).get("snippet") or json.loads(s).get("text")), []) for s in snippets if s.strip()]


def labels(passage: Passage, spans: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """(first pieces of words, their BIO labels)."""
    bounds = word_bounds(passage)
    tags = []
    for a, b in bounds:
        hit = next((s for s in spans if passage.offsets[a][0] < s[1] and passage.offsets[b][1] > s[0]), None)
        tags.append(0 if hit is None else 1 if passage.offsets[a][0] <= hit[0] or not tags or tags[-1] == 0 else 2)
    return [a for a, _ in bounds], tags


def encoded(tagger: Tagger, data: list[tuple[str, list[tuple[int, int]]]]) -> tuple[Tensor, Tensor]:
    rows, tags = [], []
    with torch.inference_mode():
        for text, spans in data:
            for passage in tagger.passages(text, paragraphs(text)):
                at, gold = labels(passage, spans)
                if at:
                    rows.append(tagger.network(*tagger.batch([passage]))[0, at].clone())
                    tags += gold
    return torch.cat(rows), torch.tensor(tags)


def main() -> None:
    torch.manual_seed(SEED)
    tagger = Tagger.load(FOLDER / "model.pt")
    annotator = Annotator(load({}))
    data = []
    items = texts()
    for i in range(0, len(items), 64):
        part = items[i : i + 64]
        annotations = annotator.annotate([Article(text, "training", str(i)) for text, _ in part])
        data += [(text, sorted(set(silver(a)) | set(gold))) for (text, gold), a in zip(part, annotations, strict=True)]
    random.Random(SEED).shuffle(data)
    x, y = encoded(tagger, [d for i, d in enumerate(data) if i % HELD_OUT])
    held, truth = encoded(tagger, [d for i, d in enumerate(data) if not i % HELD_OUT])
    head = tagger.network.marker
    optimizer = torch.optim.AdamW(head.parameters(), lr=3e-3, weight_decay=0.01)
    for _ in range(STEPS):
        pick = torch.randint(len(x), (BATCH,))
        loss = nn.functional.cross_entropy(head(x[pick].clone()), y[pick])
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    with torch.inference_mode():
        guess = head(held).argmax(-1) > 0
    hit = int((guess & (truth > 0)).sum())
    f1 = 2 * hit / max(1, int(guess.sum()) + int((truth > 0).sum()))
    save(tagger, FOLDER / "model.pt")
    stored = json.loads((FOLDER / "score.json").read_text())
    stored["score"]["marker_words_silver"] = round(f1, 4)
    (FOLDER / "score.json").write_text(json.dumps(stored))
    print("words of markers, held-out silver, F1", round(f1, 4), "of", int((truth > 0).sum()))


if __name__ == "__main__":
    main()
