"""The word vectors that tagger, parser and entity model share, as a Stanza ``Pretrain``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab


def load_vectors(path: Path) -> Pretrain:
    """Read ``vectors.npz`` (no pickles): md rows and GloVe side by side, zeros where a word has no md row.

    The first four rows are Stanza's own (padding, unknown, empty, root) and stay zero.
    """
    with np.load(path, allow_pickle=False) as stored:
        md, row, glove = stored["md"].astype(np.float32), stored["row"], stored["glove"].astype(np.float32)
        words = str(stored["words"]).split("\n")
    table = np.zeros((len(words) + 4, md.shape[1] + glove.shape[1]), dtype=np.float32)
    known = row >= 0
    table[4:][known, : md.shape[1]] = md[row[known]]
    table[4:, md.shape[1] :] = glove
    pretrain = Pretrain(path.name, save_to_file=False)
    pretrain._vocab = PretrainedWordVocab(words)
    pretrain._emb = torch.from_numpy(table)
    return pretrain
