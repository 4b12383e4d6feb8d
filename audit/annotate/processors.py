"""The shared network inside Stanza's pipeline: a variant of its ``pos`` and a processor of our own, ``attribution``.

The variant reads a document once, all its passages together, and leaves tags, features, trees and entities where Stanza's own processors
would (entities by word, not by token: "Orre's" is a name and a word behind it), and which words stand for the same on
``Document.word_links``; ``attribution`` leaves cues, sources, contents and markers on ``Document.attribution_tags`` (offsets into
``Document.text``). Where the variant has read the document (the bundled models) those are there already; beside Stanza's official package
``attribution`` reads alone. Registered on import, once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from stanza.models.common.doc import Document, Span
from stanza.models.ner.utils import decode_from_bioes
from stanza.pipeline.processor import ProcessorVariant, UDProcessor, register_processor, register_processor_variant
from stanza.pipeline.registry import NAME_TO_PROCESSOR_CLASS

from audit.annotate.attributions import HOUSE
from audit.annotate.network import can_narrow, processor_has
from audit.annotate.reader import Precision, Reader
from audit.annotate.reading import Reading, Text
from audit.annotate.splits import mended

NAME = "attribution"
VARIANT = "shared"
_PARAGRAPH = re.compile(r"[^\n]+")

if not hasattr(Document, "attribution_tags"):
    Document.add_property("attribution_tags", default=None, setter=lambda self, value: setattr(self, "_attribution_tags", value))
    Document.add_property("word_links", default={}, setter=lambda self, value: setattr(self, "_word_links", value))


@lru_cache(maxsize=2)
def reader(path: str, changed: int, precision: Precision) -> Reader:
    """The network of the model file at ``path``, loaded once for both processors; ``changed`` is the file's time."""
    return Reader.load(Path(path), precision)


def _reader(config: dict[str, Any]) -> Reader:
    path = Path(config["model_path"])
    return reader(str(path), path.stat().st_mtime_ns, chosen(config.get("precision", "auto")))


def chosen(precision: str) -> Precision:
    """What to compute in, on this processor. ``full``: float32. ``fast``: integers where it can, which are quickest everywhere.

    Else bfloat16 where the processor multiplies that in hardware, which costs no accuracy, or integers.
    """
    if precision == "full":
        return Precision.FULL
    halves = processor_has("avx512_bf16") or processor_has("amx_tile")
    if halves and not (precision == "fast" and can_narrow()):
        return Precision.BFLOAT16
    return Precision.INTEGERS if can_narrow() else Precision.FULL


def _text(document: Any, words: bool) -> Text:
    out = Text(document.text or "", [m.span() for m in _PARAGRAPH.finditer(document.text or "")])
    if words:
        for sentence in document.sentences:
            out.words.append(
                [
                    (t.start_char, t.end_char) if w.start_char is None or w.end_char is None else (w.start_char, w.end_char)
                    for t in sentence.tokens
                    for w in t.words
                ]
            )
    return out


def _fill(document: Any, text: Text, reading: Reading) -> None:
    document.ents = []
    for sentence, places, words, names in zip(document.sentences, text.words, reading.words, reading.entities, strict=True):
        for word, tags in zip(sentence.words, words, strict=True):
            word.upos, word.feats = tags.upos, None if tags.feats == "_" else tags.feats
            word.head, word.deprel = tags.head, tags.relation
        for found in decode_from_bioes(names):
            start, end = places[found["start"]][0], places[found["end"]][1]
            entry = {"text": text.text[start:end], "type": found["type"], "start_char": start, "end_char": end}
            document.ents.append(Span(span_entry=entry, doc=document))
    document.attribution_tags = reading.tags
    document.word_links = reading.links


@register_processor_variant("pos", VARIANT)
class SharedReading(ProcessorVariant):  # type: ignore[misc]
    """Everything but tokens and lemmas, in one reading. Options: ``pos_model_path``, ``pos_precision``, ``pos_convention``."""

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        self.reader = _reader(config)
        self.convention = config.get("convention", HOUSE)

    def process(self, document: Any) -> Any:
        return self.bulk_process([document])[0]

    def bulk_process(self, docs: list[Any]) -> list[Any]:
        docs[:] = [mended(d) for d in docs]
        texts = [_text(d, True) for d in docs]
        for document, text, reading in zip(docs, texts, self.reader.read(texts, convention=self.convention), strict=True):
            _fill(document, text, reading)
        return docs


class AttributionProcessor(UDProcessor):  # type: ignore[misc]
    """Tags cues, their sources and contents, and anonymity markers. Options: ``attribution_model_path``, ``attribution_precision``,
    ``attribution_convention``.
    """

    PROVIDES_DEFAULT: ClassVar[set[str]] = {NAME}
    REQUIRES_DEFAULT: ClassVar[set[str]] = {"tokenize"}

    def _set_up_model(self, config: dict[str, Any], pipeline: Any, device: Any) -> None:
        self.reader = _reader(config)
        self.convention = config.get("convention", HOUSE)

    def process(self, document: Any) -> Any:
        return self.bulk_process([document])[0]

    def bulk_process(self, docs: list[Any]) -> list[Any]:
        unread = [d for d in docs if d.attribution_tags is None]
        readings = self.reader.read([_text(d, False) for d in unread], syntax=False, convention=self.convention)
        for document, reading in zip(unread, readings, strict=True):
            document.attribution_tags = reading.tags
        return docs


if NAME not in NAME_TO_PROCESSOR_CLASS:
    register_processor(NAME)(AttributionProcessor)
