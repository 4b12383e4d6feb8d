"""The axes of a source, one at a time."""

from __future__ import annotations

from typing import Any

import pytest

from audit.domain.annotation import PhraseTag
from audit.domain.source import AnonymityStatus as Status
from audit.domain.source import Identity, Kind, MarkerKind, ReasonClass, Source, SourceType
from tests.build import Reading, annotation, read

SAFE, DRY = "the dam was safe", "the bed was dry"


def reading(text: str, **built: Any) -> Reading:
    return read(annotation(text, **built))


def speaker(phrase: str, verb: str = "said", before: str = "", **built: Any) -> Source:
    return reading(f"{before}{phrase} {verb} {SAFE}.", tags=[(verb, phrase, SAFE)], **built).source("dam")


NAMED, PARTIAL, UNNAMED = Identity.NAMED, Identity.PARTIAL, Identity.UNNAMED
KINDS = [
    ("A report by the charity Harbour Watch", {"organisations": "Harbour Watch"}, Kind.DOCUMENT, NAMED, False),
    ("The Pentagon's report", {"organisations": "Pentagon"}, Kind.DOCUMENT, NAMED, True),
    ("An unnamed report", {}, Kind.MEDIA, UNNAMED, False),
    ("Court documents", {}, Kind.DOCUMENT, NAMED, True),
    ("The indictment", {}, Kind.DOCUMENT, NAMED, True),
    ("American newspapers", {"pos": {"American": "ADJ"}}, Kind.MEDIA, UNNAMED, False),
    ("Reuters", {"organisations": "Reuters"}, Kind.MEDIA, NAMED, False),
    ("The ministry", {}, Kind.ORGANISATION, NAMED, True),
    ("The Foreign Ministry", {"organisations": "Foreign Ministry"}, Kind.ORGANISATION, NAMED, True),
    ("Relief agencies", {}, Kind.GROUP, UNNAMED, False),
    ("Intelligence agencies", {}, Kind.ORGANISATION, NAMED, True),
    ("The Russians", {}, Kind.ORGANISATION, NAMED, True),
    ("House Republicans", {}, Kind.GROUP, UNNAMED, True),
    ("A company spokeswoman", {}, Kind.ORGANISATION, NAMED, False),
    ("The government", {}, Kind.ORGANISATION, NAMED, True),
    ("Residents", {}, Kind.GROUP, UNNAMED, False),
    ("A former minister", {}, Kind.PERSON, UNNAMED, False),
    ("A minister", {}, Kind.PERSON, UNNAMED, True),
    ("One diplomat", {}, Kind.PERSON, UNNAMED, True),
    ("Sources", {}, Kind.GROUP, UNNAMED, False),
    ("A source", {}, Kind.PERSON, UNNAMED, False),
    ("Quill", {"people": "Quill"}, Kind.PERSON, NAMED, False),
    ("The Labour Party", {"organisations": "Labour Party"}, Kind.ORGANISATION, NAMED, False),
]


@pytest.mark.parametrize(("phrase", "built", "kind", "identity", "official"), KINDS, ids=[k[0] for k in KINDS])
def test_kind_identity_and_office(phrase: str, built: dict[str, Any], kind: Kind, identity: Identity, official: bool) -> None:
    source = speaker(phrase, **built)
    assert (source.kind, source.identity, source.official) == (kind, identity, official)


def test_an_aide_to_anybody_else_is_none() -> None:
    text = f"Robert Quill left. Two aides to Quill said {SAFE}."
    source = reading(text, people="Robert Quill; Quill", tags=[("said", "Two aides to Quill", SAFE)], arcs=["Quill#2 nmod aides"]).source(
        "dam"
    )
    assert not source.official


@pytest.mark.parametrize(
    ("phrase", "built", "affiliation"),
    [
        ("Pentagon officials", {"organisations": "Pentagon"}, "Pentagon"),
        (
            "Mary Quill, a clerk at Harbour Dams,",
            {"people": "Mary Quill", "organisations": "Harbour Dams", "arcs": ["clerk appos Quill"]},
            "Harbour Dams",
        ),
    ],
)
def test_the_affiliation(phrase: str, built: dict[str, Any], affiliation: str | None) -> None:
    assert speaker(phrase, **built).affiliation == affiliation


@pytest.mark.parametrize(
    ("phrase", "count"),
    [
        ("A clerk", 1),
        ("Two clerks", 2),
        ("Clerks", None),
        ("Ten clerks", 10),
        ("Another clerk", 1),
        ("The clerk", 1),
        ("Several clerks", None),
    ],
)
def test_how_many_people(phrase: str, count: int | None) -> None:
    assert speaker(phrase, pos={"Ten": "NUM"}).head_count == count


@pytest.mark.parametrize(
    ("addressee", "via"),
    [("Reuters", "Reuters"), ("the Guardian", "Guardian"), ("the BBC", "BBC"), ("a court", None), ("reporters", None)],
)
def test_words_told_to_an_outlet(addressee: str, via: str | None) -> None:
    text = f"A clerk told {addressee} that {SAFE}."
    assert reading(text, tags=[("told", "A clerk", f"that {SAFE}")]).statement("dam").via == via


def test_words_in_an_outlet_s_report_come_through_it() -> None:
    text = f"Reuters reported that a clerk said {SAFE}."
    r = reading(text, organisations="Reuters", tags=[("reported", "Reuters", f"that a clerk said {SAFE}"), ("said", "a clerk", SAFE)])
    inner = next(s for s in r.statements if s.nested_in is not None)
    assert inner.via == "Reuters"


HIDDEN = "The dam was safe, a clerk said"
BUILT: dict[str, Any] = {"tags": [("said", "a clerk", "The dam was safe")]}


@pytest.mark.parametrize(
    ("tail", "status", "reason_class"),
    [
        (".", Status.UNDISCLOSED, ReasonClass.NONE),
        (", speaking on condition of anonymity.", Status.DISCLOSED, ReasonClass.NONE),
        (", asking not to be named for fear of losing his job.", Status.DISCLOSED, ReasonClass.INFORMATIVE),
        (", asking not to be named because of the sensitivity of the matter.", Status.DISCLOSED, ReasonClass.BOILERPLATE),
        (" on background.", Status.DISCLOSED, ReasonClass.NONE),
        (". He refused to give his name to police.", Status.UNDISCLOSED, ReasonClass.NONE),
        (". The court made an anonymity order.", Status.UNDISCLOSED, ReasonClass.NONE),
        (", asking to be identified as the owner.", Status.UNDISCLOSED, ReasonClass.NONE),
        (". “I would very much like to remain anonymous,” a sign reads.", Status.UNDISCLOSED, ReasonClass.NONE),
        (". He was not authorised to enter the building.", Status.UNDISCLOSED, ReasonClass.NONE),
        (". He was afraid of the press.", Status.UNDISCLOSED, ReasonClass.NONE),
    ],
)
def test_what_discloses_anonymity(tail: str, status: Status, reason_class: ReasonClass) -> None:
    source = reading(HIDDEN + tail, **BUILT).source("dam")
    assert (source.anonymity_status, source.reason_class) == (status, reason_class)


def test_a_disclosure_two_sentences_on_still_reaches_its_source() -> None:
    text = HIDDEN + ". The sea was grey. The clerk spoke on condition of anonymity."
    assert reading(text, **BUILT, arcs=["clerk#2 nsubj spoke"]).source("dam").anonymity_status is Status.DISCLOSED


def test_a_named_person_is_not_hidden_by_a_disclosure_beside_him() -> None:
    text = "The dam was safe, Mary Quill said. A guard spoke on condition of anonymity."
    source = reading(text, people="Mary Quill", tags=[("said", "Mary Quill", "The dam was safe")], arcs=["guard nsubj spoke"]).source("dam")
    assert (source.source_type, source.anonymity_status) == (SourceType.NAMED, Status.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("words", "rule"),
    [("on deep background", "on deep background"), ("off the record", "off the record"), ("on background", "on background")],
)
def test_the_ground_rule(words: str, rule: str) -> None:
    assert reading(f"{HIDDEN} {words}.", **BUILT).source("dam").ground_rule == rule


def test_unnamed_is_a_marker_and_no_disclosure() -> None:
    source = speaker("An unnamed clerk")
    assert [(m.kind, m.matched) for m in source.markers] == [(MarkerKind.STATUS, "pattern unnamed")]
    assert source.anonymity_status is Status.UNDISCLOSED


def test_a_marker_that_only_the_tagger_knows() -> None:
    text = HIDDEN + ", wishing to go under no name at all."
    plain = annotation(text, **BUILT)
    span = next(t.span for t in plain.tokens if t.text == "wishing")
    end = next(t.span for t in plain.tokens if t.text == "name")
    for score, status in ((0.95, Status.DISCLOSED), (0.3, Status.UNDISCLOSED)):
        tagged = type(plain)(
            plain.article,
            plain.paragraphs,
            plain.sentences,
            plain.tokens,
            plain.entities,
            plain.attributions,
            (PhraseTag(type(span)(span.start, end.end), score),),
        )
        assert read(tagged).source("dam").anonymity_status is status
        assert [m.matched for m in read(tagged).source("dam").markers] == ["network"] * (score > 0.5)


def test_officials_in_general_who_spoke_on_condition_are_the_officials_quoted() -> None:
    text = (
        f"Two senior officials said {SAFE}.\nThe sea was grey. The sea was calm. It was cold.\n"
        "Senior officials spoke only on condition of anonymity."
    )
    r = reading(text, tags=[("said", "Two senior officials", SAFE)], arcs=["officials#2 nsubj spoke"])
    assert r.source("dam").anonymity_status in (Status.BLANKET, Status.DISCLOSED)


def test_confidence_and_reasons_for_the_type_are_kept() -> None:
    source = speaker("A clerk")
    assert 0 < source.confidence <= 1
    assert source.decided_by == "person by the head"
    assert source.anonymous


@pytest.mark.parametrize(("label", "identity"), [("Mara", PARTIAL), ("Mara Quill", NAMED), ("QUILL", NAMED)])
def test_a_label_of_one_word_is_part_of_a_name(label: str, identity: Identity) -> None:
    text = f"We asked two people.\n{label}: The gate was shut.\nZed: It was old.\n{label}: It was wet.\nZed: It fell."
    sources = read(annotation(text, people=[label, "Zed"])).sources
    assert {s.identity for s in sources if s.label.lower() == label.lower()} == {identity}
