"""The pages as text: everything is told, whatever comes from outside is only words, and nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import groupby, pairwise

import pytest

from audit.domain.anchor import Anchor
from audit.domain.audited import Audit, Run, told_of_lost
from audit.domain.finding import Severity
from audit.domain.review import Check, CheckStatus, Correction, Judgement, Review, Target
from audit.domain.source import AnonymityStatus, Identity, Kind, ReasonClass, SourceType
from audit.domain.statement import Cue, CueKind, ResponseNote
from audit.domain.text import Span
from audit.domain.totals import ArticleTotal, FindingCount, Group, Prevalence, RunTotal, SourceTotal
from audit.report.article_view import ArticleView
from audit.report.baselines import baselines, beside
from audit.report.charts import bars, months
from audit.report.collection_view import CollectionView
from audit.report.html import Page, web_address
from audit.report.tally import prevalence, tally
from tests.report.hand_made import TEXT, empty, make, span

RUN = Run("9.9.9", (("ner", "0123456789ab"),), (("language", "en"),), "2026-03-04T10:00:00+00:00")
EVIL = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
EMPTY = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta")


def page(*audits: Audit, scope: str = "statements", home: str | None = None) -> str:
    stream = io.StringIO()
    made = Page(stream, "Source audit: <harbour>", home=home)
    for number, audit in enumerate(audits, 1):
        made.article(ArticleView(audit, RUN, f"a{number}", scope, (("profile", "core"),)))
    made.close()
    return stream.getvalue()


class Reader(HTMLParser):
    """Elements, ids and links of a page; fails where tags do not fit."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        self.attributes |= found.keys()
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def words(text: str) -> str:
    """The page without tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", "", re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)).split())


def evil() -> Audit:
    """An article that tries to run a script from every place."""
    audit = make()
    text = TEXT + EVIL + "\n"
    names = dict.fromkeys(("title", "byline", "outlet", "section", "origin"), EVIL)
    article = replace(audit.article, text=text, url="javascript:alert(1)", notes=(EVIL,), language='"><b>', **names)
    sources = tuple(replace(one, label=EVIL + one.label, reason=EVIL, title=EVIL, basis=EVIL, decided_by=EVIL) for one in audit.sources)
    said = replace(audit.statements[0], via=EVIL, content=(audit.statements[0].content[0], Span(len(TEXT), len(text) - 1)))
    findings = tuple(replace(one, message=EVIL) for one in audit.findings)
    return replace(audit, article=article, sources=sources, statements=(said, *audit.statements[1:]), findings=findings)


def test_a_page_is_whole_and_its_anchors_lead_somewhere() -> None:
    found = Reader(page(make(), empty(), make(), scope="all"))
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert [link for link in found.links if not link.startswith("#")] == ["https://post.example/harbour"] * 2


def test_a_page_tells_everything_of_an_article() -> None:
    out = words(page(make()))
    for told in (
        "Velmar Post · By Ona Reed · 2026-03-04 · https://post.example/harbour",
        "Sources (3)",
        "anonymous senior Velmar official [said] direct, via Velmar Post check by hand: speaker 39 %",
        "marker: asked not to be named; reason: for fear of losing her job",
        "anonymous, disclosed, informative reason",
        "a senior Velmar official | the official",
        "“for fear of losing her job” (informative)",
        "“Nobody told us.” (no words name a source)",
        "Q301 orphan-quote (1)",
        "Why",
        "[RE2]",
        "36 % of 5,182 US stories had an unnamed attribution (Culbertson 1975",
        "Articles with at least one statement from a source that a reader cannot identify.yes",
        "SHA-256 of the text",
        make().article.sha256,
        "source-audit 9.9.9",
        "ner 0123456789ab",
        "language = en",
        "profile = core",
        "encoding guessed",
        "No criticism was found",
    ):
        assert told in out, told
    assert "in ghosts" in words(page(make(), scope="all"))


def test_a_quiet_article_says_so() -> None:
    out = words(page(empty()))
    for told in ("No source was found.", "Nothing was found by the rules", "Every statement that was found has a source.", "no statement"):
        assert told in out


def test_decisions_criticism_and_silence_are_told() -> None:
    audit = make()
    target = Target(Anchor("x", "", "", 0), audit.article.id, "as3", "amarsh", "Ida Marsh")
    off = audit.findings[0]
    reviews = (
        Review(target, Judgement.CORRECTED, "Ona Reed", "she is a judge", Correction(source_type=SourceType.OFFICIAL), stale=True),
        Review(replace(target, id=off.fingerprint, code=off.code), Judgement.WAIVED, "Ona Reed", "the editor knows"),
    )
    checks = (
        Check(target, CheckStatus.CONFIRMED, "Tim", "2026-05-31", "https://proof.example/1", note="called"),
        Check(target, CheckStatus.WRONG, "Tim", evidence_url="javascript:alert(1)"),
    )
    text = TEXT.replace("said the yard would close", "accused Lund of lying, oh")
    accusing = replace(audit.statements[2], cue=Cue(Span(*_place(text, "accused")), "accuse", CueKind.SPEECH), needs_review=False)
    note = ResponseNote("n", span("who asked"), None, "not_yet")
    silent = ResponseNote("m", span("who asked"), Span(*_place(text, "Lund")), "declined")
    base = replace(audit, article=replace(audit.article, text=text), statements=(accusing,), reviews=reviews, checks=checks)
    out = words(page(replace(base, responses=(note,), findings=(off, replace(off, code="Z999", span=None, fingerprint="z")))))
    for told in (
        "corrected by Ona Reed, but the tool has changed its result since: type official (she is a judge)",
        "waived by Ona Reed (the editor knows)",
        "checked: confirmed by Tim, 2026-05-31 (called), https://proof.example/1",
        "accuses Lund",
        "none found",
        "nobody named: “who asked” (not yet, line 4)",
        "This version of source-audit does not know the rule.",
        "On the whole article",
    ):
        assert told in out, told
    answered = words(page(replace(base, responses=(silent,), reviews=(), checks=())))
    assert "no answer: Lund: “who asked” (declined" in answered
    lund = replace(audit.sources[0], id="alund", label="Vera Lund", mentions=(), markers=())
    speaks = replace(audit.statements[1], id="l", ordinal=9, source_ids=("alund",))
    assert "speaks:" in words(page(replace(base, sources=(*audit.sources, lund), statements=(accusing, speaks), reviews=(), checks=())))


def _place(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def test_what_comes_from_outside_is_only_words() -> None:
    out = page(evil())
    found = Reader(out)
    assert found.tags.count("script") == 1
    assert "img" not in found.tags
    assert not {one for one in found.attributes if one.startswith("on")}
    assert not [link for link in found.links if not link.startswith("#")]
    assert "&lt;script&gt;" in out
    assert "style" not in found.attributes
    assert "javascript:alert(1)" in words(out)


def test_characters_that_turn_text_round_are_replaced() -> None:
    audit = make()
    out = page(replace(audit, article=replace(audit.article, title="a\u202eb\x1bc\ud800\td\ne")))
    assert "a\ufffdb\ufffdc\ufffd d\ne" in out
    out.encode("utf-8")


def test_the_page_may_run_its_own_script_and_load_nothing() -> None:
    out = page(make())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', out)
    assert policy
    told = policy[1].replace("&#39;", "'")
    assert told.startswith("default-src 'none';")
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", out, re.DOTALL)
        assert inside
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in told
    assert not re.search(r"(?:src|url)\s*[=(]\s*[\"']?(?:https?:)?//", out)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://post.example/a?b=1", True),
        ("HTTP://post.example", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//post.example", False),
        ("https:///x", False),
        ("https://[", False),
        ("file:///etc/passwd", False),
        ("https://a b", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, linked: bool) -> None:
    assert web_address(url) == (url if linked else None)


def collection(**fields: object) -> CollectionView:
    audits = [make()]
    totals = tally(audits)
    group = Group("<b>Post</b>", 1, 4, 5, totals.types)
    unsaid = replace(group, name=None)
    axes = (SourceType.ANONYMOUS, Kind.PERSON, True, AnonymityStatus.DISCLOSED, ReasonClass.NONE, None, None, 2)
    values = {
        "about": "1 article",
        "totals": totals,
        "prevalence": prevalence(audits),
        "groups": {"month": [replace(group, name="2026-03")], "outlet": [group, unsaid], "section": [unsaid]},
        "worst": [SourceTotal(2, "a", "doc", EVIL, "s", EVIL, *axes)],
        "counts": [FindingCount("A101", Severity.WARNING, 3, 2, 1), FindingCount("Z999", Severity.INFO, 1, 1)],
        "first": [ArticleTotal("a", "doc", EVIL, None, None, 5, 2, 3), ArticleTotal("b", "quiet", None, None, None, 0, 0, 0)],
        "runs": [RunTotal(RUN, 1)],
    }
    return CollectionView(**(values | fields))  # type: ignore[arg-type]


def collection_page(view: CollectionView) -> str:
    stream = io.StringIO()
    made = Page(stream, "Collection", keys=False)
    made.collection(view)
    made.close()
    return stream.getvalue()


def test_a_collection_is_told_and_drawn() -> None:
    out = collection_page(collection())
    found = Reader(out)
    assert found.tags.count("svg") == 2
    assert found.tags.count("script") == 1
    assert "style" not in found.attributes
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links} <= set(found.ids)
    told = words(out)
    for part in ("By month", "By outlet", "40.0%", "A101 no-reason", "Z999", "Culbertson", "1 of 5 statements (20.0%)", "9.9.9"):
        assert part in told, part
    assert "By section" not in told


def test_a_collection_tells_of_lost_reviews() -> None:
    assert "2 reviews no longer found in the text" in words(collection_page(collection(lost_note=told_of_lost(2))))


def test_a_collection_of_nothing_is_told() -> None:
    none = tally([])
    told = words(collection_page(collection(totals=none, prevalence=prevalence([]), groups={}, worst=[], counts=[], first=[], runs=[])))
    for part in ("No article passes.", "no such article", "Every statement found has a source with a type."):
        assert part in told


def test_long_tables_are_cut_and_say_so() -> None:
    groups = [replace(collection().groups["outlet"][0], name=f"Outlet {number}") for number in range(100)]
    view = collection(groups={"outlet": groups, "month": [replace(groups[0], name=f"20{n:02}-01") for n in range(99)]})
    assert [(len(chart.section.rows), chart.left_out) for chart in view.charts] == [(60, 40), (60, 39)]
    assert "40 more are left out" in words(collection_page(view))


def test_charts_are_pictures_with_names() -> None:
    group = collection().groups["outlet"][0]
    year = [replace(group, name=f"2030-{month:02}") for month in range(1, 13)]
    for groups in ({"outlet": [group, replace(group, name=None)]}, {"month": year * 2}):
        (svg,) = re.findall(r"<svg.*?</svg>", collection_page(collection(groups=groups)), re.DOTALL)
        (chart,) = collection(groups=groups).charts
        assert f'role="img" aria-label="{chart.picture.about}"' in svg
        assert re.findall(r"</?(?!svg|rect|line|text)\w+| (?:style|id|on\w+)=", svg) == []
        assert svg.count("<rect") == len(chart.picture.parts) + 4
    svg = collection_page(collection(groups={"outlet": [group]}))
    assert "&lt;b&gt;Post" in svg
    assert ">A 40%</text>" in svg


def test_the_parts_of_a_bar_fill_it_and_stand_in_the_picture() -> None:
    group = collection().groups["outlet"][0]
    empty = replace(group, pairs=0, types={})
    lying, standing = bars([group, empty], "about"), months([replace(group, name=f"2030-{month:02}") for month in range(1, 13)], "about")
    assert sum(part.width for part in lying.parts) == pytest.approx(630)
    for before, after in pairwise(lying.parts):
        assert before.x + before.width == pytest.approx(after.x)
    for column in (list(parts) for _, parts in groupby(standing.parts, key=lambda part: part.x)):
        assert sum(part.height for part in column) == pytest.approx(250)
        assert min(part.y for part in column) == pytest.approx(10)
    for picture in (lying, standing):
        assert all(0 <= part.x <= part.x + part.width <= 900 and 0 <= part.y + part.height <= picture.height for part in picture.parts)
        assert {part.label for part in picture.key} == {"N named", "O official", "A anonymous", "? no source"}
    assert {name.turned for name in standing.names} == {0, -60}
    assert {name.turned for name in months([group] * 8, "about").names} == {0}
    assert months([], "about").parts == ()


def test_baselines_are_cited_and_stand_beside_our_figures() -> None:
    assert all(one.study and one.figure and one.of and one.read for one in baselines())
    measures = {one.measure for one in baselines() if one.measure}
    audit = make()
    two = beside(tally([audit, empty()]), prevalence([audit, empty()]))
    assert measures <= {"anonymous", "only_anonymous", "no_reason", "formula", "pairs"}
    assert [one.here for one in two[:4]] == ["50.0% (1 of 2)", "0.0% (0 of 2)", "0.0% (0 of 1)", "0.0% (0 of 1)"]
    assert two[4].here.startswith("named 40.0%, official 0.0%, anonymous 40.0%, no source 20.0%")
    assert beside(tally([]), Prevalence(0, 0, 0, 0, 0, 0))[0].here == "no such article"


def test_a_typeless_source_is_shown_as_one() -> None:
    audit = make()
    lost = replace(audit.sources[1], source_type=None, identity=Identity.UNNAMED)
    resolved = replace(audit.statements[0], source_ids=())
    sources, statements = (audit.sources[0], lost, audit.sources[2]), (resolved, *audit.statements[1:])
    view = ArticleView(replace(audit, sources=sources, statements=statements), RUN, "a1")
    assert view.said[0].kinds == ("unresolved",)
    assert view.said[2].kinds == ("no source", "named")
    assert (view.said[2].kind, view.said[2].letters) == ("no source and named", "?N")
    assert [one.number for one in view.orphans] == [1, 4]
    assert "could not be told" in words(page(view.audit))
