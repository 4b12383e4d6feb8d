"""Settings: command line over environment over ``audit.toml`` or ``[source-audit]`` of setup.cfg over defaults."""

from __future__ import annotations

import configparser
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from audit.errors import ConfigError

UNNAMED_OFFICIALS = ("anonymous", "official")
NAMED_OFFICE_HOLDERS = ("named", "official")
SCOPES = ("statements", "all")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. The two policies re-derive labels from stored axes; nothing is annotated again for them."""

    db: str = "sqlite:///audit.db"
    models: str = "bundled"
    """``bundled``, ``official`` (Stanza's own English package for syntax and entities) or a folder."""
    scope: str = "statements"
    language: str = "en"
    force_language: bool = False
    max_bytes: int = 5_000_000
    """Inputs above this are skipped with their reason."""
    threads: int = 2
    unnamed_officials_of_a_body: str = "anonymous"
    named_office_holders: str = "named"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"

    def __post_init__(self) -> None:
        for name, allowed in (
            ("unnamed_officials_of_a_body", UNNAMED_OFFICIALS),
            ("named_office_holders", NAMED_OFFICE_HOLDERS),
            ("scope", SCOPES),
            ("fail_on", ("info", "warning", "error", "never")),
        ):
            if getattr(self, name) not in allowed:
                raise ConfigError(f"{name} is {getattr(self, name)!r}; set it to one of: {', '.join(allowed)}")

    def annotation_pairs(self) -> tuple[tuple[str, str], ...]:
        """The settings that change what is stored of an article, as sorted pairs."""
        kept = ("language", "force_language", "models", "named_office_holders", "unnamed_officials_of_a_body")
        values = asdict(self)
        return tuple(sorted((name, str(values[name])) for name in kept))


def load(overrides: Mapping[str, Any], folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Settings for ``folder`` (default: the working folder), with ``overrides`` (None values left out) on top.

    Raises ``ConfigError`` on a file that cannot be read, an unknown name or an impossible value.
    """
    values: dict[str, Any] = {}
    values.update(_from_files(folder or Path.cwd()))
    for name, value in (os.environ if environ is None else environ).items():
        if name.startswith("AUDIT_") and name[6:].lower() in _NAMES:
            values[name[6:].lower()] = value
    values.update({k: v for k, v in overrides.items() if v is not None})
    return replace(Settings(), **{name: _typed(name, value) for name, value in values.items()})


_NAMES = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings)}


def _typed(name: str, value: Any) -> Any:
    kind = _NAMES.get(name)
    if kind is None:
        raise ConfigError(f"unknown setting {name!r}; known are: {', '.join(sorted(_NAMES))}")
    if kind is tuple:
        parts = value.replace(",", " ").split() if isinstance(value, str) else value
        return tuple(str(p) for p in parts)
    if kind is bool:
        return value if isinstance(value, bool) else str(value).strip().lower() in ("1", "true", "yes", "on")
    if kind is int:
        try:
            return int(value)
        except (TypeError, ValueError):
            raise ConfigError(f"{name} is {value!r}; give a whole number") from None
    return str(value)


def _from_files(folder: Path) -> dict[str, Any]:
    toml, cfg = folder / "audit.toml", folder / "setup.cfg"
    try:
        if toml.is_file():
            return dict(tomllib.loads(toml.read_text(encoding="utf-8")))
        if cfg.is_file():
            parser = configparser.ConfigParser(interpolation=None)
            parser.read(cfg, encoding="utf-8")
            if parser.has_section("source-audit"):
                return dict(parser["source-audit"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, configparser.Error) as error:
        raise ConfigError(f"cannot read the settings in {folder}: {error}; mend or remove the file") from error
    return {}
