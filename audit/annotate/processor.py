"""Our Stanza processor ``attribution``: the tagger run over whole paragraphs of a Document.

Registered on import, once. It needs ``tokenize`` only for its place in the pipeline; it reads ``Document.text``, whose paragraphs are
separated by blank lines, and leaves its tags on ``Document.attribution_tags`` (offsets into that text).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from stanza.models.common.doc import Document
from stanza.pipeline.processor import UDProcessor, register_processor
from stanza.pipeline.registry import NAME_TO_PROCESSOR_CLASS

from audit.annotate.tagger import PassageTags, Tagger

NAME = "attribution"
_PARAGRAPH = re.compile(r"[^\n]+")
BATCH_PIECES = 4096

if not hasattr(Document, "attribution_tags"):
    Document.add_property("attribution_tags", default=None, setter=lambda self, value: setattr(self, "_attribution_tags", value))


class AttributionProcessor(UDProcessor):  # type: ignore[misc]
    """Tags cues, their sources and contents, and anonymity markers. Option: ``attribution_model_path``."""

    PROVIDES_DEFAULT: ClassVar[set[str]] = {NAME}
    REQUIRES_DEFAULT: ClassVar[set[str]] = {"tokenize"}

    def _set_up_model(self, config: dict[str, Any], pipeline: Any, device: Any) -> None:
        self.tagger = Tagger.load(Path(config["model_path"]))

    def process(self, document: Any) -> Any:
        return self.bulk_process([document])[0]

    def bulk_process(self, docs: list[Any]) -> list[Any]:
        """Passages of all documents are tagged together, those of similar length in one batch."""
        work = []
        for number, document in enumerate(docs):
            document.attribution_tags = PassageTags()
            spans = [m.span() for m in _PARAGRAPH.finditer(document.text or "")]
            work += [(number, order, p) for order, p in enumerate(self.tagger.passages(document.text or "", spans))]
        found: list[tuple[int, int, PassageTags]] = []
        batch: list[tuple[int, int, Any]] = []
        for item in sorted(work, key=lambda w: len(w[2].ids)):
            if batch and len(item[2].ids) * (len(batch) + 1) > BATCH_PIECES:
                found += self._tag(batch)
                batch = []
            batch.append(item)
        found += self._tag(batch)
        for number, _, tags in sorted(found, key=lambda f: f[:2]):
            docs[number].attribution_tags.attributions += tags.attributions
            docs[number].attribution_tags.markers += tags.markers
        return docs

    def _tag(self, batch: list[tuple[int, int, Any]]) -> list[tuple[int, int, PassageTags]]:
        tags = self.tagger.tag([p for _, _, p in batch])
        return [(number, order, t) for (number, order, _), t in zip(batch, tags, strict=True)]


if NAME not in NAME_TO_PROCESSOR_CLASS:
    register_processor(NAME)(AttributionProcessor)
