"""Files of every kind, made here: our own words, as small as their formats allow."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence

LINES = (
    "The harbour plan has stalled, the port master said on Tuesday, as crews waited for a second week in the rain.",
    "“It is a disgrace,” said a dock worker, who spoke on condition of anonymity because he feared for his job.",
    "The council will meet on Friday, according to a notice on its door.",
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
_CORE = """<?xml version="1.0"?><cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Harbour plan stalls</dc:title><dc:creator>Mara Delling</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>"""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in files.items():
            packed.writestr(name, words)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as packed:  # type: ignore[call-overload]
        for name, raw in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            packed.addfile(member, io.BytesIO(raw))
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document of ``<w:p>`` elements; ``parts`` are further files of ``word/``."""
    document = f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    files = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": document, "docProps/core.xml": _CORE}
    return zipped(files | {f"word/{name}.xml": f'<?xml version="1.0"?>{words}' for name, words in parts.items()})


def docx_paragraphs(*lines: str) -> str:
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)


def odt(body: str, meta: str = "") -> bytes:
    """An OpenDocument text of ``<text:p>`` elements."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("meta", "meta"), ("manifest", "manifest"))
    )
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f'<?xml version="1.0"?><office:document-content {names} office:version="1.3"><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>",
            "meta.xml": f'<?xml version="1.0"?><office:document-meta {names} office:version="1.3"><office:meta>{meta}</office:meta>'
            "</office:document-meta>",
            "styles.xml": f'<?xml version="1.0"?><office:document-styles {names} office:version="1.3"/>',
            "META-INF/manifest.xml": f'<?xml version="1.0"?><manifest:manifest {names} manifest:version="1.3">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
            '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        }
    )


Put = tuple[float, float, float, str]
"""Where a line stands: points from the left, points from the top, letter height, words (Latin-1)."""


def pdf(pages: Sequence[Sequence[Put]], info: Mapping[str, str] | None = None, picture: Sequence[int] = ()) -> bytes:
    """A PDF of A4 pages in Helvetica; those numbered in ``picture`` (from 0) are covered by a grey picture."""
    objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    grey = zlib.compress(b"\x80" * 64)
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode"
        b" /Length %d >>\nstream\n%s\nendstream" % (len(grey), grey)
    )
    kids = []
    for at, page in enumerate(pages):
        drawn = b"q 595 0 0 842 0 0 cm /P Do Q\n" if at in picture else b""
        for left, top, height, words in page:
            escaped = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            drawn += b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (height, left, 842 - top, escaped)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> /XObject << /P 4 0 R >> >> >>" % len(objects)
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    objects.append(b"<< %s >>" % b" ".join(b"/%s (%s)" % (key.encode(), value.encode()) for key, value in (info or {}).items()))
    out = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(objects),
        len(out),
    )


def page(*paragraphs: str) -> str:
    """A web page with those paragraphs."""
    words = "".join(f"<p>{line}</p>" for line in paragraphs)
    return f"<!DOCTYPE html><html><head><title>Harbour plan stalls</title></head><body><article>{words}</article></body></html>"


def epub(pages: Mapping[str, str], told: str = "", **files: str) -> bytes:
    """An issue whose pages, in the folder ``OPS``, stand in the order given; ``told`` is metadata, ``files`` further ones of ``META-INF``.

    A page whose name begins with ``nav`` is the table of contents.
    """
    nav = {name: ' properties="nav"' if name.startswith("nav") else "" for name in pages}
    items = "".join(f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"{nav[name]}/>' for n, name in enumerate(pages))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{told}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/issue.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    inside = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/issue.opf": package}
    inside |= {f"OPS/{name}": words for name, words in pages.items()}
    return zipped(inside | {f"META-INF/{name}.xml": words for name, words in files.items()})


def warc(*records: tuple[str, str, bytes], status: str = "200 OK", compress: bool = False) -> bytes:
    """A web archive of responses: address, media type, body."""
    out = b""
    for url, kind, body in records:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        out += gzip.compress(record) if compress else record
    return out


def eml(headers: Mapping[str, str], body: str) -> bytes:
    return ("".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n" + body).encode()
