"""Media types, and the suffixes of the readers that take them."""

from __future__ import annotations

KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/epub+zip": ".epub",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
}
"""Media types that can be articles."""


def kind(told: str | None) -> str:
    """The media type in a header "Content-Type", in lower case and without its parameters; "" where there is none."""
    return str(told or "").partition(";")[0].strip().lower()
