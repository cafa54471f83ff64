"""Both probes, which know neither our name nor HTTPS."""

from pathlib import Path

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

PROBE = {"headers": {"host": "10.0.0.7"}}


def test_healthz_asks_nobody(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", **PROBE)
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_names_each_part(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/readyz", **PROBE)
    assert (response.status_code, response.json()) == (200, {"database": "ok", "cache": "ok", "files": "ok"})


@pytest.mark.django_db
def test_readyz_says_what_fails_and_not_why(client: Client, settings: Settings, tmp_path: Path) -> None:
    def refuse(*arguments: object) -> None:
        raise OperationalError("secret detail")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz", **PROBE)
    assert response.status_code == 503
    assert response.json() == {"database": "gagal", "cache": "ok", "files": "ok"}
    assert b"secret" not in response.content


@pytest.mark.django_db
def test_migrations_not_run_are_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert client.get("/readyz").json() == {"database": "gagal", "cache": "ok", "files": "ok"}


@pytest.mark.django_db
def test_the_default_cache_counts_in_a_table() -> None:
    call_command("createcachetable", "cache_entries")
    cache = DatabaseCache("cache_entries", {})
    assert (cache.add("a", 1), cache.add("a", 1), cache.incr("a"), cache.get("a")) == (True, False, 2, 2)
