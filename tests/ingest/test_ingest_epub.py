"""EPUB: each page with words is an article, in reading order; what cannot be read is told."""

from __future__ import annotations

import io
import zipfile

import pytest

from audit.domain.text import Article, SkippedInput
from audit.ingest import epub
from audit.ingest.place import Place
from audit.ingest.refused import Refused
from tests.ingest import made
from tests.ingest.made import LINES

PLACE = Place("issues/march.epub", "march", 200_000)
TOLD = (
    "<dc:title>Harbour Weekly, 3 March</dc:title><dc:publisher>Harbour Press</dc:publisher>"
    "<dc:date>2031-03-03</dc:date><dc:language>en-GB</dc:language>"
)
COVER = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Cover</title></head><body><img src="c.jpg"/></body></html>'


def story(*lines: str, title: str = "Harbour plan stalls") -> str:
    words = "".join(f"<p>{line}</p>" for line in lines)
    head = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
    return f"{head}<head><title>{title}</title></head><body><h1>{title}</h1>{words}</body></html>"


def read(raw: bytes, limit: int = PLACE.limit) -> list[Article | SkippedInput]:
    return list(epub.read(io.BytesIO(raw), Place(PLACE.origin, PLACE.stem, limit)))


def refused(raw: bytes, limit: int = PLACE.limit) -> str:
    with pytest.raises(Refused) as caught:
        read(raw, limit)
    return caught.value.code


def test_each_page_is_an_article_in_reading_order_with_what_the_issue_says() -> None:
    pages = {
        "cover.xhtml": COVER,
        "nav.xhtml": story("Contents"),
        "text/b%20c.xhtml": story(*LINES),
        "a.xhtml": story(LINES[0], title="Rain"),
    }
    first, second = read(renamed(made.epub(pages, TOLD), {"OPS/text/b%20c.xhtml": "OPS/text/b c.xhtml"}))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text.split("\n") == list(LINES)
    assert (first.origin, first.doc_id) == ("issues/march.epub/OPS/text/b c.xhtml", "b c")
    assert (first.title, second.title) == ("Harbour plan stalls", "Rain")
    for article in (first, second):
        assert (article.outlet, article.published, article.language) == ("Harbour Press", "2031-03-03", "en-GB")
        assert article.reader is not None
        assert article.reader.startswith("trafilatura ")


def test_without_a_publisher_the_title_of_the_issue_is_the_outlet() -> None:
    (article,) = read(made.epub({"a.xhtml": story(*LINES)}, "<dc:title>Harbour Weekly</dc:title><dc:date>one day in March</dc:date>"))
    assert isinstance(article, Article)
    assert (article.outlet, article.published) == ("Harbour Weekly", None)
    assert article.notes == ("the date 'one day in March' was left out; write it as 2024-01-31",)


def test_a_page_that_cannot_be_read_costs_no_other() -> None:
    pages = {"a.xhtml": story("x" * 300_000), "b.xhtml": story(*LINES), "c.xhtml": story(LINES[1]), "d.xhtml": story(LINES[2])}
    raw = made.epub(pages, encryption=locked("OPS/c.xhtml"))
    found = read(renamed(raw, {"OPS/d.xhtml": "OPS/elsewhere.xhtml"}))
    assert [getattr(item, "code", None) for item in found] == ["too_large", None, "encrypted", "format"]
    assert found[3].origin == "issues/march.epub/OPS/d.xhtml"


def test_fonts_may_be_encrypted() -> None:
    (article,) = read(made.epub({"a.xhtml": story(*LINES)}, encryption=locked("OPS/fonts/serif.otf")))
    assert isinstance(article, Article)


def test_what_is_no_issue_is_refused() -> None:
    good = made.epub({"a.xhtml": story(*LINES)})
    assert refused(b"PK\x03\x04 no zip") == "format"
    assert refused(made.zipped({"a.xhtml": story(*LINES)})) == "format"
    assert refused(renamed(good, {"OPS/issue.opf": "OPS/other.opf"})) == "format"
    assert refused(made.zipped({"META-INF/container.xml": "<container/>"})) == "format"
    assert refused(made.epub({})) == "empty"
    assert refused(good, 100) == "too_large"
    declared = '<!DOCTYPE container [<!ENTITY a "b">]><container><rootfile full-path="&a;"/></container>'
    assert refused(made.zipped({"META-INF/container.xml": declared})) == "format"


def locked(name: str) -> str:
    cipher = f'<CipherData><CipherReference URI="{name}"/></CipherData>'
    return f'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData>{cipher}</EncryptedData></encryption>'


def renamed(raw: bytes, names: dict[str, str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return made.zipped({names.get(member.filename, member.filename): packed.read(member) for member in packed.infolist()})
