"""Gold and predicted attributions in the exchange format, read into typed values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.errors import InputError

Place = tuple[int, int]
"""Start and end in code points; may lie outside the text in a faulty prediction."""
Places = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One attribution. ``labels`` holds only the fields that the line had, so that a measure without gold can be left out."""

    content: Places
    cue: Places
    source: Places
    markers: Places
    speakers: tuple[str, ...]
    labels: Mapping[str, Any]
    optional: bool

    @property
    def source_type(self) -> str | None:
        value = self.labels.get("source_type")
        return value if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Document:
    """One line of a gold or prediction file. ``text`` is None where the line has none (predictions need none)."""

    doc_id: str
    items: tuple[Item, ...]
    text: str | None
    content_is_sentence: bool = False


def read(path: Path) -> list[Document]:
    """The documents of a JSON Lines file. Raises ``InputError`` naming the line that cannot be read or repeats a doc_id."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}; give a JSON Lines file in UTF-8 with one article per line") from error
    return list(_documents(lines, path))


def document(value: Mapping[str, Any]) -> Document:
    """One line as a Document. Raises ``KeyError``, ``TypeError`` or ``ValueError`` where it is not in the exchange format."""
    return Document(
        doc_id=str(value["doc_id"]),
        items=tuple(_item(one) for one in value["attributions"]),
        text=value.get("text"),
        content_is_sentence=bool(value.get("content_is_sentence", False)),
    )


def _documents(lines: Iterable[str], path: Path) -> Iterable[Document]:
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found = document(json.loads(line))
            except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
                raise InputError(f"{path}, line {number}: not an article with doc_id and attributions ({error!r})") from error
            if found.doc_id in first:
                where = f"{path}, line {number}: the doc_id {found.doc_id!r} is also on line {first[found.doc_id]}"
                raise InputError(f"{where}, and articles are matched by doc_id; give each its own")
            first[found.doc_id] = number
            yield found


_LABELS = ("source_type", "official", "anonymity_status", "markers", "reason", "source_ids", "speaker")


def _item(value: Mapping[str, Any]) -> Item:
    speaker = value.get("speaker")
    speakers = speaker if isinstance(speaker, list) else [speaker]
    return Item(
        content=_places(value["content"]),
        cue=_places(value.get("cue")),
        source=_places(value.get("source")),
        markers=_places(value.get("markers")),
        speakers=tuple(str(one) for one in speakers if one),
        labels={key: value[key] for key in _LABELS if key in value},
        optional=bool(value.get("optional", False)),
    )


def _places(value: Any) -> Places:
    return tuple((int(start), int(end)) for start, end in value or ())
