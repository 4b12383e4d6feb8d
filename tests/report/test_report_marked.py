"""The text cut into pieces: nothing is lost, and every piece knows what lies over it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.domain.annotation import Paragraph
from audit.domain.finding import Finding, Severity
from audit.domain.source import AnonymityStatus
from audit.domain.statement import ResponseNote
from audit.domain.text import Span
from audit.report.marked import Role, marked
from audit.report.tally import RANKS, rank, worst_first
from tests.report.hand_made import TEXT, empty, make, span


def test_every_word_is_in_a_block_once() -> None:
    blocks = marked(make())
    assert " ".join("".join(piece.text for block in blocks for piece in block.pieces).split()) == " ".join(TEXT.split())


def test_pieces_know_what_lies_over_them() -> None:
    pieces = [piece for block in marked(make()) for piece in block.pieces]
    whose = next(piece for piece in pieces if piece.text == "a senior Velmar official"[:2])
    assert {layer.role for layer in whose.layers} >= {Role.SOURCE, Role.MENTION}
    assert all(layer.sources == ("aofficial",) for layer in whose.layers if layer.role is not Role.FINDING)
    basis = next(piece for piece in pieces if piece.text == "senior")
    assert any(layer.role is Role.MARKER and layer.key == "basis" for layer in basis.opens)
    joint = next(piece for piece in pieces if piece.text == "the yard would close")
    assert [(layer.key, layer.sources) for layer in joint.layers] == [("as3", ("amarsh", "aroe"))]


def test_statements_findings_and_notes_stand_with_their_paragraph() -> None:
    audit = make()
    note = ResponseNote("n", span("asked not to be named"), None, "declined")
    late = Finding("X901", Severity.INFO, Span(len(TEXT), len(TEXT)), "at the end", None, None, "f")
    blocks = marked(replace(audit, responses=(note,), findings=(*audit.findings, late)))
    assert [len(block.statements) for block in blocks] == [0, 2, 1, 1]
    assert [one.id for block in blocks for one in block.statements] == ["as1", "as2", "as3", "as5"]
    assert [block.responses for block in blocks] == [(), (note,), (), ()]
    assert blocks[-1].findings[-1] == late
    assert sum(len(block.statements) for block in marked(audit, "all")) == 5


def test_a_layer_over_two_paragraphs_opens_in_both() -> None:
    audit = make()
    long = replace(audit.statements[2], content=(Span(span("the yard").start, span("Nobody").end),))
    blocks = marked(replace(audit, statements=(long,), findings=()))
    opened = [[layer.key for piece in block.pieces for layer in piece.opens if layer.role is Role.STATEMENT] for block in blocks]
    assert opened == [[], [], ["as3"], ["as3"]]


def test_without_paragraphs_every_line_is_a_block() -> None:
    blocks = marked(replace(make(), paragraphs=()))
    assert [block.zone for block in blocks] == ["body"] * sum(bool(line.strip()) for line in TEXT.splitlines())
    assert marked(replace(empty(), article=replace(empty().article, text=" \n"))) == ()


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=6))
def test_whatever_the_paragraphs_nothing_is_lost_or_doubled(places: list[tuple[int, int]]) -> None:
    paragraphs = tuple(Paragraph(at, Span(min(place), max(place))) for at, place in enumerate(sorted(places)))
    blocks = marked(replace(make(), paragraphs=paragraphs))
    assert all(one.span.end <= two.span.start for one, two in pairwise(blocks))
    assert all("".join(piece.text for piece in block.pieces) == block.span.of(TEXT) for block in blocks)
    cuts = [0, *(cut for block in blocks for cut in (block.span.start, block.span.end)), len(TEXT)]
    outside = [TEXT[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    assert not "".join(outside).strip()


def test_sources_come_worst_first() -> None:
    audit = make()
    assert [(one.rank, one.source.id, one.statements) for one in worst_first(audit)] == [
        (4, "aofficial", 2),
        (7, "aroe", 1),
        (7, "amarsh", 1),
    ]
    assert [one.statements for one in worst_first(audit, "all")] == [2, 2, 1]
    assert rank(replace(audit.sources[0], anonymity_status=AnonymityStatus.UNDISCLOSED)) == 1
    assert len(RANKS) == 8
