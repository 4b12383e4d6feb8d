"""``audit evaluate``: scores against gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from audit import making
from audit.cli import options
from audit.cli.ablation import ablated
from audit.cli.messages import tell
from audit.cli.options import Invocation
from audit.cli.output import opened
from audit.cli.progress import progress_line
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article
from audit.errors import InputError
from audit.evaluate.items import Document, document, read
from audit.evaluate.scores import Scores, score
from audit.report.phrases import counted

EPILOG = """\b
Examples:
    audit evaluate gold.jsonl
    audit evaluate gold.jsonl --json
    audit run texts.jsonl --no-store --format attributions -o pred.jsonl
    audit evaluate gold.jsonl --pred pred.jsonl
    audit evaluate gold.jsonl --ablate "a body's name" --ablate "spoke last, *"
    audit evaluate --against-reviews

\b
Both files have one article per line: {"doc_id", "attributions": [...]}. Gold also has the "text".
found: statements with at least half their words in common. joint: found, and the source's words overlap.
--against-reviews needs no gold: it counts how often the stored results agree with people's decisions (audit review).
"""


@click.command("evaluate", epilog=EPILOG)
@click.argument("gold", type=click.Path(path_type=Path), required=False)
@click.option(
    "--pred",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=("Score the attributions in this file instead of annotating the gold texts."),
)
@click.option(
    "--ablate",
    multiple=True,
    metavar="NAME",
    help="Score again without the rule row or feature of this name (as audit explain prints it), and say what it earns. "
    "Can be given several times; * and ? match letters.",
)
@click.option("--against-reviews", is_flag=True, help="Count how often reviewers found the tool right; takes no GOLD.")
@options.db_option
@click.option("--json", "as_json", is_flag=True, help="Print all figures as one line of JSON.")
@options.scope_option
@options.models_option
@options.threads_option
@click.pass_obj
def command(
    invocation: Invocation,
    gold: Path | None,
    pred: Path | None,
    ablate: tuple[str, ...],
    against_reviews: bool,
    db: str | None,
    as_json: bool,
    scope: str | None,
    models: str | None,
    threads: int | None,
) -> None:
    """Score attributions against GOLD (JSON Lines): those found in its texts, or those in a file (--pred)."""
    if against_reviews:
        if gold is not None or pred is not None or ablate:
            raise click.UsageError("--against-reviews takes no GOLD, no --pred and no --ablate: the decisions are in the database")
        _against_reviews(invocation, db, as_json)
        return
    if gold is None:
        raise click.UsageError("give a GOLD file, or --against-reviews")
    asked = read(gold)
    if not asked:
        raise InputError(f"{gold} has no articles; give a JSON Lines file with one article per line")
    settings = invocation.settings(scope=scope, models=models, threads=threads)
    if ablate:
        if pred is not None:
            raise click.UsageError("--ablate takes no --pred: it needs the texts of GOLD")
        ablated(asked, gold, settings, ablate, as_json)
        return
    offered = read(pred) if pred is not None else _annotated(asked, gold, settings)
    scores = score(asked, offered)
    with opened(None) as stream:
        if as_json:
            stream.write(json.dumps(scores.as_dict()) + "\n")
        else:
            from audit.report.terminal import console, show_rows

            show_rows(console(stream), ("measure", "precision", "recall", "F1", "right", "predicted", "gold"), _rows(scores))


def _against_reviews(invocation: Invocation, db: str | None, as_json: bool) -> None:
    from audit.cli.reviewing import opened_reviews
    from audit.evaluate.reviews import agreement

    reviews = opened_reviews(invocation, db)
    lost = sum(one.lost for one in reviews.entries())
    judged = (audit for audit in reviews.repository.audits() if audit.reviews)
    figures = agreement(((audit, reviews.repository.as_found(audit)) for audit in judged), lost).as_dict()
    if not figures["labels"]["statement"]["judged"] and not figures["findings"]:
        raise InputError("there are no decisions on stored articles; start with: audit review")
    with opened(None) as stream:
        if as_json:
            stream.write(json.dumps(figures) + "\n")
            return
        from audit.report.terminal import console, show_rows

        rows = [{"label": name, **one} for name, one in figures["labels"].items()]
        rows += [{"label": f"type, where it is {name}", **one} for name, one in figures["type_by_label"].items()]
        rows += [{"label": f"rule {code} ({one['waived']} waived)", **one} for code, one in figures["findings"].items()]
        show_rows(console(stream), ("label", "right", "judged", "share"), rows)
        columns = ("person", "tool", "rows")
        mixed = [dict(zip(columns, (*name.split("->"), count), strict=True)) for name, count in figures["confusion"].items()]
        show_rows(console(stream), columns, mixed)
        if figures["lost"]:
            gone = counted(figures["lost"], "judgement")
            stream.write(f"{gone} on words that the tool no longer finds: audit review list --lost\n")


def _annotated(gold: list[Document], path: Path, settings: Settings) -> list[Document]:
    from audit.report.attributions import attributions

    articles = [Article(text=one.text or "", origin=f"{path}:{at}", doc_id=one.doc_id, language="en") for at, one in enumerate(gold, 1)]
    out, skipped = [], []
    with progress_line("loading the models and the first articles", len(articles)) as line:
        for item in making.make_auditor(settings).audit(articles):
            if isinstance(item, Audit):
                out.append(document(attributions(item, settings.scope)))
            else:
                skipped.append(item)
            line.tell(counted(len(out), "article"), len(out) + len(skipped))
    for one in skipped:
        tell(f"skipped {one.origin}: {one.reason}")
    return out


def _rows(scores: Scores) -> list[dict[str, Any]]:
    """The figures one below the other: rates with their counts, shares as recall alone."""
    values = scores.as_dict()
    out: list[dict[str, Any]] = []
    rates = {"found": values["found"], "joint": values["joint"]}
    rates |= {f"exact {name}": one for name, one in values["exact"].items()}
    rates |= {f"end to end {name}": one for name, one in values.get("end_to_end", {}).items()}
    rates |= {"markers": values["markers"]} if "markers" in values else {}
    for name, one in rates.items():
        figures = {"precision": f"{one['p']:.3f}", "recall": f"{one['r']:.3f}", "F1": f"{one['f1']:.3f}"}
        out.append({"measure": name, **figures, "right": one.get("hit"), "predicted": one["pred"], "gold": one["gold"]})
    for name in ("source", "speaker", "type", "official", "anonymity_status"):
        if values.get(name) is not None:
            out.append({"measure": f"{name} (share of found)", "recall": f"{values[name]:.3f}"})
    out += [{"measure": f"typed {name}", "right": count} for name, count in values.get("confusion", {}).items()]
    counts = ("articles", "articles_without_prediction", "spans_outside_text")
    return out + [{"measure": name.replace("_", " "), "right": values[name]} for name in counts]
