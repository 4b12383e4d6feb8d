"""Word pieces of an article in passages that fit the network: whole paragraphs, the last short one of a passage repeated as context.

A word is a word piece and the ``##`` pieces behind it. Offsets are code points into the text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from torch import Tensor

CASES = 5  # lower, Capitalised, UPPER, not a letter, mixed
PASSAGE = 320


@dataclass
class Passage:
    """Word pieces of some neighbouring paragraphs. ``offsets`` are (0, 0) for separators."""

    ids: list[int]
    cases: list[int]
    starts: list[bool]
    offsets: list[tuple[int, int]]
    own_from: int = 0
    """Pieces before this one are context that an earlier passage has answered for."""

    def words(self) -> list[tuple[int, int]]:
        """(first piece, last piece) of each word, separators left out."""
        out: list[tuple[int, int]] = []
        for i, first in enumerate(self.starts):
            if first:
                out.append((i, i))
            elif out and self.offsets[i] != (0, 0) and out[-1][1] == i - 1:
                out[-1] = (out[-1][0], i)
        return out


def case_of(word: str) -> int:
    if not any(c.isalpha() for c in word):
        return 3
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 4


class Pieces:
    """BERT's uncased word pieces over ``vocab`` (one piece a line of the model), and their packing into passages."""

    def __init__(self, vocab: Sequence[str]) -> None:
        self.vocab = list(vocab)
        self._tokenizer = Tokenizer(WordPiece({piece: i for i, piece in enumerate(vocab)}, unk_token="[UNK]"))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._cls, self._sep, self._pad = (self.vocab.index(p) for p in ("[CLS]", "[SEP]", "[PAD]"))

    def of(self, text: str, start: int, end: int) -> Passage:
        """The word pieces of ``text[start:end]``, without separators."""
        encoding = self._tokenizer.encode(text[start:end], add_special_tokens=False)
        out = Passage([], [], [], [])
        for piece, (s, e), token in zip(encoding.ids, encoding.offsets, encoding.tokens, strict=True):
            first = not token.startswith("##")
            out.ids.append(piece)
            out.cases.append(case_of(text[start + s : start + e]) if first else out.cases[-1] if out.cases else 0)
            out.starts.append(first)
            out.offsets.append((start + s, start + e))
        return out

    def passages(self, text: str, paragraphs: Sequence[tuple[int, int]], limit: int = PASSAGE) -> list[Passage]:
        """Pack paragraphs, given as (start, end), into passages of at most ``limit`` pieces."""
        out: list[Passage] = []
        current: Passage | None = None
        last: Passage | None = None
        for part in (piece for s, e in paragraphs for piece in _split(self.of(text, s, e), limit - 2)):
            if current is None or len(current.ids) + len(part.ids) + 1 > limit:
                if current is not None:
                    out.append(current)
                current = Passage([self._cls], [3], [False], [(0, 0)])
                if last is not None and len(last.ids) + len(part.ids) + 3 <= limit and len(last.ids) <= limit // 3:
                    self._append(current, last)
                current.own_from = len(current.ids)
            self._append(current, part)
            last = part
        if current is not None:
            out.append(current)
        return out

    def _append(self, to: Passage, part: Passage) -> None:
        to.ids += [*part.ids, self._sep]
        to.cases += [*part.cases, 3]
        to.starts += [*part.starts, False]
        to.offsets += [*part.offsets, (0, 0)]

    def batch(self, passages: Sequence[Passage]) -> tuple[Tensor, Tensor, Tensor]:
        """Pad to (batch, longest): ids, cases, mask (True where there is a piece)."""
        width = max(len(p.ids) for p in passages)
        ids = torch.full((len(passages), width), self._pad, dtype=torch.long)
        cases = torch.full((len(passages), width), 3, dtype=torch.long)
        mask = torch.zeros((len(passages), width), dtype=torch.bool)
        for i, p in enumerate(passages):
            n = len(p.ids)
            ids[i, :n], cases[i, :n], mask[i, :n] = torch.tensor(p.ids), torch.tensor(p.cases), True
        return ids, cases, mask


def _split(part: Passage, limit: int) -> Iterable[Passage]:
    """Cut a paragraph of more than ``limit`` pieces at words, so that each part fits a passage."""
    start = 0
    while start < len(part.ids):
        end = min(start + limit, len(part.ids))
        while end < len(part.ids) and end > start + 1 and not part.starts[end]:
            end -= 1
        yield Passage(part.ids[start:end], part.cases[start:end], part.starts[start:end], part.offsets[start:end])
        start = end
