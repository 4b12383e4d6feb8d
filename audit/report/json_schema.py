"""The JSON Schema of the exact export, made from the domain's classes: fields, types and docstrings.

Run by ``python -m audit.cli.reference schema``; what ships is its result, ``article.schema.json``.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import pairwise
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from audit.domain.audited import Audit
from audit.domain.statement import Statement
from audit.domain.text import Article, Span
from audit.report.jsonl import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_COMPUTED: dict[type, dict[str, dict[str, Any]]] = {
    Article: {
        "id": {**_TEXT, "description": "Hash of the text: the same words, the same article."},
        "text_sha256": {**_TEXT, "description": "Digest of the text in UTF-8."},
    },
    Statement: {
        "content_text": {"type": "array", "items": _TEXT, "description": "The parts of the content as printed."},
        "cue_text": {**_MAYBE, "description": "The words that attribute, as printed."},
        "source_text": {**_MAYBE, "description": "The source phrase as printed."},
    },
}
"""What ``exact`` adds to the fields of a class."""
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: _TEXT,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
}


def schema() -> str:
    """The schema of one line as JSON, ready to be written to its file."""
    found: dict[str, dict[str, Any]] = {}
    root = _object(Audit, found)
    version = {"const": SCHEMA_VERSION, "description": "The version of this schema."}
    whole = {
        "$schema": DIALECT,
        "$id": f"urn:source-audit:article:{SCHEMA_VERSION}",
        "title": "One line of audit export --format jsonl",
        **root,
        "properties": {"schema_version": version, **root["properties"]},
        "required": ["schema_version", *root["required"]],
        "$defs": dict(sorted(found.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _of(kind: Any, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The schema of a type; those of classes go to ``found`` and are referred to."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if get_origin(kind) in (UnionType, Union):
        return {"anyOf": [_of(one, found) for one in get_args(kind)]}
    if get_origin(kind) is tuple:
        inside = get_args(kind)
        if inside[-1] is Ellipsis:
            return {"type": "array", "items": _of(inside[0], found)}
        return {"type": "array", "prefixItems": [_of(one, found) for one in inside], "items": False, "minItems": len(inside)}
    if kind.__name__ not in found:
        found[kind.__name__] = {}
        found[kind.__name__] = _named(kind, found)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _named(kind: type, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if kind is Span:
        place = {"type": "integer", "minimum": 0}
        words = "Start and end, half-open, in code points of article.text."
        return {"description": words, "type": "array", "prefixItems": [place, place], "items": False, "minItems": 2}
    if issubclass(kind, Enum):
        return {"description": _told(kind), "enum": [one.value for one in kind]}
    assert is_dataclass(kind), kind
    return _object(kind, found)


def _object(kind: type, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    types = get_type_hints(kind)
    notes = dict(_notes(kind))
    properties = dict(_COMPUTED.get(kind, {}))
    for field in fields(kind):
        note = {"description": notes[field.name]} if field.name in notes else {}
        properties[field.name] = {**note, **_of(types[field.name], found)}
    return {
        "description": _told(kind),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _told(kind: type) -> str:
    """The class's docstring on one line; its name where an enumeration has none of its own."""
    doc = inspect.getdoc(kind) if kind.__doc__ else None
    return " ".join(doc.split()) if doc else kind.__name__


def _notes(kind: type) -> Iterator[tuple[str, str]]:
    """Field to the docstring that stands under it in the source."""
    (body,) = (node.body for node in ast.parse(textwrap.dedent(inspect.getsource(kind))).body if isinstance(node, ast.ClassDef))
    for field, below in pairwise(body):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str):
            yield field.target.id, " ".join(below.value.value.split())
