"""The site of the docs: ``make docs`` (docs/decisions/0021-site.md). The root is the repository, so that links between its folders hold."""

from __future__ import annotations

project = "source-audit"
author = "the source-audit contributors"
extensions = ["myst_parser"]
root_doc = "docs/index"
include_patterns = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/**.md", "samples/README.md", "training/README.md"]
myst_heading_anchors = 3
html_theme = "alabaster"
html_theme_options = {"description": "The sourcing linter for news", "fixed_sidebar": True, "page_width": "72rem", "sidebar_width": "16rem"}
html_show_sourcelink = False
suppress_warnings = [
    "misc.highlighting_failure",  # listings of the screen are no language
]
