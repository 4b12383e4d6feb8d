"""What a teacher says of articles without labels: that nothing is mistaken for something else on its way to who learns from it."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch

from audit.annotate.network import SharedNetwork
from audit.annotate.reader import Reader
from tests.annotate.small import LABELS, SETTINGS, VOCAB
from training import labels
from training.soft import SoftArticle, feed, soft_loss, stored

LONG = "\n\n".join(f"The mayor said the fish, the fishmongers and the Café said.\n\n{'the Mayor said fish ' * n}" for n in (40, 43, 46, 49))
TEXTS = [LONG, "", "The Mayor said the Fish said.", "Fishmongers said: the mayor"]


def network(seed: int = 1) -> SharedNetwork:
    torch.manual_seed(seed)
    made = SharedNetwork(replace(SETTINGS, positions=512))
    for part in made.parameters():
        torch.nn.init.normal_(part, std=0.3)
    for head in made.argument:
        assert isinstance(head, torch.nn.Linear)
        head.bias.data[1] += 2.0  # sources are found
    return made.eval()


def reader(seed: int = 1) -> Reader:
    return Reader(network(seed), VOCAB, LABELS)


def said() -> SoftArticle:
    with torch.no_grad():
        return labels.said_of(reader(), LONG)


def gradient(made: SharedNetwork, article: SoftArticle) -> float:
    soft_loss(made, made(*reader().pieces.batch([p.passage for p in article])), article).backward()
    return max(float(p.grad.abs().max()) for p in made.parameters() if p.grad is not None)


def test_who_says_the_same_as_the_teacher_has_nothing_to_learn() -> None:
    article = said()
    assert len(article.passages) > 2
    assert all(len(p.asked) and p.source.any() for p in article)
    assert sum(len(p.linked) for p in article) == len(article.links) > 20
    for first in range(len(article.passages)):
        assert gradient(network(), SoftArticle(article.passages[first:], article.links)) < 0.05


@pytest.mark.parametrize("head", ["cues", "argument", "phrases", "entities", "axes", "links"])
def test_each_head_is_taught(head: str) -> None:
    article, other = said(), network()
    other.load_state_dict({k: v + torch.randn_like(v) if k.startswith(head) else v for k, v in other.state_dict().items()})
    assert gradient(other, article) > 0.1


def test_labels_go_on_where_they_were_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "SHARD", 2)
    folder = tmp_path / "labels"
    assert labels.label(reader(), TEXTS, folder, minutes=0) == 0
    assert labels.label(reader(), TEXTS[:2], folder, minutes=1) == 2
    (folder / "00001.new").write_bytes(b"cut off")
    before = (folder / "00000.pt").stat().st_mtime_ns
    assert labels.label(reader(), TEXTS, folder, minutes=1) == 4
    assert (folder / "00000.pt").stat().st_mtime_ns == before
    assert sorted(p.name for p in folder.iterdir()) == ["00000.pt", "00001.pt"]
    first, empty = stored(folder / "00000.pt")
    assert not empty.passages
    again = said()
    for ours, theirs in zip(first, again, strict=True):
        assert torch.equal(ours.ids, theirs.ids)
        assert torch.allclose(ours.cues.float(), theirs.cues.float(), atol=0.1)


def test_batches_are_neighbouring_passages_of_one_article(tmp_path: Path) -> None:
    labels.label(reader(), TEXTS, tmp_path, minutes=1)
    whole = [p.ids.tolist() for p in said()]
    size = 2 * max(map(len, whole))
    seen = []
    for batch in islice(feed(tmp_path, size, 0, 1, 3), 40):
        assert len(batch.passages) * max(len(p.ids) for p in batch) <= size
        some = [p.ids.tolist() for p in batch]
        if some[0] in whole:
            first = whole.index(some[0])
            assert some == whole[first : first + len(some)]
            seen.append(len(some))
    assert 2 in seen


def test_a_folder_without_labels_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="training labels"):
        next(feed(tmp_path, 100, 0, 1, 1))


def test_another_teacher_has_a_folder_of_its_own(tmp_path: Path) -> None:
    for name, data in (("one", b"1"), ("two", b"2"), ("same", b"1")):
        (tmp_path / name).write_bytes(data)
    one, two, same = (labels.folder_of(tmp_path / name) for name in ("one", "two", "same"))
    assert one == same != two


def test_a_batch_can_be_learnt_by_another_network() -> None:
    article, other = said(), network(2)
    optimizer = torch.optim.AdamW(other.parameters(), 3e-3)
    batch = reader().pieces.batch([p.passage for p in article])
    losses = []
    for _ in range(12):
        loss = soft_loss(other, other(*batch), article)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    assert losses[-1] < 0.8 * losses[0]
