"""Settings: command line over environment over the working folder's ``audit.toml`` or ``setup.cfg`` over the user's own file over defaults.

A folder may come from anybody, so its file sets none of ``GUARDED`` until the user has said that it may.
"""

from __future__ import annotations

import configparser
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from audit import trust
from audit.errors import ConfigError

COLUMNS = ("text", "doc_id", "title", "byline", "outlet", "section", "published", "url", "language")
CHOICES = {
    "unnamed_officials_of_a_body": ("anonymous", "official"),
    "named_office_holders": ("named", "official"),
    "scope": ("statements", "all"),
    "precision": ("auto", "full"),
    "engine": ("processes", "ray"),
    "fail_on": ("info", "warning", "error", "never"),
}
"""Setting to the words that it takes, where these are fixed."""
WEEK = 7 * 86_400
"""Seconds."""
ARCHIVES = {
    "archive_members": (1, 10**8),
    "archive_bytes": (1, 10**13),
    "archive_ratio": (1, 10**6),
    "archive_depth": (1, 10),
    "archive_seconds": (1, WEEK),
}
BOUNDS = {"max_bytes": (1, 1 << 30), "threads": (1, 1_024), "timeout": (1, WEEK), "jobs": (0, 1_024), **ARCHIVES}
"""Setting to its least and greatest value."""
GUARDED = ("db", "models", "fetch", "engine", "address", "follow_links", *BOUNDS)
"""Settings that say where articles go, what is loaded and read, whether the network is used, and how much of the machine a run may take."""
TOML, SECTION = "audit.toml", "source-audit"
LARGEST = 1 << 20
"""Bytes that a file of settings may have."""


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
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ConfigError(f"{name} is {getattr(self, name)!r}; set it to one of: {', '.join(allowed)}")
        for name, (least, most) in BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                meaning = ", or 0 for as many as the machine can run" if name == "jobs" else ""
                raise ConfigError(f"{name} is {getattr(self, name)}; give {max(1, least)} to {most}{meaning}")
        for field, _ in self.columns:
            if field not in COLUMNS:
                raise ConfigError(f"columns has {field!r}, which is not a field of an article; the fields are: {', '.join(COLUMNS)}")

    @property
    def convention(self) -> str:
        """How articles are read: ``house``, our own annotators' way, or ``polnear``, its annotators', for whom a thought or a plan is a
        statement too: where ``scope`` asks for all of them."""
        return "polnear" if self.scope == "all" else "house"

    def annotation_pairs(self) -> tuple[tuple[str, str], ...]:
        """The settings that an annotation depends on, as sorted pairs: with version and models, what tells one run from another.

        The two policies are left out. They only derive labels from what is stored, so a change of policy makes no stored article
        out of date; ``audit run`` and ``audit relabel`` bring its labels along.
        """
        kept = ("convention", "force_language", "models", "precision")
        values = asdict(self) | {"convention": self.convention}
        return tuple(sorted((name, str(values[name])) for name in kept))

    def label_pairs(self) -> tuple[tuple[str, str], ...]:
        """The settings that labels and findings depend on, as pairs in words; those that are empty are left out."""
        kept = ("named_office_holders", "unnamed_officials_of_a_body", "profile", "select", "ignore", "severity", "limits")
        return tuple((name, value) for name in kept if (value := _in_words(getattr(self, name))))


def _in_words(value: str | tuple[str | tuple[str, str], ...]) -> str:
    """A setting in words: ``A101=error N203=info`` for pairs."""
    return value if isinstance(value, str) else " ".join(one if isinstance(one, str) else "=".join(one) for one in value)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place sets. ``place`` is a file as it is shown, or a variable; ``file`` is None for a variable."""

    place: str
    values: Mapping[str, Any]
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What is set outside the command line, each layer overruling the ones before it."""

    layers: tuple[Layer, ...]
    passed_over: Layer | None = None
    """Those of ``GUARDED`` that the working folder's file sets without being trusted."""
    changed: bool = False
    """Whether that file was trusted before its content changed."""

    def settings(self, overrides: Mapping[str, Any]) -> Settings:
        """The settings with ``overrides`` (None values left out) on top.

        Raises ``ConfigError`` on an unknown name or an impossible value.
        """
        values: dict[str, Any] = {}
        for layer in self.layers:
            values |= layer.values
        values |= {name: _typed(name, value) for name, value in overrides.items() if value is not None}
        return replace(Settings(), **values)

    def origins(self) -> dict[str, Layer]:
        """Where each setting that is set outside the command line comes from."""
        return {name: layer for layer in self.layers for name in layer.values}


def find(folder: Path | None = None, environ: Mapping[str, str] | None = None, home: Path | None = None) -> Found:
    """What is set in ``home`` (the user's own configuration folder; None: nothing is), in ``folder`` (default: the working folder) and in
    the environment.

    Of ``GUARDED`` a folder's file sets nothing until the user trusts it (``audit.trust``). Raises ``ConfigError`` on a file that cannot be
    read, an unknown name or a value of another kind.
    """
    layers, passed_over, changed = [], None, False
    own = home / TOML if home is not None else None
    if own is not None and (raw := _read(own)) is not None:
        layers.append(Layer(str(own), _values(own, raw), own))
    if (file := settings_file(folder)) is not None:
        raw = _read(file) or b""
        values = _values(file, raw)
        guarded = {name: value for name, value in values.items() if name in GUARDED}
        if guarded and not (home is not None and trust.is_trusted(home, file, raw)):
            replace(Settings(), **guarded)  # what nobody may set is refused, trusted or not
            values = {name: value for name, value in values.items() if name not in GUARDED}
            passed_over, changed = Layer(file.name, guarded, file), home is not None and trust.was_trusted(home, file)
        layers.append(Layer(file.name, values, file))
    for variable, word in (os.environ if environ is None else environ).items():
        name = variable.removeprefix("AUDIT_").lower()
        if variable.startswith("AUDIT_") and name in _KINDS:
            layers.append(Layer(variable, {name: _typed(name, word)}))
    return Found(tuple(layers), passed_over, changed)


def settings_file(folder: Path | None = None) -> Path | None:
    """The file of ``folder`` (default: the working folder) that holds settings: ``audit.toml``, else a ``setup.cfg`` with our section."""
    toml, cfg = (folder or Path()) / TOML, (folder or Path()) / "setup.cfg"
    if toml.is_file():
        return toml
    return cfg if cfg.is_file() and f"[{SECTION}]".encode() in (_read(cfg) or b"") else None


def trusted_now(home: Path, folder: Path | None = None) -> Layer | None:
    """Trusts the file of ``folder`` as it is, and gives what it sets of ``GUARDED``; None where there is no file or it sets none of them.

    Raises ``ConfigError``.
    """
    if (file := settings_file(folder)) is None:
        return None
    raw = _read(file) or b""
    guarded = {name: value for name, value in _values(file, raw).items() if name in GUARDED}
    if not guarded:
        return None
    trust.trust(home, file, raw)
    return Layer(file.name, guarded, file)


_TRUTH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False, "": False}
_KINDS = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings)}
_PAIRS = {"severity": "A101=error", "limits": "A101=0.4", "columns": "text=Body"}


def _typed(name: str, value: Any) -> Any:
    kind = _KINDS.get(name)
    if kind is None:
        raise ConfigError(f"unknown setting {name!r}; the settings are: {', '.join(sorted(_KINDS))}")
    if name in _PAIRS:
        return _pairs(name, value)
    if kind is tuple:
        parts = value.replace(",", " ").split() if isinstance(value, str) else value
        if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
            raise ConfigError(f"{name} is {value!r}; give a list of words")
        return tuple(parts)
    if kind is bool:
        word = str(value).strip().lower()
        if word not in _TRUTH:
            raise ConfigError(f"{name} is {value!r}; set it to true or false")
        return _TRUTH[word]
    if kind is int:
        try:
            if isinstance(value, bool | float):
                raise ValueError
            return int(value)
        except (TypeError, ValueError):
            raise ConfigError(f"{name} is {value!r}; give a whole number") from None
    if not isinstance(value, str):
        raise ConfigError(f"{name} is {value!r}; give one value in quotation marks")
    return value


def _pairs(name: str, value: Any) -> tuple[tuple[str, str], ...]:
    """A table, or words such as ``A101=error N203=info``, as pairs."""
    if isinstance(value, Mapping):
        if not all(isinstance(word, str | int | float) for word in value.values()):
            raise ConfigError(f"{name} is {value!r}; give each name in it one word or number")
        return tuple((str(key), str(word)) for key, word in value.items())
    parts = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise ConfigError(f"{name} is {value!r}; give a table, or words such as {_PAIRS[name]}")
    pairs = [part if isinstance(part, tuple) else tuple(str(part).split("=", 1)) for part in parts]
    for pair in pairs:
        if len(pair) != 2 or not all(pair):
            raise ConfigError(f"{name} has {'='.join(pair)!r}; write it as NAME=VALUE")
    return tuple((str(key), str(word)) for key, word in pairs)


def _read(file: Path) -> bytes | None:
    """The content of a file of settings; None where it is not there. Raises ``ConfigError``."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(file, error) from error
    if len(raw) > LARGEST:
        raise _unreadable(file, ValueError(f"it has more than {LARGEST} bytes"))
    return raw


def _values(file: Path, raw: bytes) -> dict[str, Any]:
    """What a file sets, by name. Raises ``ConfigError``."""
    try:
        text = raw.decode()
        if file.suffix == ".toml":
            values: Mapping[str, Any] = tomllib.loads(text)
        else:
            parser = configparser.ConfigParser(interpolation=None)
            parser.read_string(text)
            values = parser[SECTION] if parser.has_section(SECTION) else {}
    except (ValueError, RecursionError, configparser.Error) as error:
        raise _unreadable(file, error) from error
    return {name: _typed(name, value) for name, value in values.items()}


def _unreadable(file: Path, error: Exception) -> ConfigError:
    return ConfigError(f"cannot read the settings in {file}: {error}; correct or remove the file")
