"""What workers are forked from: a name that is no module is passed over by Python in silence, and every worker then imports for itself."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

from audit.engine import processes


def test_every_module_that_is_preloaded_is_there() -> None:
    source = ast.parse(Path(processes.__file__).read_text(encoding="utf-8"))
    assigned = [node for node in source.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)]
    (names,) = (ast.literal_eval(n.value) for n in assigned if n.value and isinstance(n.target, ast.Name) and n.target.id == "PRELOADED")
    assert names
    assert all(importlib.util.find_spec(name) for name in names)
