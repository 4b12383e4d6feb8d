"""A folder of articles that also holds a Python file for every module a run imports: no process that a run starts executes one of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from audit import isolation

SCRIPT = "from audit.cli import main\n\nif __name__ == '__main__':\n    main()\n"
SPAWNING = "import multiprocessing\n\nmultiprocessing.get_all_start_methods = lambda: ['spawn']\n" + SCRIPT
LISTING = """
import atexit, json, sys
from audit.cli import main

names = sys.argv.pop()

@atexit.register
def tell():
    with open(names, "w") as file:
        json.dump(sorted({name.partition(".")[0] for name in sys.modules}), file)

main()
"""
PLANTED = """
import sys

system = sys.modules["nt" if "nt" in sys.builtin_module_names else "posix"]  # some are imported before there are open() and os
file = system.open({witness!r}, system.O_WRONLY | system.O_CREAT | system.O_APPEND, 0o600)
system.write(file, f"{{system.getpid()}} {{__name__}}\\n".encode())
system.close(file)
path = sys.path[:]  # and then what it stands before, so that the run goes on
sys.path[:] = [entry for entry in path if entry not in ("", ".", {folder!r})]
spec = sys.modules["_frozen_importlib"]._find_spec(__name__, None)
sys.path[:] = path
if spec is None:
    raise ModuleNotFoundError(__name__, name=__name__)
module = sys.modules["_frozen_importlib"].module_from_spec(spec)
sys.modules[__name__] = module
spec.loader.exec_module(module)
"""
MODULE = ("-m", "audit")


@dataclass(frozen=True)
class Way:
    """How a run is started: the script's text (None: ``python -m audit``), its words, and what is in the environment."""

    name: str
    script: str | None = SCRIPT
    words: tuple[str, ...] = ("--jobs", "2")
    environ: dict[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()


WAYS = (
    Way("alone, with the reader's process", words=("--jobs", "1")),
    Way("forkserver"),
    Way("spawn", SPAWNING),
    Way("ray", words=("--jobs", "1", "--engine", "ray")),
    Way("module", None),
    Way("empty part of PYTHONPATH", environ={"PYTHONPATH": os.pathsep + os.devnull}),
    Way("relative part of PYTHONPATH", environ={"PYTHONPATH": "." + os.pathsep + os.devnull}),
    Way("isolated", flags=("-I",)),
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The first part of the name of every module that a run in one process imports, with those of Python itself and of Ray."""
    folder = tmp_path_factory.mktemp("plain")
    articles(folder)
    (folder / "list.py").write_text(LISTING, encoding="utf-8")
    names = folder / "names.json"
    words = ["run", ".", "--no-store", "--jobs", "1", "--fail-on", "never"]
    done = subprocess.run([sys.executable, folder / "list.py", *words, names], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = set(json.loads(names.read_text(encoding="utf-8"))) | sys.stdlib_module_names | {"ray", "sitecustomize", "usercustomize"}
    return sorted(found - {"__main__", "__mp_main__"} - set(sys.builtin_module_names))


def articles(folder: Path) -> None:
    for number in range(3):
        words = f"The ferry to Velmar is late again, said Ona Vey, who runs it. Nobody on the {number} quays of the town says why it is.\n"
        (folder / f"{number}.txt").write_text(words, encoding="utf-8")
    (folder / "page.html").write_text(f"<html><body><article><p>{words * 4}</p></article></body></html>", encoding="utf-8")


@pytest.mark.models
@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_no_process_of_a_run_imports_from_the_folder(imported: list[str], tmp_path: Path, way: Way) -> None:
    if "ray" in way.words:
        pytest.importorskip("ray", reason="there is no wheel of Ray for this Python and machine")
    witness, folder, script = tmp_path / "witness", tmp_path / "stranger", tmp_path / "bin" / "started.py"
    folder.mkdir()
    articles(folder)
    for name in imported:
        planted = folder / name / "__init__.py" if name == "audit" else folder / f"{name}.py"
        planted.parent.mkdir(exist_ok=True)
        planted.write_text(PLANTED.format(witness=str(witness), folder=os.path.realpath(folder)), encoding="utf-8")
    script.parent.mkdir()
    script.write_text(way.script or "", encoding="utf-8")
    started = [sys.executable, *way.flags, *(MODULE if way.script is None else [script])]
    words = ["run", ".", "--no-store", "--fail-on", "never", "--format", "jsonl", *way.words]
    with subprocess.Popen(
        [*started, *words], cwd=folder, env=os.environ | way.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        out, told = process.communicate()
    assert process.returncode == 0, told
    assert len(out.splitlines()) == 4, told
    ran = witness.read_text(encoding="utf-8").splitlines() if witness.exists() else []
    own = f"{process.pid} "  # python -m and such a PYTHONPATH are the user's own choice for the process that they call, and for no other
    allowed = way.script is None or bool(way.environ)
    assert [one for one in ran if not (allowed and one.startswith(own))] == []


def test_what_the_user_put_on_the_path_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bin").mkdir()
    lib = str(tmp_path / "lib")
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "bin" / "audit")])
    monkeypatch.setattr(sys, "path", [str(tmp_path / "bin"), str(tmp_path), lib, "", "here", isolation.HOME])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(("", lib, "here")))
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    isolation.isolate()
    assert sys.path == [lib, isolation.HOME]
    assert (os.environ["PYTHONPATH"], os.environ["PYTHONSAFEPATH"]) == (lib, "1")
    monkeypatch.setenv("PYTHONPATH", os.pathsep)
    monkeypatch.setattr(sys, "path", [lib, str(tmp_path), isolation.HOME])
    isolation.isolate()
    assert (sys.path, os.environ["PYTHONPATH"]) == ([lib, isolation.HOME], "")
    monkeypatch.setattr(sys, "path", [isolation.HOME, lib])
    monkeypatch.chdir(isolation.HOME)
    isolation.isolate()
    assert sys.path == [isolation.HOME, lib]


def test_a_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setattr(sys, "path", ["", isolation.HOME])
    monkeypatch.setenv("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    gone.rmdir()
    isolation.isolate()
    assert sys.path == [isolation.HOME]


def test_workers_are_refused_where_python_would_not_heed_it(tmp_path: Path) -> None:
    articles(tmp_path)
    words = ["-E", "-m", "audit", "run", "0.txt", "--no-store", "--jobs", "2"]
    done = subprocess.run([sys.executable, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "start with python -I, or use --jobs 1" in done.stderr
