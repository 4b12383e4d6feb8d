"""``audit diff``: two versions of an article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import making
from audit.cli import options, targets
from audit.cli.codes import CLEAN, FINDINGS
from audit.cli.options import Invocation
from audit.cli.output import opened
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article, SkippedInput
from audit.errors import InputError

if TYPE_CHECKING:
    from audit.engine.work import Auditing
    from audit.store.repository import Repository

EPILOG = """\b
Examples:
    audit diff draft-1.txt draft-2.txt
    audit diff https://post.example/harbour
    audit diff a1f0c2d3e4b5a697 harbour.txt --format json

\b
OLD and NEW are files, or stored articles by id, doc_id or address. With OLD alone, a stored article is
compared with the version before it. Sentences that stand in both word for word have not changed, even if the
tool reads one of them differently now; --everywhere shows that too. Exit code 1 if a source or statement
changed, 0 if none did.
"""


@click.command("diff", epilog=EPILOG)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@options.db_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Default text.")
@click.option("--everywhere", is_flag=True, help="Show what is read differently in unchanged sentences too.")
@options.output_options
@options.scope_option
@options.models_option
@options.threads_option
@click.pass_obj
def command(
    invocation: Invocation,
    old: str,
    new: str | None,
    db: str | None,
    form: str,
    everywhere: bool,
    output: Path | None,
    overwrite: bool,
    scope: str | None,
    models: str | None,
    threads: int | None,
) -> int:
    """Show which sources and statements were added, removed or changed from OLD to NEW, and who became anonymous or named."""
    from audit.compare.versions import difference
    from audit.report.differences import as_json, in_words
    from audit.report.jsonl import line

    finder = Finder(invocation.settings(db=db, scope=scope, models=models, threads=threads))
    out = targets.destination(finder.settings, output, overwrite, [old, *([new] if new else [])])
    before, after = finder.both(old, new)
    found = difference(before, after, finder.settings.scope, everywhere=everywhere)
    with opened(out) as stream:
        if form == "json":
            stream.write(line(as_json(found)) + "\n")
        else:
            stream.writelines(f"{one}\n" for one in in_words(found))
    return CLEAN if found.nothing else FINDINGS


class Finder:
    """Audits by what the user calls them: files are audited, with the models loaded once; what is stored is loaded."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._auditor: Auditing | None = None
        self._opened: Repository | None = None

    def both(self, old: str, new: str | None) -> tuple[Audit, Audit]:
        """The two audits; without ``new``, the version before the stored ``old``, and that. Raises ``InputError`` and ``StoreError``."""
        if new is not None:
            return self.audit(old), self.audit(new)
        if Path(old).is_file():
            raise InputError(f"{old} is a file and has no earlier version; name both files: audit diff OLD NEW")
        now = self._repository.find_article(old)
        return self._repository.load(self._repository.version_before(now)), self._repository.load(now)

    def audit(self, name: str) -> Audit:
        """The audit of a file, or the stored one."""
        if not Path(name).is_file():
            return self._repository.load(self._repository.find_article(name))
        found = [self._audited(item) for item in self._read(name)]
        if len(found) != 1:
            raise InputError(f"{name} holds {len(found)} articles; run audit run {name}, and name two by the ids of audit articles")
        return found[0]

    @property
    def _repository(self) -> Repository:
        if self._opened is None:
            self._opened = making.open_repository(self.settings)
        return self._opened

    def _read(self, name: str) -> list[Article]:
        from audit.ingest import read_paths

        items = list(read_paths((name,), self.settings))
        for item in items:
            if isinstance(item, SkippedInput):
                raise InputError(f"{item.origin}: {item.reason}")
        return [item for item in items if isinstance(item, Article)]

    def _audited(self, article: Article) -> Audit:
        if self._auditor is None:
            self._auditor = making.make_auditor(self.settings)
        (found,) = self._auditor.audit([article])
        if isinstance(found, SkippedInput):
            raise InputError(f"{found.origin}: {found.reason}")
        return found
