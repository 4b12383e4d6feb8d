"""Stanza's tokenizer, quicker: a variant of its ``tokenize``, registered on import.

The model and what comes out are Stanza's. Its own reading of a text looks every character up four times and describes it anew each time,
and reads paragraphs of different lengths character by character; both together took most of its time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from stanza.models.common.doc import Document
from stanza.models.tokenization.data import NEWLINE_WHITESPACE_RE, PER_CHAR_FEAT_FUNCS, WHITESPACE_RE, TokenizationDataset
from stanza.models.tokenization.trainer import Trainer
from stanza.models.tokenization.utils import decode_predictions, predict
from stanza.pipeline.processor import ProcessorVariant, register_processor_variant
from torch import Tensor, nn

VARIANT = "remembered"
LONGEST = 1000
"""Characters of a paragraph that are read at once, and of a token; Stanza's own limit."""
TOGETHER = 8
"""Paragraphs of similar length that are read at once; with 32, Stanza's own number, a third of what was read stood behind ends."""
FEATURES = (*PER_CHAR_FEAT_FUNCS, "end_of_para", "start_of_para")
"""What the model must have been trained on, in this order; Stanza's own tokenizers for English are."""


@register_processor_variant("tokenize", VARIANT)
class RememberedCharacters(ProcessorVariant):  # type: ignore[misc]
    """Tokens and sentences of documents, each read alone. Options: ``tokenize_model_path``.

    Raises ``ValueError`` for a model that describes characters by more than ``FEATURES``.
    """

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        self._trainer = _Model(config["model_path"])
        args = self._trainer.args
        plain = not (args["use_dictionary"] or args["skip_newline"] or args["conv_res"] or args["charlm_forward_file"])
        if tuple(args["feat_funcs"]) != FEATURES or not (plain and args["hierarchical"] and args["use_mwt"] and args["rnn_layers"] == 1):
            raise ValueError("the tokenizer was trained with other options than those of training/README.md")
        self._trainer.model = _Scores(self._trainer.model)
        self._known: dict[str, tuple[int, list[int]]] = {}
        # decode_predictions looks up every character again to count unknown ones, which nobody asks for
        self._spelling = SimpleNamespace(normalize_token=self._trainer.vocab.normalize_token, unit2id={}.get)

    def process(self, document: Any) -> Any:
        text = document.text if isinstance(document, Document) else document
        characters = _Characters(self._trainer, text, self._known)
        with torch.no_grad():
            found, raw = predict(self._trainer, characters, TOGETHER, LONGEST, True, 0)
        sentences = decode_predictions(self._spelling, None, text, raw, found, False, False, False)[-1]
        for token in (token for sentence in sentences for token in sentence if len(token["text"]) > LONGEST):
            token["text"] = "<UNK>"
        return Document(sentences, text)

    def bulk_process(self, docs: list[Any]) -> list[Any]:
        return [self.process(document) for document in docs]


class _Model(Trainer):  # type: ignore[misc]
    """Stanza's own without its optimizer, for which torch imports its compiler: half of the start-up, and only to train."""

    def __init__(self, path: str) -> None:
        self.load(path, {"charlm_forward_file": None}, None)


class _Scores(nn.Module):
    """Stanza's model with its layers read forwards and backwards apart, paragraphs padded: torch then has quicker code for them."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model
        self.layers = nn.ModuleList(_one_way(layer, backwards) for layer in (model.rnn, model.rnn2) for backwards in (False, True))

    def forward(self, units: Tensor, features: Tensor, lengths: Sequence[int], _: object = None) -> Tensor:
        """Logarithms of the probabilities of the five classes: (paragraphs, characters, 5). What stands behind an end means nothing."""
        model = self.model
        at = torch.arange(units.shape[1])
        ends = torch.tensor(lengths)[:, None]
        back = torch.where(at < ends, ends - 1 - at, at)[..., None]
        first = self._read(0, torch.cat([model.embeddings(units), features], 2), back)
        token, sentence, several = model.tok_clf(first), model.sent_clf(first), model.mwt_clf(first)
        second = self._read(2, first * (1 - torch.sigmoid(-token * model.args["hier_invtemp"])), back)
        token, sentence, several = token + model.tok_clf2(second), sentence + model.sent_clf2(second), several + model.mwt_clf2(second)
        yes, no = ([nn.functional.logsigmoid(sign * x) for x in (token, sentence, several)] for sign in (1, -1))
        some = yes[0] + torch.cat([no[1] + no[2], yes[1] + no[2], no[1] + yes[2], yes[1] + yes[2]], 2)
        return torch.cat([no[0], some], 2)

    def _read(self, layer: int, x: Tensor, back: Tensor) -> Tensor:
        there = self.layers[layer](x)[0]
        turned = self.layers[layer + 1](x.gather(1, back.expand_as(x)))[0]
        return torch.cat([there, turned.gather(1, back.expand_as(turned))], 2)


def _one_way(both: nn.LSTM, backwards: bool) -> nn.LSTM:
    """One direction of a layer that reads both ways."""
    out = nn.LSTM(both.input_size, both.hidden_size, batch_first=True)
    end = "_reverse" if backwards else ""
    out.load_state_dict({name: getattr(both, f"{name}{end}") for name in out.state_dict()})
    return out


class _Characters(TokenizationDataset):  # type: ignore[misc]
    """The paragraphs of a text, each a string in which white space is one space. ``known``: number and description of each character."""

    def __init__(self, trainer: Any, text: str, known: dict[str, tuple[int, list[int]]]) -> None:
        self.args, self.vocab, self._known = trainer.args, trainer.vocab, known
        paragraphs = (part.rstrip() for part in NEWLINE_WHITESPACE_RE.split(text))
        self.data = [re.sub("  +", " ", WHITESPACE_RE.sub(" ", part)) for part in paragraphs if part]

    def para_to_sentences(self, para: str) -> list[tuple[Any, ...]]:
        """What the model reads of a paragraph: numbers of characters, labels (none yet), descriptions, the characters themselves."""
        for unit in set(para) - self._known.keys():
            self._known[unit] = self.vocab.unit2id(unit), [of(unit) for of in PER_CHAR_FEAT_FUNCS.values()] + [0, 0]
        rows = [self._known[unit] for unit in para]
        features = np.array([row for _, row in rows])
        features[-1, -2] = features[0, -1] = 1
        return [(np.array([number for number, _ in rows]), np.zeros(len(para), dtype=int), features, list(para))]
