"""Errors that a user can fix. Every message says what to do next."""

from __future__ import annotations


class AuditError(Exception):
    """Base of all expected errors; the command line prints the message and exits with ``exit_code``."""

    exit_code = 2


class InputError(AuditError):
    """An input that cannot be read at all (the batch as a whole cannot go on)."""


class ModelError(AuditError):
    """A model file is missing, damaged or of another version."""


class StoreError(AuditError):
    """The database cannot be used as it is."""


class LostError(StoreError):
    """The database went away while it was in use, and with it what was stored."""


class UnstorableError(StoreError):
    """One record cannot be stored as it is. The database is in order, nothing was changed, and the next record can be stored."""


class EngineError(AuditError):
    """Worker processes, or a cluster, cannot be had or kept."""


class ConfigError(AuditError):
    """A setting has a value that cannot be."""
