"""Tokenizer, multi-word tokens and lemmas, trained by Stanza's own trainers on UD English EWT and GUM (no NC genres)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from training.common import DATA, MODELS, SEED, WORK, Card, export, halve, run
from training.scores import dev_score

KEPT_FEATS = {"Number", "Person", "Tense", "VerbForm", "Mood", "PronType", "Voice", "Gender", "Polarity"}
PARTS = {
    "train": [DATA / "ud/ewt/en_ewt-ud-train.conllu", DATA / "ud/gum/en_gum_permissive-ud-train.conllu"],
    "dev": [DATA / "ud/ewt/en_ewt-ud-dev.conllu"],
}


class Row(list[str]):
    """The ten columns of one CoNLL-U line."""


def sentences(text: str) -> Iterator[tuple[bool, list[Row]]]:
    """Yield (starts a paragraph, rows) for each sentence of a CoNLL-U text, empty nodes left out."""
    rows: list[Row] = []
    fresh = True
    for line in text.split("\n"):
        if line.startswith("#"):
            fresh = fresh or line.startswith(("# newpar", "# newdoc"))
        elif line:
            columns = Row(line.split("\t"))
            if "." not in columns[0]:
                rows.append(columns)
        elif rows:
            yield fresh, rows
            rows, fresh = [], False


def curl(rows: list[Row], opened: bool) -> bool:
    """Turn straight quotation marks into curly ones in place; return whether a double quotation is left open."""
    before_space = True
    for row in rows:
        form = row[1]
        if form in ('"', "``", "''"):
            row[1] = "”" if opened else "“"
            opened = not opened
        elif form == "'":
            row[1] = "‘" if before_space else "’"
        else:
            row[1] = form.replace("'", "’")
        before_space = "SpaceAfter=No" not in row[9]
    return opened


def lite(rows: list[Row]) -> str:
    """One sentence as CoNLL-U with the few features that later steps read."""
    out = []
    for row in rows:
        row = Row(row)
        row[5] = "|".join(f for f in row[5].split("|") if f.split("=")[0] in KEPT_FEATS) or "_"
        row[8] = "_"
        row[9] = "SpaceAfter=No" if "SpaceAfter=No" in row[9] else "_"
        out.append("\t".join(row))
    return "\n".join(out) + "\n\n"


def plain(rows: list[Row]) -> str:
    """The raw text of one sentence, with the space behind it."""
    out, skip = [], 0
    for row in rows:
        if "-" in row[0]:
            skip = int(row[0].split("-")[1])
        elif int(row[0]) <= skip:
            continue
        out.append(row[1] + ("" if "SpaceAfter=No" in row[9] else " "))
    return "".join(out)


def prepare() -> None:
    """Write train and dev CoNLL-U, raw text and character labels; a third of the training sentences get curly quotation marks."""
    from stanza.utils.datasets.prepare_tokenizer_data import main as labels

    WORK.mkdir(parents=True, exist_ok=True)
    for part, paths in PARTS.items():
        conllu: list[str] = []
        text: list[str] = []
        opened = curly = False
        for path in paths:
            for number, (fresh, rows) in enumerate(sentences(path.read_text(encoding="utf-8"))):
                if fresh:
                    opened, curly = False, part == "train" and zlib.crc32(f"{path.name}{number}".encode()) % 3 == 0
                if curly:
                    opened = curl(rows, opened)
                conllu.append(lite(rows))
                text.append(("\n\n" if fresh and text else "") + plain(rows))
        (WORK / f"{part}.conllu").write_text("".join(conllu), encoding="utf-8")
        raw = re.sub(r" +\n", "\n", "".join(text)).strip() + "\n"
        (WORK / f"{part}.txt").write_text(raw, encoding="utf-8")
        labels([f"{WORK}/{part}.txt", f"{WORK}/{part}.conllu", "-o", f"{WORK}/{part}.toklabels", "-m", f"{WORK}/{part}.mwt.json"])


def tokenizer(steps: int = 3000) -> None:
    files = [
        f"--{name}={WORK}/{value}"
        for name, value in {
            "txt_file": "train.txt",
            "label_file": "train.toklabels",
            "mwt_json_file": "dev.mwt.json",
            "dev_txt_file": "dev.txt",
            "dev_label_file": "dev.toklabels",
            "dev_conll_gold": "dev.conllu",
            "conll_file": "dev.tok.conllu",
            "save_dir": "tokenize",
        }.items()
    ]
    minutes = run(
        [
            "stanza.models.tokenizer",
            *files,
            "--lang=en",
            "--shorthand=en_news",
            "--mode=train",
            "--cpu",
            f"--seed={SEED}",
            f"--steps={steps}",
            "--save_name=model.pt",
            "--use_mwt",
            "--eval_steps=500",
            "--max_seqlen=300",
        ],
        WORK / "tokenize.log",
    )
    ship("tokenize", "tokens and sentences, character BiLSTM", ["ud_ewt", "ud_gum"], "UD EWT dev", steps, minutes)


def mwt() -> None:
    minutes = run(
        [
            "stanza.models.mwt_expander",
            f"--train_file={WORK}/train.conllu",
            f"--eval_file={WORK}/dev.conllu",
            f"--gold_file={WORK}/dev.conllu",
            "--lang=en",
            "--shorthand=en_news",
            "--mode=train",
            "--cpu",
            f"--seed={SEED}",
            "--num_epoch=2",
            f"--save_dir={WORK}/mwt",
            "--save_name=model.pt",
            "--max_dec_len=20",
        ],
        WORK / "mwt.log",
    )
    ship("mwt", "multi-word tokens (contractions)", ["ud_ewt", "ud_gum"], "UD EWT dev", 0, minutes)


def lemma() -> None:
    minutes = run(
        [
            "stanza.models.lemmatizer",
            f"--train_file={WORK}/train.conllu",
            f"--eval_file={WORK}/dev.conllu",
            "--shorthand=en_news",
            "--mode=train",
            "--cpu",
            "--dict_only",
            f"--seed={SEED}",
            f"--save_dir={WORK}/lemma",
            "--save_name=model.pt",
        ],
        WORK / "lemma.log",
    )
    ship("lemma", "lemmas, dictionary", ["ud_ewt", "ud_gum"], "UD EWT dev", 0, minutes)


def ship(name: str, what: str, corpora: list[str], score_on: str, steps: int, minutes: float) -> None:
    """Export the best checkpoint in half precision, its card beside it."""
    command = {"tokenize": "tokenizer"}.get(name, name)
    target = MODELS / f"{name}.pt"
    halve(WORK / name / "model.pt", target)
    score = dev_score(name, (WORK / f"{name}.log").read_text(encoding="utf-8"))
    export(Card(name, what, corpora, f"python -m training {command}", score, score_on, steps=steps, minutes=round(minutes, 1)), target)
