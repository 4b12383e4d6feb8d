"""``audit desk``: the stored audits as a live page."""

from __future__ import annotations

import click

from audit import making
from audit.cli import options, targets
from audit.cli.messages import tell
from audit.cli.options import Invocation

EPILOG = """\b
Examples:
    audit desk
    audit desk article.txt --reviewer "Ona Reed"
    audit desk --port 9000

\b
Open the address that it prints. It works for programs of this machine alone, only with the token in it, and only
until you stop the desk with Ctrl-C. Every judgement is stored at once, in the same database as all other commands use.
"""


@click.command("desk", epilog=EPILOG)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]…")
@options.db_option
@options.scope_option
@options.models_option
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="Port of 127.0.0.1 (default 8717, or any if that is taken).")
@click.option("--reviewer", envvar="AUDIT_REVIEWER", metavar="NAME", default="", help="Who judges (AUDIT_REVIEWER); can be changed there.")
@click.pass_obj
def command(
    invocation: Invocation,
    articles: tuple[str, ...],
    db: str | None,
    scope: str | None,
    models: str | None,
    port: int | None,
    reviewer: str,
) -> None:
    """Review in the browser: a live page of all stored articles, or of ARTICLEs (id, doc_id, file or part of the headline)."""
    settings = invocation.settings(db=db, scope=scope, models=models)
    targets.tell_database(settings)
    repository = making.open_repository(settings, must_exist=False)
    ids = tuple(dict.fromkeys(repository.find_article(one) for one in articles))
    from audit.desk.server import serve

    def opened(address: str) -> None:
        click.echo(address)
        tell("Open this address in your browser. Ctrl-C stops the desk; everything that was judged is stored.")

    serve(settings, repository, port=port, reviewer=reviewer.strip(), articles=ids, opened=opened)
