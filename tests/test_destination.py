"""Files that appear whole or not at all, and what they never replace."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit.destination import Destination, same_file
from audit.errors import InputError, StoreError

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and permissions are told otherwise there")


def everything(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


def write(out: Destination, words: str = "new") -> None:
    with out.opened("utf-8") as stream:
        stream.write(words)


def write_half(out: Destination, error: type[BaseException]) -> None:
    with out.opened("utf-8", (KeyboardInterrupt, StoreError)) as stream:
        stream.write("half")
        raise error


def write_folder(out: Destination, *names: str) -> None:
    with out.opened_folder(names, "utf-8") as streams:
        for name in names:
            streams[name].write(f"new {name}")


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    with pytest.raises(InputError, match="--overwrite"):
        write(Destination(tmp_path / "a.txt"))
    assert everything(tmp_path) == {"a.txt": "old"}
    write(Destination(tmp_path / "a.txt", overwrite=True))
    write(Destination(tmp_path / "far" / "away" / "b.txt"))
    assert everything(tmp_path) == {"a.txt": "new", "far/away/b.txt": "new"}


def test_what_comes_while_we_write_is_not_replaced_either(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    with pytest.raises(InputError, match="--overwrite"), Destination(out).opened("utf-8"):
        out.write_text("theirs", encoding="utf-8")
    assert everything(tmp_path) == {"a.txt": "theirs"}


def test_without_hard_links_a_new_file_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    write(Destination(tmp_path / "a.txt"))
    with pytest.raises(InputError, match="--overwrite"), Destination(tmp_path / "b.txt").opened("utf-8"):
        (tmp_path / "b.txt").write_text("theirs", encoding="utf-8")
    (tmp_path / "t").mkdir()
    write_folder(Destination(tmp_path / "t"), "x", "y")
    write_folder(Destination(tmp_path / "t", overwrite=True), "x", "y")
    assert everything(tmp_path) == {"a.txt": "new", "b.txt": "theirs", "t/x": "new x", "t/y": "new y"}


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes no more bytes."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_full_disk_leaves_the_old_and_nothing_else(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "t").mkdir()
    if overwrite:
        (tmp_path / "a.txt").write_text("old", encoding="utf-8")
        (tmp_path / "t" / "x").write_text("old", encoding="utf-8")
    before = everything(tmp_path)
    attempts: list[Callable[[], None]] = [
        lambda: write(Destination(tmp_path / "a.txt", overwrite)),
        lambda: write_folder(Destination(tmp_path / "t", overwrite), "x", "y"),
        lambda: write_folder(Destination(tmp_path / "new", overwrite), "x", "y"),
    ]
    for attempt in attempts:
        with pytest.raises(InputError, match="No space left on device; the old file is unchanged"):
            attempt()
    assert everything(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == {"t", *(["a.txt"] if overwrite else [])}


@posix
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, old[1]))
    try:
        with pytest.raises(InputError, match="cannot write"):
            write(Destination(tmp_path / "a.txt"), "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert list(tmp_path.iterdir()) == []


def test_an_exception_leaves_nothing_unless_it_is_asked_for(tmp_path: Path) -> None:
    out = Destination(tmp_path / "a.txt")
    for error in (KeyboardInterrupt, StoreError):
        with pytest.raises(error):
            write_half(out, error)
    assert out.left == tmp_path / "a.txt.partial-2"
    with pytest.raises(ZeroDivisionError):
        write_half(out, ZeroDivisionError)
    with pytest.raises(KeyboardInterrupt), Destination(tmp_path / "b.txt").opened("utf-8", (KeyboardInterrupt,)):
        raise KeyboardInterrupt
    assert everything(tmp_path) == {"a.txt.partial": "half", "a.txt.partial-2": "half"}


def test_a_folder_comes_whole(tmp_path: Path) -> None:
    seen: list[str] = []

    def names() -> Iterator[str]:
        yield from sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("."))

    with Destination(tmp_path / "t").opened_folder(["x", "y"], "utf-8-sig") as streams:
        streams["x"].write("1\r\n")
        seen += names()
    assert seen == []
    assert (tmp_path / "t" / "x").read_bytes() == b"\xef\xbb\xbf1\r\n"
    (tmp_path / "t" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "t" / "x").unlink()
    with pytest.raises(InputError, match=r"y already exists.*--overwrite"):
        write_folder(Destination(tmp_path / "t"), "x", "y")
    assert set(everything(tmp_path)) == {"t/y", "t/notes.txt"}
    write_folder(Destination(tmp_path / "t", overwrite=True), "x", "y")
    assert everything(tmp_path) == {"t/x": "new x", "t/y": "new y", "t/notes.txt": "mine"}


@pytest.mark.parametrize("linked", [True, False])
def test_a_folder_that_cannot_be_finished_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool) -> None:
    (tmp_path / "x").write_text("old x", encoding="utf-8")
    (tmp_path / "z").write_text("old z", encoding="utf-8")
    replace = os.replace

    def refuse(new: object, place: object) -> None:
        if str(place).endswith("z") and not str(new).endswith(".old"):
            raise OSError(errno.EIO, "the disk failed")
        replace(new, place)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", refuse)
    if not linked:
        monkeypatch.delattr(os, "link")
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no hard links")), raising=False)
    with pytest.raises(InputError, match="the disk failed"):
        write_folder(Destination(tmp_path, overwrite=True), "x", "y", "z")
    assert everything(tmp_path) == {"x": "old x", "z": "old z"}


def test_places_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "t" / "x").mkdir(parents=True)
    attempts: list[tuple[Callable[[], None], str]] = [
        (lambda: write(Destination(tmp_path)), "it is a folder"),
        (lambda: write(Destination(tmp_path / "file" / "a.txt")), "choose another with -o"),
        (lambda: write_folder(Destination(tmp_path / "file"), "x"), "choose a folder with -o"),
        (lambda: write_folder(Destination(tmp_path / "t"), "x"), "it is not an ordinary file"),
    ]
    for attempt, message in attempts:
        with pytest.raises(InputError, match=message):
            attempt()


@posix
def test_a_pipe_and_a_device_are_written_as_they_are(tmp_path: Path) -> None:
    write(Destination(Path(os.devnull)))
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write(Destination(tmp_path / "pipe"))
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@posix
def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.txt"
    (tmp_path / "link.txt").symlink_to(target)
    with pytest.raises(InputError, match="which does not exist; give that path with -o"):
        write(Destination(tmp_path / "link.txt"))
    assert not target.exists()
    write(Destination(tmp_path / "link.txt", overwrite=True))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.chmod(0o640)
    write(Destination(tmp_path / "link.txt", overwrite=True), "newer")
    assert (tmp_path / "link.txt").is_symlink()
    assert (target.read_text(encoding="utf-8"), stat.S_IMODE(target.stat().st_mode)) == ("newer", 0o640)


@posix
def test_a_file_is_told_by_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("x", encoding="utf-8")
    Path("soft").symlink_to("a.txt")
    os.link("a.txt", "hard")
    for name in ("a.txt", "./a.txt", "soft", "hard", str(tmp_path / "a.txt")):
        assert same_file(Path(name), Path("a.txt"))
        with pytest.raises(InputError, match="is the database"):
            Destination(Path(name), overwrite=True).refuse([Path("b.txt"), Path("a.txt")], "the database")
    Path("later").symlink_to("desk.db")
    assert same_file(Path("DESK.db"), Path("desk.db"))
    assert same_file(Path("later"), Path("desk.db"))
    assert same_file(Path("gone/Desk.db"), Path("gone/desk.db"))
    assert not same_file(Path("A.TXT"), Path("a.txt"))
    assert not same_file(Path("other"), Path("desk.db"))
    assert not same_file(Path("a.txt"), Path("desk.db"))
