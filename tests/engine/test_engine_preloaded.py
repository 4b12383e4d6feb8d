"""What workers are forked from: a name that is no module is passed over by Python in silence, and every worker then imports for itself."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

from audit.engine import processes


def test_every_module_that_is_preloaded_is_there() -> None:
    source = ast.parse(Path(processes.__file__).read_text(encoding="utf-8"))
    (names,) = (ast.literal_eval(n.value) for n in source.body if isinstance(n, ast.Assign) and n.targets[0].id == "PRELOADED")  # type: ignore[attr-defined]
    assert names
    assert all(importlib.util.find_spec(name) for name in names)
