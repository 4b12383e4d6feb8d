"""The teacher's encoder, with random weights in place of MPNet's: distances, word pieces, positions, padding."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from audit.annotate.passages import Pieces
from audit.annotate.reader import Reader
from audit.annotate.reading import Text
from tests.annotate.small import LABELS
from tests.training.tiny import HEADS, LAYERS, THEIRS, WIDTH, WRITING, weights
from training import loop, teacher
from training.teacher import Teacher, adapted, relative_bucket


def made(raw: dict[str, Tensor]) -> tuple[Teacher, list[str]]:
    network, vocab = adapted(raw, THEIRS, LABELS)
    return network.eval().requires_grad_(False), vocab


def as_published(raw: dict[str, Tensor], ids: list[int]) -> Tensor:
    """MPNet's last layer for one passage, written down step by step. ``ids``: in its own vocabulary."""
    size = WIDTH // HEADS

    def norm(x: Tensor, name: str) -> Tensor:
        return nn.functional.layer_norm(x, (WIDTH,), raw[f"{name}.weight"], raw[f"{name}.bias"], 1e-5)

    def linear(x: Tensor, name: str) -> Tensor:
        return x @ raw[f"{name}.weight"].T + raw[f"{name}.bias"]

    e = "embeddings."
    x = norm(raw[e + "word_embeddings.weight"][ids] + raw[e + "position_embeddings.weight"][2 : 2 + len(ids)], e + "LayerNorm")
    n = range(len(ids))
    bias = torch.stack([torch.stack([raw["encoder.relative_attention_bias.weight"][published_bucket(k - q)] for k in n]) for q in n])
    for i in range(LAYERS):
        a = f"encoder.layer.{i}."
        seen = []
        for h in range(HEADS):
            q, k, v = (linear(x, f"{a}attention.attn.{name}")[:, h * size : (h + 1) * size] for name in "qkv")
            seen.append((q @ k.T / size**0.5 + bias[..., h]).softmax(-1) @ v)
        x = norm(x + linear(torch.cat(seen, -1), a + "attention.attn.o"), a + "attention.LayerNorm")
        x = norm(x + linear(nn.functional.gelu(linear(x, a + "intermediate.dense")), a + "output.dense"), a + "output.LayerNorm")
    return x


def published_bucket(distance: int) -> int:
    """For distances of less than eight."""
    assert abs(distance) < 8
    return 16 + distance if distance > 0 else -distance


@pytest.mark.parametrize(
    ("distance", "number"),
    [(0, 0), (-1, 1), (-7, 7), (-8, 8), (-11, 8), (-12, 9), (-127, 15), (-5000, 15), (1, 17), (7, 23), (8, 24), (127, 31), (5000, 31)],
)
def test_distances_fall_into_single_steps_first_and_then_into_growing_ones(distance: int, number: int) -> None:
    assert relative_bucket(torch.tensor([distance])).item() == number


def test_the_encoder_computes_what_is_published_of_it() -> None:
    raw = weights()
    network, vocab = made(raw)
    pieces = Pieces(vocab)
    (passage,) = pieces.passages("the mayor said", [(0, 14)])
    theirs = [THEIRS.index(name) for name in ("<s>", "the", "mayor", "said", "</s>")]
    assert torch.allclose(network(*pieces.batch([passage]))[-1][0], as_published(raw, theirs), atol=1e-4)


def test_pieces_keep_berts_numbers() -> None:
    raw = weights()
    network, vocab = made(raw)
    assert vocab == WRITING
    table = raw["embeddings.word_embeddings.weight"]
    for piece, theirs in (("[CLS]", "<s>"), ("[PAD]", "<pad>"), ("[SEP]", "</s>"), ("[UNK]", "[UNK]"), ("##s", "##s")):
        assert torch.equal(network.word.weight[vocab.index(piece)], table[THEIRS.index(theirs)])


def test_padding_changes_nothing() -> None:
    network, vocab = made(weights())
    pieces = Pieces(vocab)
    text = "the mayor said\n\nfishmongers the fish said the mayor said fish"
    short, long = (pieces.of(text, *span) for span in ((0, 14), (16, len(text))))
    together = network(*pieces.batch([short, long]))[-1]
    for row, passage in zip(together, (short, long), strict=True):
        alone = network(*pieces.batch([passage]))[-1][0]
        assert torch.allclose(row[: len(passage.ids)], alone, atol=1e-5)


def test_half_precision_comes_close() -> None:
    network, vocab = made(weights())
    pieces = Pieces(vocab)
    batch = pieces.batch([pieces.of("the mayor said fish", 0, 19)])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        halved = network(*batch)[-1]
    assert (halved.float() - network(*batch)[-1]).abs().mean() < 0.1


def test_weights_that_lack_a_layer_are_refused() -> None:
    raw = weights()
    del raw["encoder.layer.1.attention.attn.k.weight"]
    with pytest.raises(KeyError):
        adapted(raw, THEIRS, LABELS)


def test_a_saved_teacher_reads_the_same(tmp_path: Path) -> None:
    network, vocab = made({name: value.half().float() for name, value in weights().items()})
    path = tmp_path / "teacher.pt"
    loop.save(network.half().float(), vocab, LABELS, path)
    text = Text("the mayor said", [(0, 14)], [[(0, 3), (4, 9), (10, 14)]])
    assert teacher.load(path).read([text]) == Reader(network, vocab, LABELS).read([text])
