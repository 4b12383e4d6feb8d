"""Help, versions, rules, models, settings, scores, the reference pages, and what start-up may import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from audit import __version__
from audit.annotate import bundle
from audit.cli import app, main, reference
from audit.config import BOUNDS, CHOICES
from audit.errors import ModelError
from tests.cli.conftest import Audit_
from tests.report.hand_made import TEXT

ROOT = Path(__file__).parents[2]


def commands() -> list[tuple[str, ...]]:
    paths = [tuple(path.split()[1:]) for path, _ in reference.contexts(app.cli, reference.top())]
    return [path for path in paths if path]


@pytest.mark.parametrize("path", [(), *commands()])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_everywhere(audit: Audit_, path: tuple[str, ...], flag: str) -> None:
    result = audit(*path, flag)
    assert result.exit_code == 0, result.output
    assert "Usage: audit" in result.stdout


@pytest.mark.parametrize("name", app.COMMANDS)
def test_every_command_has_examples(audit: Audit_, name: str) -> None:
    assert "Examples:" in audit(name, "-h").stdout


def test_version(audit: Audit_) -> None:
    assert __version__ in audit("--version").stdout


def test_an_unknown_command_and_no_command(audit: Audit_) -> None:
    result = audit("article.txt")
    assert (result.exit_code, "audit run PATHS" in result.stderr) == (2, True)
    for words in ((), ("db",), ("config",), ("models",)):
        result = audit(*words)
        assert (result.exit_code, "\nCommands:\n" in result.stderr) == (2, True)


def test_pages_are_in_step_with_the_code() -> None:
    for name, page in (("columns", reference.columns()), ("commands", reference.commands()), ("rules", reference.rules())):
        written = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        assert written == page, f"run: python -m audit.cli.reference {name} > docs/{name}.md"


def test_rules(audit: Audit_) -> None:
    assert "A101  on  warning  no-reason" in audit("rules").stdout
    assert "A101  –   warning  no-reason" in audit("rules", "--profile", "reuters").stdout
    Path("audit.toml").write_text('ignore = ["A101"]\n[severity]\nno-role = "error"\n', encoding="utf-8")
    assert "A101  –   warning  no-reason" in audit("rules").stdout
    assert "N201  on  error    no-role" in audit("rules", "--profile", "all").stdout
    share = audit("rules", "S602").stdout
    for words in ("Limit: 0.5, the share of statements", "Profiles: all", "Measured: ", "  [PEW21] Pew Research Center"):
        assert words in share, words
    assert audit("rules", "--profile", "tass").exit_code == 2
    one = audit("rules", "vague-group").stdout
    for words in ("N203 vague-group (warning, confidence high)", "Why: ", "Standard: ", "Limits: ", "Flagged (", "Passed ("):
        assert words in one
    assert audit("rules", "Z9").exit_code == 2


def model(ok: bool) -> bundle.ModelInfo:
    return bundle.ModelInfo("pos", "tagger", "/models/pos.pt", 1_500_000, "0123456789abcdef", ok, "UPOS 95.1 (dev)")


def test_models(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "installed", lambda settings: [model(True)])
    listed = audit("models", "list").stdout
    for words in ("pos", "1.5 MB", "0123456789ab", "tagger", "UPOS 95.1"):
        assert words in listed
    assert audit("models", "check").exit_code == 0
    monkeypatch.setattr(bundle, "installed", lambda settings: [model(True), model(False)])
    result = audit("models", "check")
    assert (result.exit_code, "DAMAGED" in result.stdout) == (2, True)


def test_models_download(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "download", lambda: None)
    assert "--models official" in audit("models", "download").stderr

    def no_network() -> None:
        raise ModelError("there is no network")

    monkeypatch.setattr(bundle, "download", no_network)
    result = audit("models", "download")
    assert (result.exit_code, result.stderr) == (2, "audit: there is no network\n")


def test_config_tells_where_settings_come_from(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    toml = 'scope = "all"\nforce_language = true\nselect = ["A101", "A103"]\n[limits]\nS602 = 0.3\n'
    Path("audit.toml").write_text(toml, encoding="utf-8")
    monkeypatch.setenv("AUDIT_THREADS", "1")
    lines = {line.split()[0]: line for line in audit("--db", "postgresql://me:secret@host/x", "config", "show").stdout.splitlines()}
    assert lines["scope"].endswith("audit.toml")
    assert lines["force_language"].split() == ["force_language", "True", "audit.toml"]
    assert lines["threads"].endswith("AUDIT_THREADS")
    assert lines["models"].endswith("default")
    assert "A101, A103" in lines["select"]
    assert lines["limits"].split() == ["limits", "S602=0.3", "audit.toml"]
    assert lines["db"].split() == ["db", "postgresql://me:***@host/x", "command", "line"]
    assert "–" in lines["ignore"]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:se:cr/et@secret@host/x",
        "postgresql://host/x?user=me&password=secret",
        "postgresql://host/x?sslpassword=secret&a=b",
        "postgresql://me:se:cr?secret@host/x",
        "postgresql://me:se:cr/secret@host/x",
        "postgresql://me:se:cr@secret/x?y@host/x",
    ],
)
def test_no_password_is_ever_shown(audit: Audit_, url: str) -> None:
    for words in (("config", "show"), ("articles",), ("db", "current"), ("db", "upgrade"), ("run", "quiet.txt"), ("relabel",)):
        result = audit("--db", url, *words)
        assert "secret" not in result.stdout + result.stderr
        assert "se:cr" not in result.stdout + result.stderr


def gold() -> dict[str, object]:
    start = TEXT.index("the yard would close")
    said = TEXT.index("Ida Marsh")
    item = {
        "content": [[start, start + 20]],
        "cue": [],
        "source": [[said, said + 9]],
        "speaker": "Ida Marsh",
        "source_type": "named",
        "markers": [],
    }
    return {"doc_id": "harbour", "text": TEXT, "attributions": [item]}


def test_evaluate_annotates_the_gold_texts(audit: Audit_) -> None:
    skipped = {"doc_id": "hard", "text": "It cannot be annotated.", "attributions": []}
    Path("gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (gold(), skipped)), encoding="utf-8")
    result = audit("evaluate", "gold.jsonl", "--json")
    found = json.loads(result.stdout)
    assert (found["found"]["hit"], found["speaker"], found["articles_without_prediction"]) == (1, 1.0, 1)
    assert "skipped gold.jsonl:2" in result.stderr
    table = audit("evaluate", "gold.jsonl").stdout
    for words in ("measure", "exact content", "end to end all", "speaker (share of found)", "typed named->named"):
        assert words in table


def test_evaluate_scores_a_file(audit: Audit_) -> None:
    bare = {"doc_id": "harbour", "text": TEXT, "attributions": [{"content": [[0, 5]]}]}
    Path("gold.jsonl").write_text(json.dumps(bare), encoding="utf-8")
    Path("pred.jsonl").write_text("", encoding="utf-8")
    assert "0.000" in audit("evaluate", "gold.jsonl", "--pred", "pred.jsonl").stdout
    result = audit("evaluate", "pred.jsonl")
    assert (result.exit_code, "has no articles" in result.stderr) == (2, True)


def python(*words: str, **extra: object) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environ, check=False, **extra)  # type: ignore[call-overload, no-any-return]


LIGHT = ("--help", "report", "rules", "articles", "db current", "export --format xlsx -o x.xlsx")
WATCH = """
import sys
from audit.cli import main
try:
    main()
finally:
    print(sorted({"stanza", "torch", "transformers", "tokenizers"} & set(sys.modules)), file=sys.stderr)
"""


def test_the_report_loads_nothing_that_it_does_not_need(audit: Audit_, tmp_path: Path) -> None:
    audit("run", "harbour.txt")
    watched = WATCH.replace('"tokenizers"', '"alembic", "openpyxl", "trafilatura", "numpy", "sqlalchemy.dialects.postgresql"')
    done = python("-c", watched, "report", cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (0, ["[]"]), done.stderr


@pytest.mark.parametrize("words", LIGHT)
def test_no_model_library_is_loaded_for(audit: Audit_, tmp_path: Path, words: str) -> None:
    audit("run", "harbour.txt")
    done = python("-c", WATCH, *words.split(), cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (0, ["[]"]), done.stderr


def test_help_imports_no_database_and_no_screen() -> None:
    code = "import sys; from audit.cli.app import cli; print(sorted({'sqlalchemy', 'rich', 'openpyxl', 'trafilatura'} & set(sys.modules)))"
    assert python("-c", code).stdout == "[]\n"


def test_the_console_script(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["audit", "rules"])
    monkeypatch.setattr(sys, "path", sys.path[:])
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, "A101" in capsys.readouterr().out) == (0, True)


def test_the_auditor_of_the_tool_is_made_without_its_models() -> None:
    script = (
        "import sys; from audit import making; from audit.config import Settings; "
        "print(type(making.make_auditor(Settings())).__name__, 'stanza' in sys.modules)"
    )
    assert python("-c", script).stdout.split() == ["Auditor", "False"]


def test_python_m_audit(tmp_path: Path) -> None:
    assert "Usage: audit" in python("-m", "audit", "-h", cwd=tmp_path).stdout
    assert python("-m", "audit.cli.reference", "rules").stdout == reference.rules()


def test_a_reader_that_leaves_ends_the_command_quietly(tmp_path: Path) -> None:
    for words in ("-h", "rules"):
        script = f"{sys.executable} -m audit {words} | true; exit ${{PIPESTATUS[0]}}"
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environ, cwd=tmp_path, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_broken_pipes_and_interruptions(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(_: click.Context) -> None:
        raise BrokenPipeError

    def stop(_: click.Context) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(click.Group, "invoke", lambda self, ctx: pipe(ctx))
    assert audit("rules").exit_code == 0
    monkeypatch.setattr(click.Group, "invoke", lambda self, ctx: stop(ctx))
    result = audit("rules")
    assert (result.exit_code, "interrupted" in result.stderr) == (130, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_standard_output(tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        words = [sys.executable, "-m", "audit", "rules"]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, env=environ, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot write to standard output: No space left" in done.stderr


def test_options_named_like_settings_take_what_the_settings_take() -> None:
    checked = set()
    for path, context in reference.contexts(app.cli, reference.top()):
        for option in context.command.params:
            if option.name in CHOICES:
                assert isinstance(option.type, click.Choice), (path, option.name)
                assert tuple(option.type.choices) == CHOICES[option.name], (path, option.name)
                checked.add(option.name)
            elif option.name in BOUNDS:
                assert isinstance(option.type, click.IntRange), (path, option.name)
                assert option.type.min == BOUNDS[option.name][0], (path, option.name)
                checked.add(option.name)
    assert {"scope", "fail_on", "engine", "jobs", "timeout", "max_bytes", "threads"} <= checked
