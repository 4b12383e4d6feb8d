"""Feeds, the agencies' formats and tables: several articles a file."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import pytest

from audit.domain.text import Article, SkippedInput
from audit.ingest import feed, jsonfile, markup, table, xmlfile
from audit.ingest.place import Place
from audit.ingest.refused import Refused
from tests.ingest.made import LINES

Read = Callable[[BinaryIO, Place], Iterator[Article | SkippedInput]]


def read(reader: Read, raw: bytes | str, limit: int = 500_000, columns: tuple[tuple[str, str], ...] = ()) -> list[Article | SkippedInput]:
    stream = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
    return list(reader(stream, Place("news/wire.x", "wire", limit, columns)))


def articles(reader: Read, raw: bytes | str, columns: tuple[tuple[str, str], ...] = ()) -> list[Article]:
    found = read(reader, raw, columns=columns)
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


def refused(reader: Read, raw: bytes | str, limit: int = 500_000, columns: tuple[tuple[str, str], ...] = ()) -> Refused:
    with pytest.raises(Refused) as caught:
        read(reader, raw, limit, columns)
    return caught.value


RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Quillport &amp; Gazette</title><language>en-GB</language>
<item><title>Harbour plan <![CDATA[<b>stalls</b>]]></title><link>https://quillport.example/1</link><guid>g1</guid>
<dc:creator>Mara Delling</dc:creator><category>Port</category><category>Town</category><pubDate>Tue, 5 Mar 2024 10:00:00 GMT</pubDate>
<description>Teaser.</description>
<content:encoded><![CDATA[<p>“No,” <i>she</i> said.</p><script>x()</script><p>Gone.</p>]]></content:encoded></item>
<item><title>Second</title><description>Words &lt;b&gt;of&lt;/b&gt; a summary.</description></item>
<item><title>Third</title><link>https://quillport.example/3</link></item></channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Quillport Gazette</title>
<entry><id>urn:1</id><title>T</title><link href="https://quillport.example/1"/><updated>2024-03-05T10:00:00Z</updated>
<author><name>Mara</name></author><author><name>Bo</name></author><content type="text">A &lt; B, she said.</content></entry></feed>"""


def test_a_feed_gives_an_article_an_entry() -> None:
    first, second, third = read(feed.read, RSS)
    assert isinstance(first, Article)
    assert first.text == "“No,” she said.\nGone."
    assert (first.title, first.byline, first.section) == ("Harbour plan stalls", "Mara Delling", "Port")
    assert first.outlet == "Quillport & Gazette"
    assert (first.published, first.url, first.language) == ("2024-03-05T10:00:00+00:00", "https://quillport.example/1", "en-GB")
    assert (first.origin, first.doc_id, first.notes) == ("news/wire.x:1", "g1", ())
    assert first.original_sha256 == hashlib.sha256(RSS.encode()).hexdigest()
    assert isinstance(second, Article)
    assert (second.text, second.doc_id) == ("Words of a summary.", "wire:2")
    assert second.notes == ("only the summary in the feed, which may not be the whole article",)
    assert isinstance(third, SkippedInput)
    assert (third.origin, third.code) == ("news/wire.x:3", "empty")


def test_an_atom_feed_is_read_by_any_name() -> None:
    for reader in (feed.read, xmlfile.read):
        (article,) = articles(reader, ATOM)
        assert article.text == "A < B, she said."
        assert (article.byline, article.outlet, article.published) == ("Mara, Bo", "Quillport Gazette", "2024-03-05T10:00:00+00:00")


def test_what_is_no_feed_is_refused() -> None:
    assert refused(feed.read, "No, she said.").code == "empty"
    assert refused(xmlfile.read, "<rss/>").code == "empty"


def test_an_entry_that_breaks_does_not_stop_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "published", lambda day: 1 / 0 if day else (None, ()))
    with pytest.raises(ZeroDivisionError):
        read(feed.read, RSS)
    monkeypatch.setattr(feed, "published", lambda day: [][1] if day else (None, ()))
    assert [getattr(one, "code", None) for one in read(feed.read, RSS)] == ["format", None, "empty"]


def g2(content: str, meta: str = "", head: str = "", root: str = "newsItem") -> str:
    return (
        f'<?xml version="1.0"?><{root} xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g:1" version="2" xml:lang="en-GB"><itemMeta>'
        f"{meta}</itemMeta><contentMeta>{head}</contentMeta><contentSet>{content}</contentSet></{root}>"
    )


XHTML = '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html></inlineXML>'
NITF = (
    '<nitf xml:lang="en"><head><title>t</title><docdata><doc-id id-string="d7"/><date.issue norm="20240305T100000Z"/></docdata>'
    '<pubdata name="Quillport Gazette" date.publication="2024-03-05" position.section="Port"/></head><body><body.head><hedline>'
    "<hl1>Harbour plan stalls</hl1></hedline><byline>By <person>Mara Delling</person></byline></body.head>"
    "<body.content><p>“No,”\n she said.</p>"
    "<hl2>Rain</hl2><p>Gone.</p></body.content></body></nitf>"
)


def test_newsml_g2_gives_the_item() -> None:
    meta = (
        '<provider qcode="nprov:QG"><name>Quillport Agency</name></provider><versionCreated>2024-03-05T10:00:00Z</versionCreated>'
        '<pubStatus qcode="stat:usable"/>'
    )
    head = '<headline>Harbour plan\n stalls</headline><by>Mara Delling</by><language tag="en-US"/><subject><name>Port</name></subject>'
    (article,) = articles(xmlfile.read, g2(XHTML.format("<p>“No,” <b>she</b> said.</p><!-- x --><p>Gone.</p>"), meta, head))
    assert article.text == "“No,” she said.\nGone."
    assert (article.title, article.byline, article.section) == ("Harbour plan stalls", "Mara Delling", "Port")
    assert article.outlet == "Quillport Agency"
    assert (article.published, article.language, article.url) == ("2024-03-05T10:00:00+00:00", "en-US", None)
    assert (article.origin, article.doc_id, article.notes) == ("news/wire.x", "urn:g:1", ())
    assert article.reader.startswith("lxml ")


def test_a_message_of_items_gives_each() -> None:
    gone = '<provider literal="QG"/><pubStatus qcode="stat:canceled"/><firstCreated>2024-03-04</firstCreated>'
    one = g2(f"<inlineXML>{NITF}</inlineXML>", gone)
    two = g2("<inlineData>Plain words, she said.</inlineData>").replace("urn:g:1", "https://quillport.example/2")
    three = g2('<inlineData contenttype="text/html">&lt;p&gt;Marked&lt;/p&gt;&lt;p&gt;words&lt;/p&gt;</inlineData>', "<provider/>")
    four = g2("<remoteContent/>")
    items = "".join(item.partition("?>")[2] for item in (one, two, three, four))
    raw = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'
    first, second, third, fourth = read(xmlfile.read, raw)
    assert isinstance(first, Article)
    assert first.text == "“No,” she said.\nRain\nGone."
    assert (first.title, first.byline, first.outlet, first.published) == ("Harbour plan stalls", "By Mara Delling", "QG", "2024-03-04")
    assert (first.language, first.notes) == ("en-GB", ("its status is 'canceled', not usable",))
    assert isinstance(second, Article)
    assert (second.text, second.url, second.origin) == ("Plain words, she said.", "https://quillport.example/2", "news/wire.x:2")
    assert isinstance(third, Article)
    assert (third.text, third.outlet) == ("Marked\nwords", None)
    assert isinstance(fourth, SkippedInput)
    assert (fourth.code, fourth.origin) == ("empty", "news/wire.x:4")


def test_nitf_alone_is_read() -> None:
    (article,) = articles(xmlfile.read, NITF)
    assert article.text == "“No,” she said.\nRain\nGone."
    assert (article.title, article.byline, article.outlet, article.section) == (
        "Harbour plan stalls",
        "By Mara Delling",
        "Quillport Gazette",
        "Port",
    )
    assert (article.doc_id, article.language, article.published) == ("d7", "en", "2024-03-05T10:00:00+00:00")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("<newsMessage/>", "empty"),
        ("<nitf><body/></nitf>", "empty"),
        ("<packageItem>", "format"),
        ("<other/>", "format"),
        ("no markup", "format"),
        ('<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "format"),
        ("", "empty"),
    ],
)
def test_what_is_no_news_in_xml_is_refused(raw: str, code: str) -> None:
    assert refused(xmlfile.read, raw).code == code


def test_xml_in_utf_16_and_pages_that_are_named_xml() -> None:
    (article,) = articles(xmlfile.read, ATOM.replace("utf-8", "utf-16").encode("utf-16"))
    assert article.text == "A < B, she said."
    (page,) = articles(xmlfile.read, "<html><body><p>No, said Ada Brook.</p></body></html>")
    assert page.text == "No, said Ada Brook."


def test_ninjs_of_every_version() -> None:
    first: dict[str, Any] = {
        "uri": "https://quillport.example/1",
        "headline_main": "Harbour <b>plan</b>",
        "byline": "Mara",
        "versioncreated": "2024-03-05T10:00:00Z",
        "copyrightholder": "Quillport Agency",
        "language": "en",
        "subject": [{"name": "Port"}],
        "body_main": "“No,” she said. Gone.",
        "body_richtext": "<p>“No,” she said.</p> <p>Gone.</p>",
    }
    later: dict[str, Any] = {
        "uri": "urn:2",
        "headlines": [{"role": "sub", "value": "S"}, {"role": "main", "value": "M"}],
        "by": "Bo",
        "pubstatus": "withheld",
        "firstcreated": "2024-03-04",
        "provider": "QA",
        "subjects": [3, {"name": "Town"}],
        "bodies": [3, {"contenttype": "text/plain", "value": "Words\nof it."}, {"value": ""}],
    }
    one, two = articles(jsonfile.read, json.dumps({"items": [first, later]}))
    assert one.text == "“No,” she said.\nGone."
    assert (one.title, one.byline, one.outlet, one.section) == ("Harbour plan", "Mara", "Quillport Agency", "Port")
    assert (one.published, one.url, one.language, one.notes) == ("2024-03-05T10:00:00+00:00", "https://quillport.example/1", "en", ())
    assert (two.text, two.title, two.byline, two.outlet, two.section) == ("Words\nof it.", "M", "Bo", "QA", "Town")
    assert (two.origin, two.doc_id, two.url, two.notes) == ("news/wire.x:2", "urn:2", None, ("its status is 'withheld', not usable",))
    (alone,) = articles(jsonfile.read, json.dumps({"headline": "T", "body_text": "<p>Marked</p> words"}))
    assert (alone.text, alone.title, alone.section, alone.origin) == ("Marked\nwords", "T", None, "news/wire.x")


def test_records_in_a_json_file_are_read_as_lines_are() -> None:
    found = read(jsonfile.read, json.dumps([{"text": "No.", "title": "T"}, 3, {"uri": "x"}, {"headlines": 1, "bodies": 2, "subjects": 3}]))
    assert isinstance(found[0], Article)
    assert (found[0].text, found[0].title, found[0].doc_id) == ("No.", "T", "wire:1")
    assert [getattr(one, "code", None) for one in found] == [None, "format", "empty", "empty"]


@pytest.mark.parametrize(("raw", "code"), [("{no", "format"), ("[]", "empty"), ("[" * 100_000, "format"), (b"\0\1\2\3" * 9, "binary")])
def test_what_is_no_json_is_refused(raw: bytes | str, code: str) -> None:
    assert refused(jsonfile.read, raw).code == code


def test_a_table_gives_an_article_a_row() -> None:
    raw = (
        'ID;Headline;Author;Date;Link;Text\nh1;Harbour;Mara;2024-03-05;https://quillport.example/1;"“No,”\r\nshe ""said""."\n'
        ";;;;;\n;;;;;Gone.\n;x;;;;\n"
    )
    first, second, third = read(table.read, raw)
    assert isinstance(first, Article)
    assert first.text == '“No,”\r\nshe "said".'
    assert (first.doc_id, first.title, first.byline, first.published) == ("h1", "Harbour", "Mara", "2024-03-05")
    assert (first.url, first.origin, first.outlet) == ("https://quillport.example/1", "news/wire.x:2", None)
    assert isinstance(second, Article)
    assert (second.text, second.doc_id, second.origin) == ("Gone.", "wire:4", "news/wire.x:4")
    assert isinstance(third, SkippedInput)
    assert (third.code, third.origin) == ("empty", "news/wire.x:5")


def test_columns_can_be_named() -> None:
    raw = "Article body,Kop,text\nNo.,T,other\nShort\n"
    named = (("text", "article_body"), ("title", "Kop"))
    one, two = articles(table.read, raw, named)
    assert (one.text, one.title, two.text, two.title) == ("No.", "T", "Short", None)
    missing = refused(table.read, raw, columns=(("text", "Body"),))
    assert (missing.code, "'Article body', 'Kop', 'text'" in missing.reason) == ("format", True)
    assert "--columns text=HEADING" in refused(table.read, "a,b\n1,2\n").reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_in_any_encoding(encoding: str) -> None:
    raw = "title\ttext\nThe café\t“We have no money,” said Ada Brook, and the café’s owner didn’t agree.\n".encode(encoding)
    (article,) = articles(table.read, raw)
    assert article.title == "The café"
    assert article.text.startswith("“We have no money,”")
    assert bool(article.notes) == (encoding != "utf-8")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"text\n", "empty"),
        (b"\0\1\2\3" * 99, "binary"),
        (b"text\n" + b'"' + b"word\n" * 300, "too_large"),
        (b"text" + b"," * 2000, "too_large"),
        (b"text\n" + b"," * 2000, "too_large"),
        (b"text\n" + b"ab\n" * 1_000 + b"," * 2000, "too_large"),
        (b'"' + b"word\n" * 300, "too_large"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(raw: bytes, code: str) -> None:
    assert refused(table.read, raw, 1000).code == code


def test_a_fault_of_the_table_is_told_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    def broken(*_: object, **__: object) -> Iterator[list[str]]:
        yield ["text"]
        yield ["No."]
        raise csv.Error("new-line character seen")

    monkeypatch.setattr(csv, "reader", broken)
    assert "row 3 cannot be read (new-line character seen)" in refused(table.read, "text\n").reason


def test_html_without_words() -> None:
    assert markup.html(" ") == ""
    assert markup.html("<!-- only -->") == ""
    assert markup.text(None) == ""
    assert markup.html("<table><tr><td>a</td><td>b</td></tr></table><p>c\nd</p>") == "a b\nc d"
    assert LINES[0] in markup.html(f"<div><p>{LINES[0]}")
