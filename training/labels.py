"""The teacher reads news without labels, for the networks that ship to learn from what it says (resumable).

    python -m training labels [--minutes 60]

Each shard in ``WORK/labels/TEACHER`` holds what the heads of the teacher say of some articles, before it is made a choice: logits in half
precision. The folder is named after the teacher's digest, so what another teacher said is never mixed in. ``shared`` and ``fast`` learn
from it where they are started with ``--news``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from audit.annotate.network import ARGUMENTS, CONVENTIONS, SharedNetwork, processor_has
from audit.annotate.paragraphs import paragraph_spans
from audit.annotate.passages import Passage
from audit.annotate.reader import Reader
from training import teacher
from training.common import DATA, WORK
from training.soft import READ_AS, Soft, SoftArticle, ends, keep, means

NEWS = DATA / "news" / "unlabelled.jsonl.xz"
LABELS = WORK / "labels"
SHARD = 32
"""Articles of one file."""
PIECES = 1300
"""Of an encoding by the teacher."""
LIKELY = 0.2
"""How likely the first word of a cue has to be for its source and content to be kept: less than what a reader asks, so that doubts are learnt."""
MOST_CUES = 24
"""Of a passage."""
MOST_LINKED = 32
"""Words of a passage whose links are kept."""
NAMES = (1, 2, 4)
"""How names are written: the cases of ``audit.annotate.passages`` with a capital."""
NO_LETTER = 3
SOURCE = tuple(i for i, name in enumerate(ARGUMENTS) if name.endswith("source"))


def said_of(reader: Reader, text: str) -> SoftArticle:
    """What a teacher says of one article."""
    network, pieces = reader.network, reader.pieces
    passages = [p for p in pieces.passages(text, paragraph_spans(text)) if p.words()]
    spelling: dict[str, int] = {}
    out: list[Soft] = []
    vectors: list[Tensor] = []
    words = 0
    together = max(1, PIECES // max((len(p.ids) for p in passages), default=1))
    for some in (passages[i : i + together] for i in range(0, len(passages), together)):
        outputs = [o.float() for o in network(*pieces.batch(some))]
        for_entities, for_links = network.for_entities(outputs), network.for_links(outputs)
        for i, passage in enumerate(some):
            soft, own = _passage(network, passage, outputs[-1][i], for_entities[i])
            forms = [text[passage.offsets[a][0] : passage.offsets[b][1]].lower() for a, b in (soft.words[k].tolist() for k in own)]
            numbers = torch.tensor([spelling.setdefault(form, len(spelling)) for form in forms], dtype=torch.long)
            own_at = torch.tensor(own, dtype=torch.long)
            rows = torch.arange(len(own)) + sum(len(v) for v in vectors)
            soft.linked = torch.cat([soft.words[own_at], torch.stack([own_at + words, numbers, rows], -1)], -1)
            vectors.append(ends(for_links[i], soft.words[own_at]))
            words += len(soft.words)
            out.append(soft)
    places, forms_ = (torch.cat([s.linked[:, k] for s in out]) if out else torch.zeros(0, dtype=torch.long) for k in (2, 3))
    table = network.links(torch.cat(vectors).double(), places, forms_) if len(places) > 1 else torch.zeros(len(places), len(places))
    return SoftArticle(out, table.half())


def _passage(network: SharedNetwork, passage: Passage, encoded: Tensor, for_entities: Tensor) -> tuple[Soft, list[int]]:
    """What the teacher says of one passage, and the numbers of the words that may stand for somebody."""
    words = torch.tensor(passage.words())
    at = encoded[words[:, 0]]
    cues = torch.stack([network.cues[CONVENTIONS.index(name)](at) for name in READ_AS], 1)
    asked = _cues(cues, words)
    arguments = (
        network.arguments(encoded[: len(passage.ids)], *asked.T)[:, words[:, 0]]
        if len(asked)
        else at.new_zeros(0, len(words), len(ARGUMENTS))
    )
    source = torch.isin(arguments.argmax(-1), torch.tensor(SOURCE))
    tag = network.entities
    named = [passage.cases[a] in NAMES and passage.cases[a - 1] != NO_LETTER for a, _ in words.tolist()]  # no first word of a sentence
    own = source.any(0) | torch.tensor(named)
    own &= words[:, 0] >= passage.own_from
    return Soft(
        torch.tensor(passage.ids, dtype=torch.int32),
        torch.tensor(passage.cases, dtype=torch.int8),
        words,
        cues.half(),
        network.phrases(at).half(),
        tag.tag(tag.word(ends(for_entities, words))).half(),
        asked,
        arguments.half(),
        source,
        network.axes(means(at, source)).half(),
        words.new_zeros(0, 5),
    ), torch.nonzero(own).flatten().tolist()[:MOST_LINKED]


def _cues(logits: Tensor, words: Tensor) -> Tensor:
    """(cues, 3) of the likely ones: first and last piece, convention. ``logits``: (words, conventions, 3)."""
    likely = logits.softmax(-1)
    found = []
    for k, name in enumerate(READ_AS):
        begins, goes_on = likely[:, k, 1].tolist(), likely[:, k, 2].tolist()
        for i, p in enumerate(begins):
            if p < LIKELY:
                continue
            last = i
            while last + 1 < len(begins) and goes_on[last + 1] > 0.5:
                last += 1
            found.append((p, int(words[i, 0]), int(words[last, 1]), CONVENTIONS.index(name)))
    kept = sorted(found, reverse=True)[:MOST_CUES]
    return torch.tensor([row[1:] for row in kept], dtype=torch.long).view(-1, 3)


def folder_of(file: Path) -> Path:
    return LABELS / hashlib.sha256(file.read_bytes()).hexdigest()[:12]


@torch.no_grad()
def label(reader: Reader, texts: Sequence[str], folder: Path, minutes: float) -> int:
    """Write the shards that are missing, in order, until the minutes are over. Returns how many articles there are labels of."""
    folder.mkdir(parents=True, exist_ok=True)
    began, done = time.time(), 0
    for first in range(0, len(texts), SHARD):
        some, shard = texts[first : first + SHARD], folder / f"{first // SHARD:05}.pt"
        if not shard.exists():
            if time.time() - began >= minutes * 60:
                break
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=processor_has("avx512_bf16")):
                said = [said_of(reader, text) for text in some]
            keep(said, shard)
            print(f"{(time.time() - began) / 60:.1f} min: {shard.name}, {done + len(some)} of {len(texts)} articles", flush=True)
        done += len(some)
    return done


def news() -> list[str]:
    with lzma.open(NEWS, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training labels")
    parser.add_argument("--minutes", type=float, default=60, help="of this sitting; the same command goes on")
    parser.add_argument("--teacher", type=Path, default=teacher.MODEL)
    args = parser.parse_args(argv)
    folder = folder_of(args.teacher)
    print(f"{label(teacher.load(args.teacher), news(), folder, args.minutes)} articles in {folder}")
