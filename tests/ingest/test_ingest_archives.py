"""Archives, and the process that reads what other people's code takes apart."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

import pytest

from audit.config import Settings
from audit.domain.text import Article, SkippedInput
from audit.ingest import bounded, read_paths, refused, wire, worker
from audit.ingest.format import Format
from audit.ingest.part import Part
from audit.ingest.place import Place
from audit.ingest.readers import formats, suffix
from audit.ingest.refused import Refused
from audit.ingest.wire import Begun, Request
from tests.ingest import made
from tests.ingest.made import LINES

LIMIT = 200_000


def read(end: str, raw: bytes, limit: int = LIMIT, after: int = 0) -> list[wire.Message]:
    return [one for one in worker.read(Request(Place(f"a{end}", "a", limit), end, raw=raw, after=after)) if not isinstance(one, Begun)]


def told(found: list[wire.Message]) -> dict[str, str]:
    """Origin to the code of a skip, or the doc_id of an article."""
    known = [one for one in found if isinstance(one, Article | SkippedInput)]
    return {one.origin: one.code if isinstance(one, SkippedInput) else one.doc_id for one in known}


MEMBERS = {
    "desk/one.txt": LINES[0].encode(),
    "two.html": made.page(*LINES).encode(),
    "sub/": b"",
    ".hidden.txt": b"No.",
    "__MACOSX/x.txt": b"No.",
    "README.txt": b"No.",
    "picture.png": b"\x89PNG",
    "lines.jsonl": b'{"text": "No."}\n{no\n',
}


@pytest.mark.parametrize("end", [".zip", ".tgz"])
def test_an_archive_is_read_file_by_file(end: str) -> None:
    raw = made.zipped(MEMBERS) if end == ".zip" else made.tarred({name: words for name, words in MEMBERS.items() if name != "sub/"})
    assert told(read(end, raw)) == {
        f"a{end}/desk/one.txt": "one",
        f"a{end}/two.html": "two",
        f"a{end}/picture.png": "format",
        f"a{end}/lines.jsonl:1": "lines:1",
        f"a{end}/lines.jsonl:2": "bad_line",
    }


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "\\out.txt", "C:\\out.txt"])
def test_names_that_lead_out_of_the_archive_are_refused(name: str) -> None:
    for end, raw in ((".zip", made.zipped({name: "No.", "b.txt": "No."})), (".tar", made.tarred({name: b"No.", "b.txt": b"No."}, "w"))):
        codes = told(read(end, raw))
        assert list(codes.values()) == ["unsafe", "b"]


def test_names_are_told_without_what_a_terminal_would_obey() -> None:
    (article,) = read(".zip", made.zipped({"a\x1b[2Jb\n.txt": "No."}))
    assert isinstance(article, Article)
    assert article.origin == "a.zip/a\ufffd[2Jb\ufffd.txt"


def test_links_and_devices_in_a_tar_are_refused() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for name, kind in (("l.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("d.txt", tarfile.CHRTYPE), ("f", tarfile.DIRTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            packed.addfile(member)
    assert list(told(read(".tar", out.getvalue())).values()) == ["unreadable"] * 3


def test_archives_in_archives_are_read_three_deep() -> None:
    raw = made.zipped({"x.txt": "No."})
    for depth in range(1, 4):
        raw = made.zipped({f"{depth}.zip": raw, f"{depth}.txt": "No."})
    assert told(read(".zip", raw)) == {
        "a.zip/3.zip/2.zip/1.zip": "too_deep",
        "a.zip/3.zip/2.zip/1.txt": "1",
        "a.zip/3.zip/2.txt": "2",
        "a.zip/3.txt": "3",
    }


def test_a_bomb_costs_no_more_than_the_limit() -> None:
    bomb = made.zipped({"a.txt": b"word " * 10_000_000, "b.txt": "No."})
    assert len(bomb) < LIMIT
    started = time.monotonic()
    assert list(told(read(".zip", bomb)).values()) == ["too_large", "b"]
    assert list(told(read(".zip", made.zipped({"in.zip": bomb}), limit=1000)).values()) == ["too_large"]
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("end", [".zip", ".tar", ".tgz", ".tar.bz2", ".tar.xz", ".warc", ".warc.gz"])
@pytest.mark.parametrize("raw", [b"no archive", b"", b"PK\x03\x04", gzip.compress(b"no tar", mtime=0), b"\x1f\x8b\x08", b"WARC/1.0\r\n"])
def test_what_is_no_archive_is_refused(end: str, raw: bytes) -> None:
    (found,) = read(end, raw)
    assert isinstance(found, SkippedInput)
    assert found.code in ("format", "empty")


@pytest.mark.parametrize("end", [".zip", ".tar", ".warc"])
def test_an_archive_with_nothing_to_read_is_told(end: str) -> None:
    nothing = {".zip": made.zipped({}), ".tar": made.tarred({}, "w"), ".warc": made.warc(("https://q.example/x", "image/png", b"x"))}
    assert list(told(read(end, nothing[end])).values()) == ["empty"]


def test_a_damaged_archive_gives_what_stands_before_the_damage() -> None:
    whole = made.tarred({"1.txt": LINES[0].encode(), "2.txt": os.urandom(4000)}, "w:gz")
    assert told(read(".tgz", whole[:-2500]))["a.tgz/1.txt"] == "1"


def test_a_locked_file_in_a_zip_is_told() -> None:
    raw = bytearray(made.zipped({"a.txt": "No."}))
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    assert told(read(".zip", bytes(raw))) == {"a.zip/a.txt": "encrypted"}


def test_a_web_archive_gives_its_pages() -> None:
    page = made.page(*LINES).encode()
    raw = made.warc(
        ("https://quillport.example/1", "text/html; charset=utf-8", page),
        ("https://quillport.example/p.png", "image/png", b"x"),
        ("https://quillport.example/2", "text/plain", b"No, she said."),
        compress=True,
    )
    first, second = read(".warc.gz", raw)
    assert isinstance(first, Article)
    assert (first.url, first.origin, first.title) == ("https://quillport.example/1", "a.warc.gz:1", "Harbour plan stalls")
    assert isinstance(second, Article)
    assert (second.url, second.doc_id, second.text) == ("https://quillport.example/2", "a:3", "No, she said.")
    moved = made.warc(("https://quillport.example/1", "text/html", page), status="301 Moved")
    assert list(told(read(".warc", moved)).values()) == ["empty"]
    other = made.warc(("https://quillport.example/1", "text/html", page)).replace(b"WARC-Type: response", b"WARC-Type: metadata")
    assert list(told(read(".warc", other)).values()) == ["empty"]


def test_an_archive_goes_on_after_a_part_that_was_given_up() -> None:
    raw = made.zipped({f"{n}.txt": "No." for n in range(4)})
    assert list(told(read(".zip", raw, after=2))) == ["a.zip/2.txt", "a.zip/3.txt"]


def test_faults_of_the_disk_are_told_as_such() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    for end in (".tar", ".warc"):
        form = formats()[end]
        assert form.parts is not None
        with pytest.raises(OSError, match="Input/output"):
            list(form.parts(Failing(), Place("a", "a", LIMIT)))


def test_every_fault_has_a_reason() -> None:
    faults = (Refused("x", "y"), FileNotFoundError(2, "no"), OSError(5, "no"), MemoryError(), OSError("odd"))
    codes = [refused.refusal(error).code for error in faults]
    assert codes == ["x", "missing", "unreadable", "too_large", "format"]


def test_the_longest_suffix_counts() -> None:
    assert [suffix(name) for name in ("A.TAR.GZ", "a.warc.gz", "a.gz", "a.tar", "a")] == [".tar.gz", ".warc.gz", "", ".tar", ""]


# ---- the process


def hanging(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
    word = stream.read().decode()
    if word == "hang":
        time.sleep(60)
    if word == "die":
        os._exit(9)
    if word == "swell":
        list(range(10**12))
    yield Article(word, place.origin, place.stem)


def test_serving_answers_one_request_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("No.", encoding="utf-8")
    requests, answers = io.BytesIO(), io.BytesIO()
    place = Place("é\udce9", "b", 9, (("text", "Body"),))
    wire.send_request(requests, Request(place, ".txt", raw=b"Yes.\n", url="https://q.example/1"))
    wire.send_request(requests, Request(place, ".txt", path=str(path)))
    wire.send_request(requests, Request(place, ".zip", raw=made.zipped({"a.txt": "No."})))
    wire.send_request(requests, Request(place, ".txt", path=str(tmp_path / "none")))
    requests.seek(0)
    worker.serve(requests, answers)
    found = [wire.read_message(line) for line in answers.getvalue().splitlines()]
    assert isinstance(found[0], Article)
    assert (found[0].text, found[0].url, found[0].origin) == ("Yes.\n", "https://q.example/1", "é\udce9")
    assert found[1] is None
    assert isinstance(found[2], Article)
    assert [type(one).__name__ for one in found[3:]] == ["NoneType", "Begun", "Article", "NoneType", "SkippedInput", "NoneType"]
    assert isinstance(found[7], SkippedInput)
    assert found[7].code == "missing"


@pytest.fixture
def fresh() -> Iterator[None]:
    """No process is waiting, before and after."""
    bounded._stop_all()
    yield
    bounded._stop_all()


@pytest.fixture
def hang(monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    """Processes in which .md files hang, die or swell, as their words say."""
    patch = (
        "import audit.ingest.readers as r; from tests.ingest.test_ingest_archives import hanging; "
        "given = dict(r.formats()) | {'.md': r.Format(hanging)}; from audit.ingest import worker; "
        "worker.formats = r.formats = lambda: given; "
    )
    monkeypatch.setattr(bounded, "_START", bounded._START.replace("from audit", patch + "from audit"))
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))


@pytest.mark.usefixtures("hang")
@pytest.mark.parametrize(("word", "code"), [("hang", "timeout"), ("die", "crash"), ("swell", "too_large")])
def test_what_hangs_dies_or_swells_is_given_up_and_the_archive_goes_on(word: str, code: str) -> None:
    raw = made.zipped({"1.txt": "One.", "2.md": word, "3.md": "Three."})
    found = list(bounded.read(Request(Place("a.zip", "a", LIMIT), ".zip", raw=raw), 12, 60))
    assert told(list(found)) == {"a.zip/1.txt": "1", "a.zip/2.md": code, "a.zip/3.md": "3"}
    if code == "timeout":
        assert "--timeout" in next(one.reason for one in found if isinstance(one, SkippedInput))


@pytest.mark.usefixtures("hang")
def test_what_hangs_outside_of_any_part_is_given_up() -> None:
    found = list(bounded.read(Request(Place("a.md", "a", LIMIT), ".md", raw=b"die"), 20, 60))
    assert told(list(found)) == {"a.md": "crash"}
    assert bounded._idle == []


@pytest.mark.usefixtures("fresh")
def test_a_process_waits_for_the_next_file() -> None:
    request = Request(Place("a.eml", "a", LIMIT), ".eml", raw=b"\n\nNo.")
    list(bounded.read(request, 30, 60))
    (waiting,) = bounded._idle
    list(bounded.read(request, 30, 60))
    assert bounded._idle == [waiting]
    waiting._process.kill()
    waiting._process.wait()
    assert told(list(bounded.read(request, 30, 60))) == {"a.eml": "crash"}
    assert told(list(bounded.read(request, 30, 60))) == {"a.eml": "a"}


@pytest.mark.usefixtures("fresh")
def test_a_reading_that_is_left_off_stops_its_process() -> None:
    raw = made.zipped({f"{n}.txt": "No." for n in range(3)})
    reading = bounded.read(Request(Place("a.zip", "a", LIMIT), ".zip", raw=raw), 30, 60)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert bounded._idle == []


def test_an_archive_is_read_from_the_command_line_s_side(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(made.zipped({"one.html": made.page(*LINES), "two.txt": "12"}))
    first, second = read_paths([str(tmp_path)], Settings())
    assert isinstance(first, Article)
    assert first.language == "en"
    assert isinstance(second, SkippedInput)
    assert (second.code, second.origin) == ("empty", str(tmp_path / "a.zip/two.txt"))


def test_memory_is_limited_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, pair: limits.append((kind, pair)))
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1, resource.RLIM_INFINITY))
    worker._limit_memory()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1, 1000))
    worker._limit_memory()
    assert [pair[0] for _, pair in limits] == [worker.MEMORY, 0, 1000, 0]

    def refuse(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refuse)
    worker._limit_memory()
    monkeypatch.setitem(__import__("sys").modules, "resource", None)
    worker._limit_memory()


def test_a_format_without_a_reader_of_files_is_never_asked_for_one() -> None:
    assert all((form.read is None) != (form.parts is None) for form in formats().values())
    part = Part(Place("a", "a", 9), "a.zip", lambda: nullcontext(io.BytesIO()))
    assert [one.code for one in worker._part(part, 1) if isinstance(one, SkippedInput)] == ["format"]
    assert Format().whole
