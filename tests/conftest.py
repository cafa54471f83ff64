"""Guards of every test: no network but this machine's own, no file outside the folder of `tests.settings`."""

import gc
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from kinerja.documents.signers import development
from kinerja.documents.signers.base import Identity

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this database has nothing to say about; not skipped: a skip always means trouble.

    On SQLite what only PostgreSQL can do; on PostgreSQL what asks no database and ran with SQLite already.
    """
    on_postgresql = connection.vendor == "postgresql"
    kept = [item for item in items if (asks_database(item) if on_postgresql else not only_postgresql(item))]
    left = set(items) - set(kept)
    items[:] = kept
    config.hook.pytest_deselected(items=list(left))


def pytest_collection_finish() -> None:
    """Look for garbage that refers in circles less often: a fifth of the time of a run went into it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def only_postgresql(item: pytest.Item) -> bool:
    """Whether a test is about something that SQLite does not have."""
    return item.get_closest_marker("postgresql") is not None


def asks_database(item: pytest.Item) -> bool:
    """Whether a test has something to ask of PostgreSQL: it uses a database, and is not marked ``once``."""
    if item.get_closest_marker("once") is not None:
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine() -> Iterator[None]:
    """Refuses every connection that leaves this machine."""
    original = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"A test tried to reach {address}")
        original(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_everything() -> Iterator[None]:
    """Between transactional tests, and only there, tables that refuse a DELETE are emptied all the same.

    PostgreSQL truncates, which no trigger refuses, but must be told to include the table of knox that our own
    tokens stand in for; SQLite deletes, so there the triggers step aside meanwhile.
    """
    operations = type(connection.ops)
    original = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        if connection.vendor == "postgresql":
            return original(self, style, tables, **(options | {"allow_cascade": True}))
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        aside = [f'DROP TRIGGER "{name}"' for name, _sql in triggers]
        return [*aside, *original(self, style, tables, **options), *(sql for _name, sql in triggers)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield


@pytest.fixture(scope="session", autouse=True)
def _authority_of_years_ago() -> None:
    """The signer's certificate is old enough for tests that travel back, whichever of them comes first."""
    with time_machine.travel(datetime.now(UTC) - timedelta(days=9 * 365)):
        development.credentials(Identity(""))


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """The rate limits of one test do not count for the next."""
    yield
    cache.clear()


@pytest.fixture
def media_root(settings: Settings, tmp_path: Path) -> Path:
    """An empty media folder, for tests that count what lies in it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"
