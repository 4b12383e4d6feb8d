"""``audit evaluate --ablate``: what a table row, a feature or the network's answers contribute to the scores on a gold file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from audit import making
from audit.axes.fitted import fitted
from audit.cli.output import opened
from audit.cli.progress import progress_line
from audit.config import Settings
from audit.domain.text import Article
from audit.evaluate.items import Document, document
from audit.evaluate.scores import score
from audit.report.column import Record
from audit.report.phrases import counted

MEASURES = ("speaker", "type", "official", "anonymity_status", "end to end")


def ablated(gold: Sequence[Document], path: Path, settings: Settings, names: Sequence[str], as_json: bool) -> None:
    """Print the scores with everything, and how they change without whatever each of ``names`` stands for.

    Raises ``click.UsageError`` for a name that nothing has.
    """
    try:
        left = {name: fitted().without(name) for name in names}
    except ValueError as error:
        raise click.UsageError(f"--ablate: {error}. Names stand in the output of: audit explain") from error
    from audit.auditor import examine
    from audit.report.attributions import attributions

    annotator = making.make_annotator(settings)
    annotations = []
    with progress_line("loading the models and the first articles", len(gold)) as line:
        for at, one in enumerate(gold, 1):
            article = Article(text=one.text or "", origin=f"{path}:{at}", doc_id=one.doc_id, language="en")
            annotations += annotator.annotate([article])
            line.tell(counted(at, "article"), at)

    def scored(name: str | None) -> dict[str, Any]:
        by = left[name] if name is not None else None
        audits = (examine(annotation, settings, by) for annotation in annotations)
        return score(gold, [document(attributions(audit, settings.scope)) for audit in audits]).as_dict()

    whole = scored(None)
    without = {name: scored(name) for name in left}
    with opened(None) as stream:
        if as_json:
            stream.write(json.dumps({"with everything": whole, "without": without}) + "\n")
            return
        from audit.report.terminal import console, show_rows

        kept = _figures(whole)
        rows: list[Record] = [{"without": "(nothing)", **{name: f"{value:.4f}" for name, value in kept.items()}}]
        for name, scores in without.items():
            rows.append({"without": name, **{key: f"{value - kept[key]:+.4f}" for key, value in _figures(scores).items() if key in kept}})
        show_rows(console(stream), ("without", *(name for name in MEASURES if name in kept)), rows)


def _figures(scores: dict[str, Any]) -> dict[str, float]:
    """Those of ``MEASURES`` for which the gold has labels."""
    whole = scores | ({"end to end": scores["end_to_end"]["all"]["f1"]} if "end_to_end" in scores else {})
    return {name: float(whole[name]) for name in MEASURES if whole.get(name) is not None}
