"""source-audit: the sourcing linter for news."""

__version__ = "0.2.0"
