"""New articles at the desk: what becomes of what is dropped and pasted."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from audit import making
from audit.desk import inbox
from audit.desk.inbox import file_name, name_of_words
from audit.engine import processes
from audit.store.repository import Repository
from tests.desk.desks import SETTINGS, Asking, desk_on, let_in, stored
from tests.engine import stub

WORDS = "Finch said the ramp would be mended before the autumn and that nobody would have to wait for the ferry any more."


@pytest.fixture
def asking(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Asking:
    monkeypatch.setattr(making, "make_auditor", stub.make)
    return let_in(desk_on(repository))


def put(asking: Asking, name: str, data: bytes) -> Any:
    return asking.client.post("/inbox", query_string={"name": name}, data=data, headers=asking.headers, base_url=asking.door.origin)


def finished(asking: Asking) -> list[dict[str, Any]]:
    """What is told of each file, once all of them are done."""
    for _ in range(200):
        works: list[dict[str, Any]] = asking.get("/inbox").get_json()["works"]
        if all(one["step"] in ("done", "failed") for one in works):
            return works
        time.sleep(0.05)
    raise AssertionError(works)


def test_a_text_is_stored_under_its_first_words_and_known_again(asking: Asking, repository: Repository) -> None:
    assert put(asking, "", WORDS.encode()).get_json() == {"number": 1}
    (one,) = finished(asking)
    assert (one["step"], one["name"]) == ("done", "finch-said-the-ramp-would-be-mended-before.txt")
    put(asking, "", WORDS.replace("autumn", "spring").encode())
    first, second = finished(asking)
    (current,) = repository.articles()
    assert (current.id, current.version, current.origin) == (second["articles"][0][0], 2, second["name"])
    assert repository.version_before(current.id) == first["articles"][0][0]


def test_what_cannot_be_audited_says_why_and_the_next_one_is_done(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    put(asking, "picture.png", b"\x89PNG")
    put(asking, "dutch.txt", ("De burgemeester zei dat de brug volgend jaar weer open zou gaan voor het verkeer. " * 5).encode())
    put(asking, "raises.txt", f"{WORDS} this raises".encode())
    put(asking, "../../etc/ramp.txt", WORDS.encode())
    picture, dutch, broken, ramp = finished(asking)
    assert [one["step"] for one in (picture, dutch, broken, ramp)] == ["failed", "failed", "failed", "done"]
    assert picture["told"].startswith("picture.png: ")
    assert "audit-desk-" not in picture["told"] + dutch["told"]
    assert broken["told"]
    assert ramp["name"] == "ramp.txt"
    monkeypatch.setattr(inbox.Inbox, "_audit", lambda self, work: 1 / 0)
    put(asking, "later.txt", WORDS.encode())
    assert "a fault of this program: ZeroDivisionError" in finished(asking)[-1]["told"]


def test_an_article_that_takes_too_long_is_given_up_and_the_next_one_is_done(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "make_auditor", stub.make)
    monkeypatch.setattr(processes, "PRELOADED", ("tests.engine.stub",))
    with closing(making.make_standing_engine(replace(SETTINGS, timeout=1))) as engine:
        asking = let_in(desk_on(repository, engine=engine))
        put(asking, "slow.txt", f"{WORDS} this sleeps".encode())
        put(asking, "ramp.txt", WORDS.encode())
        slow, ramp = finished(asking)
    assert (slow["step"], slow["told"]) == ("failed", "slow.txt: it took longer than 1 seconds; allow more with --timeout")
    assert (ramp["step"], len(ramp["articles"])) == ("done", 1)


def test_what_there_is_to_know_of_a_file_is_told_without_its_name_again(asking: Asking) -> None:
    put(asking, "ramp.txt", f"Ramp to be mended\nBy Ida Marsh\n\n{WORDS}".encode())
    (work,) = finished(asking)
    assert work["told"].startswith("taken from the text: headline “Ramp to be mended” (line 1)")


def test_what_comes_in_is_in_the_list_of_a_desk_for_some_articles(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "make_auditor", stub.make)
    first = stored(repository)
    asking = let_in(desk_on(repository, first))
    put(asking, "ramp.txt", WORDS.encode())
    (work,) = finished(asking)
    assert [one["id"] for one in asking.get("/articles").get_json()["articles"]] == [work["articles"][0][0], first]


def test_nothing_and_too_much_are_refused(asking: Asking) -> None:
    assert put(asking, "empty.txt", b" \n").status_code == 400
    assert put(asking, "..", b"x").status_code == 400
    large = put(asking, "large.txt", b"x" * (SETTINGS.max_bytes + 1))
    assert large.status_code == 413
    assert "at most 5,000,000 bytes" in large.get_json()["error"]
    assert asking.get("/inbox").get_json() == {"works": []}


def test_old_work_is_forgotten(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "_KEPT", 2)
    for _ in range(5):
        put(asking, "empty.png", b"x")
        finished(asking)
    assert [one["number"] for one in asking.get("/inbox").get_json()["works"]] == [3, 4, 5]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("story.docx", "story.docx"),
        ("C:\\Users\\ona\\story.docx", "story.docx"),
        ("/etc/passwd", "passwd"),
        ("../..", ""),
        (".hidden", "hidden"),
        ("a<b>\x1b[31m\u202e.txt", "a_b___31m_.txt"),
        ("Ärger im Hafen (2).txt", "Ärger im Hafen (2).txt"),
        (f"{'x' * 300}.docx", f"{'x' * 80}.docx"),
        ("y" * 300, "y" * 80),
    ],
)
def test_names_of_files(given: str, name: str) -> None:
    assert file_name(given) == name


def test_names_of_texts() -> None:
    assert name_of_words("\n  “Harbour” deal: dead!\nBy Ona Reed") == "harbour-deal-dead.txt"
    assert name_of_words("… — …") == "pasted.txt"
