"""Reading articles: one reader a format, chosen by the name's suffix (``readers.formats``)."""

from audit.ingest.discover import read_paths, read_text

__all__ = ["read_paths", "read_text"]
