"""Quotations and their speakers on top of spaCy, in the manner of the extractors that this field has: run by ``benchmarks.against``.

    python spacy_extractor.py MODEL PROCESSES < articles.jsonl

``MODEL`` is a package or a folder that spaCy loads. Reading the articles, spaCy's whole pipeline (tags, trees, lemmas, entities) and the
extraction count; loading does not. Prints words per second. It needs nothing of this project, and this project nothing of it.
"""

from __future__ import annotations

import json
import re
import sys
import time
from typing import Any

VERBS = frozenset(
    {"acknowledge", "add", "admit", "announce", "argue", "ask", "claim", "confirm", "declare", "deny", "describe", "explain", "insist"}
    | {"note", "report", "say", "state", "suggest", "tell", "warn", "write"}
)
QUOTED = re.compile(r"[“\"]([^”\"]{10,}?)[”\"]")


def extracted(doc: Any) -> list[tuple[str, str, str]]:
    """(speaker, verb, words): clauses under verbs of saying, and what stands in quotation marks near one."""
    out = []
    people = [e for e in doc.ents if e.label_ in ("PERSON", "ORG", "GPE")]
    for token in doc:
        if token.lemma_ not in VERBS or token.pos_ not in ("VERB", "AUX"):
            continue
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        clause = next((c for c in token.children if c.dep_ in ("ccomp", "parataxis")), None)
        if subject is None or clause is None:
            continue
        phrase = doc[subject.left_edge.i : subject.right_edge.i + 1]
        if subject.pos_ == "PRON":
            before = [e for e in people if e.end <= subject.i and e.label_ == "PERSON"]
            phrase = before[-1] if before else phrase
        out.append((phrase.text, token.text, doc[clause.left_edge.i : clause.right_edge.i + 1].text))
    for match in QUOTED.finditer(doc.text):
        near = [e for e in people if abs(e.start_char - match.end()) < 200]
        out.append((near[0].text if near else "", "", match.group(1)))
    return out


def main() -> None:
    import spacy

    texts = [json.loads(line)["text"] for line in sys.stdin if line.strip()]
    nlp = spacy.load(sys.argv[1])
    processes = int(sys.argv[2])
    for text in texts[:4]:
        extracted(nlp(text))
    started = time.perf_counter()
    found = 0
    for doc in nlp.pipe(texts, n_process=processes, batch_size=16):
        found += len(extracted(doc))
    seconds = time.perf_counter() - started
    words = sum(len(text.split()) for text in texts)
    print(json.dumps({"words_per_second": round(words / seconds), "found": found, "pipeline": nlp.pipe_names, "spacy": spacy.__version__}))


if __name__ == "__main__":
    main()
