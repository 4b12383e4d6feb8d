"""The model files and their cards."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from audit.annotate import bundle
from audit.config import Settings
from audit.errors import ModelError


@pytest.fixture
def models(tmp_path: Path) -> Path:
    for name, file in bundle.FILES.items():
        (tmp_path / file).write_bytes(name.encode())
        card = {
            "what": f"a {name}",
            "sha256": hashlib.sha256(name.encode()).hexdigest(),
            "score": {"F1": 0.5},
            "score_on": "dev",
            "terms": ["free"],
        }
        (tmp_path / file).with_suffix(".json").write_text(json.dumps(card))
    return tmp_path


def test_installed_models_are_whole(models: Path) -> None:
    found = bundle.installed(Settings(models=str(models)))
    assert [m.name for m in found] == [name for name in bundle.FILES if name != "fast"]
    assert all(m.ok for m in found)
    assert found[0].score == "F1 0.5 (dev)"
    assert found[0].terms == "free"


def test_a_changed_file_is_refused(models: Path) -> None:
    (models / "shared.pt").write_bytes(b"other")
    settings = Settings(models=str(models))
    assert [m.name for m in bundle.installed(settings) if not m.ok] == ["shared"]
    with pytest.raises(ModelError, match=r"shared\.pt.*digest"):
        bundle.checked(settings)


def test_a_missing_file_is_told(models: Path) -> None:
    (models / "lemma.pt").unlink()
    with pytest.raises(ModelError, match=r"no model file .*lemma\.pt.*reinstall"):
        bundle.installed(Settings(models=str(models)))


@pytest.mark.parametrize("card", ["{", "[]", "5", '"x"', '{"score": "good"}', '{"terms": 5}', '{"terms": [5]}', "[" * 100_000, "\xff"])
def test_a_broken_card_is_told(models: Path, card: str) -> None:
    (models / "lemma.json").write_text(card, encoding="latin-1")
    with pytest.raises(ModelError, match="cannot read the model"):
        bundle.installed(Settings(models=str(models)))


def test_a_card_without_a_score(models: Path) -> None:
    (models / "lemma.json").write_text(json.dumps({"sha256": "x"}))
    assert next(m for m in bundle.installed(Settings(models=str(models))) if m.name == "lemma").score == ""


def test_the_official_package_needs_only_our_tagger(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "BUNDLED", models)
    (models / "lemma.pt").write_bytes(b"other")
    pairs = dict(bundle.checked(Settings(models="official")))
    assert set(pairs) == {"shared", "stanza-en"}


def test_the_fast_network_needs_the_file_of_the_other(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "BUNDLED", models)
    assert set(dict(bundle.checked(Settings(models="fast")))) == set(bundle.FILES)
    assert bundle.network(Settings(models="fast")).name == "fast.pt"
    (models / "shared.pt").write_bytes(b"other")
    with pytest.raises(ModelError, match="digest"):
        bundle.checked(Settings(models="fast"))


@pytest.mark.parametrize("models", ["bundled", "fast"])
def test_the_bundled_models_are_the_ones_their_cards_name(models: str) -> None:
    assert all(m.ok for m in bundle.installed(Settings(models=models)))


def test_no_network_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import stanza

    def fail(*_: object, **__: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr(stanza, "download", fail)
    with pytest.raises(ModelError, match="no network connection"):
        bundle.download()


def test_a_download_that_works_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import stanza

    asked: list[str] = []
    monkeypatch.setattr(stanza, "download", lambda lang, **_: asked.append(lang))
    bundle.download()
    assert asked == ["en"]
