"""What every training shares: where things lie, the seed, half precision, the card."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

SEED = 20261122
ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("AUDIT_TRAINING_DATA", ROOT.parent / "shared" / "data"))
WORK = Path(os.environ.get("AUDIT_TRAINING_WORK", ROOT.parent / "scratch" / "train"))
MODELS = ROOT / "audit" / "models"

TERMS = {
    "ud_ewt": "UD English EWT, CC BY-SA 4.0",
    "ud_gum": "UD English GUM without reddit and without the genres under NC terms; annotations CC BY 4.0, texts CC BY / CC BY-SA",
    "worldwide": "Worldwide English NER (Shan et al., Findings of EMNLP 2023); no licence stated; weights only, no text",
    "polnear": "PolNeAR 1.0 (Newell, Margolin & Ruths, LREC 2018); no licence stated; weights only, no text",
    "gum_attribution": "attributions of GUM (Zeldes et al. 2025), genres without NC terms; annotations CC BY 4.0",
    "ewt_propbank": "attributions from PropBank over UD English EWT, CC BY-SA 4.0",
    "house": "house and our own news (training/annotations), annotated to our taxonomy: annotations ours, texts the publishers'; weights only",
    "ontogum": "OntoGUM, coreference of GUM in genres without NC terms (Zhu, Pradhan & Zeldes, ACL 2021); annotations CC BY 4.0",
    "snippets": "our collection of news snippets around anonymity phrases; weights only, no text",
    "news": "news without labels, read by a larger teacher; texts the publishers'; weights only, no text",
    "mpnet": "all-mpnet-base-v2 (Apache-2.0), taught the corpora above, as the teacher",
    "minilm": "all-MiniLM-L6-v2 (Apache-2.0) as the starting point",
}


@dataclass
class Card:
    """What is known of one model; written beside it as ``NAME.json`` and read by ``audit models``."""

    name: str
    what: str
    corpora: list[str]
    command: str
    score: dict[str, float]
    score_on: str
    seed: int = SEED
    steps: int = 0
    minutes: float = 0.0
    settings: dict[str, Any] = field(default_factory=dict)


def run(args: Sequence[str], log: Path, threads: int = 2) -> float:
    """Run a Stanza main as its own process, its output into ``log``; return the minutes it took."""
    started = time.time()
    env = dict(os.environ, OMP_NUM_THREADS=str(threads))
    with log.open("a", encoding="utf-8") as out:
        subprocess.run([sys.executable, "-m", *args], check=True, stdout=out, stderr=subprocess.STDOUT, env=env)
    return (time.time() - started) / 60


def halve(source: Path, target: Path) -> None:
    """Copy a Stanza checkpoint with its float32 tensors in half precision (no measurable change, half the size)."""
    import torch

    def half(value: Any) -> Any:
        if torch.is_tensor(value):
            return value.half() if value.dtype == torch.float32 else value
        if isinstance(value, dict):
            return {key: half(item) for key, item in value.items()}
        return value

    checkpoint = torch.load(source, weights_only=True, map_location="cpu")
    if isinstance(checkpoint.get("model"), dict):
        checkpoint["model"] = half(checkpoint["model"])
    for key in ("optimizer_state_dict", "optimizer"):
        checkpoint.pop(key, None)
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(checkpoint, target)


def export(card: Card, path: Path) -> None:
    """Write ``card`` beside the exported model at ``path``, with its size and digest."""
    import stanza
    import torch

    data = path.read_bytes()
    record = asdict(card) | {
        "file": path.name,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "made_with": {"python": platform.python_version(), "torch": torch.__version__, "stanza": stanza.__version__},
        "terms": [TERMS[c] for c in card.corpora],
    }
    record.pop("corpora")
    path.with_suffix(".json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
