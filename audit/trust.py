"""The settings files that a user trusts, by path and content, kept in the user's own configuration folder."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from audit.destination import Destination
from audit.errors import ConfigError, InputError

NAME = "trusted.json"


def is_trusted(home: Path, file: Path, raw: bytes) -> bool:
    """Whether the user of ``home`` (the own configuration folder) said so of ``file`` when it held ``raw``. Raises ``ConfigError``."""
    return _all(home).get(_key(file)) == _digest(raw)


def was_trusted(home: Path, file: Path) -> bool:
    """Whether the user said so of ``file``, whatever it held then. Raises ``ConfigError``."""
    return _key(file) in _all(home)


def trust(home: Path, file: Path, raw: bytes) -> None:
    """From now on ``file`` is followed in full, for as long as it holds ``raw``. Raises ``ConfigError``."""
    _keep(home, _all(home) | {_key(file): _digest(raw)})


def forget(home: Path, file: Path) -> bool:
    """Takes that back; whether there was anything to take back. Raises ``ConfigError``."""
    known = _all(home)
    if known.pop(_key(file), None) is None:
        return False
    _keep(home, known)
    return True


def _key(file: Path) -> str:
    return os.path.realpath(file)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _all(home: Path) -> dict[str, str]:
    path = home / NAME
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"cannot read {path} ({error}); remove it, and run audit config trust again where you need it") from error
    if not isinstance(known, dict):
        raise ConfigError(f"cannot read {path} (it is not a list of files); remove it, and run audit config trust again where you need it")
    return {str(file): str(digest) for file, digest in known.items()}


def _keep(home: Path, known: dict[str, str]) -> None:
    path = home / NAME
    try:
        with Destination(path, overwrite=True).opened("utf-8") as file:
            json.dump(known, file, indent=1, sort_keys=True)
    except InputError as error:
        raise ConfigError(f"cannot write {path}: {error.__cause__ or error}; check the permissions of its folder") from error
