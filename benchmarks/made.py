"""Any number of articles, made by recombining the paragraphs of the samples.

    python -m benchmarks.made 10000 > articles.jsonl
    python -m benchmarks.made 10000 --paragraphs 4 --seed 2 > short.jsonl

Every article has a headline, three to ``--paragraphs`` paragraphs of one to three samples, and an outlet, byline, section, day and address
of its own; no two texts are the same. The articles of a seed are the same on every machine.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
OUTLETS = tuple(f"{a} {b}" for a in ("Harbour", "Meridian", "Quillport", "Velmar") for b in ("Gazette", "Wire", "Post"))
SECTIONS = ("Business", "Courts", "Culture", "Local", "Politics", "Science", "Sport", "World")
FIRST = ("Ada", "Bram", "Cleo", "Dov", "Esme", "Finn", "Greta", "Hugo")
LAST = ("Ashdown", "Brookmyre", "Castellan", "Delling", "Eskil", "Fairweather", "Grannick", "Hollis")
DAYS = 1096
BEGIN = date(2031, 1, 1)


def paragraphs() -> list[list[str]]:
    """The paragraphs of each sample that is text; short lines (headlines, bylines) are left out."""
    texts = [json.loads(line)["text"] for p in sorted(SAMPLES.glob("*.jsonl")) for line in p.read_text(encoding="utf-8").splitlines()]
    texts += [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    return [[line.strip() for line in text.split("\n") if len(line.split()) > 12] for text in texts]


def articles(number: int, most: int = 12, seed: int = 1) -> Iterator[dict[str, str]]:
    """Records as ``audit run`` reads them."""
    dice = random.Random(seed)
    samples = paragraphs()
    for i in range(number):
        chosen = dice.sample(samples, dice.choice((1, 1, 2, 3)))
        pool = [p for sample in chosen for p in sample]
        wanted = dice.randint(min(3, most), most)
        body = sorted(dice.sample(range(len(pool)), min(wanted, len(pool))))
        outlet, day = dice.choice(OUTLETS), BEGIN + timedelta(days=dice.randrange(DAYS))
        headline = f"Story {i + 1} of the {outlet}"
        yield {
            "doc_id": f"made-{seed}-{i + 1}",
            "title": headline,
            "byline": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
            "outlet": outlet,
            "section": dice.choice(SECTIONS),
            "published": day.isoformat(),
            "url": f"https://{outlet.lower().replace(' ', '')}.example/{seed}/{i + 1}",
            "text": "\n".join([headline, *(pool[k] for k in body)]),
        }


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.made", description=__doc__, formatter_class=form)
    parser.add_argument("number", type=int)
    parser.add_argument("--paragraphs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for record in articles(options.number, options.paragraphs, options.seed):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
