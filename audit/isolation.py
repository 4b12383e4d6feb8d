"""What this process, and every process that it starts, may import from: never the folder that somebody works in.

Python puts the working folder first for ``python -m`` and ``python -c`` (which is how multiprocessing starts processes), and wherever
PYTHONPATH has an empty part. A folder of articles would then run its own ``re.py``.
"""

from __future__ import annotations

import os
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder that the program itself is in."""


def isolate() -> None:
    """Takes the working folder and the script's own off ``sys.path``, and sees to it that no process started from here gets them back.

    What PYTHONPATH names by its whole path stays; so does ``HOME``, without which the program would not be found.
    """
    named = "" if sys.flags.ignore_environment else os.environ.get("PYTHONPATH", "")
    unasked = {_real(os.path.dirname(sys.argv[0])), _real("")} if not sys.flags.safe_path else set()
    if sys.path and _real(sys.path[0]) in unasked - {_real(HOME)}:
        del sys.path[0]
    if named:
        parts = named.split(os.pathsep)
        whole = [part for part in parts if os.path.isabs(part)]
        loose = {_real(part) for part in parts if not os.path.isabs(part)} - {_real(part) for part in (*whole, HOME)}
        sys.path[:] = [entry for entry in sys.path if _real(entry) not in loose]
        os.environ["PYTHONPATH"] = os.pathsep.join(whole)
    sys.path[:] = importable()
    os.environ["PYTHONSAFEPATH"] = "1"


def importable() -> list[str]:
    """``sys.path`` without the entries that mean another place in another folder."""
    return [entry for entry in sys.path if os.path.isabs(entry)]


def handed_on() -> bool:
    """Whether a Python that is started with this one's flags keeps to what ``isolate`` put into the environment."""
    return bool(sys.flags.safe_path or not sys.flags.ignore_environment)


def _real(folder: str) -> str:
    """The folder without links; "" where it is gone."""
    try:
        return os.path.realpath(folder)
    except OSError:
        return ""
