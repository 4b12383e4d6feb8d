"""What torch is told by the environment is there before torch is, which reads it once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

NAMES = ("GOMP_SPINCOUNT", "ONEDNN_PRIMITIVE_CACHE_CAPACITY")
LOOK = f"import os, sys, audit.annotate; print(*(os.environ[name] for name in {NAMES}), 'torch' in sys.modules)"


@pytest.mark.parametrize(("given", "told"), [({}, "1000 32 False"), ({"GOMP_SPINCOUNT": "7"}, "7 32 False")])
def test_torch_is_told_before_it_is_loaded(given: dict[str, str], told: str) -> None:
    without = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run([sys.executable, "-c", LOOK], env=without | given, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == told


LOAD = """
import sys
from audit.annotate.pipeline import Annotator
from audit.config import Settings
Annotator(Settings()).load()
print("torch._dynamo" in sys.modules)
"""


@pytest.mark.models
def test_loading_leaves_out_what_only_training_needs() -> None:
    """Torch's compiler took half of the time to load; an optimizer imports it."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", LOAD], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
