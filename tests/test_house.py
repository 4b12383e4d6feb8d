"""The house around the code: what is listed in one place is there in the other."""

from __future__ import annotations

import ast
import configparser
import os
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import audit

ROOT = Path(__file__).resolve().parents[1]
CONFIG = configparser.ConfigParser(interpolation=None)
CONFIG.read(ROOT / "setup.cfg", encoding="utf-8")


def listed(section: str, key: str) -> list[str]:
    return CONFIG[section][key].split("\n")[1:]


def requirement(line: str) -> str:
    """The normalised name of a requirement."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", line.strip())[0]).lower()


def sources(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_top_level() -> None:
    for name in ("setup.cfg", "pyproject.toml", "LICENSE", "audit", "migrations", "tests", "samples", "docs", "training"):
        assert (ROOT / name).exists(), name
    in_words = re.findall(r"^\| `([a-z]+)/` \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert in_words
    assert [name for name in in_words if not (ROOT / name).is_dir()] == []


def test_version_stands_in_one_place() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", audit.__version__)
    assert CONFIG["metadata"]["version"] == "attr: audit.__version__"
    elsewhere = [path for path in sources("audit") if path.suffix == ".py" and f'"{audit.__version__}"' in path.read_text(encoding="utf-8")]
    assert elsewhere == [ROOT / "audit" / "__init__.py"]


def test_changelog_has_the_version() -> None:
    heading = rf"^## \[{re.escape(audit.__version__)}\] - \d{{4}}-\d\d-\d\d$"
    assert re.search(heading, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_only_the_build_system_stands_in_pyproject() -> None:
    tables = re.findall(r"^\[(.+)\]$", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert tables == ["build-system"]


def test_every_package_is_listed() -> None:
    inside = [path.parent.relative_to(ROOT).parts for top in ("audit", "migrations") for path in (ROOT / top).rglob("__init__.py")]
    found = {".".join(parts if parts[0] == "audit" else ("audit", *parts)) for parts in inside}
    assert listed("options", "packages") == sorted(found)


@pytest.mark.parametrize(("package", "folder"), [("audit", "audit"), ("audit.migrations", "migrations")])
def test_package_data_is_there_and_shipped(package: str, folder: str) -> None:
    patterns = listed("options.package_data", package)
    matched = {pattern: set((ROOT / folder).glob(pattern)) for pattern in patterns}
    assert [pattern for pattern, files in matched.items() if not files] == []
    data = {path for path in sources(folder) if path.suffix != ".py"}
    assert data - set().union(*matched.values()) == set()


def test_samples_are_described() -> None:
    described = re.findall(r"^\| `([\w-]+\.\w+)` \|", (ROOT / "samples" / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert described == sorted(path.name for path in sources("samples") if path.name != "README.md")


def test_dependencies_are_pinned_and_recorded() -> None:
    required = {requirement(line) for line in listed("options", "install_requires")}
    extras = {requirement(line) for key in CONFIG["options.extras_require"] for line in listed("options.extras_require", key)}
    pins = {requirement(line) for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line}
    extras.remove("source-audit")  # an extra may take in others
    assert required | extras <= pins
    record = (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8")
    recorded = {requirement(name) for name in re.findall(r"^\| ([\w-]+)(?: \(.*?\))? \|", record, re.MULTILINE)}
    assert required <= recorded
    assert {name for name in extras if name not in record} == set()


def test_the_lock_has_what_is_pinned_with_digests() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {requirement(line): line.partition("==")[2] for line in pins if "==" in line}
    entries = re.split(r"^(?=[a-zA-Z])", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    locked = {requirement(one): one.split("==")[1].split()[0] for one in entries}
    assert locked == {name: pinned[name] for name in locked}, "write it anew: .ci/lock"
    assert all("--hash=sha256:" in one for one in entries)
    extras = [line for key in set(CONFIG["options.extras_require"]) - {"all", "test"} for line in listed("options.extras_require", key)]
    wanted = {requirement(line) for line in (*listed("options", "install_requires"), *extras)}
    assert wanted - set(locked) == {"torch"}, "write it anew: .ci/lock"
    for machine in MACHINES:
        assert needed(machine) - set(locked) == {"source-audit", "torch", "setuptools"}, "write it anew: .ci/lock"


MACHINES: tuple[dict[str, str], ...] = (
    {},
    {"platform_machine": "aarch64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
)
"""What requirements can ask of the machine: this one, and others as far as they differ from it."""


def needed(machine: dict[str, str]) -> set[str]:
    """The normalised names of all that this tool with all its extras needs on a machine, as the packages that are installed here say."""
    found: set[str] = set()
    asked: set[tuple[str, str]] = set()
    waiting = [("source-audit", "all"), ("source-audit", "")]
    while waiting:
        one = waiting.pop()
        if one in asked:
            continue
        asked.add(one)
        found.add(one[0])
        for line in metadata.requires(one[0]) or ():
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({**machine, "extra": one[1]}):
                waiting += [(requirement(wanted.name), of) for of in ("", *wanted.extras)]
    return found


def test_what_is_imported_is_required() -> None:
    imported = set()
    for path in (*sources("audit"), *sources("migrations")):
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    imported.add(node.module.split(".")[0])
    beneath = {"lxml-html-clean"}  # what a package of ours needs and does not always bring along
    called = {"dateutil": "python-dateutil"}
    theirs = beneath | {requirement(called.get(name, name)) for name in imported - {*sys.stdlib_module_names, "audit", "pandas", "ray"}}
    assert theirs == {requirement(line) for line in listed("options", "install_requires")}


def test_packages_whose_inner_workings_we_use_are_capped_and_pinned_below() -> None:
    lines = (*listed("options", "install_requires"), *listed("options.extras_require", "formats"))
    asked = {one.name: one.specifier for one in map(Requirement, lines)}
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line)
    for name in ("stanza", "striprtf", "torch"):
        assert any(one.operator == "<" for one in asked[name]), name
        assert pins[name] in asked[name], name


def test_all_takes_in_every_extra_for_users() -> None:
    extras = set(CONFIG["options.extras_require"]) - {"all", "test"}
    assert listed("options.extras_require", "all") == [f"source-audit[{','.join(sorted(extras))}]"]


def test_one_command_runs_every_check() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert ".ci/run" in (ROOT / "Makefile").read_text(encoding="utf-8")
