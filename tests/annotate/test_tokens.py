"""The quicker tokenizer gives what Stanza's own does, and refuses a model that it cannot read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import stanza
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from stanza.models.common.doc import Document

from audit.annotate import tokens
from audit.annotate.bundle import BUNDLED
from audit.lexicons.heads import known_heads, spelled_heads

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
ODD = [
    "a",
    " x\n\n \n y\t z   w",
    "日本 😀 " + "x" * 1500 + ". Yes.",
    "Don't. “I can't,” she said.\n\nMr. Orre’s boat — gone!",
    "\x97 . . .",
]


@cache
def pipeline(ours: bool) -> Any:
    quick = {f"tokenize_with_{tokens.VARIANT}": True} if ours else {}
    return stanza.Pipeline(
        "en",
        dir=str(BUNDLED),
        processors="tokenize",
        download_method=None,
        allow_unknown_language=True,
        use_gpu=False,
        logging_level="ERROR",
        resources_filepath=str(BUNDLED / "resources.json"),
        tokenize_model_path=str(BUNDLED / "tokenize.pt"),
        **quick,
    )


def both(text: str) -> tuple[Any, Any]:
    return tuple(pipeline(ours)(Document([], text=text)).to_dict() for ours in (True, False))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_cut_as_stanza_cuts_them(path: Path) -> None:
    ours, stanzas = both(path.read_text(encoding="utf-8"))
    assert ours == stanzas
    assert len(ours) > 5


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_cut_as_stanza_cuts_them(text: str) -> None:
    ours, stanzas = both(text)
    assert ours == stanzas


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("aB.,'’“” \n\t1é", max_size=30), max_size=8).map("\n\n".join).filter(str.strip))
def test_any_text_is_cut_as_stanza_cuts_it(text: str) -> None:
    ours, stanzas = both(text)
    assert ours == stanzas


def test_a_tokenizer_trained_otherwise_is_refused(tmp_path: Path) -> None:
    stored = torch.load(BUNDLED / "tokenize.pt", weights_only=True)
    stored["config"]["hierarchical"] = False
    torch.save(stored, tmp_path / "tokenize.pt")
    with pytest.raises(ValueError, match=r"training/README\.md"):
        tokens.RememberedCharacters({"model_path": str(tmp_path / "tokenize.pt")})


@pytest.mark.parametrize("noun", ["officials", "companies", "ministry", "women", "spokesmen", "attorneys"])
def test_heads_are_known_in_the_plural(noun: str) -> None:
    assert noun in spelled_heads()
    assert known_heads() <= spelled_heads()
