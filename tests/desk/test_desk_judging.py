"""What reviewers do at the desk, and what becomes of it in the database."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from audit.desk import app
from audit.domain.statement import Scope, Statement
from audit.store.repository import Repository
from audit.store.reviews import Reviews
from tests.desk.desks import Asking, desk_on, let_in, stored
from tests.report.hand_made import TEXT, make, span
from tests.report.test_report_html import EVIL


def label(asking: Asking, key: str) -> list[tuple[str, str]]:
    return [(one["label"], one["type"]) for one in asking.item(key)["voices"]]


def holding(repository: Repository, article_id: str) -> list[str]:
    return [one.in_words() for one in repository.load(article_id).decisions]


def finding(asking: Asking) -> str:
    found: str = next(one["id"] for one in asking.now()["items"] if one["kind"] == "finding")
    return found


def test_the_list_tells_how_far_each_article_is(ona: Asking) -> None:
    (one,) = ona.get("/articles").get_json()["articles"]
    assert (one["id"], one["name"], one["checked"], one["total"]) == (ona.article, "=Harbour deal “dead”", 0, 4)
    ona.judge("as1")
    assert ona.get("/articles").get_json()["articles"][0]["checked"] == 1


def test_a_desk_for_some_articles_lists_and_exports_only_these(repository: Repository) -> None:
    first = stored(repository)
    other = replace(make().article, text="It rained in Velmar.", doc_id="rain", url=None, origin="rain.txt", title="Rain")
    second = stored(repository, replace(make(), article=other, paragraphs=(), sentences=(), statements=(), sources=(), findings=()))
    everything, narrowed = let_in(desk_on(repository)), let_in(desk_on(repository, first))
    assert {one["id"] for one in everything.get("/articles").get_json()["articles"]} == {first, second}
    assert [one["id"] for one in narrowed.get("/articles").get_json()["articles"]] == [first]
    assert [one["id"] for one in narrowed.get("/articles?words=velmar+rain").get_json()["articles"]] == [second]  # a search finds all
    other_desk = let_in(desk_on(repository, second))
    assert [one.get("/worklist.csv").text.count("\r\n") for one in (everything, narrowed, other_desk)] == [6, 6, 1]
    assert everything.get("/worklist.csv?words=rain").text.count("\r\n") == 1
    assert everything.get("/worklist.csv?article=a0").status_code == 404


def test_a_long_list_says_how_many_more_there_are(ona: Asking, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ona.get("/articles").get_json()["more"] == 0
    second = replace(make().article, text="It rained in Velmar.", doc_id="rain", url=None, origin="rain.txt", title="Rain")
    stored(repository, replace(make(), article=second, paragraphs=(), sentences=(), statements=(), sources=(), findings=()))
    monkeypatch.setattr(app, "MOST", 1)
    listed = ona.get("/articles").get_json()
    assert (len(listed["articles"]), listed["more"]) == (1, 1)


def test_the_least_certain_comes_first_and_what_is_judged_leaves_the_queue(ona: Asking) -> None:
    now = ona.now()
    assert now["queue"][0] == "as2"
    assert (now["checked"], now["total"]) == (0, 4)
    assert ona.item("as2")["doubt"] == "check by hand: speaker 39 %"
    assert ona.judge("as2").get_json() == {"stored": 1}
    now = ona.now()
    assert "as2" not in now["queue"]
    assert (now["checked"], now["total"]) == (1, 4)
    assert ona.item("as2")["decisions"] == ["confirmed by Ona Reed"]


def test_a_statement_with_another_speaker_is_checked_and_a_joint_one_with_all_its_speakers(ona: Asking) -> None:
    ona.judge("as2", "corrected", speaker="Ola Finch", type="named")
    ona.judge("as3", source_id="amarsh")
    now = ona.now()
    assert (now["checked"], set(now["queue"])) == (1, {"as1", "as3", "as5"})
    assert (ona.item("as2")["judged"], ona.item("as3")["judged"]) == (True, False)
    assert ona.get("/articles").get_json()["articles"][0]["checked"] == 1
    ona.judge("as3", source_id="aroe")
    assert ona.now()["checked"] == 2


def test_a_joint_statement_is_judged_for_all_its_sources_or_for_one(ona: Asking, repository: Repository) -> None:
    assert ona.judge("as3").get_json() == {"stored": 2}
    assert ona.judge("as3", "corrected", source_id="aroe", speaker="Ola Finch", type="official").get_json() == {"stored": 1}
    assert label(ona, "as3") == [("Ida Marsh", "named"), ("Ola Finch", "official")]


def test_a_chain_gets_its_speaker_at_once_and_is_taken_back_at_once(ona: Asking, repository: Repository) -> None:
    answer = ona.judge("as2", "corrected", speaker="Ola Finch", type="named", words="It cannot", whole_chain=True)
    assert answer.get_json() == {"stored": 2}
    assert label(ona, "as1") == label(ona, "as2") == [("Ola Finch", "named")]
    assert [ona.item(one)["words"] for one in ("as1", "as2")] == ["“=The deal\nis dead,”", "It cannot"]
    undone = ona.undo()
    assert len(undone) == 2
    assert undone[0].startswith("corrected by Ona Reed")
    assert label(ona, "as1") == [("senior Velmar official", "anonymous")]
    assert ona.undo() == []


def test_a_chain_takes_attitudes_along_and_leaves_what_is_dismissed(ona: Asking, repository: Repository) -> None:
    assert "as4" not in ona.seen()
    assert ona.judge("as3", "corrected", source_id="amarsh", speaker="Ola Finch", type="named", whole_chain=True).get_json() == {
        "stored": 2
    }
    assert {repository.load(ona.article).source(one).label for one in statement(repository, ona, "as4").source_ids} == {"Ola Finch"}
    ona.judge("as1", "dismissed", reason="a slogan")
    assert ona.judge("as2", "corrected", speaker="Ola Finch", whole_chain=True).get_json() == {"stored": 1}
    assert statement(repository, ona, "as1").scope is Scope.DISMISSED


def statement(repository: Repository, asking: Asking, key: str) -> Statement:
    return next(one for one in repository.load(asking.article).statements if one.id == key)


def test_a_chain_leaves_what_somebody_else_judged(ona: Asking, tim: Asking) -> None:
    tim.judge("as1")
    assert ona.judge("as2", "corrected", speaker="Ola Finch", type="named", whole_chain=True).get_json() == {"stored": 1}
    assert label(ona, "as1") == [("senior Velmar official", "anonymous")]
    assert label(ona, "as2") == [("Ola Finch", "named")]


def test_words_that_were_selected(ona: Asking) -> None:
    place = span("deal\nis dead")
    answer = ona.judge("as1", "corrected", words=place.of(TEXT), place=[place.start, place.end])
    assert answer.get_json() == {"stored": 1}
    assert ona.item("as1")["words"] == "deal\nis dead"
    far = span("said", span("Ida Marsh").end)
    refused = ona.judge("as1", "corrected", words="said", place=[far.start, far.end])
    assert (refused.status_code, refused.get_json()["field"]) == (422, "words")
    assert ona.judge("as1", "corrected", words="no such words").get_json()["field"] == "words"


def test_a_finding_is_signed_off_or_dismissed_with_a_reason_only(ona: Asking) -> None:
    key = finding(ona)
    for judgement in ("waived", "dismissed"):
        refused = ona.judge(key, judgement, reason="  ")
        assert (refused.status_code, refused.get_json()["field"]) == (422, "reason")
    assert ona.judge(key, "waived", reason="the desk knows her").get_json() == {"stored": 1}
    assert ona.item(key)["decisions"] == ["waived by Ona Reed because: the desk knows her"]
    assert ona.judge(key, "corrected", type="named").status_code == 422
    assert ona.judge("as1", "waived", reason="why not").status_code == 422


def test_a_dismissed_statement_goes_and_comes_back(ona: Asking) -> None:
    assert ona.judge("as5", "dismissed", reason="a slogan").get_json() == {"stored": 1}
    assert "as5" not in [one["id"] for one in ona.now()["items"]]
    assert ona.undo() == ["dismissed by Ona Reed because: a slogan"]
    assert ona.item("as5")["decisions"] == []


def test_evidence_and_note(ona: Asking, repository: Repository) -> None:
    refused = ona.check("as1", status="confirmed", evidence_url="javascript:alert(1)")
    assert (refused.status_code, refused.get_json()["field"]) == (422, "evidence_url")
    fields = {"status": "confirmed", "evidence_url": "https://post.example/a https://post.example/b", "note": "read the minutes"}
    assert ona.check("as1", **fields).get_json() == {"stored": 1}
    assert ona.check("as1", **fields).get_json() == {"stored": 0}
    (check,) = repository.load(ona.article).checks
    assert (check.status, check.checked_by, check.checked_on, check.note) == ("confirmed", "Ona Reed", "2026-05-31", "read the minutes")
    item = ona.item("as1")
    assert (item["status"], item["remark"], item["evidence_url"]) == ("confirmed", fields["note"], fields["evidence_url"])
    assert ona.check(finding(ona), status="open").status_code == 400
    assert ona.undo() == ["checked: confirmed by Ona Reed (read the minutes)"]


def test_nobody_judges_without_a_name(ona: Asking) -> None:
    answer = ona.judge("as1", by=" ")
    assert (answer.status_code, answer.get_json()["field"]) == (422, "by")
    assert ona.check("as1", by="").status_code == 422
    assert ona.post(f"/article/{ona.article}/undo", {}).status_code == 422


def test_the_other_one_is_seen_and_never_overwritten_in_silence(ona: Asking, tim: Asking, repository: Repository) -> None:
    seen, stamp = ona.seen(), ona.now()["stamp"]
    assert ona.get(f"/article/{ona.article}/now?stamp={stamp}").status_code == 204
    tim.judge("as1", "corrected", speaker="Ola Finch", type="named", reason="she told me")
    assert ona.get(f"/article/{ona.article}/now?stamp={stamp}").status_code == 200
    answer = ona.judge("as1", "corrected", speaker="Vera Stone", type="official", seen=seen)
    assert answer.status_code == 409
    told = answer.get_json()
    assert told["overtaken"]
    assert "corrected by Tim Ost (type named; speaker “Ola Finch”) because: she told me" in told["error"]
    assert label(ona, "as1") == [("Ola Finch", "named")]
    assert ona.judge("as1", "corrected", speaker="Vera Stone", type="official").get_json() == {"stored": 1}  # having looked
    assert label(ona, "as1") == [("Vera Stone", "official")]


def test_what_the_other_one_says_of_the_speaker_elsewhere_counts_too(ona: Asking, tim: Asking) -> None:
    seen = ona.seen()
    tim.judge("as2", "corrected", type="named")
    answer = ona.judge("as1", "confirmed", seen=seen)
    assert answer.status_code == 409
    assert "speaker, type or words are others" in answer.get_json()["error"]


def test_checks_and_withdrawals_count_too(ona: Asking, tim: Asking) -> None:
    seen = ona.seen()
    tim.check("as1", status="wrong", note="the minutes say otherwise")
    assert "checked: wrong by Tim Ost" in ona.check("as1", status="confirmed", seen=seen).get_json()["error"]
    seen = ona.seen()
    tim.undo()
    assert ona.check("as1", status="confirmed", seen=seen).status_code == 409
    seen = ona.seen()
    tim.judge("as5", "dismissed", reason="a slogan")
    assert ona.check("as5", status="confirmed", seen=seen).status_code == 409


def test_undo_takes_back_ones_own_and_nobody_elses(ona: Asking, tim: Asking, repository: Repository) -> None:
    ona.judge("as1")
    tim.judge("as2")
    assert ona.undo() == ["confirmed by Ona Reed"]
    assert holding(repository, ona.article) == ["confirmed by Tim Ost"]
    assert ona.undo() == []


def test_a_decision_between_looking_and_storing_is_not_lost(
    ona: Asking, tim: Asking, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the check of what was seen and the transaction that stores, another process decides."""
    add, seen = Reviews.add, ona.seen()

    def slowly(self: Reviews, decisions: Any, stamp: str | None = None) -> list[str]:
        monkeypatch.setattr(Reviews, "add", add)
        tim.judge("as1", "dismissed", reason="a slogan")
        return add(self, decisions, stamp)

    monkeypatch.setattr(Reviews, "add", slowly)
    answer = ona.judge("as1", seen=seen)
    assert answer.status_code == 409
    assert holding(repository, ona.article) == ["dismissed by Tim Ost because: a slogan"]


@pytest.mark.parametrize(
    "fields",
    [
        [],
        {"judgement": "praised"},
        {"judgement": ""},
        {"seen": []},
        {"seen": {"as1": 1}},
        {"reason": 3},
        {"judgement": "corrected", "words": "x", "place": [1, "2"]},
        {"judgement": "corrected", "words": "x", "place": [True, 2]},
        {"reason": "x" * 100_001},
    ],
)
def test_what_no_page_sends_is_refused(ona: Asking, fields: Any) -> None:
    sent = {"id": "as1", "judgement": "confirmed", "by": "Eve", "seen": ona.seen(), **fields} if isinstance(fields, dict) else fields
    answer = ona.post(f"/article/{ona.article}/judge", sent)
    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert ona.item("as1")["decisions"] == []


def test_an_article_that_is_not_there(ona: Asking) -> None:
    assert ona.get("/article/a0/now").status_code == 404
    assert ona.post("/article/a0/judge", {"id": "as1"}).status_code == 404
    assert ona.judge("nothing").status_code == 409


def test_a_fault_is_told_and_hides_its_details(ona: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(Reviews, "judge", broken)
    answer = ona.judge("as1")
    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.get_json()["error"]
    assert "secret" not in answer.get_json()["error"]


def test_the_worklist_has_what_was_judged(ona: Asking) -> None:
    ona.check("as1", status="wrong", note="=1+1")
    answer = ona.get(f"/worklist.csv?article={ona.article}")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))
    assert list(rows[0])[:3] == ["article", "line", "type"]
    assert [one["check_status"] for one in rows].count("wrong") == 1
    assert "'=1+1" in {one["note"] for one in rows}


def test_hostile_words_stay_words(repository: Repository) -> None:
    made = make()
    text = TEXT.replace("“Nobody told us.”", f"“{EVIL}”")
    content = (replace(made.statements[4], content=(span("“Nobody told us.”"),)),)
    evil = replace(made, article=replace(made.article, text=text, title=EVIL), statements=made.statements[:4] + content, findings=())
    asking = let_in(desk_on(repository), EVIL, stored(repository, evil))
    asking.judge("as1", "corrected", speaker=EVIL, type="named", reason=EVIL)
    html = asking.now()["html"]
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_every_bit_of_the_text_says_where_it_stands(ona: Asking) -> None:
    from html.parser import HTMLParser

    class Bits(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[tuple[int, str]] = []
            self._at: int | None = None

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            at = dict(attrs).get("data-at")
            self._at = int(at) if at else None

        def handle_data(self, data: str) -> None:
            if self._at is not None:
                self.found.append((self._at, data))
                self._at = None

    bits = Bits()
    bits.feed(ona.now()["html"])
    assert len(bits.found) > 20
    assert [TEXT[at : at + len(words)] for at, words in bits.found] == [words for _, words in bits.found]
    assert "".join(words for _, words in bits.found).split() == TEXT.split()
