"""XML and pieces of HTML that other formats carry: taken apart without entities, files or network, and told as lines of text."""

from __future__ import annotations

import re
from typing import Any

from audit.ingest.decode import storable
from audit.ingest.refused import Refused

_LINES = frozenset(
    "address article aside block blockquote body br caption center dd details dir div dl dt fieldset figcaption figure footer form "  # noqa: SIM905
    "h1 h2 h3 h4 h5 h6 head header hl1 hl2 hr html li main nav nitf ol p pre section summary table tbody tfoot thead tr ul".split()
)
"""Elements of HTML and NITF that begin and end a line."""
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(
    "audio button canvas head iframe math media noscript object script select style svg template textarea video".split()  # noqa: SIM905
)
"""Elements whose words are not the article's."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DTD = tuple(sign.encode(codec) for sign in ("<!DOCTYPE", "<!ENTITY") for codec in ("ascii", "utf-16-le", "utf-16-be"))
HTML = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
"""What shows that words are written in HTML."""


def xml(raw: bytes) -> Any:
    """The root element of an XML document.

    Raises ``Refused`` (format) where it is none, or declares a document type: none of the formats read here needs one, and entities
    are declared in them.
    """
    from lxml import etree

    refuse_declarations(raw)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("format", f"it is not well-formed XML ({error}); get a clean copy") from error


def refuse_declarations(raw: bytes) -> None:
    """Raises ``Refused`` (format) where XML declares a document type or entities."""
    if any(sign in raw for sign in _DTD):
        raise Refused("format", "its XML declares a document type, which is not safe to read; save its text as .txt and give that file")


def html(words: str) -> str:
    """The text of a page or of a piece of one, a block a line."""
    from lxml import etree

    raw = words.encode("utf-8", "replace")
    if not raw.strip():
        return ""
    try:
        root = etree.fromstring(raw, etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("format", f"its HTML could not be read ({error}); save its text as .txt and give that file") from error
    return text(root)


def text(root: Any) -> str:
    """The words of an element of HTML, XHTML or NITF: a block a line, cells a space apart, scripts left out."""
    from lxml import etree

    if root is None:
        return ""
    parts: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if event == "start":
            silent += name in _SILENT
            parts += [_edge(name), (element.text or "") if not silent else ""]
        else:
            silent -= name in _SILENT
            parts += [_edge(name), (element.tail or "") if not silent and element is not root else ""]
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(_flat(parts)).split("\n"))
    return storable("\n".join(line for line in lines if line))[0]


def local(element: Any) -> str:
    """The name of an element without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def _edge(name: str) -> str:
    return "\n" if name in _LINES else " " if name in _CELLS else ""


def _flat(parts: list[str]) -> list[str]:
    """Line breaks in the source are space; only edges of blocks break lines."""
    return [part if part == "\n" else part.replace("\n", " ") for part in parts]
