"""The countries of the world for ``audit/lexicons/data/countries.toml``, from two packages of the npm registry.

    npm pack countries-list cldr-localenames-full       # each is unpacked into a folder of its own name
    python -m training countries FOLDER

Names and capitals are those of countries-list (MIT), other names those of Unicode's CLDR (Unicode-3.0). What no package has, and what
newspapers call countries besides, stands in ``institutions.toml``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.common import ROOT

TARGET = ROOT / "audit" / "lexicons" / "data" / "countries.toml"
HEAD = """\
# Countries and territories by ISO 3166 code: name, other names and capital. Written by python -m training countries; do not edit.
# From {packages}, whose licences ask that they stand here:
"""


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training countries")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(argv).folder
    listed, cldr = folder / "countries-list", folder / "cldr-localenames-full"
    territories = _json(cldr / "main/en/territories.json")["main"]["en"]["localeDisplayNames"]["territories"]
    lines = [HEAD.format(packages=" and ".join(map(_version, (listed, cldr)))), *map(_licence, (listed, cldr))]
    for code, country in sorted(_json(listed / "countries.min.json").items()):
        others = {_plain(name) for key, name in territories.items() if key.split("-")[0] == code} - {country["name"]}
        others = {name for name in others if "(" not in name and " - " not in name}
        lines.append(f"[{code}]\nname = {_quoted(country['name'])}\nothers = [{', '.join(map(_quoted, sorted(others)))}]")
        lines.append(f"capital = {_quoted(country['capital'])}\n")
    TARGET.write_text("\n".join(lines), encoding="utf-8")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _version(folder: Path) -> str:
    told = _json(folder / "package.json")
    return f"{told['name']} {told['version']}"


def _licence(folder: Path) -> str:
    printed = (folder / "LICENSE").read_text(encoding="utf-8").strip().splitlines()
    return "\n".join(f"# {line}".rstrip() for line in printed) + "\n"


def _plain(name: str) -> str:
    return str(name).replace(" & ", " and ").replace("’", "'")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
