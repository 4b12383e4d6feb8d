"""The group of commands: each in a module of its own, imported when it is called; and what every error becomes."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

import click

from audit import __version__
from audit.cli import streams
from audit.cli.codes import CLEAN, INTERNAL, INTERRUPTED, TROUBLE
from audit.cli.messages import tell
from audit.cli.options import Invocation, setting_option
from audit.cli.output import unwritable
from audit.errors import AuditError
from audit.report.safe_text import one_line
from audit.report.screen import screened

COMMANDS = {
    "run": "Audit articles: read, annotate, store, report.",
    "show": "Show a stored article with everything found in it marked in the text.",
    "explain": "Show what decided a statement: tags, cue, mentions, lexicon, policy, confidence.",
    "report": "Show totals and shares for the stored articles.",
    "statements": "List stored statements, one row per statement and source.",
    "sources": "List stored sources.",
    "articles": "List stored articles.",
    "diff": "Show what changed between two versions of an article.",
    "compare": "Compare coverage of one story in several outlets.",
    "review": "Confirm, correct or dismiss what was found; import a checker's file.",
    "desk": "Review stored articles in the browser, alone or with others.",
    "export": "Export stored results as CSV, JSON Lines, a workbook, SARIF or ClaimReview.",
    "schema": "Print the JSON Schema of the JSON Lines output.",
    "evaluate": "Score attributions against a gold standard.",
    "relabel": "Apply another labelling policy to stored articles.",
    "rules": "List the rules, or show one with its examples.",
    "db": "Manage the database: upgrade, current, check.",
    "models": "Manage the models: list, check, download.",
    "config": "Manage the settings: show, trust.",
}
"""Command to its line in the help; the module of the same name holds ``command``."""

EPILOG = """\b
Exit codes: 0 clean, 1 findings at or above --fail-on, 2 a problem with usage, input,
models or database, 3 internal error, 130 interrupted.

\b
Settings come from the command line, AUDIT_… variables, audit.toml, or [source-audit] in setup.cfg. A folder's
file cannot choose the database, models or network until you run "audit config trust".
Shell completion: add this line to your shell's start file (this one is for bash; zsh and fish work the same way):
    eval "$(_AUDIT_COMPLETE=bash_source audit)"

\b
Examples:
    audit run article.txt
    audit run saved-pages/ --format csv -o statements.csv
    audit report --by outlet
    audit export --format xlsx -o audit.xlsx
"""


class Commands(click.Group):
    """Knows the commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"audit.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            known = ", ".join(COMMANDS)
            raise click.UsageError(
                f"there is no command {args[0]!r}; the commands are: {known}. To audit articles: audit run PATHS", ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _quiet_pipe():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _quiet_pipe():
            return super().invoke(ctx)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Runs a command and exits; Click's own codes are replaced, since its 1 means findings here."""
        sys.stdout, sys.stderr = screened(sys.stdout), screened(sys.stderr)
        extra["standalone_mode"] = False
        code = self._code(list(sys.argv[1:] if args is None else args), prog_name or "audit", extra)
        if (fault := streams.fault()) is not None:
            streams.give_up_output()
            if not isinstance(fault, BrokenPipeError):
                tell(f"audit: {unwritable(fault)}")
                code = TROUBLE
        sys.exit(code)

    def _code(self, words: list[str], prog_name: str, extra: dict[str, Any]) -> int:
        """The exit code of a command, once what went wrong has been said."""
        try:
            code = super().main(words, prog_name, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            return TROUBLE
        except click.ClickException as error:
            click.UsageError(one_line(error.format_message()), getattr(error, "ctx", None)).show()
            return TROUBLE
        except AuditError as error:
            tell(f"audit: {error}")
            return error.exit_code
        except click.Abort:
            tell("audit: interrupted")
            return INTERRUPTED
        except UnicodeEncodeError as error:
            if (odd := _undecodable(words)) is None:
                return _internal(error, words)
            tell(f"audit: {odd!r} is not UTF-8; type it again, or rename the file")
            return TROUBLE
        except Exception as error:
            if isinstance(error, OSError) and streams.fault() is not None:
                return TROUBLE  # ``main`` says what
            if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
                tell(f"audit: {error.filename} is too long for a file name; give a shorter one")
                return TROUBLE
            return _internal(error, words)
        return code if isinstance(code, int) else CLEAN


@click.group("audit", cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="source-audit")
@setting_option("db")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an internal error.")
@click.pass_context
def cli(ctx: click.Context, db: str | None) -> None:
    """The sourcing linter for news: who said it, and can a reader hold anybody to it?"""
    ctx.obj = Invocation(db=db)


def _undecodable(words: list[str]) -> str | None:
    """The first word of the command, or AUDIT_ variable, with bytes that are no UTF-8."""
    given = (*words, *(value for name, value in os.environ.items() if name.startswith("AUDIT_")))
    return next((word for word in given if any("\ud800" <= letter <= "\udfff" for letter in word)), None)


def _internal(error: Exception, words: list[str]) -> int:
    if "--debug" in words:
        import traceback

        traceback.print_exception(error)
    tell(f"audit: internal error: {type(error).__name__}: {error}")
    tell("Please report it, with the command and, if you can, the article. audit --debug … shows where it happened.")
    return INTERNAL


@contextlib.contextmanager
def _quiet_pipe() -> Iterator[None]:
    """A reader of the output that leaves early (``audit articles | head``) ends the command without complaint."""
    try:
        yield
    except BrokenPipeError:
        streams.give_up_output()  # it may have been written without ``opened``: help, for one
        raise click.exceptions.Exit(CLEAN) from None
