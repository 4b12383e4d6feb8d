"""The Python interface: light to import, run as its page shows it, and extended by the example packages, which are installed."""

from __future__ import annotations

import ast
import doctest
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import audit
from audit import extend, interface, making, plugins
from audit.auditor import Auditor
from audit.config import Settings
from audit.engine import processes
from audit.errors import ConfigError
from audit.ingest import readers
from audit.report.columns import TABLES
from audit.rules import registry
from audit.rules.base import Rule
from tests.cli.conftest import FakeAuditor
from tests.engine.stub import make
from tests.models import annotator
from tests.report.hand_made import TEXT

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"torch", "stanza", "numpy", "sqlalchemy", "click", "lxml", "trafilatura", "pandas", "jinja2", "rich"}


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "make_auditor", FakeAuditor)


@pytest.mark.models
def test_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.setattr(making, "make_auditor", lambda settings: Auditor(settings, annotator()))
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 8
    script = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "docs/python.md", None, 0)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(script, out=said.append)
    assert (result.failed, result.attempted >= 20) == (0, True), "".join(said)


def test_import_is_light_and_names_come_when_they_are_used() -> None:
    code = (
        "import sys; before = set(sys.modules); import audit; "
        "print([m for m in sys.modules if m.startswith('audit.')], len(set(sys.modules) - before)); "
        "audit.read, audit.Article, audit.open_database; print(sorted({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    first, second = done.stdout.splitlines()
    assert first.startswith("[] ")
    assert int(first.split()[1]) < 10
    assert HEAVY & set(ast.literal_eval(second)) == set()


def test_what_is_public_is_listed_there_and_documented() -> None:
    listed = audit.__all__
    assert listed == sorted(listed) == interface.__all__
    tree = ast.parse(Path(audit.__file__).read_text(encoding="utf-8"))
    (checked,) = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "audit.interface")
    assert sorted(alias.name for alias in checked.names) == listed
    assert set(listed) <= set(dir(audit))
    assert extend.__all__ == sorted(extend.__all__)
    for module in (audit, extend):
        for name in module.__all__:
            one = getattr(module, name)
            assert inspect.getdoc(one), name
            assert one.__module__.startswith("audit."), name
    with pytest.raises(AttributeError, match="no attribute 'listen'"):
        audit.listen  # noqa: B018


@pytest.mark.usefixtures("fake")
def test_what_is_read_cannot_be_changed_and_becomes_rows() -> None:
    one = audit.read(TEXT)
    assert (one.article.text, one.tool_version) == (TEXT, audit.__version__)
    with pytest.raises(FrozenInstanceError):
        one.tool_version = "9"  # type: ignore[misc]
    assert one.source(one.sources[0].id) is one.sources[0]
    assert (one.paragraphs, one.sentences, one.responses, one.checks, one.reviews, one.lost) == (
        *(getattr(FakeAuditor(Settings())._found(one.article), name) for name in ("paragraphs", "sentences", "responses")),
        *((),) * 3,
    )
    assert one.notes == one.article.notes
    for table, described in TABLES.items():
        rows = one.to_dicts(table, scope="all")
        assert rows
        assert all(tuple(row) == described.names for row in rows)
    assert len(one.to_dicts(scope="all")) > len(one.to_dicts())
    assert one.to_dicts("articles")[0]["tool_version"] == audit.__version__
    assert [s["id"] for s in json.loads(one.to_json())["statements"]] == [s.id for s in one.statements]
    assert repr(one).startswith("<AuditedArticle 'text-1': ")
    for bad in ({"table": "words"}, {"scope": "most"}):
        with pytest.raises(ConfigError, match="one of: statements"):
            one.to_dicts(**bad)


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("source", "settings", "error", "says"),
    [
        ("desk.txt", {}, audit.InputError, r"give pathlib.Path\('desk.txt'\)"),
        ("https://quillport.example/a", {}, audit.InputError, "is an address"),
        (Path("gone.txt"), {}, audit.InputError, "gone.txt: there is no such file"),
        (Path("-"), {}, audit.InputError, "there is no such file"),
        (Path("two.jsonl"), {}, audit.InputError, "audit.read_many"),
        ("123", {}, audit.InputError, "no letters"),
        (audit.Article("123", "o", "d"), {}, audit.InputError, "o: it has no letters"),
        (TEXT, {"colour": "red"}, audit.ConfigError, "unknown setting 'colour'"),
        (TEXT, {"select": ["Z9"]}, audit.ConfigError, "no rule 'Z9'"),
        ("It cannot be annotated, she said.", {}, audit.InputError, "could not be annotated"),
    ],
)
def test_what_cannot_be_read_is_said(source: object, settings: dict[str, object], error: type[Exception], says: str) -> None:
    Path("desk.txt").write_text(TEXT, encoding="utf-8")
    Path("two.jsonl").write_text('{"text": "Ona said so."}\n{"text": "Ida said no."}\n', encoding="utf-8")
    with pytest.raises(error, match=says):
        audit.read(source, **settings)  # type: ignore[arg-type]


def test_many_are_read_by_workers_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "make_auditor", make)
    monkeypatch.setattr(processes, "PRELOADED", ("tests.engine.stub",))
    texts = [f"Quill{number} said that the quay of pier {number} is safe." for number in range(40)]
    got = list(audit.read_many([*texts[:20], "…", *texts[20:]], jobs=2))
    assert [one.article.text for one in got if isinstance(one, audit.AuditedArticle)] == texts
    assert [at for at, one in enumerate(got) if isinstance(one, audit.SkippedInput)] == [20]
    with pytest.raises(audit.InputError, match="give a list"):
        audit.read_many("Quill said so.")


@pytest.mark.usefixtures("fake")
def test_a_database_keeps_audits_and_gives_them_as_the_commands_do() -> None:
    Path("in").mkdir()
    Path("in/desk.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(audit.StoreError):
        audit.open_database("in/desk.db")
    with audit.open_database("in/desk.db", create=True) as desk:
        (first,) = audit.read_many(Path("in"), database=desk, jobs=1)  # the database itself is no article
        (again,) = audit.read_many(Path("in"), database=desk, jobs=1)
        assert isinstance(first, audit.AuditedArticle)
        assert isinstance(again, audit.AuditedArticle)
        assert again.statements == first.statements == desk.audit("desk").statements
        assert [one.doc_id for one in desk.articles(article="desk")] == ["desk"]
        assert list(desk.articles(outlet="The Other Gazette")) == []
        assert [one.findings for one in desk.audits()] == [first.findings]
        assert (list(desk.reviews()), desk.skipped()) == ([], [])
        with pytest.raises(audit.ConfigError, match="no condition 'colour'; choose from: article"):
            desk.audits(colour="red")
        with pytest.raises(audit.StoreError):
            desk.audit("nowhere")


@pytest.mark.usefixtures("fake")
def test_data_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    pandas = pytest.importorskip("pandas")
    one = audit.read(TEXT)
    frame = audit.to_pandas(one)
    assert tuple(frame.columns) == TABLES["statements"].names
    assert frame["char_start"].to_list() == [row["char_start"] for row in one.to_dicts()]
    assert (frame["char_start"].dtype, frame["is_official"].dtype) == (pandas.Int64Dtype(), pandas.BooleanDtype())
    with pytest.warns(UserWarning, match="1 skipped"):
        both = audit.to_pandas([one, audit.SkippedInput("o", "r", "c"), one], "sources")
    assert len(both) == 2 * len(one.sources)
    assert tuple(audit.to_pandas([], "findings").columns) == TABLES["findings"].names
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"source-audit\[pandas\]"):
        audit.to_pandas(one)


def test_rules_are_listed_as_settings_have_them() -> None:
    assert [rule.code for rule in audit.list_rules(select=["Q3"], severity={"Q301": "error"})] == ["Q301", "Q302", "Q303", "Q304"]
    assert len(audit.list_rules(profile="all")) == len(registry.RULES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which both example packages are installed."""
    folder = tmp_path_factory.mktemp("examples")
    examples = [shutil.copytree(ROOT / "docs" / "examples" / name, folder / name) for name in ("house-rule", "galley-reader")]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--target", str(folder / "site"), *map(str, examples)], check=True, capture_output=True)
    return folder / "site"


ASKED = """
import json, sys
from audit.config import Settings
from audit.domain.text import Article
from audit.ingest import read_paths
from audit.rules.examples import Said, build
from audit.rules.registry import PROFILES, run_rules, RULES
(article,) = read_paths(["desk.galley"], Settings())
(bad,) = read_paths(["bad.galley"], Settings())
example = RULES["H101"].failing[0].audit
print(json.dumps({
    "article": [article.title, article.byline, article.text, article.reader],
    "bad": bad.code,
    "profiles": [name for name, codes in PROFILES.items() if "H101" in codes],
    "findings": [f.code for f in run_rules(example, Settings(select=("H",)))],
    "ignored": [f.code for f in run_rules(example, Settings(ignore=("no-office",))) if f.code == "H101"],
    "passed": [[f.code for f in RULES["H101"].check(one.audit)] for one in RULES["H101"].passing],
}))
"""


def test_example_packages_bring_a_rule_and_a_reader(site: Path, tmp_path: Path) -> None:
    Path("desk.galley").write_text("headline: Quay open\nby: Ona Reed\n\nThe quay is open, said Ada Quill.\n", encoding="utf-8")
    Path("bad.galley").write_text("headline: Quay open\n", encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(site)])}
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, env=environ, check=True, cwd=tmp_path)
    assert json.loads(done.stdout) == {
        "article": ["Quay open", "Ona Reed", "The quay is open, said Ada Quill.\n", "galley-reader 1.0"],
        "bad": "format",
        "profiles": ["core", *registry.HOUSES, "all"],
        "findings": ["H101"],
        "ignored": [],
        "passed": [[]],
    }
    shown = subprocess.run([sys.executable, "-m", "audit", "rules", "H101"], capture_output=True, text=True, env=environ, check=True)
    assert "Harbour Gazette, house style" in shown.stdout
    assert "Measured: no" in shown.stdout


A101 = type(registry.RULES["A101"])


@pytest.mark.parametrize(
    ("brought", "says"),
    [
        (A101, "provides the rule A101 no-reason, but another rule has that code or name"),
        (type("Twin", (A101,), {"code": "H101"}), "another rule has that code or name"),
        (type("Odd", (A101,), {"code": "house-1", "name": "odd"}), "1 to 4 capital letters and 3 digits"),
        (Rule, r"not a complete Rule \(no code, name"),
        (int, "not a complete Rule"),
    ],
)
def test_rules_that_cannot_be_are_refused(brought: object, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "installed", lambda group: [("house", "house-rule 1.0", brought)])
    with pytest.raises(ConfigError, match=says):
        registry._others()


@pytest.mark.parametrize(
    ("name", "brought", "says"),
    [("txt", readers._TEXT, "there already is one"), ("slug", int, "not a Format"), ("x", readers._ZIP, "not a Format")],
)
def test_readers_that_cannot_be_are_refused(name: str, brought: object, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "installed", lambda group: [(name, "desk 1.0", brought)])
    readers.formats.cache_clear()
    with pytest.raises(ConfigError, match=says):
        readers.formats()


def test_a_broken_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        name, value, dist = "odd", "no_such_module:Rule", None

        def load(self) -> None:
            raise ImportError("no module named no_such_module")

    monkeypatch.setattr(plugins, "entry_points", lambda group: [Broken()])
    with pytest.raises(ConfigError, match=r"no_such_module:Rule provides odd .* uninstall it"):
        list(plugins.installed("source_audit.rules"))


def test_auditors_of_one_process_share_models_that_are_the_same() -> None:
    one, other, third = map(making.make_auditor, (Settings(), Settings(profile="ap"), Settings(precision="full")))
    assert isinstance(one, Auditor)
    assert isinstance(other, Auditor)
    assert isinstance(third, Auditor)
    assert one.annotator is other.annotator is not third.annotator
    assert other.settings.profile == "ap"
