"""Office documents, PDF and mail: the words, what the file says of itself, and what was left out."""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Callable
from typing import BinaryIO

import pytest

from audit.domain.text import Article
from audit.ingest import docx, mail, odt, pdf, rtf
from audit.ingest.place import Place
from audit.ingest.refused import Refused
from tests.ingest import made
from tests.ingest.made import LINES

PLACE = Place("news/harbour.x", "harbour", 500_000)
Read = Callable[[BinaryIO, Place], Article]


def read(reader: Read, raw: bytes, limit: int = PLACE.limit) -> Article:
    return reader(io.BytesIO(raw), Place(PLACE.origin, PLACE.stem, limit))


def refused(reader: Read, raw: bytes, limit: int = PLACE.limit) -> Refused:
    with pytest.raises(Refused) as caught:
        read(reader, raw, limit)
    return caught.value


def test_a_word_document_gives_its_paragraphs_and_properties() -> None:
    raw = made.docx(made.docx_paragraphs(*LINES))
    article = read(docx.read, raw)
    assert article.text.split("\n\n") == list(LINES)
    assert (article.title, article.byline, article.language) == ("Harbour plan stalls", "Mara Delling", "en-GB")
    assert (article.origin, article.doc_id, article.published) == ("news/harbour.x", "harbour", None)
    assert article.original_sha256 == hashlib.sha256(raw).hexdigest()
    assert article.reader.startswith("mammoth 1.")
    assert article.notes == ()


def test_tracked_insertions_are_kept_and_the_view_is_told() -> None:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    body = (
        f"<w:p>{run.format('A dock worker, ')}"
        f'<w:ins w:id="1" w:author="desk">{run.format("who spoke on condition of anonymity, ")}</w:ins>'
        '<w:del w:id="2" w:author="desk"><w:r><w:delText>Bo Ek, </w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="3">{run.format("gone")}</w:moveFrom><w:moveTo w:id="4">{run.format("called it ")}</w:moveTo>'
        f"{run.format('a disgrace.')}</w:p>"
    )
    article = read(docx.read, made.docx(body))
    assert article.text == "A dock worker, who spoke on condition of anonymity, called it a disgrace."
    assert article.notes == (
        "tracked changes read as accepted, with insertions in the text and deletions left out "
        "(deletions: 1, insertions: 1, moved passages: 2)",
    )


def test_what_stands_beside_the_body_is_told() -> None:
    notes = "".join(f'<w:footnote w:id="{n}"><w:p/></w:footnote>' for n in range(3))
    raw = made.docx(
        made.docx_paragraphs(*LINES),
        footnotes=f"<w:footnotes {made._W}>{notes}</w:footnotes>",
        comments=f"<w:comments {made._W}/>",
    )
    assert read(docx.read, raw).notes == ("footnotes and endnotes were left out", "comments in the margin were left out")


def test_a_document_without_properties_has_none() -> None:
    parts = {"[Content_Types].xml": made._TYPES, "_rels/.rels": made._RELS}
    body = f"<w:document {made._W}><w:body>{made.docx_paragraphs('No, she said.')}</w:body></w:document>"
    article = read(docx.read, made.zipped(parts | {"word/document.xml": body}))
    assert (article.text, article.title, article.byline) == ("No, she said.", None, None)
    broken = read(docx.read, made.zipped(parts | {"word/document.xml": body, "docProps/core.xml": "<no"}))
    assert broken.title is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"PK\x03\x04 but no zip", "format"),
        (b"\xd0\xcf\x11\xe0 an old one", "encrypted"),
        (made.zipped({"a.txt": "No."}), "format"),
        (made.docx("<w:p/>").replace(b"[Content_Types].xml", b"[Content_Typos].xml"), "format"),
        (b"", "empty"),
    ],
)
def test_what_is_no_document_is_refused(raw: bytes, code: str) -> None:
    assert refused(docx.read, raw).code == code
    assert refused(odt.read, raw).code == code


def test_entities_are_refused_before_any_library_sees_them() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "boo">]><a>&b;</a>'
    for encoding in ("utf-8", "utf-16"):
        for name in ("word/document.xml", "docProps/core.xml"):
            raw = made.zipped({"[Content_Types].xml": made._TYPES, "_rels/.rels": made._RELS, name: bomb.encode(encoding)})
            assert "document type" in refused(docx.read, raw).reason


def test_xml_that_swells_is_refused_before_it_is_unpacked() -> None:
    raw = made.docx(made.docx_paragraphs("word " * 200_000))
    assert len(raw) < 20_000
    assert refused(docx.read, raw, 20_000).code == "too_large"


def test_a_document_with_a_password_is_refused() -> None:
    raw = bytearray(made.docx("<w:p/>"))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(sign)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(sign, at + 1)
    assert refused(docx.read, bytes(raw)).code == "encrypted"


def test_an_opendocument_text_gives_its_paragraphs() -> None:
    meta = "<dc:title>Harbour plan stalls</dc:title><dc:creator>Mara Delling</dc:creator><dc:language>en-GB</dc:language>"
    body = (
        "<text:h>Harbour</text:h><text:p>One<text:s text:c='3'/>two<text:tab/>three <text:span>four</text:span>"
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>Foot.</text:p>"
        "</text:note-body></text:note> five<office:annotation><text:p>remark</text:p></office:annotation>.</text:p><text:p> </text:p>"
    )
    article = read(odt.read, made.odt(body, meta))
    assert article.text == "Harbour\nOne   two\tthree four five."
    assert (article.title, article.byline, article.language) == ("Harbour plan stalls", "Mara Delling", "en-GB")
    assert article.reader.startswith("odfdo ")
    assert article.notes == ("footnotes and endnotes were left out", "comments in the margin were left out")


def test_tracked_changes_of_an_opendocument_text_are_accepted() -> None:
    info = "<office:change-info><dc:creator>desk</dc:creator><dc:date>2024-03-05T10:00:00</dc:date></office:change-info>"
    body = (
        "<text:tracked-changes>"
        f'<text:changed-region text:id="a"><text:deletion>{info}<text:p>Bo Ek</text:p></text:deletion></text:changed-region>'
        f'<text:changed-region text:id="b"><text:insertion>{info}</text:insertion></text:changed-region></text:tracked-changes>'
        '<text:p>A worker<text:change text:change-id="a"/>, <text:change-start text:change-id="b"/>who asked not to be named,'
        '<text:change-end text:change-id="b"/> said no.</text:p>'
    )
    article = read(odt.read, made.odt(body))
    assert article.text == "A worker, who asked not to be named, said no."
    assert article.notes == (
        "tracked changes read as accepted, with insertions in the text and deletions left out (insertions: 1, deletions: 1)",
    )


def test_rich_text_gives_its_words_without_deletions() -> None:
    raw = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\info{\title Harbour \u8220?plan\u8221?}{\author Mara D\'e9lling}}{\fonttbl{\f0 Arial;}}"
        rb"\f0 He {\deleted never }{\revised once }said \ldblquote no\rdblquote  \u55357?\u56832? caf\'e9.\par Next.\par}"
    )
    article = read(rtf.read, raw)
    assert article.text == "He once said “no” 😀 café.\nNext."
    assert (article.title, article.byline) == ("Harbour “plan”", "Mara Délling")
    told = "insertions: 1, deletions: 1"
    assert article.notes == (f"tracked changes read as accepted, with insertions in the text and deletions left out ({told})",)
    never_closed = rb"{\rtf1{\info{\title " + rb"\u8220?le " * 400 + rb"\bad words}} No, she said.}"
    assert read(rtf.read, never_closed).title is None  # found by tests/fuzz: it took longer than anybody waits
    gaps = rb'{\rtf1 {\field{\*\fldinst{HYPERLINK "https://quillport.example/"}}{\fldrslt{No}}}' + b" " * 5000 + b", she said.}"
    assert read(rtf.read, gaps).text.split() == ["No", ",", "she", "said."]  # found by tests/fuzz: minutes, and the address among the words
    fonts = rb"{\rtf1{\fonttbl" + rb"{\f0\fcharset0 " * 400 + rb"}" * 401 + rb" No, she said.}"
    assert read(rtf.read, fonts).text.strip() == "No, she said."
    greek = rb"{\rtf1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset161 Arial Greek;}}\f1 \'ef\'f7\'e9, \f0 she said.}"
    assert read(rtf.read, greek).text == "οχι, she said."
    plain = read(rtf.read, rb"{\rtf1 No, she said.}")
    assert (plain.text, plain.title, plain.notes) == ("No, she said.", None, ())
    assert refused(rtf.read, b"No, she said.").code == "format"


def column(left: float, top: float, lines: tuple[str, ...], height: float = 10) -> list[made.Put]:
    return [(left, top + 12 * number, height, line) for number, line in enumerate(lines)]


ONE = (
    "The harbour plan has stalled, the port",
    "master said on Tuesday, as crews wait-",
    "ed for a second week in the rain, and",
    "nobody knew the end.",
)
ONE_READ = (
    "The harbour plan has stalled, the port master said on Tuesday, as crews waited for a second week in the rain, and nobody knew the end."
)
TWO = (
    "A well-known engineer, Ada Brook, asked",
    "who would pay for it, and she is a well-",
    "known one. The long-term plan is",
    "a matter for the council of the town",
)
THREE = ("and for nobody else, she said later.", "She left the yard without a word to", "those who were waiting at the gate.")


def test_a_pdf_is_read_column_after_column() -> None:
    first = [(60.0, 30.0, 8.0, "Quillport Gazette  5 March  Page 1"), (60.0, 80.0, 20.0, "Harbour plan stalls in the rain of March")]
    first += column(60, 120, ONE) + column(60, 180, TWO) + column(320, 120, THREE * 3)
    second = [(60.0, 30.0, 8.0, "Quillport Gazette  5 March  Page 2"), *column(60, 80, ONE)]
    article = read(pdf.read, made.pdf([first, second], {"Title": "Harbour plan", "Author": "Mara Delling"}))
    assert article.text.split("\n") == [
        "Harbour plan stalls in the rain of March",
        ONE_READ,
        "A well-known engineer, Ada Brook, asked who would pay for it, and she is a well-known one. The long-term plan is a matter for the "
        "council of the town and for nobody else, she said later. She left the yard without a word to those who were waiting at the gate. "
        + " ".join(THREE * 2),
        ONE_READ,
    ]
    assert (article.title, article.byline) == ("Harbour plan", "Mara Delling")
    assert article.notes == (
        "running headers, footers and page numbers left out: 2",
        "words rejoined that were split at the end of a line: 3; the text has them without the hyphen",
    )
    assert article.reader.startswith("pdfplumber ")


SHORT = ("The pier closes in the autumn, the port", "master said.")


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/29/26, 1:20 AM          Pier to close", "https://post.example/pier                 1/1"),
        ("29.11.2026, 01:20         Pier to close", "file:///home/ona/pier.html 1/1"),
        ("Pier to close         https://post.example/pier", "1 of 1                    11/29/26, 01:20"),
    ],
)
def test_a_page_that_a_browser_printed_has_its_paragraphs_and_no_address(head: str, foot: str) -> None:
    """Space between short paragraphs is more usual there than space within; a headline of two lines is one."""
    page: list[made.Put] = [(60, 40, 8, head), (60, 90, 20, "Port to close the pier,"), (60, 114, 20, "people briefed on it say")]
    tops = range(160, 400, 60)
    page += [
        put for top in tops for put in ((60, top, 10, SHORT[0]), (60, top + 14, 10, SHORT[1]), (60, top + 40, 10, "“Never,” she said."))
    ]
    page += [(60, 800, 8, foot)]
    article = read(pdf.read, made.pdf([page]))
    assert article.text.split("\n") == [
        "Port to close the pier, people briefed on it say",
        *[" ".join(SHORT), "“Never,” she said."] * len(tops),
    ]
    assert article.notes == ("running headers, footers and page numbers left out: 2",)
    alone = read(pdf.read, made.pdf([page[:-1]])).text
    assert " ".join(head.split()) in alone  # half of it proves nothing


def test_a_title_that_a_program_gave_is_none() -> None:
    assert read(pdf.read, made.pdf([column(60, 80, ONE)], {"Title": "Microsoft Word - harbour.docx"})).title is None


def test_pages_that_are_pictures_are_told() -> None:
    article = read(pdf.read, made.pdf([column(60, 80, ONE), []], picture=[1]))
    assert article.notes[0] == "pages not read because they are images of text: 2; run text recognition on the file to include them"
    all_of_them = refused(pdf.read, made.pdf([[], []], picture=[0, 1]))
    assert (all_of_them.code, "(2 of 2)" in all_of_them.reason, "ocrmypdf" in all_of_them.reason) == ("scan", True, True)
    assert read(pdf.read, made.pdf([[]])).text == ""


def test_what_is_no_pdf_or_too_long_or_locked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(pdf.read, b"No, she said.").code == "format"
    monkeypatch.setattr(pdf, "_MOST_PAGES", 1)
    assert refused(pdf.read, made.pdf([[], []])).code == "too_large"
    with pytest.raises(Exception, match=r".") as broken:
        read(pdf.read, b"%PDF-1.4\nnothing of a PDF")
    assert not isinstance(broken.value, Refused)

    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    def locked(_: object) -> None:
        raise ValueError(PDFPasswordIncorrect())

    monkeypatch.setattr(pdfplumber, "open", locked)
    assert refused(pdf.read, made.pdf([[]])).code == "encrypted"


def test_a_message_gives_its_text_and_headers() -> None:
    headers = {
        "From": "=?utf-8?q?Mara_D=C3=A9lling?= <mara@gazette.example>",
        "Subject": "Harbour plan stalls",
        "Date": "Tue, 5 Mar 2024 10:00:00 +0000",
        "Content-Type": "text/plain; charset=utf-8; format=flowed",
    }
    article = read(mail.read, made.eml(headers, "One long \r\nline of “words”.\r\n\r\n> quoted \r\n-- \r\nsignature\r\n"))
    assert article.text == "One long line of “words”.\n\n> quoted\n--\nsignature"
    assert (article.title, article.byline, article.published) == ("Harbour plan stalls", "Mara Délling", "2024-03-05T10:00:00+00:00")
    assert article.notes == ()
    assert article.reader.startswith("email ")


MIXED = """--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

=93No,=94 she said in the caf=E9.
--c
Content-Type: text/html

<p>other</p>
--c--
--b
Content-Type: application/pdf; name="harbour.pdf"
Content-Disposition: attachment; filename="harbour.pdf"

JVBERi0=
--b--
"""


def test_the_plain_text_is_taken_and_attachments_are_told() -> None:
    article = read(mail.read, made.eml({"From": "desk@gazette.example", "Content-Type": "multipart/mixed; boundary=b"}, MIXED))
    assert article.text == "“No,” she said in the café."
    assert article.byline == "desk@gazette.example"
    assert article.notes == (
        "read as windows-1252, as the file declares",
        "attachments not read: harbour.pdf; to audit them, save them and give the files",
    )


def test_a_message_in_html_only_is_read_as_lines() -> None:
    body = "<html><head><style>p {}</style></head><body><p>No, <b>she</b>\n said.</p><p>She &amp; Bo left.<br>Gone.</p></body></html>"
    article = read(mail.read, made.eml({"Content-Type": "text/html; charset=utf-8"}, body))
    assert article.text == "No, she said.\nShe & Bo left.\nGone."
    assert (article.title, article.byline) == (None, None)


def test_a_message_without_words_is_refused() -> None:
    assert refused(mail.read, made.eml({"Content-Type": "image/png"}, "x")).code == "empty"


@pytest.mark.parametrize(
    "header", ['From: "\x00<', "From: =?x?q?=FF?= <a@b", "Date: x\nSubject: =?utf-8?b?/w==?=", "Content-Type: text/plain; charset=no"]
)
def test_broken_headers_do_no_harm(header: str) -> None:
    assert read(mail.read, f"{header}\n\nNo, she said.".encode()).text == "No, she said."


def test_a_broken_kind_of_attachment_can_be_told() -> None:
    """Found by tests/fuzz: the kind of a part can hold anything."""
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nNo, she said.\n--b\nContent-Type: image/p\x00\xff\n\nx\n--b--\n"
    article = read(mail.read, raw)
    for note in article.notes:
        assert "\0" not in note
        note.encode("utf-8")


def test_flowed_lines_can_lose_their_space() -> None:
    headers = {"Content-Type": "text/plain; format=flowed; delsp=yes"}
    assert read(mail.read, made.eml(headers, "One wo \nrd.\n more")).text == "One word.\nmore"


def test_more_parts_than_a_message_has_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_MOST_PARTS", 1)
    article = read(mail.read, made.eml({"Content-Type": "multipart/mixed; boundary=b"}, MIXED))
    assert article.notes == ("read as windows-1252, as the file declares",)


@pytest.mark.parametrize(
    ("reader", "module"), [(docx.read, "mammoth"), (odt.read, "odfdo"), (rtf.read, "striprtf.striprtf"), (pdf.read, "pdfplumber")]
)
def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch, reader: Read, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    found = refused(reader, b"")
    assert found.code == "package"
    assert 'python -m pip install "source-audit[formats]"' in found.reason
