"""``audit relabel``: the labels of what is stored, after a change of policy."""

from __future__ import annotations

from functools import partial

import click

from audit.classify.policy import source_type
from audit.cli import options, services
from audit.cli.options import Invocation
from audit.cli.progress import progress_line
from audit.cli.words import counted
from audit.rules.policies import relabelled

EPILOG = """\b
Examples:
    audit relabel --unnamed-officials-of-a-body official
    audit relabel --named-office-holders official
    audit relabel

\b
A policy that is not named comes from AUDIT_UNNAMED_OFFICIALS_OF_A_BODY and AUDIT_NAMED_OFFICE_HOLDERS,
audit.toml or setup.cfg, or is the default. Articles that are audited later follow the policy of their
run, so set it there for good. The last example takes every label back to what the settings say.
"""


@click.command("relabel", epilog=EPILOG)
@options.db_option
@options.policy_options
@click.pass_obj
def command(invocation: Invocation, db: str | None, unnamed_officials_of_a_body: str | None, named_office_holders: str | None) -> None:
    """Derive the type of every stored source anew under the two policies, and the findings that follow; nothing is annotated again."""
    settings = invocation.settings(
        db=db, unnamed_officials_of_a_body=unnamed_officials_of_a_body, named_office_holders=named_office_holders
    )
    repository = services.open_repository(settings)
    articles = repository.labelled_otherwise(lambda source: source_type(source, settings))
    changed = 0
    with progress_line("relabelling", len(articles)) as line:
        for done, article_id in enumerate(articles, 1):
            changed += repository.relabel(article_id, partial(relabelled, settings=settings))
            line.tell(f"{counted(done, 'article')}, {counted(changed, 'source')}", done)
    click.echo(f"{counted(changed, 'source')} relabelled in {counted(len(articles), 'article')}", err=True)
