"""How many workers this machine can feed."""

from __future__ import annotations

import os
from pathlib import Path

WORKER_BYTES = 1_000_000_000
"""Memory that one worker with its models may take; docs/performance.md has what was measured."""
_CGROUP = Path("/sys/fs/cgroup")
_MEMINFO = Path("/proc/meminfo")


def workers() -> int:
    """One for each processor that this process may use, but no more than fit into the memory that is free; at least 1."""
    return max(1, min(processors(), free_memory() // WORKER_BYTES))


def processors() -> int:
    """Processors that this process may use: those it is bound to, or its container's share of them."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _read(_CGROUP / "cpu.max").partition(" ")
    if quota.isdigit() and period.strip().isdigit():
        return max(1, min(bound, round(int(quota) / int(period))))
    return bound


def free_memory() -> int:
    """Bytes that can be had without swapping, within the limits of a container; very many where the system does not say."""
    limits = [2**62]
    for line in _read(_MEMINFO).splitlines():
        if line.startswith("MemAvailable:"):
            limits.append(int(line.split()[1]) * 1024)
    most, used = _read(_CGROUP / "memory.max").strip(), _read(_CGROUP / "memory.current").strip()
    if most.isdigit() and used.isdigit():
        limits.append(max(0, int(most) - int(used)))
    return min(limits)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
