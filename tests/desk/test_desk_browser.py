"""The desk in a real browser."""

from __future__ import annotations

import base64
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from audit import making
from audit.desk.door import Door
from audit.domain.audited import Audit
from audit.domain.source import Identity
from audit.rules.examples import Said, build
from audit.store.repository import Repository
from tests.browsers import browser, serious
from tests.desk.desks import repository_at, stored
from tests.desk.serving import served, started
from tests.engine import stub
from tests.ingest.made import docx, docx_paragraphs
from tests.report.hand_made import TEXT, make
from tests.report.test_report_html import EVIL, RUN

__all__ = ["browser"]

pytestmark = pytest.mark.browser
SLOWEST = 1.0
"""Seconds from the moment when an audit of 58 statements is stored until the first of them can be judged; of the best of three."""
Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Opens the address of a desk in a window of its own: another reviewer. ``page.said`` has what the console and dialogs said."""
    contexts = []

    def visited(address: str, **options: Any) -> Any:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, **options))
        shown = contexts[-1].new_page()
        shown.set_default_timeout(10_000)
        shown.said = []
        shown.on("console", lambda message: shown.said.append(message.text))
        shown.on("pageerror", lambda error: shown.said.append(str(error)))
        shown.on("dialog", lambda dialog: (shown.said.append(dialog.message), dialog.dismiss()))
        shown.goto(address)
        return shown

    yield visited
    for context in contexts:
        context.close()


def at_article(visit: Visit, door: Door, article_id: str, by: str = "Ona Reed", **options: Any) -> Any:
    shown = visit(f"{door.address}&article={article_id}", **options)
    shown.wait_for_selector("#buttons:not([hidden])")
    shown.fill("#by", by)
    shown.evaluate("document.activeElement.blur()")
    return shown


def press(shown: Any, *keys: str) -> None:
    for key in keys:
        shown.keyboard.press(key)


def told(shown: Any, words: str) -> None:
    """Waits until the page says so."""
    shown.wait_for_function("words => document.getElementById('told').textContent.includes(words)", arg=words)


def at_hand(shown: Any) -> str:
    return str(shown.text_content("#item strong")).strip()


def decisions(repository: Repository, article_id: str) -> list[str]:
    return [one.in_words() for one in repository.load(article_id).decisions]


def test_a_session_with_the_keyboard_alone(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository)
    with served(repository) as door:
        shown = visit(door.address)
        shown.wait_for_selector("#list tbody a")
        while shown.evaluate("document.activeElement.tagName + document.activeElement.pathname") != f"A/article/{article_id}":
            press(shown, "Tab")
        press(shown, "Enter")
        shown.wait_for_selector("#buttons:not([hidden])")
        assert at_hand(shown) == "2A"  # the least certain one
        assert shown.evaluate("document.activeElement.id") == "a1-st2"
        press(shown, "?")
        assert shown.is_visible("#help")
        press(shown, "Escape", "c")
        told(shown, "Confirmed.")
        assert shown.text_content("#progress") == "1 of 4 checked"

        shown.focus("#a1-st1")
        assert at_hand(shown) == "1A"
        press(shown, "o")
        shown.keyboard.type("Ola Finch")
        press(shown, "Tab", "n", "Tab", "Space", "Enter")  # the type that begins so; for the whole chain
        told(shown, "Corrected. 2 judgements are stored.")
        assert shown.text_content("#a1-note1 a[data-chain]") == shown.text_content("#a1-note2 a[data-chain]") == "Ola Finch"

        shown.focus("#a1-st1")
        press(shown, "o", "Tab", "Tab", "Tab")
        assert shown.evaluate("document.activeElement.name") == "words"
        press(shown, "Tab", "Enter", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")
        assert shown.input_value("#correct [name=words]") == "The deal\nis"
        press(shown, "Control+Enter")
        told(shown, "Corrected.")
        assert shown.text_content("#a1-st1 + .statement") == "The deal\nis"

        press(shown, "n", "d")
        shown.keyboard.type("the desk knows her")
        press(shown, "Enter")
        told(shown, "Dismissed")
        assert any(one.startswith("dismissed by Ona Reed because: the desk knows her") for one in decisions(repository, article_id))
        press(shown, "u")
        told(shown, "Taken back: dismissed by Ona Reed")
        assert shown.said == []
    assert decisions(repository, article_id) == [
        "corrected by Ona Reed (type named; speaker “Ola Finch”)",
        "corrected by Ona Reed (type named; speaker “Ola Finch”; words “The deal\nis”)",
    ]


def test_the_findings_come_after_the_last_statement(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository)
    with served(repository) as door:
        shown = at_article(visit, door, article_id)
        for number in range(1, 5):
            press(shown, "c")
            shown.wait_for_function("told => document.getElementById('progress').textContent === told", arg=f"{number} of 4 checked")
        told(shown, "n goes to the finding that nobody has judged.")
        press(shown, "n", "c")
        told(shown, "Confirmed.")
        press(shown, "s")
        told(shown, "Everything is judged.")


def test_filters_and_folds_stay_as_they_are(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository)
    with served(repository) as door:
        shown = at_article(visit, door, article_id)
        shown.uncheck("#main .want-official")
        shown.click("#main details summary >> nth=-1")
        opened = "() => [...document.querySelectorAll('#main details')].map((one) => one.open)"
        before = shown.evaluate(opened)
        assert True in before
        press(shown, "c")
        told(shown, "Confirmed.")
        assert not shown.is_checked("#main .want-official")
        assert shown.evaluate(opened) == before


def test_the_list_is_searched_and_gone_through_with_keys(visit: Visit, repository: Repository) -> None:
    harbour = stored(repository)
    quays = [stored(repository, many(2, 2030 + number)) for number in range(3)]
    with served(repository) as door:
        shown = visit(door.address)
        shown.wait_for_function("() => document.querySelectorAll('#list tbody a').length === 4")
        names = "() => [...document.querySelectorAll('#list tbody a')].map((one) => one.textContent)"
        press(shown, "j", "j", "k")
        assert shown.evaluate("document.activeElement === document.querySelector('#list tbody a')")
        press(shown, "/")
        shown.keyboard.type("quays 2031 marsh1")
        shown.wait_for_function("() => document.getElementById('found').textContent === '1 article found.'")
        assert shown.evaluate(names) == ["Quays of 2031"]
        press(shown, "Enter")
        shown.wait_for_function("() => document.activeElement.tagName === 'A'")
        with shown.expect_download() as download:
            shown.click("text=Worklist of those found as CSV")
        assert Path(download.value.path()).read_text(encoding="utf-8-sig").count("Quays of 2031") == 2
        press(shown, "j", "Enter")
        shown.wait_for_selector("#buttons:not([hidden])")
        assert shown.url.endswith(quays[1])
        shown.go_back()
        shown.wait_for_function("() => document.getElementById('found').textContent === '1 article found.'")
        assert shown.input_value("#words") == "quays 2031 marsh1"
        shown.fill("#words", "lighthouse")
        shown.wait_for_function("() => document.getElementById('found').textContent === 'No article found.'")
        assert not shown.is_visible("#none")
        assert serious(shown) == []
        shown.fill("#words", "VELMAR official")
        shown.wait_for_selector(f"#list tbody a[href='/article/{harbour}']")
        assert shown.evaluate(names) == ["=Harbour deal “dead”"]
        assert shown.said == []


def test_the_link_at_hand_stays_so_when_the_list_is_shown_anew(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository)
    with served(repository) as door:
        shown = visit(door.address)
        shown.clock.install()
        shown.reload()
        shown.wait_for_selector("#list tbody a")
        press(shown, "j")
        stored(repository, many(2, 2030))
        shown.clock.fast_forward(11_000)
        shown.wait_for_function("() => document.querySelectorAll('#list tbody a').length === 2")
        assert shown.evaluate("document.activeElement.pathname") == f"/article/{article_id}"


def test_words_are_marked_with_the_mouse(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository)
    with served(repository) as door:
        shown = at_article(visit, door, article_id)
        shown.focus("#a1-st3")
        press(shown, "o")
        box = shown.evaluate("document.querySelector('#a1-st3 + .statement').getClientRects()[0].toJSON()")
        shown.mouse.dblclick(box["x"] + 12, box["y"] + box["height"] / 2)
        assert shown.input_value("#correct [name=words]") == "the"
        press(shown, "Escape")


def test_evidence_and_note_and_a_refusal_that_leaves_the_answers(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository)
    with served(repository) as door:
        shown = at_article(visit, door, article_id)
        press(shown, "e")
        shown.select_option("#check [name=status]", "wrong")
        shown.fill("#check [name=evidence_url]", "the minutes")
        shown.fill("#check [name=note]", "they say otherwise")
        press(shown, "Control+Enter")
        told(shown, "give addresses with http")
        assert shown.input_value("#check [name=note]") == "they say otherwise"
        shown.fill("#check [name=evidence_url]", "https://post.example/minutes")
        press(shown, "Enter")
        told(shown, "Noted.")
        assert decisions(repository, article_id) == ["checked: wrong by Ona Reed (they say otherwise)"]
        with shown.expect_download() as download:
            shown.click("#export")
        assert b"they say otherwise" in Path(download.value.path()).read_bytes()


def test_two_reviewers_see_each_other_and_overwrite_nothing(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository)
    with served(repository) as door:
        ona, tim = at_article(visit, door, article_id), at_article(visit, door, article_id, "Tim Ost")
        ona.focus("#a1-st2")
        press(ona, "o")
        ona.keyboard.type("Ola Finch")
        ona.select_option("#correct [name=type]", "named")
        tim.focus("#a1-st2")
        press(tim, "c")
        told(tim, "Confirmed.")
        told(ona, "Somebody has judged something in this article")
        press(ona, "Enter")
        ona.focus("#correct [name=speaker]")
        press(ona, "Enter")
        told(ona, "it has changed since you looked: confirmed by Tim Ost")
        assert ona.input_value("#correct [name=speaker]") == "Ola Finch"
        assert decisions(repository, article_id) == ["confirmed by Tim Ost"]
        ona.focus("#correct [name=speaker]")
        press(ona, "Enter")  # having read it
        told(ona, "Corrected.")
        told(tim, "2N: corrected by Ona Reed")
        assert tim.text_content("#a1-note2 a[data-chain]") == "Ola Finch"


def test_a_dropped_document_is_audited_and_opened(visit: Visit, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "make_auditor", stub.make)
    words = "Finch said the ramp would be mended before the autumn and that nobody would have to wait for the ferry any more."
    with served(repository) as door:
        shown = visit(door.address)
        shown.wait_for_selector("#none:not([hidden])")
        encoded = base64.b64encode(docx(docx_paragraphs("The ramp is mended", words))).decode()
        drop = shown.evaluate_handle(
            """encoded => {
                const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
                const transfer = new DataTransfer();
                transfer.items.add(new File([bytes], "ramp <b>.docx"));
                return transfer;
            }""",
            encoded,
        )
        shown.dispatch_event("#drop", "drop", {"dataTransfer": drop})
        shown.wait_for_selector("#works a")
        shown.fill("#paste", words.replace("Finch", "Ola"))
        shown.click("text=Audit it")
        shown.wait_for_function("() => document.querySelectorAll('#list tbody tr').length === 2")
        shown.click("#works li:first-child a")
        shown.wait_for_selector("#buttons:not([hidden])")
        assert "the ramp would be mended" in shown.text_content("#main")
        assert shown.said == []
    assert repository.origins() == {"ramp _b_.docx", "ola-said-the-ramp-would-be-mended-before.txt"}


def test_killed_between_two_judgements_nothing_is_lost(visit: Visit, sqlite_url: str) -> None:
    repository = repository_at(sqlite_url)
    article_id = stored(repository)
    with started(sqlite_url, "harbour", "--reviewer", "Ona Reed", "--port", "0") as (process, address):
        shown = visit(address)
        shown.wait_for_selector("#buttons:not([hidden])")
        press(shown, "c")
        told(shown, "Confirmed.")
        process.kill()
        process.wait()
        assert decisions(repository, article_id) == ["confirmed by Ona Reed"]
        press(shown, "e")
        shown.fill("#check [name=note]", "in the middle of it")
        press(shown, "Control+Enter")
        told(shown, "the desk does not answer")
        assert shown.input_value("#check [name=note]") == "in the middle of it"
    with started(sqlite_url, "harbour", "--port", "0") as (_, address):
        shown = at_article(visit, _At(address), article_id)  # type: ignore[arg-type]  # only the address is looked at
        assert shown.text_content("#progress") == "1 of 4 checked"
        press(shown, "c")
        told(shown, "Confirmed.")
    assert len(decisions(repository, article_id)) == 2
    repository.engine.dispose()


class _At:
    def __init__(self, address: str) -> None:
        self.address = address.partition("&article=")[0]


def evil() -> Audit:
    made = make()
    sources = tuple(replace(one, label=EVIL, reason=EVIL) for one in made.sources)
    return replace(made, article=replace(made.article, title=EVIL, byline=EVIL, outlet=EVIL), sources=sources)


def test_nothing_of_an_article_or_a_reviewer_runs(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository, evil())
    with served(repository) as door:
        shown = at_article(visit, door, article_id, EVIL)
        press(shown, "c")
        told(shown, "Confirmed.")
        press(shown, "o", "Escape")
        shown.goto(f"{door.origin}/")
        shown.wait_for_selector("#list tbody a")
        assert EVIL in shown.text_content("#list")
        assert shown.title() == "Desk"
        assert shown.said == []
        shown.evaluate(INLINE)
        assert shown.evaluate("window.ran") is None
        assert "Content Security Policy" in shown.said[0]


INLINE = """() => {
    const one = document.createElement("script");
    one.textContent = "window.ran = 1";
    document.body.append(one);
}"""
ATTACK = """<!doctype html><body><script>
const desk = "%s", article = "%s";
const sent = { id: "as1", judgement: "confirmed", by: "Eve", seen: {} };
Promise.allSettled([
  fetch(desk + "/articles", { credentials: "include" }).then((one) => one.text()),
  fetch(desk + "/article/" + article + "/judge", { method: "POST", credentials: "include", mode: "no-cors", body: JSON.stringify(sent) }),
  new Promise((done) => {
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: desk + "/article/" + article, onload: done });
    document.body.append(frame);
  }),
]).then((all) => {
  window.all = all.map((one) => one.status + String(one.value || ""));
  document.title = "done";
});
</script></body>"""


def test_a_page_of_another_port_gets_nothing_even_with_the_cookie(visit: Visit, repository: Repository) -> None:
    """Another user of the machine may run a server on 127.0.0.1, to which browsers send the cookie of the desk."""
    article_id = stored(repository)
    cookies: list[str] = []
    with served(repository) as door:

        class Other(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                cookies.append(self.headers.get("Cookie") or "")
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write((ATTACK % (door.origin, article_id)).encode())

            def log_message(self, *_: object) -> None:
                """Tests are quiet."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        shown = at_article(visit, door, article_id)
        shown.goto(f"http://127.0.0.1:{server.server_port}/")
        shown.wait_for_function("() => document.title === 'done'")
        assert cookies[0].startswith(door.cookie_name)  # which is why the cookie alone opens nothing
        assert shown.evaluate("window.all[0]").startswith("rejected")
        assert shown.frames[1].content().count("Harbour") == 0
        stranger = visit(f"{door.origin}/article/{article_id}")
        assert stranger.text_content("body").startswith("open the address that audit desk printed")
        server.shutdown()
        server.server_close()
    assert decisions(repository, article_id) == []


def test_axe_finds_nothing_serious(visit: Visit, repository: Repository) -> None:
    article_id = stored(repository)
    with served(repository) as door:
        for scheme, width in (("light", 1280), ("dark", 420)):
            shown = at_article(visit, door, article_id, color_scheme=scheme)
            shown.set_viewport_size({"width": width, "height": 900})
            assert serious(shown) == []
            for key in ("o", "d", "e"):
                press(shown, key)
                assert serious(shown) == []
                press(shown, "Escape")
            press(shown, "?")
            assert serious(shown) == []
            assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            shown.goto(f"{door.origin}/")
            shown.wait_for_selector("#list tbody a")
            assert serious(shown) == []


def many(statements: int, number: int) -> Audit:
    names = [f"Ida Marsh{one}" for one in range(statements)]
    said = [Said(f"the quay of {one} would close in the year {number}", one, identity=Identity.NAMED) for one in names]
    audit = build("\n".join(f"{one.by} said {one.content}." for one in said), *said, title=f"Quays of {number}")
    return replace(audit, article=replace(audit.article, doc_id=f"quays-{number}", origin=f"quays-{number}.txt"))


def test_a_page_of_58_statements_is_there_within_a_second_of_its_audit(visit: Visit, repository: Repository) -> None:
    stored(repository)
    taken = []
    with served(repository) as door:
        shown = visit(door.address)
        for number in range(3):
            audit = many(58, 2030 + number)
            repository.save(audit, RUN)
            began = perf_counter()
            shown.goto(f"{door.origin}/article/{audit.article.id}")
            shown.wait_for_selector("#buttons:not([hidden])")
            assert shown.text_content("#progress") == "0 of 58 checked"
            taken.append(perf_counter() - began)
    print(f"58 statements in {min(taken):.2f} s")
    assert min(taken) < SLOWEST


def test_offsets_count_code_points(visit: Visit, repository: Repository) -> None:
    """Words behind signs that are two units of a script are found where they are."""
    made = make()
    text = TEXT.replace("“Nobody told us.”", "“🦀 Nobody 𝔗old us.”")
    content = replace(made.statements[4], content=(replace(made.statements[4].content[0], end=len(text) - 1),))
    audit = replace(made, article=replace(made.article, text=text), statements=(*made.statements[:4], content), findings=())
    article_id = stored(repository, audit)
    with served(repository) as door:
        shown = at_article(visit, door, article_id)
        shown.focus("#a1-st5" if shown.query_selector("#a1-st5") else "#a1-st4")
        press(shown, "o")
        shown.click("#select")
        press(shown, *["Shift+ArrowRight"] * 3, "ArrowLeft", "ArrowLeft", "ArrowLeft", "Enter")
        assert shown.input_value("#correct [name=words]") == "𝔗old"
        press(shown, "Control+Enter")
        told(shown, "Corrected.")
    assert [one.correction.words for one in repository.load(article_id).reviews] == ["𝔗old"]
