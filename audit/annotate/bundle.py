"""The model files: where they are, what their cards say, whether they are intact. Imports neither stanza nor torch."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audit.config import Settings
from audit.errors import ModelError

STANZA = ("tokenize", "mwt", "lemma")
"""Stanza's own models, trained by us; all else is read by one of our networks."""
SHARED, FAST = "shared", "fast"
"""The network, and the smaller one that it taught, which takes its table of word pieces from the file of the first."""
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "attribution")
OFFICIAL = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
"""What is asked of Stanza's own package (``--models official``)."""
NAMES = ("bundled", "fast", "official")
"""What ``--models`` calls ours and Stanza's; everything else is a folder."""
FILES = {name: f"{name}.pt" for name in (*STANZA, SHARED, FAST)}
BUNDLED = Path(__file__).resolve().parents[1] / "models"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model in use. ``sha256`` is the file's own; ``ok`` says whether it is the one its card names."""

    name: str
    what: str
    path: str
    bytes: int
    sha256: str
    ok: bool
    score: str
    terms: str = ""


def folder(settings: Settings) -> Path:
    """The folder of our own models: the bundled one, or the folder that ``models`` names."""
    return BUNDLED if settings.models in NAMES else Path(settings.models)


def network(settings: Settings) -> Path:
    """The file of the network that reads."""
    return folder(settings) / FILES[FAST if settings.models == "fast" else SHARED]


@cache
def _sha256(path: Path, size: int, changed: int) -> str:
    value = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            value.update(block)
    return value.hexdigest()


def info(name: str, place: Path) -> ModelInfo:
    """What is known of one model file. Raises ``ModelError`` where the file or its card is missing or unreadable."""
    path = place / FILES[name]
    card_path = path.with_suffix(".json")
    try:
        stat = path.stat()
        card = json.loads(card_path.read_text(encoding="utf-8"))
        actual = _sha256(path, stat.st_size, stat.st_mtime_ns)
        score = ", ".join(f"{k} {v}" for k, v in card.get("score", {}).items())
        terms = "; ".join(card.get("terms", []))
    except FileNotFoundError as error:
        raise ModelError(f"no model file {error.filename}: reinstall source-audit, or name another folder with --models") from error
    except (AttributeError, OSError, RecursionError, TypeError, ValueError) as error:
        raise ModelError(f"cannot read the model {path}: {error}; reinstall source-audit, or name another folder with --models") from error
    return ModelInfo(
        name=name,
        what=card.get("what", ""),
        path=str(path),
        bytes=stat.st_size,
        sha256=actual,
        ok=actual == card.get("sha256"),
        score=f"{score} ({card.get('score_on', '')})" if score else "",
        terms=terms,
    )


def installed(settings: Settings) -> list[ModelInfo]:
    """All models in use, in the order of the pipeline."""
    place = folder(settings)
    return [info(name, place) for name in FILES if name != FAST or settings.models == "fast"]


def checked(settings: Settings) -> tuple[tuple[str, str], ...]:
    """(name, first twelve digits of the digest) of every model that an audit with ``settings`` uses.

    Raises ``ModelError`` on a file that is not what its card says.
    """
    out = []
    for model in installed(settings):
        if settings.models == "official" and model.name != SHARED:
            continue
        if not model.ok:
            raise ModelError(f"the model {model.path} does not match its card (its digest differs): reinstall source-audit")
        out.append((model.name, model.sha256[:12]))
    if settings.models == "official":
        out.append(("stanza-en", "official"))
    return tuple(out)


def download() -> None:
    """Fetch Stanza's own English package (``--models official``). Raises ``ModelError`` where there is no network."""
    import stanza

    try:
        stanza.download("en", verbose=False)
    except Exception as error:  # requests, huggingface_hub and the file system each raise their own
        raise ModelError(
            f"could not download Stanza's English package ({type(error).__name__}): no network connection. The bundled models work "
            "without it; to get it, try again with a connection."
        ) from error
