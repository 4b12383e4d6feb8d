"""What a worker does after a batch."""

from __future__ import annotations

import ctypes
import platform
from pathlib import Path

import pytest

from audit.engine import work


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives memory back when asked")
def test_freed_memory_between_other_pieces_goes_back_to_the_system() -> None:
    pieces = [bytearray(4000) for _ in range(25_000)]
    last = pieces[-1]
    pieces.clear()
    before = resident()
    work.tidy()
    assert before - resident() > 50_000_000, "100 MB were freed under the last piece"
    assert len(last) == 4000


def test_it_works_without_glibc(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_name: None) -> None:
        raise TypeError("no library without a name")  # as on Windows

    monkeypatch.setattr(ctypes, "CDLL", none)
    work._trim.cache_clear()
    try:
        assert work._trim() is None
        work.tidy()
    finally:
        work._trim.cache_clear()
