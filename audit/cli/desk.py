"""``audit desk``: the stored audits as a live page, files among them that are audited first."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from audit import making
from audit.cli import options, targets
from audit.cli.messages import tell
from audit.cli.options import Invocation
from audit.cli.progress import follow, progress_line
from audit.config import Settings
from audit.domain.text import Article, SkippedInput
from audit.errors import InputError, StoreError
from audit.rules.registry import in_force

if TYPE_CHECKING:
    from audit.engine.work import Engine
    from audit.store.repository import Repository

EPILOG = """\b
Examples:
    audit desk
    audit desk article.txt --reviewer "Ona Reed"
    audit desk saved-pages/ harbour
    audit desk --port 9000

\b
Open the address that it prints. It works for programs of this machine alone, only with the token in it, and only
until you stop the desk with Ctrl-C. Every judgement is stored at once, in the same database as all other commands use.
"""


@click.command("desk", epilog=EPILOG)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]…")
@options.db_option
@options.settings_options("scope", "models", "force_language", "follow_links", "max_bytes", "columns", "timeout")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="Port of 127.0.0.1 (default 8717, or any if that is taken).")
@click.option("--reviewer", envvar="AUDIT_REVIEWER", metavar="NAME", default="", help="Who judges (AUDIT_REVIEWER); can be changed there.")
@click.pass_obj
def command(
    invocation: Invocation, articles: tuple[str, ...], db: str | None, given: dict[str, Any], port: int | None, reviewer: str
) -> None:
    """Review in the browser: a live page of all stored articles, or of each ARTICLE.

    An ARTICLE is a file or folder, which is audited first unless it is stored unchanged, or a stored article: id, doc_id, or part of the
    headline or file name.
    """
    settings = invocation.settings(db=db, **given)
    targets.tell_database(settings)
    in_force(settings)
    repository = making.open_repository(settings, must_exist=False)
    with closing(making.make_standing_engine(settings)) as engine:
        ids = _opened(articles, settings, repository, engine)
        from audit.desk.server import serve

        def opened(address: str) -> None:
            click.echo(address)
            tell("Open this address in your browser. Ctrl-C stops the desk; everything that was judged is stored.")

        serve(settings, repository, engine, port=port, reviewer=reviewer.strip(), articles=ids, opened=opened)


def _opened(named: Sequence[str], settings: Settings, repository: Repository, engine: Engine) -> tuple[str, ...]:
    """The ids of the articles that were named, each once. Raises ``InputError`` where one of the names gives none."""
    ids: dict[str, list[str]] = {}
    for one in named:
        if not os.path.lexists(one):
            try:
                ids[one] = [repository.find_article(one)]
            except StoreError as error:
                raise InputError(f"there is no file {one!r}, and {error}") from error
    files = [one for one in dict.fromkeys(named) if one not in ids]
    ids |= _audited(files, settings, repository, engine)
    if empty := [one for one in files if not ids[one]]:
        kept = "; what could be read is stored" if len(empty) < len(files) else ""
        raise InputError(f"no article could be read from {', '.join(empty)}; the reasons are above{kept}")
    return tuple(dict.fromkeys(one for name in named for one in ids[name]))


def _audited(files: Sequence[str], settings: Settings, repository: Repository, engine: Engine) -> dict[str, list[str]]:
    """The ids of the articles of each file or folder, stored as by ``audit run``."""
    found: dict[str, list[str]] = {one: [] for one in files}
    if not files:
        return found
    from audit.ingest import read_paths
    from audit.job import Job

    came: list[str] = []
    """The file or folder of each input, in their order; the results have the same."""

    def inputs() -> Iterator[Article | SkippedInput]:
        for one in files:
            for item in read_paths((one,), settings, apart=targets.own_files(settings, None)):
                came.append(one)
                yield item

    job = Job(settings, repository, engine=engine)
    with progress_line("loading the models and the first articles") as line, closing(job.results(inputs())) as results:
        say = follow(job, line)
        for number, result in enumerate(results):
            if isinstance(result, SkippedInput):
                say(f"skipped {result.origin}: {result.reason}")
            else:
                found[came[number]].append(result.article.id)
    return found
