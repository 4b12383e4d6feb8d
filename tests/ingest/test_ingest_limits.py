"""What one archive may take up in all: files, bytes, density, depth and time; and that no archive fills the memory."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from audit.config import Settings, find
from audit.domain.text import Article, SkippedInput
from audit.errors import ConfigError
from audit.ingest import bounded, budget, read_paths, worker
from audit.ingest.budget import Budget
from audit.ingest.place import Place
from audit.ingest.wire import Request
from tests.ingest import made
from tests.ingest.made import LINES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="measures memory as POSIX does")

LIMIT = 600_000
SETTINGS = {"archive_members", "archive_bytes", "archive_ratio", "archive_depth", "archive_seconds"}
DENSE = b"word " * 30_000


def read(end: str, raw: bytes, **limits: int) -> list[Article | SkippedInput]:
    place = Place(f"a{end}", "a", LIMIT, budget=Budget(**limits))
    found = worker.read(Request(place, end, raw=raw))
    return [one for one in found if isinstance(one, Article | SkippedInput)]


def told(found: list[Article | SkippedInput]) -> list[str]:
    """The doc_id of each article, the code of each skip."""
    return [one.code if isinstance(one, SkippedInput) else one.doc_id for one in found]


def packed(end: str, count: int, words: bytes = LINES[0].encode()) -> bytes:
    """An archive of that kind with ``count`` articles."""
    if end == ".epub":
        return made.epub({f"{n}.xhtml": made.page(*LINES, words.decode()) for n in range(count)})
    if end.startswith(".warc"):
        records = [(f"https://quillport.example/{n}", "text/plain", words) for n in range(count)]
        return made.warc(*records, compress=end == ".warc.gz")
    files = {f"{n}.txt": words for n in range(count)}
    return made.zipped(files) if end == ".zip" else made.tarred(files, {".tar": "w", ".tgz": "w:gz", ".tar.xz": "w:xz"}[end])


KINDS = (".zip", ".tar", ".tgz", ".tar.xz", ".warc", ".warc.gz", ".epub")


@pytest.mark.parametrize("end", KINDS)
def test_files_are_counted_and_those_before_the_limit_stay(end: str) -> None:
    found = read(end, packed(end, 5), members=3)
    assert told(found)[3:] == ["too_many"]
    assert all(isinstance(one, Article) for one in found[:3])
    assert isinstance(found[3], SkippedInput)
    assert found[3].origin == f"a{end}"
    assert "archive_members" in found[3].reason
    assert "3 files" in found[3].reason
    assert len(read(end, packed(end, 5), members=5)) == 5


@pytest.mark.parametrize("end", KINDS)
def test_bytes_are_counted_as_they_are_unpacked(end: str) -> None:
    found = read(end, packed(end, 5, DENSE), unpacked=3 * len(DENSE) + 60_000)
    assert told(found)[3:] == ["too_much"]
    assert all(isinstance(one, Article) for one in found[:3])
    assert isinstance(found[3], SkippedInput)
    assert "archive_bytes" in found[3].reason


@pytest.mark.parametrize("end", [".zip", ".tgz", ".tar.xz", ".warc.gz", ".epub"])
def test_an_archive_that_is_too_dense_is_left_off(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "_NEVER_DENSE", 400_000)
    found = read(end, packed(end, 8, DENSE), ratio=2)
    assert told(found)[-1] == "too_dense"
    assert 1 <= len(found) - 1 <= 3
    monkeypatch.setattr(budget, "_NEVER_DENSE", 10_000_000)
    assert len(read(end, packed(end, 8, DENSE), ratio=2)) == 8


@pytest.mark.parametrize("end", [".tar", ".tgz", ".warc", ".warc.gz"])
def test_what_is_only_passed_over_counts_where_it_has_to_be_unpacked(end: str) -> None:
    if end.startswith(".warc"):
        page = ("https://quillport.example/a", "text/plain", LINES[0].encode())
        raw = made.warc(page, ("https://quillport.example/b.png", "image/png", b"\0" * 900_000), page, compress=end == ".warc.gz")
    else:
        raw = made.tarred(
            {"1.txt": LINES[0].encode(), ".hidden": b"\0" * 900_000, "2.txt": LINES[1].encode()}, "w:gz" if end == ".tgz" else "w"
        )
    assert told(read(end, raw, unpacked=500_000)) == [told(read(end, raw))[0], "too_much"]
    assert len(read(end, raw, unpacked=1_000_000)) == 2


@pytest.mark.parametrize("end", [".tar", ".warc"])
def test_a_file_that_is_too_large_counts_whole(end: str) -> None:
    raw = packed(end, 3, b"word " * 200_000)
    assert told(read(end, raw, unpacked=2_400_000)) == ["too_large", "too_large", "too_much"]


@pytest.mark.parametrize("inner", KINDS)
def test_archives_in_an_archive_count_against_the_outermost(inner: str) -> None:
    raw = made.zipped({"1.txt": LINES[0], f"2{inner}": packed(inner, 3), "3.txt": LINES[1]})
    whole = read(".zip", raw)
    assert len(whole) == 5
    found = read(".zip", raw, members=5)
    assert told(found) == [*told(whole)[:4], "too_many"] if inner != ".epub" else told(found)[-1:] == ["too_many"]
    assert found[-1].origin == "a.zip"
    dense = made.zipped({f"1{inner}": packed(inner, 3, DENSE), "2.txt": LINES[0]})
    assert told(read(".zip", dense, unpacked=2 * len(DENSE)))[-1] == "too_much"


def test_word_documents_count_with_what_is_in_them() -> None:
    document = made.docx(made.docx_paragraphs(*LINES), **{f"part{n}": "<a/>" for n in range(20)})
    assert told(read(".zip", made.zipped({"1.docx": document, "2.txt": LINES[0]}), members=10)) == ["too_many"]
    assert told(read(".docx", document, members=10)) == ["too_many"]
    assert told(read(".docx", document, unpacked=100)) == ["too_much"]
    assert told(read(".docx", document)) == ["a"]


def test_depth_can_be_allowed() -> None:
    raw = made.zipped({"x.txt": "No."})
    for depth in range(1, 5):
        raw = made.zipped({f"{depth}.zip": raw})
    (found,) = read(".zip", raw)
    assert isinstance(found, SkippedInput)
    assert "archive_depth" in found.reason
    assert told(read(".zip", raw, depth=5)) == ["x"]


def test_the_list_of_a_zip_is_not_even_read_where_it_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = packed(".zip", 400)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    (found,) = read(".zip", raw, members=10)
    assert isinstance(found, SkippedInput)
    assert found.code == "too_many"


@pytest.fixture
def fresh() -> Iterator[None]:
    """No process is waiting, before and after."""
    bounded._stop_all()
    yield
    bounded._stop_all()


@pytest.mark.usefixtures("fresh")
def test_all_the_waiting_for_one_archive_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = (
        "import audit.ingest.readers as r, time; from audit.ingest import worker; "
        "given = dict(r.formats()) | {'.md': r.Format(lambda s, p: time.sleep(60))}; worker.formats = r.formats = lambda: given; "
    )
    monkeypatch.setattr(bounded, "_START", bounded._START.replace("from audit", hanging + "from audit", 1))
    raw = made.zipped({"0.txt": LINES[0], **{f"{n}.md": "No." for n in range(1, 9)}})
    found = list(bounded.read(Request(Place("a.zip", "a", LIMIT), ".zip", raw=raw), 1, 3))
    codes = told(found)
    assert codes[0] == "0"
    assert codes[-1] == "too_slow"
    assert 1 <= codes.count("timeout") <= 4
    assert isinstance(found[-1], SkippedInput)
    assert "archive_seconds" in found[-1].reason


def test_limits_are_settings_and_told_in_the_manual(tmp_path: Path) -> None:
    assert {field.name for field in fields(Settings)} >= SETTINGS
    manual = (Path(__file__).parents[2] / "docs/inputs.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in manual for name in SETTINGS)
    for name in SETTINGS:
        with pytest.raises(ConfigError, match=name):
            find(tmp_path, {f"AUDIT_{name.upper()}": "0"}).settings({})
    (tmp_path / "a.zip").write_bytes(packed(".zip", 3))
    assert told(list(read_paths([str(tmp_path / "a.zip")], Settings(archive_members=2))))[-1] == "too_many"


_MEASURED = """
import json, resource, sys, time
from pathlib import Path
from audit.config import Settings, find
from audit.domain.text import Article
from audit.ingest import bounded, read_paths

path, limits = sys.argv[1], json.loads(sys.argv[2])
reading = read_paths([path], Settings(force_language=True, **limits))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
first = next(reading)
time.sleep(2)  # an audit of the first article, while the reader could go on
codes = ["" if isinstance(first, Article) else first.code]
codes += ["" if isinstance(one, Article) else one.code for one in reading]
bounded._stop_all()
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([codes, grown // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024]))
"""


def measured(path: Path, **limits: int) -> tuple[list[str], int, int]:
    """What a reading that is asked slowly gives: codes, then megabytes that it and the process that it started have grown to."""
    done = subprocess.run([sys.executable, "-c", _MEASURED, str(path), json.dumps(limits)], capture_output=True, text=True, check=True)
    codes, grown, process = json.loads(done.stdout)
    return codes, grown, process


def test_a_small_zip_does_not_fill_the_memory(tmp_path: Path) -> None:
    words = (LINES[0] + "\n").encode() * 9_000
    inner = made.zipped({f"{n}.txt": words for n in range(150)})
    path = tmp_path / "bomb.zip"
    path.write_bytes(made.zipped({"1.zip": inner, "2.zip": inner}))
    assert path.stat().st_size < 100_000
    codes, grown, process = measured(path, archive_ratio=1_000_000)
    assert codes == [""] * 300
    assert grown < 120, f"300 MB of words, asked for one by one, took {grown} MB"
    assert process < 400
    codes, grown, process = measured(path)
    assert 95 <= len(codes) <= 101
    assert codes[-1] == "too_dense"
    assert not any(codes[:-1])


def test_a_zip_of_very_many_files_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as many:
        for n in range(60_000):
            many.writestr(zipfile.ZipInfo(f"{n}"), b"")
    codes, grown, process = measured(path, archive_members=25_000)
    assert codes == ["format"] * 25_000 + ["too_many"]
    assert grown < 60
    assert process < 400
