"""How torch's threads wait for each other is set before torch is there to read it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LOOK = "import os, sys, audit.annotate; print(os.environ['GOMP_SPINCOUNT'], 'torch' in sys.modules)"


@pytest.mark.parametrize(("given", "told"), [({}, "1000 False"), ({"GOMP_SPINCOUNT": "7"}, "7 False")])
def test_threads_do_not_wait_for_each_other_by_looking(given: dict[str, str], told: str) -> None:
    without = {name: value for name, value in os.environ.items() if name != "GOMP_SPINCOUNT"}
    done = subprocess.run([sys.executable, "-c", LOOK], env=without | given, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == told
