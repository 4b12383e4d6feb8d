"""No article makes a step slow: four times as many statements take four times as many steps, not sixteen times."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from audit.attribute.statements import statements
from audit.domain.annotation import Annotation, AttributionTag, Entity
from audit.domain.text import Span
from tests.build import annotation

_PART = re.compile(r"<(?P<cue>[^>]*)>|\{(?P<source>[^}]*)\}|\[(?P<content>[^\]]*)\]")
FEW, MANY = 60, 240

BLOCKS = [
    ("[“It leaks,”] <said> {Quill}.", "\n"),
    ("[“It leaks,”] <said> {Quill}.", " "),
    ("{Quill} <said> [it leaks].", " "),
    ("{Quill} <said> [it leaks] and Vane said it does not", " "),
    ("{Quill} <said> [it leaks]. “It leaks again today.”", "\n"),
    ("“It leaks again today.”", "\n"),
    ("“It leaks again today.”", " "),
    ("{Quill} laughed. “It leaks again today.”", "\n"),
    ("[“It is,”] <said> {Quill}, who is old, “a dam.”", "\n"),
    ("“It leaks", "\n"),
    ("“It leaks a lot.”\n— Mary Quill", "\n"),
    ("> It leaks, all of it.\n> — Mary Quill", "\n"),
    ("It leaks, all of it.\n— @quill", "\n"),
    ("It leaks, all of it. — Mary Quill (@quill) May 3, 2031", "\n"),
    ("It leaks, all of it. — Mary Quill (@quill) May 3, 2031", " "),
    ("{Quill} <tweeted>:\n[It leaks, all of it]. — Mary Quill (@quill) May 3, 2031", "\n"),
    ("{Quill} <reported> [how it leaks]:\nThe gate was shut in the night, and no clerk of the port had seen it since.", "\n"),
    ("{Quill} <said> that [it leaks. “It leaks again today.”]", "\n"),
    ("{Quill} <said> that [it leaks. “It leaks again today.”]", " "),
    ("[“He said, ‘Never,’ and left,”] {Quill} <recalled>.", "\n"),
    ("[“He said, ‘Never,’ and left,”] {Quill} <recalled>.", " "),
    ("[It sank, a clerk said], <according to> {the Gazette}.", "\n"),
    ("[It sank], {the Gazette} <reported>, citing an unnamed clerk.", "\n"),
    ("{The Gazette} <quoted> [a clerk as saying it sank].", "\n"),
    ("{Quill} <said>:\n- it leaks\n- it sank\nIt rained.", "\n"),
    ("— It leaks, said Quill.", "\n"),
    ("{Quill} declined to comment. [It leaks], {Quill} <said>.", "\n"),
    ("[It leaks], <said> {a clerk} who spoke on condition of anonymity.", "\n"),
    ("QUILL: It leaks.\nVANE: It does not.", "\n"),
    ("Allegedly, it leaks.", "\n"),
    ("Statement from Mary Quill:\nWe are sorry that it leaks so much.", "\n"),
    ("As {Mary Quill} <wrote>:\nWe are sorry that it leaks so much.", "\n"),
    ("Dear Quill,\nWe are sorry that it leaks so much.", "\n"),
    ("From: Mary Quill\nTo: Vane\nIt leaks.", "\n"),
    ("To: Vane\nCc: Quill", "\n"),
    ("Among Quill’s demands:\n- it leaks\n- it sank", "\n"),
    ("{The port} <denied> [that].", " "),
    ("{Quill} <told> [Vane it leaks and] <told> Vane it sank.", " "),
    ("12:30\nQuill: it leaks\n{Quill} <said> [it leaks].", "\n"),
]


def article(block: str, count: int, joint: str) -> Annotation:
    """``block`` again and again: <cue>, {source}, [content]."""
    plain = _PART.sub(lambda m: m.group(m.lastgroup or 0), block)
    tags, people = [], []
    for start in range(0, count * len(plain + joint), len(plain + joint)):
        held: dict[str, list[Span]] = {"cue": [], "source": [], "content": []}
        for passed, match in enumerate(_PART.finditer(block)):
            at = start + match.start() - 2 * passed
            kind = match.lastgroup or ""
            held[kind].append(Span(at, at + len(match.group(kind))))
        if held["cue"]:
            tags.append(AttributionTag(held["cue"][0], tuple(held["source"]), tuple(held["content"]), 0.95, 0.95, 0.95))
        people += [Entity(s, "Person") for s in held["source"]]
    return replace(annotation(joint.join([plain] * count)), attributions=tuple(tags), entities=tuple(people))


def steps(read: Annotation) -> int:
    """How many functions are called to find the statements."""
    count = 0

    def counted(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        statements(read)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(("block", "joint"), BLOCKS)
def test_steps_grow_with_the_statements(block: str, joint: str) -> None:
    steps(article(block, 2, joint))
    few, many = steps(article(block, FEW, joint)), steps(article(block, MANY, joint))
    assert many < few * 1.3 * MANY / FEW
