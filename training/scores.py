"""The dev score of the kept checkpoint, read from what Stanza's trainers logged."""

from __future__ import annotations

import re

LOGGED = {
    "tokenize": ("tokens, sentences and MWT, mean F1", r"Best dev score=([\d.]+)"),
    "mwt": ("words", r"dev_score = ([\d.]+)"),
    "lemma": ("lemmas", r"Best dev F1 = ([\d.]+)|Dev F1 = ([\d.]+)"),
}


def dev_score(name: str, log: str) -> dict[str, float]:
    """{measure: best value} of the model ``name``. Raises ``ValueError`` where the log has no score: the training did not reach its first one."""
    measure, pattern = LOGGED[name]
    found = [float(next(g for g in m.groups() if g)) for m in re.finditer(pattern, log)]
    if not found:
        raise ValueError(f"the log of {name} has no dev score yet; let it train to its first evaluation")
    return {measure: round(max(found), 4)}
