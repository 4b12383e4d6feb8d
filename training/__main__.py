"""``python -m training MODEL``: prepare, train, evaluate and export one model (see training/README.md)."""

from __future__ import annotations

import sys


def main() -> None:
    name, rest = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if name == "shared":
        from training import shared

        shared.main(rest)
    elif name == "fast":
        from training import fast

        fast.main(rest)
    elif name == "teacher":
        from training import teacher

        teacher.main(rest)
    elif name == "labels":
        from training import labels

        labels.main(rest)
    elif name == "silver":
        from training import silver

        silver.main()
    elif name == "confidence":
        from training import confidence

        confidence.main(rest)
    elif name == "ranker":
        from training import ranker

        ranker.main(rest)
    elif name == "links":
        from training import links

        links.main()
    elif name == "axes":
        from training import axes

        axes.main(rest)
    elif name == "sheets":
        from training import sheets

        sheets.main(rest)
    elif name == "countries":
        from training import countries

        countries.main(rest)
    elif name == "given_names":
        from training import given_names

        given_names.main(rest)
    elif name in ("prepare", "tokenizer", "mwt", "lemma"):
        from training import syntax

        getattr(syntax, name)(*map(int, rest))
    else:
        sys.exit(
            "usage: python -m training prepare|tokenizer|mwt|lemma|silver|teacher|labels|shared|fast|ranker|links|axes|confidence|sheets|countries|given_names [OPTIONS]"
        )


if __name__ == "__main__":
    main()
