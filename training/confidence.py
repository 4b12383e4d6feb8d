"""The confidence model: how surely a statement, its source's words and its speaker are right.

    python -m training confidence

Three logistic models over the evidence of ``audit.sources.confidence``, fitted by Newton's method. What is right is taken from PolNeAR's
dev part (statements and source phrases; the tagger has learnt its train part by heart and is too sure of itself there) and from GUM's
train part, the genres without NC terms in which people are quoted (speakers, by gold coreference). Every figure is measured on
folds of articles that the fit had not seen; the coefficients that ship are fitted on all of them.

Annotations are kept in the work folder by the models' digests, so that only the first run after a change of the models takes long.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from audit.annotate.pipeline import Annotator
from audit.attribute.mentions import PRONOUNS
from audit.attribute.statements import statements
from audit.auditor import found
from audit.config import Settings
from audit.domain.annotation import Annotation, AttributionTag, Token
from audit.domain.statement import Mention, Scope, Statement, Tie
from audit.domain.text import Article
from audit.evaluate.compare import letters, overlap, pairs, same_speakers
from audit.evaluate.items import Item, Place, Places, document
from audit.sources.confidence import Evidence, Head, Model, Surroundings, model_of, speaker_evidence, statement_evidence, stays, weighed
from training.common import DATA, ROOT, SEED, WORK

TARGET = ROOT / "audit" / "sources" / "confidence.json"
FREE = ("news", "interview", "court", "speech")
"""Genres of GUM without NC terms in which people are quoted."""
FOLDS, BINS = 5, 10
RIDGE = 5.0
FIFTH = 0.2
THRESHOLDS = [round(0.05 * step, 2) for step in range(9)]

Vector = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Rows:
    """Evidence with whether it was right, and the article of each row."""

    evidence: list[Evidence]
    right: Vector
    article: Vector

    def only(self, mask: Vector) -> Rows:
        return Rows([one for one, kept in zip(self.evidence, mask, strict=True) if kept], self.right[mask], self.article[mask])


@dataclass(frozen=True)
class Judged:
    """A statement found in an article of PolNeAR, with what the gold says of it."""

    statement: Statement
    evidence: Evidence
    article: int
    words: bool
    phrase: bool


def main(argv: Sequence[str] = ()) -> None:
    argparse.ArgumentParser(prog="python -m training confidence").parse_args(argv)
    started = time.time()
    annotator = Annotator(Settings())
    dev = annotated("polnear-dev", read("polnear/dev.jsonl"), annotator)
    gum = annotated("gum-train", [one for one in read("gum_attribution/train.jsonl") if one["source_meta"]["genre"] in FREE], annotator)
    judged = [one for at, (line, annotation) in enumerate(dev) for one in judge(line, annotation, at)]
    gold = sum(bool(one.content) for line, _ in dev for one in document(line).items)

    words, phrase = rows_of(judged, lambda one: one.words), rows_of([one for one in judged if one.words], lambda one: one.phrase)
    held_words = held_out(words)
    held_phrase = held_out(phrase, [one.evidence for one in judged], words.article)
    keep_above, table = best_threshold(judged, held_words, gold)
    heads = {"words": fit(words), "phrase": fit(phrase)}
    partial = model_of({"heads": {**heads, "speaker": {"bias": 0.0, "weights": {}}}, "keep_above": keep_above, "review_below": 0.0})
    mentions = list(tied(gum, partial))
    speakers = Rows([one for one, _, _ in mentions], np.array([one for _, one, _ in mentions]), np.array([one for _, _, one in mentions]))
    heads["speaker"] = fit(speakers)
    held_speaker = held_out(speakers)

    whole = held_words * held_phrase * speaker_probabilities(dev, judged, replace(partial, speaker=head(heads["speaker"])))
    kept = np.array([stays(one.statement, p, keep_above) for one, p in zip(judged, held_words, strict=True)])
    shown = kept & np.array([one.statement.scope is Scope.STATEMENT for one in judged])
    review_below = round(float(np.quantile(whole[shown], FIFTH)), 3)
    right = np.array([one.words and one.phrase for one in judged])
    figures = {
        "words": calibration(held_words[kept], words.right[kept]),
        "statement": calibration((held_words * held_phrase)[kept], right[kept]),
        "statement, default scope": calibration((held_words * held_phrase)[shown], right[shown]),
        "speaker": calibration(held_speaker, speakers.right),
        "errors in the least certain fifth, all scopes": least_certain(whole[kept], right[kept]),
        "errors in the least certain fifth, default scope": least_certain(whole[shown], right[shown]),
        "errors of words in the least certain fifth, default scope": least_certain(whole[shown], words.right[shown]),
        "speaker errors in the least certain fifth": least_certain(held_speaker, speakers.right),
        "F1 by keep_above": table,
    }
    record = {
        "made_by": "python -m training confidence",
        "data": {
            "words, phrase": f"PolNeAR dev, {len(dev)} articles, {len(judged)} statements found",
            "speaker": f"GUM train ({', '.join(FREE)}), {len(gum)} articles, {len(speakers.evidence)} mentions",
        },
        "models": dict(annotator.models),
        "seed": SEED,
        "held_out": figures,
        "keep_above": keep_above,
        "review_below": review_below,
        "heads": heads,
    }
    TARGET.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps({name: record[name] for name in ("data", "held_out", "keep_above", "review_below")}, indent=1, ensure_ascii=False))
    print(f"{(time.time() - started) / 60:.1f} minutes; golden files follow: pytest tests/test_samples.py --update-golden")


# data


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line.strip()]


def annotated(name: str, lines: Sequence[dict[str, Any]], annotator: Annotator) -> list[tuple[dict[str, Any], Annotation]]:
    """Gold lines with their annotations, from the work folder where these models made them before."""
    shape = [one.name for kind in (Annotation, AttributionTag, Token) for one in fields(kind)]
    key = hashlib.sha256(json.dumps([annotator.models, shape]).encode()).hexdigest()[:12]
    folder = WORK / "confidence" / f"{name}-{key}"
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for number, line in enumerate(lines, 1):
        path = folder / f"{line['doc_id']}.pickle"
        if not path.exists():
            (annotation,) = annotator.annotate([Article(line["text"], name, line["doc_id"], title=line["source_meta"].get("title"))])
            path.write_bytes(pickle.dumps(annotation))
            print(f"{name} {number} of {len(lines)}", flush=True)
        out.append((line, pickle.loads(path.read_bytes())))
    return out


def judge(line: dict[str, Any], annotation: Annotation, article: int) -> Iterator[Judged]:
    """The statements of an article, each with whether the gold has its words and its source.

    Words that no tag shows may be one paragraph of a longer quotation, which PolNeAR takes as a whole: they only need to lie in it.
    """
    mine = statements(annotation)
    around = Surroundings(mine)
    gold = [one for one in document(line).items if one.content]
    items = [Item(_places(one.content), (), _places([one.source_span] if one.source_span else []), (), (), {}, False) for one in mine]
    met = {at: gold[other] for other, at in pairs(gold, items, annotation.text, by_sentence=False)}
    for at, statement in enumerate(mine):
        theirs = met.get(at)
        if theirs is None and statement.tags is None:
            mine_letters = letters(items[at].content, annotation.text)
            theirs = next((one for one in gold if mine_letters <= letters(one.content, annotation.text)), None)
        phrase = theirs is not None and (
            any(overlap(one, items[at].source) for one in theirs.source) or not (theirs.source or items[at].source)
        )
        yield Judged(statement, statement_evidence(statement, around), article, theirs is not None, phrase)


def tied(docs: Sequence[tuple[dict[str, Any], Annotation]], partial: Model) -> Iterator[tuple[Evidence, bool, int]]:
    """Every mention of a source that is a gold mention too, with whether it was tied to the right one.

    Pronouns count in news only: in transcripts they mean whoever speaks, and people whom the text does not name at all.
    """
    for at, (line, annotation) in enumerate(docs):
        text = annotation.text
        said, who = weighed(*found(annotation, Settings()), partial)
        known = {one.id: one for one in who}
        for statement in said:
            for place, source_id in enumerate(statement.source_ids):
                forms = _forms_of(line["entities"], statement.mentions[place], text)
                pronoun = statement.resolved_by[place] in (Tie.FIRST_PERSON, Tie.PRONOUN)
                if forms and (line["source_meta"]["genre"] == "news" or not pronoun):
                    right = same_speakers([known[source_id].label], forms)
                    yield speaker_evidence(statement, place, known[source_id]), right, at


def _forms_of(entities: Sequence[dict[str, Any]], mention: Mention, text: str) -> list[str]:
    """The forms that tell who the entity of a mention is: its names where it has any, else its descriptions; empty where neither."""
    best, forms = 0.5, list[str]()
    for entity in entities:
        for start, end in entity["mentions"]:
            shared = min(end, mention.span.end) - max(start, mention.span.start)
            share = shared / (max(end, mention.span.end) - min(start, mention.span.start))
            if share >= best:
                best, forms = share, [text[a:b] for a, b in entity["mentions"]]
    told = [form for form in forms if form.lower() not in PRONOUNS]
    return [form for form in told if _is_name(form)] or told


def _is_name(form: str) -> bool:
    large = [word for word in form.split() if len(word) > 3 or word[:1].isupper()]
    return bool(large) and all(word[:1].isupper() for word in large) and form[:4].lower() != "the " and len(form.split()) < 6


def speaker_probabilities(docs: Sequence[tuple[dict[str, Any], Annotation]], judged: Sequence[Judged], model: Model) -> Vector:
    """The speaker's probability of each judged statement, as the tool gives it; 1 for those that it leaves out."""
    by_id: dict[tuple[int, str], float] = {}
    for at, (_, annotation) in enumerate(docs):
        said, _ = weighed(*found(annotation, Settings()), model)
        by_id |= {(at, one.id): one.speaker_confidence for one in said}
    return np.array([by_id.get((one.article, one.statement.id), 1.0) for one in judged])


# fitting


def rows_of(judged: Sequence[Judged], right: Callable[[Judged], bool]) -> Rows:
    return Rows([one.evidence for one in judged], np.array([right(one) for one in judged]), np.array([one.article for one in judged]))


def fit(rows: Rows) -> dict[str, Any]:
    """A head as ``confidence.json`` has it: ridge-penalised on standardised evidence; weights of evidence that never varies are left out."""
    names = sorted(rows.evidence[0])
    x = np.array([[one[name] for name in names] for one in rows.evidence])
    y = rows.right.astype(float)
    mean, spread = x.mean(0), x.std(0)
    varied = spread > 1e-9
    z = np.column_stack([np.ones(len(x)), (x[:, varied] - mean[varied]) / spread[varied]])
    penalty = np.diag([1e-6, *[RIDGE] * int(varied.sum())])
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + penalty, z.T @ (p - y) + penalty @ w)
        w -= step
        if np.abs(step).max() < 1e-9:
            break
    weights = {
        str(name): [round(float(a / s), 4), round(float(m), 4)]
        for name, a, s, m in zip(np.array(names)[varied], w[1:], spread[varied], mean[varied], strict=True)
    }
    return {"bias": round(float(w[0]), 4), "weights": weights}


def head(fitted: dict[str, Any]) -> Head:
    return Head(fitted["bias"], {name: (weight, usual) for name, (weight, usual) in fitted["weights"].items()})


def held_out(rows: Rows, asked: Sequence[Evidence] | None = None, articles: Vector | None = None) -> Vector:
    """The probability of each row (or of what is ``asked``) by a model that saw nothing of its article."""
    asked = rows.evidence if asked is None else asked
    articles = rows.article if articles is None else articles
    out = np.zeros(len(asked))
    for fold in range(FOLDS):
        blind = head(fit(rows.only(rows.article % FOLDS != fold)))
        for at in np.flatnonzero(articles % FOLDS == fold):
            out[at] = blind.probability(asked[at])
    return out


# figures


def calibration(p: Vector, right: Vector) -> dict[str, float]:
    """Expected calibration error over ten bins of equal width, with what it is made of."""
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    error = sum(abs(p[bins == one].sum() - right[bins == one].sum()) for one in range(BINS)) / len(p)
    return {"ece": round(float(error), 4), "mean": round(float(p.mean()), 4), "right": round(float(right.mean()), 4), "rows": len(p)}


def least_certain(p: Vector, right: Vector) -> float:
    """The share of the errors that the least certain fifth of the rows holds."""
    fifth = np.argsort(p, kind="stable")[: round(len(p) * FIFTH)]
    return round(float((~right[fifth].astype(bool)).sum() / (~right.astype(bool)).sum()), 4)


def best_threshold(judged: Sequence[Judged], words: Vector, gold: int) -> tuple[float, dict[str, list[float]]]:
    """The threshold with the best sum of found and joint F1, and (found, joint) by threshold; 0 where leaving out gains nothing."""
    table = {}
    for threshold in THRESHOLDS:
        kept = [one for one, p in zip(judged, words, strict=True) if stays(one.statement, p, threshold)]
        table[threshold] = [
            round(2 * sum(one.words for one in kept) / (len(kept) + gold), 4),
            round(2 * sum(one.words and one.phrase for one in kept) / (len(kept) + gold), 4),
        ]
    return max(table, key=lambda threshold: (sum(table[threshold]), -threshold)), {str(at): row for at, row in table.items()}


def _places(spans: Sequence[Any]) -> Places:
    return tuple[Place, ...]((one.start, one.end) for one in spans)
