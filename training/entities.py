"""Named entities by Stanza's NER trainer: nine classes of Worldwide English NER; a third of the sentences get curly quotation marks."""

from __future__ import annotations

import json
import zlib

from training.common import DATA, SEED, WORK, run
from training.syntax import VECTORS, ship


def prepare() -> None:
    """BIO files to Stanza's JSON (one list of {"text", "ner"} a sentence, BIOES)."""
    for part in ("train", "dev"):
        out, current = [], []
        for line in [*(DATA / f"ner/worldwide/{part}.9class.bio").read_text(encoding="utf-8").split("\n"), ""]:
            if line.strip():
                current.append(line.split("\t")[:2])
            elif current:
                out.append(sentence(current, part == "train" and zlib.crc32(repr(current[:5]).encode()) % 3 == 0))
                current = []
        (WORK / f"ner.{part}.json").write_text(json.dumps(out), encoding="utf-8")


def sentence(rows: list[list[str]], curly: bool) -> list[dict[str, str]]:
    out, opened = [], False
    for i, (word, tag) in enumerate(rows):
        if curly and word in ('"', "``", "''"):
            word, opened = ("”" if opened else "“"), not opened
        elif curly:
            word = word.replace("'", "’")
        follows = i + 1 < len(rows) and rows[i + 1][1] == "I-" + tag[2:]
        if tag.startswith("B-"):
            tag = ("B-" if follows else "S-") + tag[2:]
        elif tag.startswith("I-"):
            tag = ("I-" if follows else "E-") + tag[2:]
        out.append({"text": word, "ner": tag})
    return out


def ner(steps: int = 2500) -> None:
    prepare()
    minutes = run(
        [
            "stanza.models.ner_tagger",
            f"--train_file={WORK}/ner.train.json",
            f"--eval_file={WORK}/ner.dev.json",
            "--shorthand=en_news",
            "--mode=train",
            "--cpu",
            f"--seed={SEED}",
            f"--wordvec_pretrain_file={VECTORS}",
            "--optim=adam",
            "--lr=2e-3",
            "--hidden_dim=200",
            "--char_hidden_dim=64",
            "--no_emb_finetune",
            "--eval_interval=500",
            "--patience=1",
            "--batch_size=32",
            f"--max_steps={steps}",
            f"--save_dir={WORK}/ner",
            "--save_name=model.pt",
        ],
        WORK / "ner.log",
    )
    ship(
        "ner",
        "entities in nine classes, BiLSTM-CRF over vectors and characters",
        ["worldwide", "vectors"],
        "Worldwide dev, 9 classes",
        steps,
        minutes,
    )
