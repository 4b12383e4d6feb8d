"""Given names with the pronoun that their bearers take, for ``audit/lexicons/data/given_names.toml``, from the package nomquamgender.

    python -m pip download --no-deps nomquamgender==0.1.4   # unpack it in FOLDER
    python -m training given_names FOLDER

The package (MIT) counts the bearers of a name in some thirty registers of the world. A name is taken where ``SOURCES`` of them and
``BEARERS`` people know it, and where
``SHARE`` of the bearers are of one gender.
"""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from training.common import ROOT

TARGET = ROOT / "audit" / "lexicons" / "data" / "given_names.toml"
SOURCES, BEARERS, SHARE = 5, 300, 0.95
COMMON, SHARE_IF_COMMON = 100_000, 0.92
"""The registers take more of a common name's bearers for others by mistake."""
HEAD = """\
# Given names by the pronoun that {share:.0%} and more of their bearers take, without accents. Written by python -m training given_names; do not
# edit. A hint among others, never a fact: what the text says goes before it. From {package}, whose licence asks that it stand here:
"""
_NAME = re.compile(r"[a-z][a-z'-]{1,19}")


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training given_names")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(argv).folder
    (told,) = folder.glob("nomquamgender-*.dist-info")
    known = json.loads((folder / "nomquamgender" / "name_data.json").read_text(encoding="utf-8"))
    licence = (told / "LICENSE").read_text(encoding="utf-8").strip().splitlines()
    lines = [
        HEAD.format(share=SHARE, package=told.name.removesuffix(".dist-info").replace("-", " ")),
        *(f"# {x}".rstrip() for x in licence),
        "",
    ]
    lines += [f'{key} = """\n{_folded(value)}\n"""\n' for key, value in listed(known).items()]
    TARGET.write_text("\n".join(lines), encoding="utf-8")


def listed(known: dict[str, list[Any]]) -> dict[str, set[str]]:
    """The names of each list, from rows of (registers, bearers, share of women, …)."""
    out: dict[str, set[str]] = {"male": set(), "female": set()}
    for name, (sources, bearers, women, *_) in known.items():
        gender, share = ("female", women) if women > 0.5 else ("male", 1 - women)
        enough = share >= (SHARE_IF_COMMON if bearers >= COMMON else SHARE)
        if enough and sources >= SOURCES and bearers >= BEARERS and _NAME.fullmatch(name):
            out[gender].add(name)
    return out


def _folded(names: Iterable[str]) -> str:
    return "\n".join(textwrap.wrap(" ".join(sorted(names)), 140, break_on_hyphens=False, break_long_words=False))


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
