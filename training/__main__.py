"""``python -m training MODEL``: prepare, train, evaluate and export one model (see training/README.md)."""

from __future__ import annotations

import sys


def main() -> None:
    name, rest = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if name == "attribution":
        from training.attribution import main as attribution

        attribution(rest)
    elif name == "markers":
        from training import attribution, markers

        markers.main()
        attribution.ship()
    elif name == "ner":
        from training.entities import ner

        ner(*map(int, rest))
    elif name in ("prepare", "tokenizer", "mwt", "lemma", "pos", "depparse"):
        from training import syntax

        getattr(syntax, name)(*map(int, rest))
    else:
        sys.exit("usage: python -m training prepare|tokenizer|mwt|lemma|pos|depparse|ner|attribution|markers [STEPS]")


if __name__ == "__main__":
    main()
