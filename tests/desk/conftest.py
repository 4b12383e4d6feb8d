"""Desks on an SQLite file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from audit.store.repository import Repository
from tests.desk.desks import Asking, desk_on, let_in, repository_at, stored
from tests.store.conftest import sqlite_template, sqlite_url

__all__ = ["sqlite_template", "sqlite_url"]


@pytest.fixture
def repository(sqlite_url: str) -> Iterator[Repository]:
    made = repository_at(sqlite_url)
    yield made
    made.engine.dispose()


@pytest.fixture
def ona(repository: Repository) -> Asking:
    """A reviewer at the hand-made article."""
    return let_in(desk_on(repository), article=stored(repository))


@pytest.fixture
def tim(ona: Asking, repository: Repository) -> Asking:
    """Another one, at a desk of his own on the same database."""
    return let_in(desk_on(repository), "Tim Ost", ona.article)
