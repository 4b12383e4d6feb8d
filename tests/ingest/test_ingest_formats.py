"""Each reader on what it is made for."""

from __future__ import annotations

import hashlib
import io
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.text import Article, SkippedInput
from audit.ingest import html, jsonlines, markdown, plain
from audit.ingest.place import Place
from audit.ingest.refused import Refused

PLACE = Place("news/harbour.x", "harbour", 10_000)

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Harbour plan stalls | Quillport Gazette</title>
<meta property="og:title" content="Harbour plan stalls"><meta property="og:site_name" content="Quillport Gazette">
<meta name="author" content="Mara Delling"><meta property="article:published_time" content="2024-03-05T10:00:00Z">
<meta property="article:modified_time" content="2024-03-07T10:00:00Z">
<link rel="canonical" href="https://www.quillport-gazette.example/news/harbour"></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Harbour plan stalls</h1>
<p>The harbour plan has stalled, the port <b>master</b> said on Tuesday, as crews waited for a second week in the rain.</p>
<p>“We have no money for it,” said Ada Brook, the <a href="/x">port master</a>. She spoke at a meeting in the town hall.</p>
<blockquote>“It is a disgrace,” said a dock worker who asked not to be named because he feared for his job.</blockquote>
<p>The council will meet on Friday, according to a notice on its door, and nobody could say how long it would last.</p></article>
<div id="comments"><h3>Comments</h3><div class="comment"><p>What rubbish, said a reader in a comment on the article.</p></div></div>
<footer>Copyright 2019 Quillport Gazette. All rights reserved.</footer></body></html>"""

LINES = [
    "The harbour plan has stalled, the port master said on Tuesday, as crews waited for a second week in the rain.",
    "“We have no money for it,” said Ada Brook, the port master. She spoke at a meeting in the town hall.",
    "“It is a disgrace,” said a dock worker who asked not to be named because he feared for his job.",
    "The council will meet on Friday, according to a notice on its door, and nobody could say how long it would last.",
]


def test_plain_text_is_kept_exactly() -> None:
    raw = "One.\r\n\r\n\tTwo,” she said.\x0b\u2028 ".encode()
    article = plain.parse(raw, PLACE)
    assert article.text == raw.decode()
    assert (article.origin, article.doc_id) == ("news/harbour.x", "harbour")
    assert article.original_sha256 == hashlib.sha256(raw).hexdigest()
    assert article.reader.startswith("plain ")


def test_markdown_without_front_matter_is_kept_exactly() -> None:
    text = "# Harbour *plan* stalls\r\n\r\n> “No,” she said.\n\n---\n\n- end"
    article = markdown.parse(text.encode(), PLACE)
    assert article.text == text
    assert article.title == "Harbour *plan* stalls"
    assert article.notes == ("taken from the text: headline “Harbour *plan* stalls” (line 1)",)


def test_front_matter_gives_the_fields_and_leaves_the_text() -> None:
    head = (
        "---\r\n# made by hand\r\ntitle: 'Harbour: plan stalls'\r\nauthors:\r\n  - Ada Brook\r\n  - \"Bo Ek\"\r\nDate: 5 March 2024\r\n"
        "\r\nsource: Quillport Gazette\r\nsection: [Town, Port]\r\nurl: https://quillport.example/1\r\nlang: en\r\nempty:\r\n...\r\n"
    )
    body = "\r\n# Harbour\n“No,” she said."
    article = markdown.parse((head + body).encode(), PLACE)
    assert article.text == body
    assert article.title == "Harbour: plan stalls"
    assert article.byline == "Ada Brook, Bo Ek"
    assert article.published == "2024-03-05"
    assert article.outlet == "Quillport Gazette"
    assert article.section == "Town, Port"
    assert article.url == "https://quillport.example/1"
    assert article.language == "en"
    assert article.notes == (f"front matter left out of the text: the first {len(head)} characters",)


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe master said no to that.\n---\nMore.",
        "---\n- a list\n---\nMore.",
        "---\n\n---\nMore.",
        "---\ntitle: never closed\n",
        "---",
        "Words.\n---\ntitle: late\n---\n",
        "",
    ],
)
def test_a_rule_of_dashes_is_no_front_matter(text: str) -> None:
    assert markdown.front_matter(text) == (0, {})


@given(st.text(alphabet="-:. \n\r\tab#[]'\"", max_size=60))
def test_front_matter_ends_at_a_line(text: str) -> None:
    start, pairs = markdown.front_matter("---\n" + text)
    assert bool(start) == bool(pairs)
    assert start == 0 or ("---\n" + text)[:start].splitlines()[-1].rstrip() in ("---", "...")


def test_a_saved_page_gives_its_article_and_what_it_says_of_itself() -> None:
    article = html.parse(PAGE.encode(), PLACE)
    assert article.text.split("\n") == LINES
    assert article.title == "Harbour plan stalls"
    assert article.byline == "Mara Delling"
    assert article.outlet == "Quillport Gazette"
    assert article.published == "2024-03-05"
    assert article.url == "https://www.quillport-gazette.example/news/harbour"
    assert article.original_sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert article.reader.startswith("trafilatura ")
    assert article.notes == ()


def test_a_page_in_another_encoding_is_read_as_it_declares() -> None:
    page = PAGE.replace("utf-8", "iso-8859-1").encode("cp1252")
    article = html.parse(page, PLACE)
    assert article.text.split("\n") == LINES
    assert article.notes == ("read as windows-1252, as the file declares",)


def test_an_encoding_in_an_xml_declaration_does_not_matter_where_the_page_is_utf8() -> None:
    page = "<?xml version='1.0' encoding='iso-8859-1'?>\n" + PAGE.replace('<meta charset="utf-8">', "")
    assert html.parse(page.encode(), PLACE).text.split("\n") == LINES


def test_a_fragment_with_few_words_stays_whole() -> None:
    article = html.parse("<p>The <b>port</b> master, <a href='/a'>Ada Brook</a>, said “no”.</p><p>She left.</p>".encode(), PLACE)
    assert article.text == "The port master, Ada Brook, said “no”.\nShe left."
    assert (article.title, article.published, article.url) == (None, None, None)


def test_the_address_a_browser_noted_is_kept() -> None:
    page = "<!-- saved from url=(0031)https://quillport.example/news/1 --><html><body><p>Ada Brook said no.</p></body></html>"
    assert html.parse(page.encode(), PLACE).url == "https://quillport.example/news/1"


def test_no_date_is_made_up_from_the_words_of_a_page() -> None:
    page = f"<html><body><article>{'<p>In 1995, said Ada Brook, prices were low, and in 2003-04-01 too.</p>' * 8}</article></body></html>"
    assert html.parse(page.encode(), PLACE).published is None


def test_a_date_that_also_stands_outside_the_paragraphs_is_kept() -> None:
    page = f"<html><body><time>2003-04-01</time><article>{'<p>Prices rose on 2003-04-01, said Ada Brook' * 8}</article></body></html>"
    assert html.parse(page.encode(), PLACE).published == "2003-04-01"


def test_paragraphs_without_an_end_take_no_more_time() -> None:
    page = "<html><body><article>" + "".join(f"<p>On 2003-04-01 Ada Brook said {n}" for n in range(4000)) + "</article></body></html>"
    article = html.parse(page.encode(), PLACE)
    assert article.published is None
    assert article.text.count("\n") == 3999


def test_a_title_alone_stays_the_text() -> None:
    page = "<html><head><title>Ada Brook said no</title></head><body><h1>Ada Brook said no</h1></body></html>"
    assert html.parse(page.encode(), PLACE).text == "Ada Brook said no"


def test_where_only_a_teaser_is_found_the_rest_is_rescued(monkeypatch: pytest.MonkeyPatch) -> None:
    from trafilatura.settings import Document

    monkeypatch.setattr(html, "_extracted", lambda page, least: Document(text="Teaser." if least == 1 else "The whole of it, she said."))
    assert html.parse(b"<html></html>", PLACE).text == "The whole of it, she said."


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><script>x = 1</script></body></html>", "<p></p>"])
def test_a_page_without_an_article_is_refused_in_silence(page: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused) as refused:
        html.parse(page.encode(), PLACE)
    assert refused.value.code == "empty"
    assert ".txt" in refused.value.reason
    assert capfd.readouterr() == ("", "")


def test_a_page_that_breaks_the_parser_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def broken(*_: object, **__: object) -> None:
        raise IndexError

    monkeypatch.setattr(trafilatura, "bare_extraction", broken)
    with pytest.raises(Refused, match="IndexError") as refused:
        html.parse(PAGE.encode(), PLACE)
    assert refused.value.code == "format"


def test_logging_that_a_program_has_set_up_is_left_alone() -> None:
    logger = logging.getLogger("test-ingest-html")
    html._quiet(logger)
    html._quiet(logger)
    assert [type(handler) for handler in logger.handlers] == [logging.NullHandler]


def test_deep_nesting_ends_in_time() -> None:
    page = "<html><body>" + "<div>" * 20_000 + "said Ada Brook" + "</div>" * 20_000
    with pytest.raises(Refused) as refused:
        html.parse(page.encode(), PLACE)
    assert refused.value.code in ("empty", "format")


def read(*lines: bytes | str | dict[str, object], limit: int = 10_000) -> list[Article | SkippedInput]:
    raw = [json.dumps(line).encode() if isinstance(line, dict) else line.encode() if isinstance(line, str) else line for line in lines]
    return list(jsonlines.read(io.BytesIO(b"\n".join(raw)), Place("a.jsonl", "a", limit)))


def test_a_line_gives_an_article_with_all_its_fields() -> None:
    line: dict[str, object] = {
        "doc_id": "h1",
        "text": " “No,”\r\nshe said.\u0000\ud800",
        "title": "T",
        "byline": ["Ada", "Bo"],
        "outlet": "Gazette",
        "section": "Port",
        "published": "2024-03-05",
        "url": "https://quillport.example/1",
        "language": "en",
        "source_meta": {"title": "other", "date": "1999-01-01"},
    }
    (article,) = read(line)
    assert isinstance(article, Article)
    assert article.text == " “No,”\r\nshe said.\ufffd\ufffd"
    assert (article.doc_id, article.origin) == ("h1", "a.jsonl:1")
    assert (article.title, article.byline, article.outlet, article.section) == ("T", "Ada, Bo", "Gazette", "Port")
    assert (article.published, article.url, article.language) == ("2024-03-05", "https://quillport.example/1", "en")
    assert article.original_sha256 == hashlib.sha256(json.dumps(line).encode()).hexdigest()
    assert article.notes[0].endswith("U+FFFD: 2")


def test_source_meta_fills_what_is_missing() -> None:
    meta = {"publisher": "Gazette", "date": "2024-03-05", "author": "Ada", "title": "T", "url": "https://quillport.example/1"}
    (article,) = read({"id": 7, "text": "No, she said.", "source_meta": meta})
    assert isinstance(article, Article)
    assert (article.doc_id, article.title, article.byline, article.outlet) == ("7", "T", "Ada", "Gazette")
    assert (article.published, article.url) == ("2024-03-05", "https://quillport.example/1")


def test_a_line_without_an_id_is_known_by_its_number() -> None:
    first, second = read({"text": "No."}, " ", {"text": "Yes.", "source_meta": "odd"})[:2]
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.doc_id, second.doc_id, second.origin) == ("a:1", "a:3", "a.jsonl:3")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{not json", "bad_line"),
        ("[1]", "bad_line"),
        ("{}", "bad_line"),
        ('{"text": 3}', "bad_line"),
        ("[" * 100_000, "too_large"),
        ('{"n": ' + "9" * 5000 + "}", "bad_line"),
        ('{"n": ' + "[" * 9000, "bad_line"),
        (bytes(range(128, 256)) * 3, "binary"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_is_read(line: str | bytes, code: str) -> None:
    skipped, article = read({"text": "One."}, line, {"text": "Three."})[1:]
    assert isinstance(skipped, SkippedInput)
    assert (skipped.origin, skipped.code) == ("a.jsonl:2", code)
    assert isinstance(article, Article)
    assert article.doc_id == "a:3"


def test_a_line_in_another_encoding_is_read_with_a_note() -> None:
    (article,) = read('{"text": "“We have no money,” said Ada Brook, and the café’s owner didn’t agree."}'.encode("cp1252"))
    assert isinstance(article, Article)
    assert article.text.startswith("“We have")
    assert "windows-1252" in article.notes[0]


def test_a_byte_order_mark_before_the_first_line_is_left_out() -> None:
    (article,) = read(b"\xef\xbb\xbf" + json.dumps({"text": "No."}).encode())
    assert isinstance(article, Article)
    assert "byte order mark" in article.notes[0]


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"", "empty"), (b"\n \n", "empty"), ('{"text": "No."}'.encode("utf-16"), "binary")],
)
def test_what_is_no_json_lines_is_refused_whole(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(raw)
    assert refused.value.code == code


@given(st.binary(max_size=60), st.integers(1, 20))
def test_lines_are_those_of_the_input_up_to_the_limit(raw: bytes, limit: int) -> None:
    expected = [line if len(line) <= limit else None for line in io.BytesIO(raw)]
    assert list(jsonlines.lines(io.BytesIO(raw), limit)) == expected
