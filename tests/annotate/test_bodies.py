"""Bodies that are given words: told from people and places by what is said of them."""

from __future__ import annotations

import pytest

from audit.annotate.bodies import with_bodies
from tests.build import annotation
from tests.models import audit_of


@pytest.mark.parametrize(
    ("text", "people", "places", "source", "content", "bodies"),
    [
        ("Save the Sluice warned that it shut.", "", "", "Save the Sluice", "it shut", ["Save the Sluice"]),
        ("Save the Sluice warned that it shut.", "", "", "the Sluice", "it shut", ["Save the Sluice"]),
        ("Blacks & Finch said it shut.", "", "", "Blacks & Finch", "it shut", ["Blacks & Finch"]),
        ("Keep Zork Green said it shut. Keep Zork Green won.", "", "Zork", "Keep Zork Green", "it shut", ["Keep Zork Green"] * 2),
        ("Mothers Against Noise said it shut.", "", "", "Mothers Against Noise", "it shut", ["Mothers Against Noise"]),
        (
            "The Friends of the Sluice, a charity, said it shut.",
            "",
            "",
            "The Friends of the Sluice, a charity",
            "it shut",
            ["Friends of the Sluice"],
        ),
        ("Isen Fishers (@isenfishers) said it is shut.", "Isen Fishers", "", "Isen Fishers", "it is shut", ["Isen Fishers"]),
        ("Isen Police (@isenpd) said it is shut.", "Isen", "", "Isen Police", "it is shut", ["Isen Police"]),
        ("Anna Fishers (@annaf) said it is shut.", "Anna Fishers", "", "Anna Fishers", "it is shut", []),
        ("Isen Orre (@isenorre) said it is shut.", "Isen Orre", "", "Isen Orre", "it is shut", []),
        ("Friends who knew him said it shut.", "", "", "Friends who knew him", "it shut", []),
        ("Stop signs said it shut.", "", "", "Stop signs", "it shut", []),
        ("Doctors in Zork said it shut.", "", "Zork", "Doctors in Zork", "it shut", []),
        ("Varro reported that profits fell.", "Varro", "", "Varro", "profits fell", ["Varro"]),
        ("Varro said it would close two sites.", "Varro", "", "Varro", "it would close two sites", ["Varro"]),
        ("Varro said it was cold.", "Varro", "", "Varro", "it was cold", []),
        ("Varro said his profits fell.", "Varro", "", "Varro", "his profits fell", []),
        ("Varro said demand rose. Shares in Varro fell.", "Varro", "", "Varro", "demand rose", ["Varro", "Varro"]),
        ("Varro, which makes sluices, said it shut.", "Varro", "", "Varro", "it shut", ["Varro"]),
        ("Nell Varro left. Varro reported that profits fell.", "Nell Varro; Varro", "", "Varro#2", "profits fell", []),
        ("President Anna Varro left. Varro reported that profits fell.", "Varro; Varro", "", "Varro#2", "profits fell", []),
        ("Justice Varro left. Varro reported that profits fell.", "Varro; Varro", "", "Varro#2", "profits fell", []),
        ("President Varro’s day came. Varro reported that profits fell.", "Varro; Varro", "", "Varro#2", "profits fell", []),
        ("Mr Varro reported that profits fell.", "Varro", "", "Varro", "profits fell", []),
        ("Hale and Brock said profits fell.", "Hale; Brock", "", "Hale and Brock", "profits fell", ["Hale and Brock"]),
        ("Profits at Zork fell. Hale and Brock said theirs rose.", "Hale; Brock", "", "Hale and Brock", "theirs rose", ["Hale and Brock"]),
        ("Hale and Brock, the law firm, said it shut.", "Hale; Brock", "", "Hale and Brock, the law firm", "it shut", ["Hale and Brock"]),
        ("Hale and Brock said it shut.", "Hale; Brock", "", "Hale and Brock", "it shut", []),
        ("Ann Hale left. Hale and Brock said profits fell.", "Ann Hale; Hale; Brock", "", "Hale and Brock", "profits fell", []),
        ("Weirside said it shut.", "", "Weirside", "Weirside", "it shut", ["Weirside"]),
        ("Weirside said it shut. The fire in Weirside is out.", "", "Weirside", "Weirside", "it shut", []),
        ("France said it shut.", "", "France", "France", "it shut", []),
    ],
)
def test_who_is_a_body(text: str, people: str, places: str, source: str, content: str, bodies: list[str]) -> None:
    read = annotation(
        text,
        people=people,
        places=places,
        tags=[("reported" if "reported" in text else "warned" if "warned" in text else "said", source, content)],
    )
    found = with_bodies(text, read.entities, read.attributions)
    assert [e.span.of(text) for e in found if e.label == "Organization"] == bodies
    assert len({e.span for e in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Varro announced that sales were weak. Tarn announced that sales were strong.", ["Varro", "Tarn"]),
        ("Weirside Bakers said it would not move. Weirside added that its ovens were new.", ["Weirside Bakers"] * 2),
        ("Defend Our Moor said the road was illegal.", ["Defend Our Moor"]),
        ("Friends of the Heron said the road was illegal.", ["Friends of the Heron"]),
    ],
)
def test_it_is_a_source_that_can_be_held_to_its_words(text: str, labels: list[str]) -> None:
    audit = audit_of(f"The sluice at Arle jammed on Friday, and the lane was closed.\n\n{text}")
    by_id = {s.id: s for s in audit.sources}
    told = [by_id[i] for s in audit.statements for i in s.source_ids]
    assert [(s.label, s.source_type) for s in told] == [(label, "official") for label in labels]
