"""Shares as stacked bars, drawn as SVG without script or style of its own, so that the page's style sheet colours them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audit.domain.totals import Group
from audit.report.summary import TYPE_WORDS
from audit.report.words import shortened

_LABELLED = 0.12
"""Share from which a bar has room for its own label."""
_LETTERS = {"named": "N", "official": "O", "anonymous": "A", "no source": "?"}
_DROPPED = ("style", "script", "desc", "title", "comment")
"""What pygal draws besides the picture."""
_NAME = 34
"""Characters of a group's name beside its bar."""


def bars(groups: Sequence[Group], about: str) -> str:
    """One bar a group, one below the other, as an ``svg`` element; ``about`` is what a screen reader says of it."""
    from pygal import HorizontalStackedBar

    drawn = HorizontalStackedBar(**_options(height=110 + 34 * len(groups)))
    backwards = list(reversed(groups))  # the first group stands on top
    drawn.x_labels = [shortened(group.name or "(none)", _NAME) for group in backwards]
    return _svg(drawn, backwards, about)


def months(groups: Sequence[Group], about: str) -> str:
    """One column a month, as an ``svg`` element; ``about`` as in ``bars``."""
    from pygal import StackedBar

    drawn = StackedBar(**_options(height=360, x_label_rotation=60 if len(groups) > 8 else 0))
    drawn.x_labels = [group.name or "(none)" for group in groups]
    return _svg(drawn, groups, about, labels=len(groups) <= 16)


def _options(**more: Any) -> dict[str, Any]:
    return {
        "width": 900,
        "range": (0, 1),
        "value_formatter": "{:.0%}".format,
        "y_labels": [0, 0.25, 0.5, 0.75, 1],
        "legend_at_bottom": True,
        "print_labels": True,
        "js": (),
        "disable_xml_declaration": True,
        "truncate_label": -1,
        **more,
    }


def _svg(drawn: Any, groups: Sequence[Group], about: str, labels: bool = True) -> str:
    from pygal.etree import etree

    for kind, word in TYPE_WORDS.items():
        shares = [group.share(kind) for group in groups]
        told = [f"{_LETTERS[word]} {share:.0%}" if labels and share >= _LABELLED else "" for share in shares]
        drawn.add(f"{_LETTERS[word]} {word}", [{"value": share, "label": label} for share, label in zip(shares, told, strict=True)])
    root = drawn.render_tree()
    for parent in list(root.iter()):
        for child in list(parent):
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else "comment"
            if name in _DROPPED or "tooltip-overlay" in (child.get("class") or ""):
                parent.remove(child)
    for element in root.iter():
        element.attrib.pop("style", None)
        element.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", about)
    return str(etree.tostring(root, encoding="unicode"))
