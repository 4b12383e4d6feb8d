"""The articles of house with the annotations that the models as they stand make of them."""

from __future__ import annotations

import hashlib
import os
import pickle
from typing import Any

from audit.annotate.pipeline import Annotator
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.text import Article
from training.common import MODELS, ROOT, WORK
from training.corpora import house_parts


def annotated(part: str) -> list[tuple[dict[str, Any], Annotation]]:
    """The articles of a part of ``house_parts`` with their annotations, which are kept in the work folder under the digest of what makes them."""
    made_by = (*sorted(MODELS.glob("*.json")), *sorted((ROOT / "audit" / "annotate").glob("*.py")))
    digest = hashlib.sha256(b"".join(one.read_bytes() for one in made_by)).hexdigest()[:12]
    kept = WORK / f"house-{part}-{digest}.annotations"
    documents = house_parts()[part]
    known: dict[str, Annotation] = pickle.loads(kept.read_bytes()) if kept.exists() else {}
    if fresh := [d for d in documents if d["doc_id"] not in known]:
        annotator = Annotator(Settings())
        for i in range(0, len(fresh), 16):
            some = fresh[i : i + 16]
            articles = [Article(d["text"], "training", d["doc_id"]) for d in some]
            known |= zip((d["doc_id"] for d in some), annotator.annotate(articles), strict=True)
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh_file = kept.with_suffix(f".{os.getpid()}")
        fresh_file.write_bytes(pickle.dumps(known))
        os.replace(fresh_file, kept)  # two processes of one training write the same
    return [(d, known[d["doc_id"]]) for d in documents]
