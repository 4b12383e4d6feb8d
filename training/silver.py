"""Silver anonymity markers for the shared network to learn from.

    python -m training silver

The lemma patterns of ``audit/lexicons/data/anonymity.toml`` (status, partial names, pseudonyms, ground rules), matched by the models as
they stand over our collection of news snippets and over PolNeAR's training articles that have an explicit marker, whose gold places count
too. What the network adds is reach: it finds wordings near to the patterns that no pattern lists.
"""

from __future__ import annotations

import json

from audit.annotate.pipeline import Annotator
from audit.attribute.responses import disclosures
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.text import Article
from audit.lexicons import patterns
from audit.lexicons.patterns import find, line
from training.common import DATA, WORK
from training.corpora import gold_markers, read

KINDS = ("partial_name", "pseudonym", "ground_rule")


def silver(annotation: Annotation) -> set[tuple[int, int]]:
    spans = {(s.start, s.end) for s in disclosures(annotation)}
    for sentence in annotation.sentences:
        tokens = annotation.tokens[sentence.first : sentence.last]
        within = line(tokens)
        for kind in KINDS:
            spans |= {(tokens[a].span.start, tokens[b - 1].span.end) for a, b, _ in find(patterns("anonymity", kind), within)}
    return spans


def texts() -> list[tuple[str, set[tuple[int, int]]]]:
    """(text, gold marker spans): PolNeAR's training articles with a marker, then the snippets."""
    gold = gold_markers()
    out = [(d["text"], set(gold[d["doc_id"]])) for d in read("polnear/train.jsonl") if d["doc_id"] in gold]
    lines = (DATA / "anonymity/snippets.jsonl").read_text(encoding="utf-8").split("\n")
    rows = map(json.loads, filter(str.strip, lines))
    return out + [(row["snippet"], set()) for row in rows]


def main() -> None:
    annotator, out, items = Annotator(Settings()), [], texts()
    for i in range(0, len(items), 64):
        part = items[i : i + 64]
        for (text, gold), annotation in zip(part, annotator.annotate([Article(t, "training", str(i)) for t, _ in part]), strict=True):
            out.append({"text": text, "markers": sorted(silver(annotation) | gold)})
        print(f"{len(out)} of {len(items)}", flush=True)
    (WORK / "silver.json").write_text(json.dumps(out), encoding="utf-8")
