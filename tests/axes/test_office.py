"""Who is an official, and of what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.axes.public_bodies import institution_scope, office_of_body
from audit.axes.titles import office_of_person
from audit.domain.source import OfficialScope

PEOPLE_IN_OFFICE = {
    "state": """
        US Defence Secretary; secretary of state; Foreign Minister; president of Brazil; president; Vice President;
        Vice President of the United States; State Department spokeswoman; White House press secretary; Kremlin spokesman;
        Pentagon officials; a senior administration official; Western diplomat; EU diplomats; governor of the Bank of England;
        central bank governor; national security adviser; the Russian ambassador to Washington; special envoy;
        trade negotiator; US officials; South Korean official; senior South Korean presidential official; government spokesman;
        foreign ministry official; public health official; the king; chancellor of the exchequer; diplomatic sources;
        intelligence sources; director of national intelligence; CIA director; governor of Ohio; Republican governor;
        Texas Gov; provincial official; MEC for Finance; ministerial source; government source; aide to the president;
        presidential adviser; the minister's chief of staff; head of the central bank; spokesman for the interior ministry;
        Ukraine's president; French President; Israeli officials; Crown prince; US trade representative; immigration officials;
        Treasury secretary; undersecretary of defence; business secretary; Labour minister; a Chinese representative;
        an official; Israeli leader; the economy minister; minister of Trade and Industry; deputy defence minister;
        Saudi Crown Prince; ministry sources; attorney general; US attorney general; Attorney-General; Deputy Attorney General;
        attorneys general; solicitor general; inspector general; Treasury inspector general; Justice Department spokesman;
        justice secretary;
        disaster management spokesperson in the area; customs officer; emergency services official
    """,
    "intergovernmental": """
        Secretary General of NATO; UN secretary-general; IAEA inspectors; FAO Director-General; UN inspector; UN official; NATO commander;
        president of the European Commission; EU commissioner; World Bank president
    """,
    "military_police_judicial": """
        prosecutor general; adjutant general; police chief; the city's police chief; county sheriff;
        general; Gen; Colonel; military spokesman; spokesman for the military; army spokeswoman; police spokesman;
        federal prosecutor; prosecutors; High Court judge; district attorney; detective; police officers; FBI agent;
        law enforcement official; judicial source; spokeswoman for the prosecutor's office; Israeli military spokesman;
        coast guard spokesman; Chief Justice; police commissioner; troops; head of the navy
    """,
    "legislature": """
        Republican senator; Democratic congresswoman; Rep; opposition lawmaker; two congressmen; Labour MP;
        member of parliament; a member of Congress; House speaker; Speaker of the House; Senate majority leader;
        Senate Democratic aide; congressional aide; a Labour peer; House Republicans;
        chairman of the House Intelligence Committee; Capitol Hill aides; shadow home secretary; US Representative; Sen;
        Rep. (D-Ohio); R-Utah; R-Ga.; D-Mass.; (D-Calif.); House Minority Leader; Senate Majority Leader;
        South Carolina Republican; Maryland Democrat; Ranking member; MP (PRP); list MP; MLA; Legislative Speaker;
        Opposition Leader; top Democrat on the Senate Armed Services Committee;
        chairwoman of the Senate Appropriations Committee; No. 2 House Democrat; Sen. X of Texas
    """,
    "local": """
        mayor of the town; Mexico City mayor; city councilwoman; county commissioner; deputy mayor; local officials;
        spokesman for the mayor; the council's leader; leader of the council
    """,
    "de_facto": "a Taliban official; Taliban spokesman; Hamas official",
}
PEOPLE_WITHOUT_OFFICE = {
    "private": """
        vice president of marketing; president of the company; chief executive officer;
        chief executive of Quill & Reed Health Plan; club president; president of the teachers' union;
        union official; match officials; club official; secretary-general of the football association; hospital spokesman;
        airline spokeswoman; bank official; university president; school principal; vice-chancellor of the university;
        church minister; medical source; trade union leader; police union official; sales representative; company secretary;
        commissioner of the league; president of the Velmar Employees Federation; president of Acme Corp; chief financial officer;
        Orre Quill Group chairman designate; managing director of Velmar Telecom
    """,
    "party": """
        campaign chairman; campaign spokesman; Democratic strategist; party leader; Labour party official;
        leader of the Green Party; party source; presidential candidate; Republican nominee; Republican candidate for Senate
    """,
    None: """
        Acme president; general manager; general counsel; press officer;
        film director; teacher; resident; an economist; Baptist minister; Hezbollah spokesman; rebel commander; rebel leader;
        spokesman for Acme Corp; NFL commissioner; a research officer; brand ambassador; private detective;
        director general of Acme; lawyer for President Mara Quill; director at Amnesty International
    """,
}
FORMER = {
    "state": """
        then-Prime Minister; former defence secretary; top Treasury official under Quill; ex-president of Peru;
        fund manager and former minister; the late foreign minister
    """,
    "military_police_judicial": "a former FBI agent; retired army colonel; ex-police chief",
    None: "former teacher",
}
BODIES = {
    "state": """
        Pentagon; the White House; Kremlin; US; U.S.; Seoul; Ministry of Fisheries; Fisheries Ministry;
        Department of Fisheries; Norwegian government; the French embassy; Federal Aviation Administration; FAA; SEC; the Fed;
        ICE; State Department; Central Bank of Norway; Quill administration; Norwegian weather service;
        Monetary Authority of Velmar; Roads and Transport Authority; Velmar Railways Administration; Bureau of Harbours; CIA;
        National Weather Service; National Institute for Harbours
    """,
    "intergovernmental": "the United Nations; IAEA; NATO; EU; European Commission; World Health Organization; WHO; World Bank",
    "military_police_judicial": """
        FBI; police; Metropolitan Police; Los Angeles Police Department; Hallam Sheriff's Office; Supreme Court;
        Ohio Court of Appeals; US Army; Israeli military; prosecutors; Crown Prosecution Service
    """,
    "legislature": """
        Senate; the House; House of Representatives; Congress; Senate Judiciary Committee; House Intelligence Committee;
        City Council
    """,
    "local": "Harrow Council; Hallam County",
    "de_facto": "the Taliban; Hamas",
}
OTHER_BODIES = {
    "party": "Democratic Party; GOP; Labour; Marsh campaign; the Quill campaign team; Conservatives",
    "private": """
        Harbour Bank; University of Hallam; National Union of Teachers; Harbour City Football Club; Lantern Foundation;
        Times Square Alliance
    """,
    None: "Acme Corp; Reuters; the New York Times; New York Times newspaper; Hezbollah; Amnesty International",
}


def rows(table: Mapping[Any, str]) -> list[tuple[str, str | None]]:
    return [(" ".join(p.split()), scope) for scope, phrases in table.items() for p in phrases.split(";")]


def scope_of(name: str | None) -> OfficialScope | None:
    return OfficialScope(name) if name else None


@pytest.mark.parametrize(("description", "scope"), rows(PEOPLE_IN_OFFICE))
def test_people_in_office(description: str, scope: str | None) -> None:
    office = office_of_person(description)
    assert (office.official, office.scope, office.former) == (True, scope_of(scope), False)


@pytest.mark.parametrize(("description", "scope"), rows(PEOPLE_WITHOUT_OFFICE))
def test_people_without_office(description: str, scope: str | None) -> None:
    office = office_of_person(description)
    assert (office.official, office.scope, office.former) == (False, scope_of(scope), False)


@pytest.mark.parametrize(("description", "scope"), rows(FORMER))
def test_people_who_held_an_office(description: str, scope: str | None) -> None:
    office = office_of_person(description)
    assert (office.official, office.scope, office.former) == (False, scope_of(scope), True)


def test_an_office_held_now_beside_one_held_before() -> None:
    assert office_of_person("foreign minister and former banker").official
    assert office_of_person("former banker, mayor of the town").scope is OfficialScope.LOCAL


@pytest.mark.parametrize("description", ["", "…", "12"])
def test_a_description_without_words(description: str) -> None:
    assert office_of_person(description) == office_of_body("")


@pytest.mark.parametrize(("label", "scope"), rows(BODIES))
def test_public_bodies(label: str, scope: str | None) -> None:
    office = office_of_body(label)
    assert (office.official, office.scope) == (True, scope_of(scope))


@pytest.mark.parametrize(("label", "scope"), rows(OTHER_BODIES))
def test_other_bodies(label: str, scope: str | None) -> None:
    office = office_of_body(label)
    assert (office.official, office.scope) == (False, scope_of(scope))


@pytest.mark.parametrize(
    ("phrase", "scope"),
    [
        ("a spokesman for the White House", "state"),
        ("the White House’s spokesman", "state"),
        ("the European Commission's president", "intergovernmental"),
        ("a reporter of the New York Times", "media"),
        ("the Labour Party leader", "party"),
        ("Times Square", None),
        ("the house by the sea", None),
    ],
)
def test_the_institution_of_a_phrase(phrase: str, scope: str | None) -> None:
    assert institution_scope(phrase) == scope


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(text: str) -> None:
    for office in (office_of_person(text), office_of_body(text)):
        assert not office.official or office.scope is not None
        assert not (office.official and office.former)


@pytest.mark.parametrize(
    ("description", "official"),
    [
        ("also a lawmaker of the ruling Tide League", True),
        ("Judiciary Committee Chairman", True),
        ("special counsel", True),
        ("Minister of Ports and Family", True),
        ("friend of the minister's family", False),
        ("executive chairman of Thai Velmar Air", False),
        ("chief executive of the National Health Service", True),
        ("Velmar Department of Corrections spokesperson specialist", True),
    ],
)
def test_offices_that_a_word_beside_must_not_turn(description: str, official: bool) -> None:
    assert office_of_person(description).official is official
