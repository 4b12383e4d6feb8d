"""Settings: command line over environment over ``audit.toml`` or ``[source-audit]`` of setup.cfg over defaults."""

from __future__ import annotations

import configparser
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from audit.errors import ConfigError

UNNAMED_OFFICIALS = ("anonymous", "official")
NAMED_OFFICE_HOLDERS = ("named", "official")
SCOPES = ("statements", "all")
COLUMNS = ("text", "doc_id", "title", "byline", "outlet", "section", "published", "url", "language")
PRECISIONS = ("auto", "full")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. The two policies re-derive labels from stored axes; nothing is annotated again for them."""

    db: str = "sqlite:///audit.db"
    models: str = "bundled"
    """``bundled``, ``fast`` (a smaller network), ``official`` (Stanza's own English package for syntax and entities) or a folder."""
    scope: str = "statements"
    force_language: bool = False
    max_bytes: int = 5_000_000
    """Inputs above this are skipped with their reason."""
    timeout: int = 300
    """Seconds after which an article is given up, in fetching, in reading and again in auditing."""
    archive_members: int = 100_000
    """Files of one archive, those of archives in it counted. Beyond this and the next four limits the rest is skipped with its reason."""
    archive_bytes: int = 10_000_000_000
    """Bytes that one archive may unpack to."""
    archive_ratio: int = 200
    """How many times its own size an archive of any size to speak of may unpack to."""
    archive_depth: int = 3
    """How deep archives may lie in archives."""
    archive_seconds: int = 3600
    """Seconds of waiting for one archive to be taken apart, all its files counted, the time of their audits not."""
    follow_links: bool = False
    """Whether links in a folder are followed out of it."""
    fetch: bool = False
    """Whether addresses of the web are fetched; nothing else ever makes this program use the network."""
    columns: tuple[tuple[str, str], ...] = ()
    """(field, heading) where a table of articles has other headings than those that are known."""
    threads: int = min(2, os.cpu_count() or 1)
    """Of the models in this process. Workers have one each."""
    engine: str = "processes"
    """``processes`` of this machine, or ``ray``: actors on a cluster."""
    address: str = ""
    """Of the Ray cluster; "": one is started on this machine for the run."""
    jobs: int = 0
    """Worker processes; 1: none, everything in this process; 0: as many as the machine can feed."""
    precision: str = "auto"
    """``auto``: bfloat16 or integers, by processor and network; ``full``: float32, which gives the same on every machine."""
    unnamed_officials_of_a_body: str = "anonymous"
    named_office_holders: str = "named"
    profile: str = "core"
    """The set of rules that is in force; ``audit.rules.registry`` knows which there are."""
    select: tuple[str, ...] = ()
    """Rules in the place of the profile's, by code, prefix or name."""
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    """(rule, severity) where it is another than the rule's own."""
    limits: tuple[tuple[str, str], ...] = ()
    """(rule, number) where it is another than the rule's own."""
    fail_on: str = "error"

    def __post_init__(self) -> None:
        for name, allowed in (
            ("unnamed_officials_of_a_body", UNNAMED_OFFICIALS),
            ("named_office_holders", NAMED_OFFICE_HOLDERS),
            ("scope", SCOPES),
            ("precision", PRECISIONS),
            ("engine", ("processes", "ray")),
            ("fail_on", ("info", "warning", "error", "never")),
        ):
            if getattr(self, name) not in allowed:
                raise ConfigError(f"{name} is {getattr(self, name)!r}; set it to one of: {', '.join(allowed)}")
        limits = ("archive_members", "archive_bytes", "archive_ratio", "archive_depth", "archive_seconds")
        for name in ("max_bytes", "threads", "timeout", *limits):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} is {getattr(self, name)}; give 1 or more")
        for field, _ in self.columns:
            if field not in COLUMNS:
                raise ConfigError(f"columns names {field!r}; an article has: {', '.join(COLUMNS)}")
        if self.jobs < 0:
            raise ConfigError(f"jobs is {self.jobs}; give 1 or more, or 0 for as many as the machine can feed")

    def annotation_pairs(self) -> tuple[tuple[str, str], ...]:
        """The settings that an annotation depends on, as sorted pairs: with version and models, what tells one run from another.

        The two policies are left out. They only derive labels from what is stored, so a change of policy makes no stored article
        out of date; ``audit run`` and ``audit relabel`` bring its labels along.
        """
        kept = ("force_language", "models", "precision")
        values = asdict(self)
        return tuple(sorted((name, str(values[name])) for name in kept))

    def label_pairs(self) -> tuple[tuple[str, str], ...]:
        """The settings that labels and findings depend on, as pairs in words; those that are empty are left out."""
        kept = ("named_office_holders", "unnamed_officials_of_a_body", "profile", "select", "ignore", "severity", "limits")
        return tuple((name, told) for name in kept if (told := _told(getattr(self, name))))


def _told(value: str | tuple[str | tuple[str, str], ...]) -> str:
    """A setting in words: ``A101=error N203=info`` for pairs."""
    return value if isinstance(value, str) else " ".join(one if isinstance(one, str) else "=".join(one) for one in value)


def load(overrides: Mapping[str, Any], folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Settings for ``folder`` (default: the working folder), with ``overrides`` (None values left out) on top.

    Raises ``ConfigError`` on a file that cannot be read, an unknown name or an impossible value.
    """
    values: dict[str, Any] = {}
    for _, layer in _layers(folder, environ):
        values |= layer
    values |= {name: value for name, value in overrides.items() if value is not None}
    return replace(Settings(), **{name: _typed(name, value) for name, value in values.items()})


def origins(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Where each setting that is set outside the command line comes from: ``audit.toml``, ``setup.cfg`` or ``AUDIT_…``.

    Raises ``ConfigError`` on a file that cannot be read.
    """
    return {name: place for place, layer in _layers(folder, environ) for name in layer}


_TRUTH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False, "": False}
_NAMES = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings)}
_PAIRS = {"severity": "A101=error", "limits": "A101=0.4", "columns": "text=Body"}


def _typed(name: str, value: Any) -> Any:
    kind = _NAMES.get(name)
    if kind is None:
        raise ConfigError(f"unknown setting {name!r}; known are: {', '.join(sorted(_NAMES))}")
    if name in _PAIRS:
        return _pairs(name, value)
    if kind is tuple:
        if not isinstance(value, str | list | tuple):
            raise ConfigError(f"{name} is {value!r}; give a list of words")
        parts = value.replace(",", " ").split() if isinstance(value, str) else value
        return tuple(str(p) for p in parts)
    if kind is bool:
        word = str(value).strip().lower()
        if word not in _TRUTH:
            raise ConfigError(f"{name} is {value!r}; set it to true or false")
        return _TRUTH[word]
    if kind is int:
        try:
            return int(value)
        except (TypeError, ValueError):
            raise ConfigError(f"{name} is {value!r}; give a whole number") from None
    return str(value)


def _pairs(name: str, value: Any) -> tuple[tuple[str, str], ...]:
    """A table, or words such as ``A101=error N203=info``, as pairs."""
    if isinstance(value, Mapping):
        return tuple((str(key), str(word)) for key, word in value.items())
    parts = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise ConfigError(f"{name} is {value!r}; give a table, or words such as {_PAIRS[name]}")
    pairs = [part if isinstance(part, tuple) else tuple(str(part).split("=", 1)) for part in parts]
    for pair in pairs:
        if len(pair) != 2 or not all(pair):
            raise ConfigError(f"{name} holds {'='.join(pair)!r}; write it as NAME=VALUE")
    return tuple((str(key), str(word)) for key, word in pairs)


def _layers(folder: Path | None, environ: Mapping[str, str] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The places of settings with what they set, each overruling the ones before it."""
    yield _from_files(folder or Path.cwd())
    for variable, value in (os.environ if environ is None else environ).items():
        name = variable.removeprefix("AUDIT_").lower()
        if variable.startswith("AUDIT_") and name in _NAMES:
            yield variable, {name: value}


def _from_files(folder: Path) -> tuple[str, dict[str, Any]]:
    """The file that holds settings (``audit.toml`` before ``setup.cfg``) with what it sets."""
    toml, cfg = folder / "audit.toml", folder / "setup.cfg"
    try:
        if toml.is_file():
            return toml.name, dict(tomllib.loads(toml.read_text(encoding="utf-8")))
        if cfg.is_file():
            parser = configparser.ConfigParser(interpolation=None)
            parser.read(cfg, encoding="utf-8")
            if parser.has_section("source-audit"):
                return cfg.name, dict(parser["source-audit"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, configparser.Error) as error:
        raise ConfigError(f"cannot read the settings in {folder}: {error}; mend or remove the file") from error
    return cfg.name, {}
