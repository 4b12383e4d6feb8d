"""The pages in a real browser: nothing runs, nothing is fetched, the keys work, axe has nothing serious to say."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pdfplumber
import pytest
from sqlalchemy import Engine

from audit.cli.html_report import write_html
from audit.config import Settings
from audit.rules.registry import run_rules
from audit.store import schema
from audit.store.engine import open_engine
from audit.store.filter import Filter
from audit.store.repository import Repository
from tests.browsers import browser, serious
from tests.report.hand_made import make
from tests.report.recombined import recombined
from tests.report.test_report_html import EVIL, RUN, collection, collection_page, evil, page
from tests.test_samples import audits

__all__ = ["browser"]

SLOWEST = 2.0
"""Seconds, of the best of three, since other programs may be using the machine; all texts of 200 articles on one page may take longer."""

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page given as text; ``page.asked`` and ``page.said`` collect requests to anything else and the console's words."""
    contexts: list[Any] = []

    def open_page(text: str, **options: Any) -> Any:
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}))
        shown = contexts[-1].new_page()
        shown.asked, shown.said = [], []
        shown.on("request", lambda request: shown.asked.append(request.url))
        shown.on("console", lambda message: shown.said.append(message.text))
        shown.on("dialog", lambda dialog: (shown.said.append(dialog.message), dialog.dismiss()))
        shown.goto(file.as_uri())
        return shown

    yield open_page
    for context in contexts:
        context.close()


def focused(shown: Any) -> str:
    return str(shown.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 420])
def test_axe_finds_nothing_serious(opened: Open, scheme: str, width: int) -> None:
    for text in (page(make(), evil(), scope="all"), collection_page(collection())):
        shown = opened(text, color_scheme=scheme, viewport={"width": width, "height": 900})
        assert serious(shown) == []
        assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_nothing_of_an_article_runs_and_nothing_is_fetched(opened: Open) -> None:
    for text in (page(evil()), collection_page(collection())):
        shown = opened(text)
        shown.wait_for_timeout(200)
        assert shown.title() != "run"
        assert (shown.said, [url for url in shown.asked if not url.startswith("file:")], len(shown.asked)) == ([], [], 1)
        assert shown.locator("img").count() == 0
        assert EVIL in shown.inner_text("body")


def test_the_policy_stops_what_is_not_the_pages_own(opened: Open) -> None:
    shown = opened(page(make()).replace("</main>", "<script>document.title='run'</script><img src='https://x.example/'></main>"))
    shown.wait_for_timeout(200)
    assert shown.title() != "run"
    assert any("Content Security Policy" in said for said in shown.said)


def test_the_keys_lead_through_statements_and_findings(opened: Open) -> None:
    shown = opened(page(make()))
    seen = []
    for key in ("j", "j", "k", "j", "j", "j", "j", "n", "p", "n"):
        shown.keyboard.press(key)
        seen.append(focused(shown))
    assert seen[:7] == ["a1-st1", "a1-st2", "a1-st1", "a1-st2", "a1-st3", "a1-st4", "a1-st4"]
    assert seen[7] == seen[9] == "a1-f1"
    shown.keyboard.press("k")
    assert focused(shown) == "a1-st4"
    shown.keyboard.press("Enter")
    shown.wait_for_url("**#a1-note4")
    shown.keyboard.press("Control+j")
    shown.keyboard.press("?")
    shown.uncheck("#keys-on")
    before = focused(shown)
    shown.keyboard.press("j")
    assert focused(shown) == before


def test_keys_begin_at_either_end(opened: Open) -> None:
    for key, first in (("j", "a1-st1"), ("k", "a1-st4"), ("p", "a1-f1")):
        shown = opened(page(make()))
        shown.keyboard.press(key)
        assert focused(shown) == first
    quiet = opened(collection_page(collection()))
    quiet.keyboard.press("j")
    assert quiet.evaluate("document.activeElement === document.body")


def test_a_question_mark_shows_and_hides_the_keys(opened: Open) -> None:
    shown = opened(page(make()))
    assert not shown.is_visible("#keys-on")
    shown.keyboard.press("?")
    assert shown.is_visible("#keys-on")
    assert shown.evaluate("document.querySelector('#keys').getBoundingClientRect().bottom <= window.innerHeight")
    shown.keyboard.press("?")
    assert not shown.is_visible("#keys-on")
    shown.keyboard.press("?")
    shown.keyboard.press("Escape")
    assert not shown.is_visible("#keys-on")


def test_filters_show_what_is_asked_and_the_keys_pass_over_the_rest(opened: Open) -> None:
    shown = opened(page(make()))
    notes = "Array.from(document.querySelectorAll('.part .said')).filter(one => one.checkVisibility()).map(one => one.id)"
    assert shown.evaluate(notes) == ["a1-note1", "a1-note2", "a1-note3", "a1-note4"]
    shown.uncheck(".want-anonymous")
    assert shown.evaluate(notes) == ["a1-note3", "a1-note4"]
    shown.keyboard.press("j")
    assert focused(shown) == "a1-st3"
    shown.check(".want-anonymous")
    shown.uncheck(".want-none")
    assert shown.evaluate(notes) == ["a1-note1", "a1-note2", "a1-note3"]
    shown.check(".want-none")
    shown.check(".only-findings")
    assert shown.evaluate(notes) == ["a1-note4"]
    assert shown.is_visible(".note.flaw")
    assert shown.locator(".part:visible").count() == 1
    shown.uncheck(".only-findings")
    shown.check(".only-doubtful")
    assert shown.evaluate(notes) == ["a1-note2"]
    assert not shown.is_visible(".note.flaw")


def test_the_legend_stays(opened: Open) -> None:
    shown = opened(page(make(), make()), viewport={"width": 1280, "height": 300})
    for key in ("j", "j", "j", "j"):
        shown.keyboard.press(key)
    top = "document.querySelectorAll('.bar')[{}].getBoundingClientRect().top"
    assert shown.evaluate(top.format(0)) == 0
    shown.evaluate("window.scrollTo(0, 1e6)")
    assert shown.evaluate(top.format(1)) == 0


def test_sources_are_folded_to_four_lines(opened: Open) -> None:
    shown = opened(page(make()))
    heights = "Array.from(document.querySelectorAll('section.source'), one => one.querySelectorAll(':scope > :is(h4, p)').length)"
    assert max(shown.evaluate(heights)) <= 4
    assert not shown.is_visible("section.source dl")
    shown.click("section.source summary >> nth=0")
    assert shown.is_visible("section.source dl >> nth=0")


def test_a_mention_shows_all_mentions_of_its_source(opened: Open) -> None:
    shown = opened(page(make()))
    linked = "Array.from(document.querySelectorAll('.part p a.linked.mention'), one => one.textContent)"
    shown.hover(".part p a.mention >> text=the official")
    assert shown.evaluate(linked) == ["a ", "the official"]
    shown.hover("h1")
    assert shown.evaluate(linked) == []
    shown.focus("#a1-st3")
    assert shown.evaluate(linked) == ["Ida Marsh", "Ansel Roe", "Marsh"]


def test_screen_readers_get_words_for_marks(opened: Open) -> None:
    shown = opened(page(make()))
    assert shown.text_content("#a1-st1") == "Statement 1A, anonymous, senior Velmar official: "
    assert "(end of statement 1)" in (shown.text_content(".part:nth-of-type(2) p") or "")
    assert shown.get_attribute(".part .badge >> nth=0", "aria-hidden") is None
    assert opened(collection_page(collection())).get_by_role("img").count() == 2


def test_paper_shows_text_and_notes_and_no_controls(opened: Open) -> None:
    shown = opened(page(make()), color_scheme="dark")
    shown.emulate_media(media="print")
    assert not shown.is_visible("#keys")
    assert shown.is_visible("#a1-note1")
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not shown.is_visible(".bar input")
    assert shown.is_visible(".bar .badge")
    assert shown.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.models
@pytest.mark.parametrize("name", ["03-scoop-grid-sale.txt", "07-traps.txt"])
def test_700_words_are_four_pages_at_most(opened: Open, name: str) -> None:
    """The samples with most notes in the margin."""
    audit = audits()[name]
    shown = opened(page(replace(audit, findings=tuple(run_rules(audit)))))
    *whole, last = pdfplumber.open(io.BytesIO(shown.pdf(format="A4"))).pages
    filled = len(whole) + max(word["bottom"] for word in last.extract_words()) / last.height
    assert 700 * filled / len(audit.article.text.split()) <= 4
    assert "Least accountable sources first" in " ".join(one.extract_text() for one in (*whole, last))


def test_the_way_from_the_collection_to_an_article_and_back_from_a_disk(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(collection_page(collection(pages={"a": "harbour-a.html"})), encoding="utf-8")
    (tmp_path / "harbour-a.html").write_text(page(make(), home="index.html"), encoding="utf-8")
    shown = browser.new_page()
    shown.goto((tmp_path / "index.html").as_uri())
    shown.click("th a >> nth=0")
    assert "Source audit: <harbour>" in shown.title()
    assert serious(shown) == []
    shown.click("text=All articles")
    assert shown.title() == "Collection"
    shown.close()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """200 articles."""
    engine: Engine = open_engine(str(tmp_path_factory.mktemp("many") / "many.db"))
    schema.ensure(engine)
    repository = Repository(engine)
    for audit in recombined(200):
        repository.save(audit, RUN)
    yield repository
    engine.dispose()


@pytest.mark.parametrize(("article", "articles", "slowest"), [(None, 0, SLOWEST), ("story-7", 1, SLOWEST), ("in/", 200, 5 * SLOWEST)])
def test_pages_are_drawn_in_time(opened: Open, stored: Repository, article: str | None, articles: int, slowest: float) -> None:
    stream = io.StringIO()
    write_html(stored, Filter(article=article), Settings(), stream, 20, "")
    text = stream.getvalue()
    assert text.count("<article") == articles
    best = min(seconds(opened, text) for _ in range(3))
    print(f"{len(text):,} characters in {best:.2f} s")
    assert best < slowest


def seconds(opened: Open, text: str) -> float:
    """From the address to the drawn page."""
    started = perf_counter()
    shown = opened(text)
    shown.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    taken = perf_counter() - started
    assert shown.said == []
    return taken
