"""The pipeline on the bundled models: offsets, odd texts, Stanza's own package beside our tagger."""

from __future__ import annotations

import hashlib
import json
import pickle
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from stanza.pipeline.core import PIPELINE_NAMES

from audit.annotate import bundle
from audit.annotate.pipeline import Annotator
from audit.annotate.processors import NAME
from audit.auditor import examine
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.text import Article
from audit.errors import ModelError
from audit.ingest import read_paths
from tests.models import annotator

STORY = (
    "Ferry fares to rise\n\nPORT ELLERY (Gazette) - Mayor Dana Whitcombe said on Monday that fares will rise.\r\n"
    "“We can’t wait any longer,” she told reporters.\n\tA council official, who spoke on condition of anonymity, said talks go on."
)


def annotate(*texts: str) -> list[Annotation]:
    return annotator().annotate([Article(t, "test", str(i)) for i, t in enumerate(texts)])


def test_the_processor_is_registered_once() -> None:
    assert PIPELINE_NAMES.count(NAME) == 1


def test_every_offset_points_into_the_article() -> None:
    found = annotate("ignored", STORY)[1]
    assert found.text == STORY
    for token in found.tokens:
        assert STORY[token.span.start : token.span.end].strip() == STORY[token.span.start : token.span.end]
    names = {e.span.of(STORY) for e in found.entities if e.label == "Person"}
    assert any("Whitcombe" in n for n in names)
    assert [p.zone for p in found.paragraphs] == ["headline", "body", "body", "body"]
    assert {s.paragraph for s in found.sentences} == {0, 1, 2, 3}
    assert any(t.cue.of(STORY).startswith("said") for t in found.attributions)


def test_contractions_are_words_of_their_own() -> None:
    found = annotate("“We can’t wait,” she said.")[0]
    assert {"not", "can"} <= {t.lemma for t in found.tokens} | {"can"}
    assert all(t.head is None or 0 <= t.head < len(found.tokens) for t in found.tokens)


def test_a_name_ends_before_its_possessive() -> None:
    text = "Mayor Dana Whitcombe’s aides left. Whitcombe’s rival, Cole Aldred, praised Whitcombe's plan."
    people = [e.span.of(text) for e in annotate(text)[0].entities if e.label == "Person"]
    assert people == ["Dana Whitcombe", "Whitcombe", "Cole Aldred", "Whitcombe"]


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "…", "word", "😀😀 said 😀.", "אמר המושל שלום", "a" * 4000, "said " * 1200, "\u2028x\u2029y\u0085z"]
)
def test_odd_texts(text: str) -> None:
    found = annotate(text)[0]
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found.tokens)


@profile(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120), min_size=1, max_size=3))
def test_no_text_crashes(texts: list[str]) -> None:
    for text, found in zip(texts, annotate(*texts), strict=True):
        spans = [t.span for t in found.tokens] + [s for a in found.attributions for s in (a.cue, *a.source, *a.content)]
        spans += [p for s in examine(found, Settings()).statements for p in s.content]
        assert all(0 <= s.start <= s.end <= len(text) for s in spans)


@pytest.mark.parametrize("text", ["\U000f0000", "\ufffd", "\u200d", "\U000f0000\U000f0000 \U000f0001\n\n\ufffd"])
def test_a_text_without_a_known_character_has_tokens_and_nothing_else(text: str) -> None:
    [found] = annotate(text)
    assert "".join(t.text for t in found.tokens) == "".join(text.split())
    assert {t.upos for t in found.tokens} == {"X"}
    assert (found.entities, found.attributions, found.markers) == ((), (), ())
    assert [t.head is None for t in found.tokens] == [t.deprel == "root" for t in found.tokens]


@pytest.mark.parametrize(("models", "precision"), [("bundled", "auto"), ("bundled", "full"), ("fast", "auto")])
def test_company_changes_nothing(models: str, precision: str) -> None:
    """Neither who shares a batch nor the number of threads (two in one process, one in each of several) may move a digit."""
    ours = Annotator(Settings(models=models, precision=precision))
    ours.load()
    samples = read_paths([str(Path(__file__).parents[2] / "samples")], ours.settings)
    longest, *others = sorted((one for one in samples if isinstance(one, Article)), key=lambda one: -len(one.text))
    articles = [longest, *(replace(one, text=one.text[: 300 + 150 * at]) for at, one in enumerate(others))]
    articles += [Article(text, "test", "x") for text in (STORY, "“No,” she said.")]
    assert len(articles) >= 12
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        alone = {one.id: ours.annotate([one])[0] for one in articles}
        torch.set_num_threads(2)
        for batch in (articles, articles[::-2], articles[5:9]):
            for found in ours.annotate(batch):
                assert found == alone[found.article.id], found.article.doc_id
                assert examine(found, ours.settings) == examine(alone[found.article.id], ours.settings)
    finally:
        torch.set_num_threads(threads)


class Lent:
    """Stanza's own pipeline, as far as our side of it goes: the bundled one, made to forget what it read of attributions."""

    def __init__(self, lang: str, **options: Any) -> None:
        assert lang == "en"
        assert options["download_method"] is None
        assert "attribution" not in options["processors"]
        self.inner = annotator()._pipeline
        self.processors = {k: v for k, v in self.inner.processors.items() if k != NAME}
        self.loaded_processors = list(self.processors.values())

    def bulk_process(self, docs: list[Any]) -> list[Any]:
        assert NAME in self.processors
        for name, processor in self.processors.items():
            docs = processor.bulk_process(docs)
            if name == "lemma":
                for document in docs:
                    document.attribution_tags = None
        return docs


def test_the_official_package_has_our_tagger_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import stanza

    annotator()
    monkeypatch.setattr(stanza, "Pipeline", Lent)
    found = Annotator(Settings(models="official")).annotate([Article(STORY, "test", "x")])[0]
    assert found.attributions


@pytest.mark.models
@pytest.mark.parametrize("name", ["tokenize", "lemma", "shared"])
@pytest.mark.parametrize("kind", ["words", "zip", "code", "list", "settings"])
def test_a_model_file_of_another_kind_is_told(tmp_path: Path, name: str, kind: str) -> None:
    for path in bundle.BUNDLED.iterdir():
        if path.stem != name:
            (tmp_path / path.name).symlink_to(path)
    file = tmp_path / f"{name}.pt"
    if kind == "words":
        file.write_text("These are no weights.\n" * 50, encoding="utf-8")
    elif kind == "zip":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("article.txt", "words")
    elif kind == "code":
        file.write_bytes(pickle.dumps(zipfile.ZipFile))
    else:
        torch.save([1, 2] if kind == "list" else {"format": 1, "model": {}, "config": {}, "settings": {"width": "wide"}}, file)
    file.with_suffix(".json").write_text(json.dumps({"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"the models could not be loaded .*audit models check"):
        Annotator(Settings(models=str(tmp_path))).load()


def test_the_official_package_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import stanza

    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError("resources.json")

    monkeypatch.setattr(stanza, "Pipeline", missing)
    with pytest.raises(ModelError, match="audit models download"):
        Annotator(Settings(models="official")).load()


def test_a_folder_without_models_is_told(tmp_path: Any) -> None:
    with pytest.raises(ModelError, match="no model file"):
        Annotator(Settings(models=str(tmp_path))).load()
