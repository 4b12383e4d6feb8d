"""Mentions to referents, on small articles made by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.domain.annotation import Annotation
from audit.domain.statement import Tie
from audit.domain.text import Article, Span
from audit.entities.by_name import ByName
from audit.entities.chain import Link
from audit.entities.entities import Entity
from audit.entities.linker import entities
from audit.entities.named import Named
from audit.entities.parsing import parse
from audit.entities.scene import Scene
from tests.build import annotation
from tests.models import annotator

SAFE, DRY, CALM = "the dam was safe", "the bed was dry", "the sea was calm"


@dataclass(frozen=True)
class Linked:
    """Statements and the labels of the entities that they were tied to."""

    text: str
    told: list[tuple[str, list[Entity], list[Link]]]

    def said(self, words: str) -> list[Entity]:
        """The entities that said the statement with ``words`` in it."""
        return next(who for content, who, _ in self.told if words in content)

    def label(self, words: str) -> str:
        return next((who[0].label for content, who, _ in self.told if words in content and who))

    def link(self, words: str) -> Link:
        return next(links[0] for content, _, links in self.told if words in content)


def reading(text: str, **built: Any) -> Linked:
    return reading_of(annotation(text, **built))


def reading_of(annotated: Annotation) -> Linked:
    text, found = annotated.text, statements(annotated)
    known = entities(annotated, found)
    return Linked(
        text,
        [
            (s.words(text), [known.all[t.entity] for t in row if t.entity is not None], [t.link for t in row])
            for s, row in zip(found, known.ties, strict=True)
        ],
    )


def told(first: str, second: str, **built: Any) -> Linked:
    """Two statements in two paragraphs by the sources that the two phrases name."""
    text = f"{first} said {SAFE}.\n{second} said {DRY}."
    earlier = len(re.findall(rf"(?<!\w){re.escape(second)}(?!\w)", first))
    return reading(text, tags=[("said", first, SAFE), ("said#2", f"{second}#{earlier + 1}", DRY)], **built)


@pytest.mark.parametrize(
    ("first", "second", "built", "one"),
    [
        pytest.param("Mary Quill", "Quill", {"people": "Mary Quill; Quill"}, True, id="surname"),
        pytest.param("Mary Quill", "Ms Quill", {"people": "Mary Quill; Quill"}, True, id="honorific"),
        pytest.param("Mary Quill", "Mr Quill", {"people": "Mary Quill; Mr Quill"}, False, id="other honorific"),
        pytest.param("Mary Quill", "Robert Quill", {"people": "Mary Quill; Robert Quill"}, False, id="relatives"),
        pytest.param("Kim Yong-hyun", "Kim", {"people": "Kim Yong-hyun; Kim"}, True, id="family name first"),
        pytest.param("Mary Quill", "Quill's", {"people": "Mary Quill; Quill"}, True, id="possessive"),
        pytest.param("Mary Quill", "She", {"people": "Mary Quill"}, True, id="she"),
        pytest.param("Robert Quill", "She", {"people": "Robert Quill"}, False, id="not she"),
        pytest.param("Robert Quill", "It", {"people": "Robert Quill"}, False, id="not it"),
        pytest.param("Two clerks", "They", {}, True, id="they"),
        pytest.param("The Harbour Office", "It", {"organisations": "Harbour Office"}, True, id="it"),
        pytest.param("The White House", "The White House", {"organisations": "White House"}, True, id="body twice"),
        pytest.param("The Harbour Dams Agency", "The HDA", {"organisations": "Harbour Dams Agency; HDA"}, True, id="acronym"),
        pytest.param("The United States", "The US", {"places": "United States; US"}, True, id="country and its short name"),
        pytest.param("Norway", "Sweden", {"places": "Norway; Sweden"}, False, id="two countries"),
        pytest.param("A harbour clerk", "The clerk", {}, True, id="definite"),
        pytest.param("A clerk", "A clerk", {}, False, id="indefinite twice"),
        pytest.param("A clerk", "Another clerk", {}, False, id="another"),
        pytest.param("Experts", "Experts", {}, True, id="group twice"),
        pytest.param("Police", "Police", {}, True, id="police twice"),
        pytest.param("Police", "The clerk", {}, False, id="definite of nobody"),
        pytest.param("Fisheries Minister Mary Quill", "The minister", {"people": "Mary Quill"}, True, id="the minister"),
        pytest.param("Two clerks", "The clerks", {}, True, id="the clerks"),
        pytest.param("A clerk", "The clerks", {}, False, id="number does not agree"),
        pytest.param("A senior harbour clerk", "The harbour clerk", {}, True, id="softer description"),
        pytest.param("The mayor", "Mayor Mary Quill", {"people": "Mary Quill"}, True, id="the office before the name"),
        pytest.param("The clerk", "Clerk Mary Quill", {"people": "Mary Quill"}, True, id="a trade before a name"),
        pytest.param("French President Mary Quill", "The French leader", {"people": "Mary Quill"}, True, id="a country's leader"),
        pytest.param("President Mary Quill", "The leader", {"people": "Mary Quill"}, True, id="a leader"),
        pytest.param("Port City Mayor Mary Quill", "The city", {"people": "Mary Quill"}, False, id="a place is no person"),
        pytest.param("Democrat Mary Quill", "Quill", {"people": "Democrat Mary Quill; Quill"}, True, id="party before the name"),
        pytest.param("Mary Jordan", "Jordan", {"people": "Mary Jordan", "places": "Jordan"}, True, id="a surname that is a country"),
        pytest.param("Mary Jordan", "The Jordan", {"people": "Mary Jordan", "places": "Jordan"}, False, id="a country that is a surname"),
        pytest.param("Iran", "Tehran", {"places": "Iran; Tehran"}, True, id="country and capital"),
        pytest.param(
            "The Zork Harbour Office", "The Zork", {"organisations": "Zork Harbour Office", "places": "Zork"}, False, id="a place in a name"
        ),
    ],
)
def test_two_mentions(first: str, second: str, built: dict[str, Any], one: bool) -> None:
    r = told(first, second, **built)
    assert ([e.number for e in r.said("dam")] == [e.number for e in r.said("bed")]) is one


def test_a_surname_in_the_headline_is_the_person_named_in_full_below() -> None:
    text = f"Quill: {SAFE}\nFisheries Minister Mary Quill said {DRY}."
    r = reading(
        text, people="Mary Quill; Quill", zones={0: "headline"}, tags=[(":", "Quill", SAFE), ("said", "Fisheries Minister Mary Quill", DRY)]
    )
    assert [[e.label for e in who] for _, who, _ in r.told] == [["Mary Quill"], ["Mary Quill"]]


def test_who_is_the_noun_before() -> None:
    text = f"The prize went to Mary Quill, who said {SAFE}."
    r = reading(
        text,
        people="Mary Quill",
        tags=[("said", "who", SAFE)],
        arcs=["went root", "Quill obl went", "said acl:relcl Quill", "who nsubj said"],
    )
    assert r.label("dam") == "Mary Quill"


def test_who_without_a_tree_is_the_word_before() -> None:
    text = f"The prize went to Mary Quill, who said {SAFE}."
    r = reading(text, people="Mary Quill", tags=[("said", "who", SAFE)])
    assert r.label("dam") == "Mary Quill"


def test_who_may_be_somebody_without_a_name() -> None:
    text = f"The prize went to a harbour clerk, who said {SAFE}."
    r = reading(text, tags=[("said", "who", SAFE)], arcs=["went root", "clerk obl went", "said acl:relcl clerk", "who nsubj said"])
    assert r.label("dam") == "harbour clerk"


def test_who_at_the_start_of_a_text_is_nobody() -> None:
    assert reading(f"Who said {SAFE}?", tags=[("said", "Who", SAFE)]).said("dam") == []


def test_i_is_the_speaker_of_the_statement_around() -> None:
    text = f"Mary Quill said: “I told them {SAFE}.”"
    tags = [("said", "Mary Quill", f"“I told them {SAFE}.”"), ("told", "I", SAFE)]
    r = reading_of(replace(annotation(text, people="Mary Quill", tags=tags), convention="polnear"))  # house leaves out what "I" say
    assert [[e.label for e in who] for _, who, _ in r.told] == [["Mary Quill"], ["Mary Quill"]]


def test_a_pronoun_far_from_everybody_stays_unresolved() -> None:
    text = f"Mary Quill left.\n{'The sea was grey. ' * 12}\nShe said {SAFE}."
    assert reading(text, people="Mary Quill", tags=[("said", "She", SAFE)]).said("dam") == []


def test_a_bare_surname_of_two_people_is_the_last_one_named() -> None:
    text = f"Mary Quill said {SAFE}.\nRobert Quill said {CALM}.\nQuill said {DRY}."
    r = reading(
        text,
        people="Mary Quill; Robert Quill; Quill",
        tags=[("said", "Mary Quill", SAFE), ("said#2", "Robert Quill", CALM), ("said#3", "Quill#3", DRY)],
    )
    assert r.said("bed") == r.said("sea")


NEARER = "Ada Finch; Bo Marsh; Cy Orlop; Di Vane; Ed Lamb; Flo Kern; Gus Holm"
"""More people than are weighed for being near alone."""


def test_the_one_called_so_is_weighed_however_many_stand_nearer() -> None:
    names = [one.strip() for one in NEARER.split(";")]
    text = f"Mary Quill, an engineer, said {SAFE}.\n{', '.join(names)} and others came.\nThe engineer said {DRY}."
    r = reading(text, people=f"Mary Quill; {NEARER}", tags=[("said", "Mary Quill", SAFE), ("said#2", "The engineer", DRY)])
    assert r.label("bed") == "Mary Quill"
    assert r.link("bed").tie is Tie.DESCRIPTION


def test_one_of_the_clerks_is_a_member_of_the_group() -> None:
    r = told("Two clerks", "One of the clerks", arcs=["One nsubj said#2", "clerks#2 nmod One"])
    assert r.said("dam") != r.said("bed")


@pytest.mark.parametrize(
    ("between", "built", "found"),
    [
        ("", {}, True),
        ("The sea was grey. ", {}, True),
        ("The prize went to Mary Quill. ", {"people": "Mary Quill"}, True),
        ("The prize went to Mary Quill and Robert Vane. ", {"people": "Mary Quill; Robert Vane"}, False),
    ],
)
def test_one_of_them_is_a_member_of_the_group_before_unless_others_stand_between(between: str, built: dict[str, Any], found: bool) -> None:
    r = reading(
        f"Two clerks said {SAFE}.\n{between}One of them said {DRY}.",
        tags=[("said", "Two clerks", SAFE), ("said#2", "One of them", DRY)],
        arcs=["One nsubj said#2", "them nmod One"],
        **built,
    )
    (group,), (member,) = r.said("dam"), r.said("bed")
    assert (member.number != group.number, member.label, member.plural) == (True, "Two clerks" if found else "One of them", False)
    assert member.group == (group.number if found else None)


@pytest.mark.parametrize(
    ("who", "label"),
    [
        ("Three clerks who spoke on condition of anonymity", "Three clerks"),
        ("Three clerks who asked not to be named", "Three clerks"),
        ("Three clerks who met the mayor", "Three clerks"),
        ("Three clerks familiar with the plan", "Three clerks familiar with the plan"),
    ],
)
def test_a_clause_is_no_part_of_the_label(who: str, label: str) -> None:
    assert reading(f"{who} said {SAFE}.", tags=[("said", who, SAFE)]).label("dam") == label


@pytest.mark.parametrize(
    ("words", "arcs", "kind"),
    [
        ("At least one of them", ["one nsubj said#2", "them nmod one"], "person"),
        ("At least two of them", ["two nsubj said#2", "them nmod two"], "group"),
        ("The other", ["other nsubj said#2"], "person"),
    ],
)
def test_others_of_the_group_are_as_many_as_they_say(words: str, arcs: list[str], kind: str) -> None:
    r = reading(f"Three clerks said {SAFE}.\n{words} said {DRY}.", tags=[("said", "Three clerks", SAFE), ("said#2", words, DRY)], arcs=arcs)
    assert (r.said("bed")[0].sort, r.said("bed")[0].label) == (kind, "Three clerks")


def test_one_of_them_where_nobody_was_told_of_stays_as_printed() -> None:
    r = reading(f"One of them said {SAFE}.", tags=[("said", "One of them", SAFE)], arcs=["One nsubj said", "them nmod One"])
    assert r.label("dam") == "One of them"


@pytest.mark.parametrize(
    ("text", "built", "titles"),
    [
        ("Fisheries Minister Mary Quill spoke.", {"people": "Mary Quill"}, ["Fisheries Minister"]),
        ("President Mary Quill spoke.", {"people": "President Mary Quill"}, ["President"]),
        ("Mr Robert Quill spoke.", {"people": "Mr Robert Quill"}, []),
        ("Mary Quill, a member of parliament, spoke.", {"people": "Mary Quill", "pos": {"member": "NOUN"}}, ["member of parliament"]),
        ("The leader of the league, Mary Quill, spoke.", {"people": "Mary Quill"}, ["leader of the league"]),
        (
            "Secretary of State Mary Quill spoke.",
            {"people": "Mary Quill", "pos": {"Secretary": "PROPN", "State": "PROPN"}},
            ["Secretary of State"],
        ),
        ("Norway's minister Mary Quill spoke.", {"people": "Mary Quill", "places": "Norway"}, ["Norway's minister"]),
        ("Mary Quill, Robert Vane and a clerk spoke.", {"people": "Mary Quill; Robert Vane"}, []),
        ("Mary Quill (the mayor) spoke.", {"people": "Mary Quill"}, ["mayor"]),
        ("On Sunday, Mary Quill spoke.", {"people": "Mary Quill"}, []),
    ],
)
def test_titles_beside_a_name(text: str, built: dict[str, Any], titles: list[str]) -> None:
    (person,) = [p for p in Named(annotation(text, **built)).people if p.label.endswith("Quill")]
    assert [d.text for d in person.descriptions] == titles


def test_a_name_that_the_model_passed_over_is_found_by_its_given_name() -> None:
    registry = Named(annotation("The prize went to Robert Marsh on Sunday.", pos={"Robert": "PROPN"}))
    assert [p.label for p in registry.people] == ["Robert Marsh"]


def test_what_cannot_be_a_name_is_no_person() -> None:
    registry = Named(annotation("They’d spoken to Mr.", people=["They", "Mr."]))
    assert registry.people == []


def test_a_name_broken_off_at_an_initial_is_joined() -> None:
    a = annotation("The prize went to Robert V Marsh.", people=["Robert V", "Marsh"])
    assert [p.label for p in Named(a).people] == ["Robert V Marsh"]


@pytest.mark.parametrize(
    ("first", "second", "built", "tie"),
    [
        ("Mary Quill", "Quill", {"people": "Mary Quill; Quill"}, Tie.NAME),
        ("Mary Quill", "She", {"people": "Mary Quill"}, Tie.PRONOUN),
        ("A harbour clerk", "The clerk", {}, Tie.DESCRIPTION),
        ("A harbour clerk", "A court clerk", {}, Tie.INTRODUCED),
        ("Experts", "Experts", {}, Tie.DESCRIPTION),
    ],
)
def test_what_tied_a_mention_is_told(first: str, second: str, built: dict[str, Any], tie: Tie) -> None:
    r = told(first, second, **built)
    link = r.link("bed")
    assert link.tie is tie
    assert 0 <= link.probability <= 1


def test_what_tied_who_and_i_is_told() -> None:
    text = f"The prize went to Mary Quill, who said {SAFE}."
    assert reading(text, people="Mary Quill", tags=[("said", "who", SAFE)]).link("dam").tie is Tie.RELATIVE
    text = f"Mary Quill said: “I told them {SAFE}.”"
    tags = [("said", "Mary Quill", f"“I told them {SAFE}.”"), ("told", "I", SAFE)]
    r = reading_of(replace(annotation(text, people="Mary Quill", tags=tags), convention="polnear"))  # house leaves out what "I" say
    assert [links[0].tie for _, _, links in r.told] == [Tie.NAME, Tie.FIRST_PERSON]
    assert reading(f"She said {SAFE}.", tags=[("said", "She", SAFE)]).link("dam").probability == 0


def test_who_wrote_the_article_is_not_meant() -> None:
    text = "By Robert Vane, Harbour News\nMayor Robert Quill opened the dam. He said it was safe."
    r = reading(text, people="Robert Vane; Robert Quill", tags=[("said", "He", "it was safe")], arcs=["Quill nsubj opened"])
    assert r.label("safe") == "Robert Quill"
    r = reading(text, people="Robert Vane; Robert Quill", tags=[("said", "He", "it was safe")], zones={0: "byline"})
    assert r.label("safe") == "Robert Quill"


def test_who_asked_is_not_who_answered() -> None:
    text = "Robert Quill came back in May. A reporter asked why the dam leaked. He said it was safe."
    tags = [("asked", "A reporter", "why the dam leaked"), ("said", "He", "it was safe")]
    assert reading(text, people="Robert Quill", tags=tags, pos={"came": "VERB"}).label("safe") == "Robert Quill"


def test_they_who_spoke_together_speak_again() -> None:
    text = "Mary Quill and Robert Vane said the dam was safe. They said it was dry."
    tags = [("said", "Mary Quill and Robert Vane", "the dam was safe"), ("said#2", "They", "it was dry")]
    r = reading(text, people="Mary Quill; Robert Vane", tags=tags, arcs=["Vane conj Quill"])
    assert [s.label for s in r.said("dry")] == ["Mary Quill", "Robert Vane"]


def test_they_after_others_are_not_taken_for_both() -> None:
    text = "Mary Quill and Robert Vane said the dam was safe. Two clerks said it leaked. They said it was dry."
    tags = [
        ("said", "Mary Quill and Robert Vane", "the dam was safe"),
        ("said#2", "Two clerks", "it leaked"),
        ("said#3", "They", "it was dry"),
    ]
    r = reading(text, people="Mary Quill; Robert Vane", tags=tags, arcs=["Vane conj Quill"])
    assert [s.label for s in r.said("dry")] == [r.label("leaked")]


def test_a_department_is_meant_by_its_first_word() -> None:
    text = "The Harbour Department closed the dam. Harbour said it was safe."
    for found in ("Harbour Department; Harbour", "Harbour Department"):
        r = reading(text, organisations=found, tags=[("said", "Harbour#2", "it was safe")], pos={"Harbour": "PROPN"})
        assert r.label("safe") == "Harbour Department"


def test_a_campaign_is_not_its_candidate() -> None:
    text = "Hillary Clinton left in May. The Clinton campaign said it was safe."
    r = reading(text, people="Hillary Clinton", organisations="Clinton", tags=[("said", "The Clinton campaign", "it was safe")])
    assert r.label("safe") == "Clinton campaign"


def test_the_president_is_neither_his_deputy_nor_who_was_it_once() -> None:
    text = "The president said it was safe. Vice President Mary Vane and Former President Ona Reed met President Robert Quill."
    r = reading(text, people="Mary Vane; Ona Reed; Robert Quill", tags=[("said", "The president", "it was safe")])
    assert r.label("safe") == "Robert Quill"


def test_a_list_of_names_is_no_title() -> None:
    text = "He met Mary Vane, Minister Ona Reed and Robert Quill."
    (vane, *_) = Named(annotation(text, people="Mary Vane; Ona Reed; Robert Quill")).people
    assert vane.descriptions == []


@pytest.mark.parametrize(
    ("phrase", "labels"),
    [
        ("Two senators, Ann Orre and Bo Vane,", ["Ann Orre", "Bo Vane"]),
        ("Senators including Ann Orre and Bo Vane", ["Senators", "Ann Orre", "Bo Vane"]),
        ("Other lawmakers, such as Harbour Committee chairman Bo Vane,", ["Other lawmakers", "Bo Vane"]),
        ("Several senators from Ann Orre's party", ["Several senators from Ann Orre's party"]),
    ],
)
def test_those_whom_a_group_lists(phrase: str, labels: list[str]) -> None:
    annotated = annotator().annotate([Article(f"{phrase} said on Monday that the harbour dam was safe.", "test", "test")])[0]
    known = entities(annotated, statements(annotated))
    assert [known.all[one.entity].label for one in known.ties[0] if one.entity is not None] == labels


def test_a_code_stands_for_a_name() -> None:
    r = reading(
        f"A juror said {SAFE}.\nJuror B-37 said {DRY}.\nThe juror said {CALM}.",
        people="B-37",
        tags=[("said", "A juror", SAFE), ("said#2", "Juror B-37", DRY), ("said#3", "The juror", CALM)],
    )
    assert {r.label(words) for words in (SAFE, DRY, CALM)} == {"Juror B-37"}
    assert r.said(DRY)[0].partial


def test_two_codes_are_two_people_and_the_noun_alone_is_neither() -> None:
    r = reading(
        f"Witness A said {SAFE}.\nWitness B said {DRY}.\nA witness said {CALM}.",
        tags=[("said", "Witness A", SAFE), ("said#2", "Witness B", DRY), ("said#3", "A witness", CALM)],
    )
    assert [r.label(SAFE), r.label(DRY)] == ["Witness A", "Witness B"]
    assert r.label(CALM) not in ("Witness A", "Witness B")


def test_a_surname_is_the_person_though_a_school_bears_the_name() -> None:
    r = reading(
        f"Ann Orre founded Orre University.\nOrre said {SAFE}.",
        people="Ann Orre",
        organisations="Orre University",
        tags=[("said", "Orre#3", SAFE)],
    )
    assert r.label(SAFE) == "Ann Orre"


def test_the_field_of_a_minister_may_have_several_words() -> None:
    text = f"The Minister of Ports, Tides and Family Kim Hae-sun said {SAFE}."
    named = Named(annotation(text, people="Kim Hae-sun", arcs=[]))
    assert [d.text for d in named.people[0].descriptions] == ["Minister of Ports, Tides and Family"]


def test_a_title_that_the_entity_model_took_for_a_name_is_a_title() -> None:
    named = Named(annotation(f"Velmar Sen Ann Orre said {SAFE}.", people="Velmar Sen; Ann Orre"))
    assert [p.label for p in named.people] == ["Ann Orre"]
    assert "Velmar Sen" in named.people[0].descriptions[0].text


def test_one_phrase_is_one_mention_of_one_entity() -> None:
    text = f"Isen Public Broadcasting said {SAFE}. It is known as IPB."
    annotated = annotation(text, organisations="Isen Public Broadcasting; IPB", tags=[("said", "Isen Public Broadcasting", SAFE)])
    known = entities(annotated, statements(annotated))
    firsts = [(one.first.span, one.label) for one in known.all]
    assert len(firsts) == len(set(firsts))


def test_a_word_of_a_ministry_means_the_ministry() -> None:
    r = reading(
        f"The Ministry of Agriculture and Ports met.\nAgriculture said {SAFE}.",
        organisations="Ministry of Agriculture and Ports; Agriculture",
        tags=[("said", "Agriculture#2", SAFE)],
    )
    assert r.label(SAFE) == "Ministry of Agriculture and Ports"


def test_an_acronym_keeps_the_last_word_of_a_company() -> None:
    r = reading(f"Velmar Motors Co. closed a plant.\nVM said {SAFE}.", organisations="Velmar Motors Co.; VM", tags=[("said", "VM", SAFE)])
    assert r.label(SAFE).startswith("Velmar Motors")


def linked(text: str) -> dict[str, str]:
    """The content of each statement of a text that the models read, with the label of its first source."""
    annotated = annotator().annotate([Article(text, "test", "test")])[0]
    found = statements(annotated)
    known = entities(annotated, found)
    return {
        s.words(text): known.all[row[0].entity].label if row and row[0].entity is not None else ""
        for s, row in zip(found, known.ties, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("Bertram Quill, who goes by Dusty, said the lamp was out. Dusty said the lens was gone.", "the lens was gone", "Bertram Quill"),
        ("“I have had enough,” he said.\n\nBertram Quill, the harbour master, had arrived late.", "“I have had enough,”", "Bertram Quill"),
        (
            "Lantern Ferries Inc. apologised in a tweet. “The crew erred,” the company said.",
            "“The crew erred,”",
            "Lantern Ferries Inc",
        ),
    ],
    ids=["alias", "named right after", "the company"],
)
def test_who_is_meant(text: str, words: str, label: str) -> None:
    assert linked(text)[words] == label


def test_a_son_told_of_makes_no_man_of_a_named_woman() -> None:
    text = "Harbour master Una Thorne met diver Peter Wells and his son. He said the keel was cracked. She said it was whole."
    said = linked(text)
    assert (said["the keel was cracked"], said["it was whole"]) == ("Peter Wells", "Una Thorne")


def test_a_word_behind_at_is_a_place() -> None:
    named = Named(annotation(f"The wall at Orle leaked. Ann Quill said {SAFE}.", people="Orle; Ann Quill"))
    assert [p.label for p in named.people] == ["Ann Quill"]


def test_a_mark_is_no_name_of_a_body() -> None:
    annotated = annotation(f"The harbour said {SAFE}.")
    phrase = parse(annotated, Span(0, 11))
    assert phrase is not None
    assert ByName(annotated, Named(annotated), Scene(annotated, ())).body(replace(phrase, proper=".")) is None


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("“We saw it,” said a porter who goes by the name “Biscuit.”\n\n“We ran,” Biscuit said.", "“We saw it,”", "Biscuit"),
        ("A busker, who goes by Ziggy, said the square was shut. Ziggy added that he was cold.", "the square was shut", "Ziggy"),
        ("A courier going by the name of Vulpo said the road was shut.", "the road was shut", "Vulpo"),
        (
            "Leo Marc Brandt, 17, drowned on Friday.\n\n“He was strong,” Marc Brandt, his uncle, said.\n\nBrandt said the pier was dark.",
            "the pier was dark",
            "Marc Brandt",
        ),
        (
            "Ella Ruth Hoyle was hurt by a tram. Her mother, Ruth Hoyle, told the inquest it was late. “They knew,” Hoyle said.",
            "“They knew,”",
            "Ruth Hoyle",
        ),
        (
            "“She is brave,” said Karl Lamm, brother of the skater Ida Lamm. Lamm added that she would race.",
            "she would race",
            "Karl Lamm",
        ),
        (
            "Mayor Tom Weller resigned. “He is tired,” said his wife, Ann Weller.\n\nWeller said he would write a book.",
            "he would write a book",
            "Tom Weller",
        ),
        ("Mayor Vera Holt said the surveyor had told her that the roof was sound.", "the roof was sound", "surveyor"),
        ("Tom Weller said his doctor told him that he should rest.", "he should rest", "doctor"),
        ("The source said the suspect claimed he was asleep.", "he was asleep", "suspect"),
        ("“She took my hand and said, ‘Go home,’” recalled Tom Weller.", "‘Go home,’", "She"),
        ("“He came to the door and said, ‘Get out,’” said Tom Weller.", "‘Get out,’", "He"),
        ("Tom Weller said he had slept. His deputy denied it. “He left,” she said.\n\n“I stayed,” he said.", "“I stayed,”", "Tom Weller"),
        ("Ines Holt warned Paul Weller that the till was short. He said she had miscounted.", "she had miscounted", "Paul Weller"),
    ],
)
def test_who_of_several_is_meant(text: str, words: str, label: str) -> None:
    said = linked(text)
    assert next(who for content, who in said.items() if content == words) == label


def test_who_is_told_of_only_in_words_of_others_is_nobody_else() -> None:
    text = "“He came to the door and said, ‘Get out,’” said Vera Holt. He shrugged. “I was tired,” he said."
    said = linked(text)
    assert said["‘Get out,’"] == "He"
    assert said["“I was tired,”"] != "He"


def test_a_brother_beside_a_name_is_not_the_one_named() -> None:
    named = Named(annotation(f"Karl Lamm, brother of the skater Ida Lamm, said {SAFE}.", people="Karl Lamm; Ida Lamm"))
    assert [(p.label, p.kin) for p in named.people] == [("Karl Lamm", True), ("Ida Lamm", False)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("@ArleRescue tweeted: “Stay at home.”\n\n“I stayed,” Tom Weller posted on Facebook.", ["@ArleRescue", "Tom Weller"]),
        ("@arle_ferries tweeted: “No boats.” Later @arle_ferries posted: “One boat.”", ["@arle_ferries", "@arle_ferries"]),
        ("Tom Weller (@twell) sells nets. @twell tweeted: “No fish.”", ["Tom Weller"]),
    ],
)
def test_an_account_is_whoever_bears_it(text: str, labels: list[str]) -> None:
    assert list(linked(text).values()) == labels


def test_they_behind_words_that_are_tied_to_nobody() -> None:
    text = f"We said {SAFE}. They said {DRY}."
    annotated = annotation(text, tags=[("said", "We", SAFE), ("said#2", "They", DRY)])
    known = entities(annotated, statements(annotated))
    assert known.ties[0][0].entity is None


@pytest.mark.parametrize(
    ("headline", "head", "body", "label"),
    [
        ("Gate unsafe for years - report", "report", "The gate was unsafe for years, a Zork Board report said.", "Zork Board report"),
        ("Gate unsafe for years - sources", "sources", "The gate was unsafe for years, two clerks said.", "two clerks"),
        ("Gate unsafe for years - sources", "sources", "The gate was unsafe for years, a clerk said.", "sources"),  # several are not one
        ("Gate unsafe for years - sources", "sources", "The crane fell in May, two clerks said.", "sources"),  # something else
    ],
)
def test_the_headline_s_source_is_who_says_the_same_in_the_body(headline: str, head: str, body: str, label: str) -> None:
    text = f"{headline}\n{body}"
    said, source = body.removesuffix(" said.").split(", ")
    annotated = annotation(text, tags=[("said", source, said)], zones={0: "headline"}, organisations="Zork Board" if "Zork" in text else ())
    known = entities(annotated, statements(annotated))
    first = known.ties[0][0].entity
    assert first is not None
    assert known.all[first].label == label
    assert (len({row[0].entity for row in known.ties}) == 1) == (label != "sources")
