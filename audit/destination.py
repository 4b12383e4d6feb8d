"""Where output goes: a file or folder that appears complete or not at all, and never replaces anything that is still needed."""

from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, TextIO

from audit.errors import AuditError, InputError
from audit.permissions import private_opener

STDOUT = Path("/dev/stdout")
"""Standard output as a file, where the system has it so."""


@dataclass(slots=True)
class Destination:
    """A path that was named for output. What is there is replaced with ``overwrite`` only; ``refuse`` names what never is.

    A pipe or a device is written as it is; any other file is made beside its place and goes there when it is whole.
    """

    path: Path
    overwrite: bool = False
    left: Path | None = None
    """Where the part of the output is that was written until an interruption."""

    @property
    def replaces(self) -> bool:
        """Whether there is an ordinary file in the place."""
        return self.path.is_file()

    def refuse(self, needed: Iterable[Path], what: str) -> None:
        """Raises ``InputError`` where the output would go into one of the files ``needed``, by whatever name or link."""
        if any(same_file(self.path, one) for one in needed):
            name = "standard output" if self.path == STDOUT else self.path
            raise InputError(f"{name} is {what} and would be overwritten; choose another file with -o")

    def check(self) -> None:
        """Raises ``InputError`` where nothing can be written there, or something would be replaced without ``overwrite``."""
        if self.path.is_dir():
            raise InputError(f"cannot write {self.path}: it is a folder; name a file in it with -o")
        self._check_new(self.path)

    def check_folder(self, names: Sequence[str]) -> None:
        """The same for files of those names in a folder."""
        if os.path.lexists(self.path) and not self.path.is_dir():
            raise InputError(f"cannot write to {self.path}: it is not a folder; choose a folder with -o")
        for name in names:
            if os.path.lexists(self.path / name) and not (self.path / name).is_file():
                raise InputError(f"cannot write {self.path / name}: it is not an ordinary file; choose another folder with -o")
            self._check_new(self.path / name)

    @contextmanager
    def opened(self, encoding: str, keep_after: tuple[type[BaseException], ...] = ()) -> Iterator[TextIO]:
        """A stream of text that changes no line break.

        The file is in its place once the block has ended well. After an exception nothing has changed; what was written until then is
        kept under another name (``left``) after one of ``keep_after``. Raises ``InputError`` where it cannot be written.
        """
        with self._made(keep_after) as path, _text(path, encoding) as stream:
            yield stream
            _sync(stream)

    @contextmanager
    def opened_binary(self) -> Iterator[BinaryIO]:
        """The same for bytes."""
        with self._made() as path, open(path, "wb", opener=private_opener) as stream:
            yield stream
            _sync(stream)

    @contextmanager
    def opened_folder(self, names: Sequence[str], encoding: str) -> Iterator[dict[str, TextIO]]:
        """Streams of text for files of those names in the folder, which is made if need be. They come into it together, or not at all."""
        with self.made_folder(names) as folder, ExitStack() as files:
            streams = {name: files.enter_context(_text(folder / name, encoding)) for name in names}
            yield streams
            for stream in streams.values():
                _sync(stream)

    @contextmanager
    def made_folder(self, names: Sequence[str]) -> Iterator[Path]:
        """A new folder for files of those names, all to be written with ``new_text``; they come to their place together, or not at all."""
        self.check_folder(names)
        place = Path(os.path.realpath(self.path))
        new = not place.is_dir()
        with self._trouble(), _beside(place if new else place / "file") as folder:
            whole = folder / place.name
            whole.mkdir()
            yield whole
            if new:
                os.rename(whole, place)
            else:
                _put([(whole / name, place / name) for name in names], self.overwrite)

    @contextmanager
    def _made(self, keep_after: tuple[type[BaseException], ...] = ()) -> Iterator[Path]:
        """A path to write to; what was written there then goes to its place."""
        self.check()
        with self._trouble():
            if _direct(self.path):
                yield self.path
                return
            place = Path(os.path.realpath(self.path))
            with _beside(place) as folder:
                made = folder / place.name
                try:
                    yield made
                except keep_after:
                    self.left = _set_aside(made, place)
                    raise
                _put([(made, place)], self.overwrite)

    def _check_new(self, path: Path) -> None:
        if self.overwrite:
            return
        if path.is_file():
            raise _there(path)
        if path.is_symlink() and not path.exists():  # of a folder that came from somebody else, perhaps
            where = os.path.realpath(path)
            raise InputError(f"{path} is a link to {where}, which does not exist; give that path with -o, or use --overwrite")

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(
                f"cannot write {self.path}: {error.strerror or error}; the old file is unchanged: free some space, close the file if it "
                "is open, or choose another with -o"
            ) from error


@contextmanager
def new_text(path: Path) -> Iterator[TextIO]:
    """A stream of UTF-8 that changes no line break, into a file that only its owner may read; it is on the disk when the block ends."""
    with _text(path, "utf-8") as stream:
        yield stream
        _sync(stream)


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are one file, by links or spelling; before either is there, also by names that some systems take for one."""
    with suppress(OSError, ValueError):
        return os.path.samefile(one, other)
    if one.exists() or other.exists():
        return False
    (folder, name), (other_folder, other_name) = (os.path.split(os.path.realpath(path)) for path in (one, other))
    with suppress(OSError):
        return _folded(name) == _folded(other_name) and os.path.samefile(folder, other_folder)
    return _folded(os.path.join(folder, name)) == _folded(os.path.join(other_folder, other_name))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _direct(path: Path) -> bool:
    """Whether something is there that is no ordinary file: a pipe, a terminal, ``/dev/null``."""
    return path.exists() and not path.is_file()


def _there(path: Path) -> InputError:
    return InputError(f"{path} already exists and may have a checker's notes in it; choose another with -o, or use --overwrite")


def _text(path: Path, encoding: str) -> TextIO:
    return open(path, "w", encoding=encoding, errors="replace", newline="", opener=private_opener)


def _sync(stream: TextIO | BinaryIO) -> None:
    """To the disk, so that a full one shows before anything is put in its place."""
    stream.flush()
    if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        os.fsync(stream.fileno())


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A hidden folder beside ``place``, on the same disk; it is gone when the block ends."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".audit-", dir=place.parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _put(files: Sequence[tuple[Path, Path]], overwrite: bool) -> None:
    """Moves new files into their places, all or none. Raises ``InputError`` where something has come there that may not be replaced."""
    with ExitStack() as undo:
        for new, place in files:
            if overwrite and place.is_file():
                if len(files) > 1:
                    undo.callback(os.replace, _copied(place, new.with_name(f"{new.name}.old")), place)
                _resemble(new, place)
                os.replace(new, place)
            else:
                _put_new(new, place)
                undo.callback(place.unlink)
        undo.pop_all()


def _put_new(new: Path, place: Path) -> None:
    try:
        os.link(new, place)  # other than a rename, it never replaces
    except FileExistsError:
        raise _there(place) from None
    except OSError:  # a file system without hard links
        if os.path.lexists(place):
            raise _there(place) from None
        os.rename(new, place)


def _copied(place: Path, copy: Path) -> Path:
    try:
        os.link(place, copy)
    except OSError:
        shutil.copy2(place, copy)
    return copy


def _resemble(new: Path, old: Path) -> None:
    """Gives the new file the permissions, and where it may the owner, of the one that it replaces."""
    status = old.stat()
    with suppress(OSError, AttributeError):
        os.chown(new, status.st_uid, status.st_gid)
    os.chmod(new, stat.S_IMODE(status.st_mode))


def _set_aside(part: Path, place: Path) -> Path | None:
    """What was written, under a name beside ``place`` that is free; None where that is nothing."""
    if not part.stat().st_size:
        return None
    number = 1
    while True:
        aside = place.with_name(f"{place.name}.partial{'' if number == 1 else f'-{number}'}")
        with suppress(AuditError):
            _put_new(part, aside)
            return aside
        number += 1
