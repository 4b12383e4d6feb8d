"""Contractions ("don't" is "do" and "n't"): most as they are spelt, the rest by Stanza's model, asked once for each.

A variant of Stanza's ``mwt``, registered on import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any

from stanza.models.common.doc import Document
from stanza.models.mwt.data import DataLoader
from stanza.models.mwt.trainer import Trainer
from stanza.pipeline.processor import ProcessorVariant, register_processor_variant

VARIANT = "remembered"
_ENDING = re.compile(r"(?:n['’]t|['’](?:s|re|ll|ve|d|m))$", re.IGNORECASE)
"""What a word is shortened to that stands behind another, as English spells it."""
MOST = 50_000
"""Contractions that are kept; a text of more than that is no text, and the memory is emptied."""


@register_processor_variant("mwt", VARIANT)
class RememberedContractions(ProcessorVariant):  # type: ignore[misc]
    """The model decodes letter by letter, which took as long as lemmas and attributions together, and a token is always split alike.

    Options: ``mwt_model_path``.
    """

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        self._trainer = _Model(config["model_path"])
        self._known: dict[str, str] = {}

    def process(self, document: Any) -> Any:
        return self.bulk_process([document])[0]

    def bulk_process(self, docs: list[Any]) -> list[Any]:
        parts = [_with_contractions(document) for document in docs]
        asked = [part.get_mwt_expansions(evaluation=True) for part in parts]
        if len(self._known) > MOST:
            self._known.clear()
        self._learn({token for tokens in asked for token in tokens if spelt(token) is None} - self._known.keys())
        for document, part, tokens in zip(docs, parts, asked, strict=True):
            part.set_mwt_expansions([spelt(token) or self._known[token] for token in tokens], process_manual_expanded=False)
            document.num_words = sum(len(sentence.words) for sentence in document.sentences)
        return docs

    def _learn(self, tokens: Iterable[str]) -> None:
        rows = [[{"id": (1,), "text": token, "misc": "MWT=Yes"}] for token in sorted(tokens)]
        if not rows:
            return
        args, vocab = self._trainer.args, self._trainer.vocab
        loader = DataLoader(Document(rows), args["batch_size"], args, vocab=vocab, evaluation=True, expand_unk_vocab=True)
        words = [w for batch in loader.to_loader() for w in self._trainer.predict(batch, never_decode_unk=True, vocab=loader.vocab)]
        self._known |= {token: exact(token, said) for token, said in zip(sorted(tokens), words, strict=True)}


class _Model(Trainer):  # type: ignore[misc]
    """Stanza's own without its optimizer (see ``tokens``)."""

    def __init__(self, path: str) -> None:
        self.load(path)


def _with_contractions(document: Any) -> Any:
    """A document of those sentences alone that have a contraction: Stanza would build all others anew as they are."""
    part = Document([])
    part.sentences = [s for s in document.sentences if any(token.misc for token in s.tokens)]
    return part


def spelt(token: str) -> str | None:
    """A token's words with a space between where its letters tell ("town’s" is "town" and "’s"); None where only the model knows.

    The model leaves one in thirty of these whole, or cuts it elsewhere ("tow n’s"), and is slow.
    """
    ending = _ENDING.search(token)
    return f"{token[: ending.start()]} {ending.group()}" if ending is not None and ending.start() else None


def exact(token: str, printed: str) -> str:
    """What the model says of a token, words with spaces between, in the token's own letters: it writes "governmmen 's" now and then.

    Where the lengths fit, they are where to cut; else the last word is, where the token ends in it; else the token stays whole.
    """
    parts = printed.split()
    if sum(map(len, parts)) == len(token):
        at = [0, *accumulate(map(len, parts))]
        return " ".join(token[a:b] for a, b in pairwise(at))
    if len(parts) > 1 and len(parts[-1]) < len(token) and token.endswith(parts[-1]):
        return f"{token[: -len(parts[-1])]} {parts[-1]}"
    return token
