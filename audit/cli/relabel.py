"""``audit relabel``: the labels and findings of what is stored, after a change of settings."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from audit import making
from audit.cli import options, targets
from audit.cli.messages import tell
from audit.cli.options import Invocation
from audit.cli.progress import progress_line
from audit.report.phrases import counted
from audit.rules.policies import relabelled
from audit.rules.registry import in_force

EPILOG = """\b
Examples:
    audit relabel --unnamed-officials-of-a-body official
    audit relabel --named-office-holders official
    audit relabel --profile reuters --ignore N203
    audit relabel

\b
Options that you leave out come from AUDIT_… variables, audit.toml or setup.cfg, or keep their defaults. Later runs
use their own settings, so put lasting choices in a settings file. The last example resets every label and finding
to what the settings say.
"""


@click.command("relabel", epilog=EPILOG)
@options.db_option
@options.settings_options(*options.POLICIES, *options.RULES)
@click.pass_obj
def command(
    invocation: Invocation,
    db: str | None,
    given: dict[str, Any],
) -> None:
    """Work out every stored label and finding again under the current settings, without annotating anything again."""
    from audit.store.filter import Filter

    settings = invocation.settings(db=db, **given)
    in_force(settings)
    targets.tell_database(settings)
    repository = making.open_repository(settings)
    everything = map(repository.as_found, repository.audits(Filter(include_old=True)))
    articles = [audit.article.id for audit in everything if relabelled(audit, settings) is not audit]
    changed = 0
    with progress_line("relabelling", len(articles)) as line:
        for done, article_id in enumerate(articles, 1):
            changed += repository.relabel(article_id, partial(relabelled, settings=settings))
            line.tell(f"{counted(done, 'article')}, {counted(changed, 'source')}", done)
    tell(f"{counted(changed, 'source')} relabelled, {counted(len(articles), 'article')} renewed")
