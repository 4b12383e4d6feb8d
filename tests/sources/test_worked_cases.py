"""The taxonomy's worked cases, in sentences of our own: from annotation to source, without a model."""

from __future__ import annotations

from typing import Any

import pytest

from audit.config import Settings
from audit.domain.source import AnonymityStatus as Status
from audit.domain.source import Identity, Kind, MarkerKind, OfficialScope, ReasonClass, Source, SourceType
from audit.domain.statement import Form, MentionKind
from tests.build import Reading, annotation, read

NAMED, OFFICIAL, ANONYMOUS = SourceType.NAMED, SourceType.OFFICIAL, SourceType.ANONYMOUS
STATE, FORCE = OfficialScope.STATE, OfficialScope.MILITARY_POLICE_JUDICIAL
NO_STATUS = Status.NOT_APPLICABLE


def reading(text: str, **built: Any) -> Reading:
    return read(annotation(text, **built))


def axes(source: Source) -> tuple[Any, ...]:
    return source.source_type, source.kind, source.identity, source.anonymity_status, source.official, source.official_scope


# One row: the sentence, what annotation() is told, the words said, and the axes of their source.
SINGLE: dict[str, tuple[str, dict[str, Any], tuple[object, ...]]] = {
    "named with a title": (
        "Norwegian Fisheries Minister Mara Quill said the dam was safe.",
        {"people": "Mara Quill", "tags": [("said", "Norwegian Fisheries Minister Mara Quill", "the dam was safe")]},
        (NAMED, Kind.PERSON, Identity.NAMED, NO_STATUS, True, STATE),
    ),
    "named without a title": (
        "Mara Quill, a resident, said the dam was safe.",
        {
            "people": "Mara Quill",
            "tags": [("said", "Mara Quill, a resident", "the dam was safe")],
            "arcs": ["Quill nsubj said", "resident appos Quill"],
        },
        (NAMED, Kind.PERSON, Identity.NAMED, NO_STATUS, False, None),
    ),
    "former": (
        "Former defence secretary Mara Quill said the dam was safe.",
        {"people": "Mara Quill", "tags": [("said", "Former defence secretary Mara Quill", "the dam was safe")]},
        (NAMED, Kind.PERSON, Identity.NAMED, NO_STATUS, False, None),
    ),
    "officials of a body": (
        "Pentagon officials said the dam was safe.",
        {"organisations": "Pentagon", "tags": [("said", "Pentagon officials", "the dam was safe")]},
        (ANONYMOUS, Kind.GROUP, Identity.UNNAMED, Status.UNDISCLOSED, True, STATE),
    ),
    "leaders of a country": (
        "Norwegian leaders suggested the dam was safe.",
        {"tags": [("suggested", "Norwegian leaders", "the dam was safe")], "pos": {"Norwegian": "ADJ"}},
        (ANONYMOUS, Kind.GROUP, Identity.UNNAMED, Status.UNDISCLOSED, True, STATE),
    ),
    "a capital": (
        "Seoul assesses the dam was safe.",
        {"places": "Seoul", "tags": [("assesses", "Seoul", "the dam was safe")], "pos": {"assesses": "VERB"}},
        (OFFICIAL, Kind.ORGANISATION, Identity.NAMED, NO_STATUS, True, STATE),
    ),
    "a building": (
        "The White House said the dam was safe.",
        {"organisations": "White House", "tags": [("said", "The White House", "the dam was safe")]},
        (OFFICIAL, Kind.ORGANISATION, Identity.NAMED, NO_STATUS, True, STATE),
    ),
    "a spokesman of a body": (
        "A Pentagon spokesman said the dam was safe.",
        {"organisations": "Pentagon", "tags": [("said", "A Pentagon spokesman", "the dam was safe")]},
        (OFFICIAL, Kind.ORGANISATION, Identity.NAMED, NO_STATUS, True, STATE),
    ),
    "police": (
        "Police said the dam was safe.",
        {"tags": [("said", "Police", "the dam was safe")]},
        (OFFICIAL, Kind.ORGANISATION, Identity.NAMED, NO_STATUS, True, FORCE),
    ),
    "prosecutors": (
        "Prosecutors said the dam was safe.",
        {"tags": [("said", "Prosecutors", "the dam was safe")]},
        (OFFICIAL, Kind.ORGANISATION, Identity.NAMED, NO_STATUS, True, FORCE),
    ),
    "investigators are people": (
        "Investigators said the dam was safe.",
        {"tags": [("said", "Investigators", "the dam was safe")]},
        (ANONYMOUS, Kind.GROUP, Identity.UNNAMED, Status.UNDISCLOSED, True, STATE),
    ),
    "a company": (
        "Harbour Dams Inc said in a statement that the dam was safe.",
        {"organisations": "Harbour Dams Inc", "tags": [("said", "Harbour Dams Inc", "the dam was safe")]},
        (OFFICIAL, Kind.ORGANISATION, Identity.NAMED, NO_STATUS, False, OfficialScope.PRIVATE),
    ),
    "an outlet": (
        "The Guardian reported the dam was safe.",
        {"organisations": "Guardian", "tags": [("reported", "The Guardian", "the dam was safe")]},
        (OFFICIAL, Kind.MEDIA, Identity.NAMED, NO_STATUS, False, None),
    ),
    "a document with its issuer": (
        "The dam was safe, according to a fact sheet released by the Pentagon.",
        {
            "organisations": "Pentagon",
            "tags": [("according to", "a fact sheet released by the Pentagon", "The dam was safe")],
            "arcs": ["released acl sheet"],
        },
        (OFFICIAL, Kind.DOCUMENT, Identity.NAMED, NO_STATUS, True, STATE),
    ),
    "documents seen by an outlet": (
        "The dam was safe, according to documents seen by Reuters.",
        {
            "organisations": "Reuters",
            "tags": [("according to", "documents seen by Reuters", "The dam was safe")],
            "arcs": ["seen acl documents"],
        },
        (ANONYMOUS, Kind.DOCUMENT, Identity.UNNAMED, Status.UNDISCLOSED, False, None),
    ),
    "a survey seen by an outlet": (
        "The dam was safe, according to a survey seen by Reuters.",
        {
            "organisations": "Reuters",
            "tags": [("according to", "a survey seen by Reuters", "The dam was safe")],
            "arcs": ["seen acl survey"],
        },
        (ANONYMOUS, Kind.POLL_OR_DATA, Identity.UNNAMED, Status.UNDISCLOSED, False, None),
    ),
    "a union official": (
        "A union official said the dam was safe.",
        {"tags": [("said", "A union official", "the dam was safe")]},
        (ANONYMOUS, Kind.PERSON, Identity.UNNAMED, Status.UNDISCLOSED, False, None),
    ),
    "experts": (
        "Experts say the dam was safe.",
        {"tags": [("say", "Experts", "the dam was safe")]},
        (ANONYMOUS, Kind.GROUP, Identity.UNNAMED, Status.UNDISCLOSED, False, None),
    ),
    "a pseudonym": (
        "Vera (not her real name) said the dam was safe.",
        {
            "people": "Vera",
            "tags": [("said", "Vera (not her real name)", "the dam was safe")],
            "arcs": ["Vera nsubj said", "name appos Vera"],
        },
        (ANONYMOUS, Kind.PERSON, Identity.PARTIAL, Status.DISCLOSED, False, None),
    ),
    "condition of anonymity": (
        "A senior Norwegian official, who spoke on condition of anonymity because the sale is secret, said the dam was safe.",
        {
            "tags": [
                ("said", "A senior Norwegian official, who spoke on condition of anonymity because the sale is secret", "the dam was safe")
            ],
            "pos": {"Norwegian": "ADJ"},
            "arcs": ["said root", "official nsubj said", "spoke acl:relcl official", "who nsubj spoke", "secret advcl spoke"],
        },
        (ANONYMOUS, Kind.PERSON, Identity.UNNAMED, Status.DISCLOSED, True, STATE),
    ),
    "a spokesman who hides": (
        "A Pentagon spokesman said the dam was safe, speaking on condition of anonymity.",
        {"organisations": "Pentagon", "tags": [("said", "A Pentagon spokesman", "the dam was safe")], "arcs": ["speaking advcl said"]},
        (ANONYMOUS, Kind.PERSON, Identity.UNNAMED, Status.DISCLOSED, True, STATE),
    ),
    "said on condition of anonymity": (
        "The dam was safe, a clerk said on condition of anonymity.",
        {"tags": [("said", "a clerk", "The dam was safe")]},
        (ANONYMOUS, Kind.PERSON, Identity.UNNAMED, Status.DISCLOSED, False, None),
    ),
    "not authorised to speak": (
        "A Pentagon official not authorised to speak to the press said the dam was safe.",
        {
            "organisations": "Pentagon",
            "tags": [("said", "A Pentagon official not authorised to speak to the press", "the dam was safe")],
            "arcs": ["said root", "official nsubj said", "authorised acl official", "not advmod authorised", "speak xcomp authorised"],
            "pos": {"authorised": "VERB"},
        },
        (ANONYMOUS, Kind.PERSON, Identity.UNNAMED, Status.DISCLOSED, True, STATE),
    ),
    "a Taliban official": (
        "A Taliban official said the dam was safe.",
        {"organisations": "Taliban", "tags": [("said", "A Taliban official", "the dam was safe")]},
        (ANONYMOUS, Kind.PERSON, Identity.UNNAMED, Status.UNDISCLOSED, True, OfficialScope.DE_FACTO),
    ),
    "state media": (
        "State media said the dam was safe.",
        {"tags": [("said", "State media", "the dam was safe")]},
        (OFFICIAL, Kind.MEDIA, Identity.NAMED, NO_STATUS, False, None),
    ),
    "a poll": (
        "A poll by Harbour Research found the dam was safe.",
        {
            "organisations": "Harbour Research",
            "tags": [("found", "A poll by Harbour Research", "the dam was safe")],
            "pos": {"found": "VERB"},
        },
        (OFFICIAL, Kind.POLL_OR_DATA, Identity.NAMED, NO_STATUS, False, None),
    ),
}


@pytest.mark.parametrize("case", SINGLE)
def test_one_sentence(case: str) -> None:
    text, built, expected = SINGLE[case]
    assert axes(reading(text, **built).source("dam was safe")) == expected


def test_authorities_name_no_body() -> None:
    source = reading("Authorities said the dam was safe.", tags=[("said", "Authorities", "the dam was safe")]).source("dam")
    assert (source.source_type, source.kind, source.identity) == (ANONYMOUS, Kind.GROUP, Identity.UNNAMED)


def test_country_title_and_label_of_an_office_holder() -> None:
    text, built, _ = SINGLE["named with a title"]
    source = reading(text, **built).source("dam")
    assert (source.label, source.title, source.country, source.head_count) == ("Mara Quill", "Norwegian Fisheries Minister", "Norway", 1)


def test_the_issuer_of_a_document() -> None:
    text, built, _ = SINGLE["a document with its issuer"]
    source = reading(text, **built).source("dam")
    assert (source.document_issuer, source.document_title) == ("Pentagon", "fact sheet released by the Pentagon")


@pytest.mark.parametrize(
    ("case", "reason", "reason_class"),
    [
        ("condition of anonymity", "the sale is secret", ReasonClass.INFORMATIVE),
        ("not authorised to speak", "not authorised to speak to the press", ReasonClass.BOILERPLATE),
        ("said on condition of anonymity", None, ReasonClass.NONE),
    ],
)
def test_the_reason_for_anonymity(case: str, reason: str | None, reason_class: ReasonClass) -> None:
    text, built, _ = SINGLE[case]
    source = reading(text, **built).source("dam")
    assert (source.reason, source.reason_class) == (reason, reason_class)


PRONOUN = "Fisheries Minister Mary Quill said the dam was safe.\nShe said the boats could sail."


def test_a_pronoun_is_the_person_before() -> None:
    r = reading(
        PRONOUN,
        people="Mary Quill",
        tags=[("said", "Fisheries Minister Mary Quill", "the dam was safe"), ("said#2", "She", "the boats could sail")],
    )
    assert r.source("dam") == r.source("boats")
    assert r.statement("boats").mentions[0].kind is MentionKind.PRONOUN
    assert len(r.sources) == 1


def test_a_joint_source_is_one_statement_with_two_sources() -> None:
    r = reading(
        "Mary Quill and Robert Vane said the dam was safe.",
        people="Mary Quill; Robert Vane",
        tags=[("said", "Mary Quill and Robert Vane", "the dam was safe")],
        arcs=["Quill nsubj said", "Vane conj Quill", "and cc Vane"],
    )
    assert [s.label for s in r.said("dam")] == ["Mary Quill", "Robert Vane"]
    assert {s.source_type for s in r.sources} == {NAMED}


def test_two_countries_speak_together() -> None:
    r = reading(
        "Norway and Sweden say the dam was safe.",
        places="Norway; Sweden",
        tags=[("say", "Norway and Sweden", "the dam was safe")],
        arcs=["Norway nsubj say", "Sweden conj Norway", "and cc Sweden"],
    )
    assert [(s.label, s.source_type, s.official) for s in r.said("dam")] == [("Norway", OFFICIAL, True), ("Sweden", OFFICIAL, True)]


def test_it_is_the_body_before() -> None:
    r = reading(
        "The White House said it was dry. It said they showed the dam.",
        organisations="White House",
        tags=[("said", "The White House", "it was dry"), ("said#2", "It", "they showed the dam")],
    )
    assert (r.source("the dam").label, r.source("the dam").source_type) == ("White House", OFFICIAL)


def test_the_next_sentence_discloses_with_a_stray_comma() -> None:
    r = reading(
        "A Norwegian official said the dam was safe. The official, was not authorised to disclose the plan publicly and spoke on "
        "condition of anonymity, did not give any detail.",
        tags=[("said", "A Norwegian official", "the dam was safe")],
        pos={"Norwegian": "ADJ"},
        arcs=["authorised root", "official#2 nsubj authorised", "spoke conj authorised"],
    )
    source = r.source("dam")
    assert axes(source) == (ANONYMOUS, Kind.PERSON, Identity.UNNAMED, Status.DISCLOSED, True, STATE)
    assert source.reason_class is ReasonClass.BOILERPLATE
    assert {m.kind for m in source.markers} == {MarkerKind.STATUS, MarkerKind.REASON}
    assert all(m.matched.startswith("pattern ") for m in source.markers)


def test_a_background_briefing_is_a_ground_rule() -> None:
    r = reading(
        "A senior South Korean official, who spoke on condition of anonymity during a background briefing, said the dam was safe.\n"
        "The South Korean official said the boats could sail.",
        tags=[
            (
                "said",
                "A senior South Korean official, who spoke on condition of anonymity during a background briefing",
                "the dam was safe",
            ),
            ("said#2", "The South Korean official", "the boats could sail"),
        ],
        arcs=["said root", "official nsubj said", "spoke acl:relcl official", "who nsubj spoke"],
    )
    source = r.source("dam")
    told = (source.ground_rule, source.country, source.anonymity_status)
    assert told == ("during a background briefing", "South Korea", Status.DISCLOSED)
    assert r.source("boats") == source


def test_one_disclosure_for_several_sources() -> None:
    r = reading(
        "A clerk said the dam was safe.\nA guard, who like others interviewed spoke on condition of anonymity, said the boats could sail.",
        tags=[
            ("said", "A clerk", "the dam was safe"),
            ("said#2", "A guard, who like others interviewed spoke on condition of anonymity", "the boats could sail"),
        ],
        arcs=["said#2 root", "guard nsubj said#2", "spoke acl:relcl guard", "who nsubj spoke"],
    )
    assert r.source("boats").anonymity_status in (Status.DISCLOSED, Status.BLANKET)
    assert r.source("dam").anonymity_status is Status.BLANKET
    assert {s.source_type for s in r.sources} == {ANONYMOUS}


def test_one_of_the_officials_inherits() -> None:
    r = reading(
        "Two Pentagon officials, who spoke on condition of anonymity, said the dam was safe.\n"
        "One of the officials said the boats could sail.",
        organisations="Pentagon",
        tags=[
            ("said", "Two Pentagon officials, who spoke on condition of anonymity", "the dam was safe"),
            ("said#2", "One of the officials", "the boats could sail"),
        ],
        arcs=[
            "said root",
            "officials nsubj said",
            "spoke acl:relcl officials",
            "who nsubj spoke",
            "One nsubj said#2",
            "officials#2 nmod One",
        ],
    )
    group, member = r.source("dam"), r.source("boats")
    assert (group.head_count, group.kind) == (2, Kind.GROUP)
    assert (member.anonymity_status, member.source_type, member.official) == (Status.DISCLOSED, ANONYMOUS, True)


def test_one_of_them_inherits_type_and_anonymity() -> None:
    r = reading(
        "Two Pentagon officials, who spoke on condition of anonymity, said the dam was safe.\nOne of them said the boats could sail.",
        organisations="Pentagon",
        tags=[
            ("said", "Two Pentagon officials, who spoke on condition of anonymity", "the dam was safe"),
            ("said#2", "One of them", "the boats could sail"),
        ],
        arcs=["said root", "officials nsubj said", "spoke acl:relcl officials", "who nsubj spoke", "One nsubj said#2", "them nmod One"],
    )
    member = r.source("boats")
    assert (member.anonymity_status, member.source_type, member.official) == (Status.DISCLOSED, ANONYMOUS, True)
    assert (member.kind, member.head_count, member.affiliation) == (Kind.PERSON, 1, "Pentagon")


@pytest.mark.parametrize(
    ("group", "whom", "clerk", "guard"),
    [
        ("Two clerks", "both of whom", Status.UNDISCLOSED, Status.UNDISCLOSED),
        ("Nine clerks", "most of whom", Status.BLANKET, Status.UNDISCLOSED),
    ],
)
def test_a_disclosure_of_those_named_before_whom_reaches_no_others(group: str, whom: str, clerk: Status, guard: Status) -> None:
    whole = f"{group}, {whom} spoke on condition of anonymity,"
    r = reading(
        f"A clerk said the dam was safe.\nA guard said the boats could sail.\n{whole} said the mail had come.",
        tags=[
            ("said", "A clerk", "the dam was safe"),
            ("said#2", "A guard", "the boats could sail"),
            ("said#3", whole, "the mail had come"),
        ],
        arcs=["said#3 root", f"{group.split()[1]} nsubj said#3", f"spoke acl:relcl {group.split()[1]}", "whom nsubj spoke"],
    )
    assert r.source("mail").anonymity_status in (Status.DISCLOSED, Status.BLANKET)
    assert (r.source("dam").anonymity_status, r.source("boats").anonymity_status) == (clerk, guard)


def test_a_definite_description_is_its_antecedent() -> None:
    r = reading(
        "A harbour clerk said the dam was safe.\nA guard said the boats could sail.\nThe clerk said the mail had come.",
        tags=[
            ("said", "A harbour clerk", "the dam was safe"),
            ("said#2", "A guard", "the boats could sail"),
            ("said#3", "The clerk", "the mail had come"),
        ],
    )
    assert r.source("dam") == r.source("mail")
    assert r.source("dam") != r.source("boats")


def test_a_description_is_the_person_named_before() -> None:
    r = reading(
        "Fisheries Minister Mary Quill said the dam was safe.\nThe minister said the boats could sail.",
        people="Mary Quill",
        tags=[("said", "Fisheries Minister Mary Quill", "the dam was safe"), ("said#2", "The minister", "the boats could sail")],
    )
    assert [s.label for s in r.sources] == ["Mary Quill"]


def test_words_passed_on_by_an_outlet() -> None:
    r = reading(
        "Yonhap reported that the dam was safe, citing an unnamed official.",
        organisations="Yonhap",
        tags=[("reported", "Yonhap", "the dam was safe")],
        arcs=["Yonhap nsubj reported", "citing advcl reported", "official obj citing"],
    )
    inner = next(s for s in r.statements if s.via is not None)
    (source,) = [s for s in r.sources if s.id in inner.source_ids]
    assert inner.via == "Yonhap"
    assert axes(source) == (ANONYMOUS, Kind.PERSON, Identity.UNNAMED, Status.UNDISCLOSED, True, STATE)


@pytest.mark.parametrize(
    ("who", "marked"),
    [("An anonymous clerk", True), ("Anonymous clerks", True), ("Anglers Anonymous members", False), ("An anonymous letter", False)],
)
def test_the_adjective_marks_people_and_is_no_part_of_a_name(who: str, marked: bool) -> None:
    r = reading(f"{who} said the dam was safe.", tags=[("said", who, "the dam was safe")])
    assert [m.kind for s in r.sources for m in s.markers] == ([MarkerKind.STATUS] if marked else [])


def test_words_told_to_an_outlet_come_through_it() -> None:
    r = reading("A clerk told Reuters the dam was safe.", organisations="Reuters", tags=[("told", "A clerk", "the dam was safe")])
    assert r.statement("dam").via == "Reuters"


def test_an_orphan_quotation_is_kept_without_a_source() -> None:
    r = reading("The harbour was empty on Sunday.\n“We never saw the dam leak at all.”\nThe boats stayed out.")
    statement = r.statement("dam")
    assert (statement.source_ids, statement.cue, statement.form) == ((), None, Form.DIRECT)


def test_a_quotation_carried_over_paragraphs_is_one_speaker_s() -> None:
    text = "Mary Quill said: “The dam is safe and dry.\n“It has never leaked in my time.\n“It will hold.”"
    r = reading(text, people="Mary Quill", tags=[("said", "Mary Quill", "“The dam is safe and dry.")])
    assert [s.words(text) for s in r.statements] == ["“The dam is safe and dry.", "“It has never leaked in my time.", "“It will hold.”"]
    assert {s.label for words in ("safe and dry", "never leaked", "It will hold") for s in r.said(words)} == {"Mary Quill"}


def test_a_quotation_that_goes_on_without_a_cue_is_the_last_speaker_s() -> None:
    text = "“The dam is safe and dry,” Mary Quill said. “It has never leaked in my time.”"
    r = reading(text, people="Mary Quill", tags=[("said", "Mary Quill", "“The dam is safe and dry,”")])
    assert r.source("never leaked").label == "Mary Quill"


def test_a_scare_quote_is_no_statement() -> None:
    assert reading("The so-called “sleeping dam” was empty.").statements == ()


def test_words_that_were_not_said_are_no_statement() -> None:
    r = reading("Officials have yet to say what broke the dam.", tags=[("say", "Officials", "what broke the dam")])
    assert r.statements == ()


def test_a_denied_cue_is_no_statement() -> None:
    r = reading(
        "Mary Quill never said the dam was safe.",
        people="Mary Quill",
        tags=[("said", "Mary Quill", "the dam was safe")],
        pos={"never": "ADV"},
    )
    assert r.statements == ()


def test_the_terms_of_anonymity_are_no_statement() -> None:
    r = reading(
        "A clerk spoke on condition of anonymity.",
        tags=[("spoke", "A clerk", "on condition of anonymity")],
    )
    assert r.statements == ()


@pytest.mark.parametrize(("zone", "count"), [("boilerplate", 0), ("byline", 0), ("headline", 1), ("body", 1)])
def test_zones_that_speak(zone: str, count: int) -> None:
    r = reading(
        "Mary Quill said the dam was safe.", people="Mary Quill", tags=[("said", "Mary Quill", "the dam was safe")], zones={0: zone}
    )
    assert len(r.statements) == count


@pytest.mark.parametrize(
    ("text", "content", "form"),
    [
        ("Mary Quill said the dam was safe.", "the dam was safe", Form.INDIRECT),
        ("Mary Quill said “the dam was safe.”", "“the dam was safe.”", Form.DIRECT),
        ("Mary Quill said the dam was “safe”.", "the dam was “safe”", Form.MIXED),
    ],
)
def test_the_form_of_a_quotation(text: str, content: str, form: Form) -> None:
    assert reading(text, people="Mary Quill", tags=[("said", "Mary Quill", content)]).statement("dam").form is form


@pytest.mark.parametrize(
    ("case", "setting", "before", "after"),
    [
        ("officials of a body", {"unnamed_officials_of_a_body": "official"}, ANONYMOUS, OFFICIAL),
        ("named with a title", {"named_office_holders": "official"}, NAMED, OFFICIAL),
        ("condition of anonymity", {"unnamed_officials_of_a_body": "official"}, ANONYMOUS, ANONYMOUS),
        ("a union official", {"unnamed_officials_of_a_body": "official"}, ANONYMOUS, ANONYMOUS),
        ("former", {"named_office_holders": "official"}, NAMED, NAMED),
    ],
)
def test_two_policies(case: str, setting: dict[str, Any], before: SourceType, after: SourceType) -> None:
    text, built, _ = SINGLE[case]
    annotated = annotation(text, **built)
    assert read(annotated).source("dam").source_type is before
    assert read(annotated, Settings(**setting)).source("dam").source_type is after


def test_an_unnamed_source_s_way_of_knowing() -> None:
    r = reading(
        "A person familiar with the sale said the dam was safe.",
        tags=[("said", "A person familiar with the sale", "the dam was safe")],
        arcs=["said root", "person nsubj said", "familiar amod person", "sale obl familiar"],
    )
    source = r.source("dam")
    assert (source.basis, source.official, source.anonymity_status) == ("familiar with the sale", False, Status.UNDISCLOSED)


def test_a_first_name_alone_is_a_partial_identity() -> None:
    r = reading(
        "Mary, who gave only her first name, said the dam was safe.",
        people="Mary",
        tags=[("said", "Mary, who gave only her first name", "the dam was safe")],
        arcs=["said root", "Mary nsubj said", "gave acl:relcl Mary", "who nsubj gave"],
    )
    source = r.source("dam")
    assert (source.identity, source.anonymity_status, source.source_type) == (Identity.PARTIAL, Status.DISCLOSED, ANONYMOUS)


def test_ids_are_the_same_for_the_same_input() -> None:
    text, built, _ = SINGLE["condition of anonymity"]
    assert reading(text, **built) == reading(text, **built)


@pytest.mark.parametrize(
    "disclosure",
    [
        "Senior officials spoke about the dam only on condition of anonymity.",
        "Some of them spoke on condition of anonymity.",
    ],
)
def test_a_disclosure_of_officials_in_general_covers_the_unnamed_ones(disclosure: str) -> None:
    text = f"Mary Quill said it was dry. Harbour officials said the dam was safe. {disclosure}"
    tags = [("said", "Mary Quill", "it was dry"), ("said#2", "Harbour officials", "the dam was safe")]
    if "about" in disclosure:
        tags.append(("spoke", "Senior officials", "the dam"))
    r = reading(text, people="Mary Quill", tags=tags)
    assert len(r.statements) == 2
    assert r.source("safe").anonymity_status in (Status.BLANKET, Status.DISCLOSED)
    assert r.source("dry").anonymity_status is Status.NOT_APPLICABLE


def test_terms_without_a_general_subject_are_the_last_speaker_s() -> None:
    text = "A clerk said the dam was safe. Speaking on condition of anonymity was asked for."
    r = reading(text, tags=[("said", "A clerk", "the dam was safe")])
    assert r.source("safe").anonymity_status is Status.DISCLOSED


def test_an_office_of_an_office_holder_is_official() -> None:
    text = "Senator Mary Quill came in May. Quill’s office said the dam was safe."
    r = reading(text, people="Mary Quill; Quill", tags=[("said", "Quill’s office", "the dam was safe")], pos={"came": "VERB"})
    assert r.source("safe").official
