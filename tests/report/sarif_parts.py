"""The parts of SARIF 2.1.0 that we write, as a JSON Schema of our own: names, types, what must be there and what may.

No package carries the official schema (sarif-om, sarif-tools and sarif-pydantic were looked into), and it is not ours to copy. This was
written beside it: every object is closed, so that a name that SARIF does not know, or that we do not mean to write, fails.
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
BAG = {"type": "object"}


def closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object with just these names."""
    return {"type": "object", "additionalProperties": False, "properties": required | optional, "required": list(required)}


def many(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


MESSAGE = closed({"text": TEXT}, markdown=TEXT)
ARTIFACT_LOCATION = closed({"uri": {"type": "string", "format": "uri-reference", "pattern": r"^[^\s\\]+$"}})
REGION = closed(
    {"startLine": COUNT},
    startColumn=COUNT,
    endLine=COUNT,
    endColumn=COUNT,
    charOffset={"type": "integer", "minimum": 0},
    charLength={"type": "integer", "minimum": 0},
    snippet=closed({"text": TEXT}),
)
LOCATION = closed(
    {"logicalLocations": many(closed({"name": TEXT, "fullyQualifiedName": TEXT}), minItems=1)},
    physicalLocation=closed({"artifactLocation": ARTIFACT_LOCATION}, region=REGION),
)
STATUS = {"enum": ["accepted", "underReview", "rejected"]}
SUPPRESSION = closed({"kind": {"enum": ["inSource", "external"]}, "status": STATUS}, justification=TEXT)
RESULT = closed(
    {
        "ruleId": TEXT,
        "level": LEVEL,
        "message": MESSAGE,
        "locations": many(LOCATION, minItems=1),
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT, "minProperties": 1},
        "suppressions": many(SUPPRESSION, uniqueItems=True),
        "properties": BAG,
    },
    ruleIndex={"type": "integer", "minimum": 0},
)
RULE = closed(
    {
        "id": TEXT,
        "name": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": closed({"level": LEVEL}),
        "properties": BAG,
    }
)
DRIVER = closed({"name": TEXT, "semanticVersion": TEXT, "rules": many(RULE, uniqueItems=True)})
HASHES = {"type": "object", "additionalProperties": TEXT}
RUN = closed(
    {
        "tool": closed({"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "results": many(RESULT),
        "artifacts": many(closed({"location": ARTIFACT_LOCATION}, hashes=HASHES), uniqueItems=True),
    }
)
LOG = closed({"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": many(RUN, minItems=1, maxItems=1)})
