"""GET cannot write."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from appraisal_site.readonly import WriteOnGetError, written_table
from officials.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def create(request: HttpRequest) -> HttpResponse:
    """A view that writes."""
    User.objects.create(username="written")
    return HttpResponse("written")


def lock(request: HttpRequest) -> HttpResponse:
    """A view that only reads, with a lock, and uses what every page uses."""
    with transaction.atomic():
        list(User.objects.select_for_update().all())
    request.session["page"] = 1
    DatabaseCache("cache_entries", {}).set("key", 1)
    return HttpResponse("read")


urlpatterns = [
    path("write/", create),
    path("read/", lock),
    path("callback/", create, name="openid_connect_callback"),
]


@pytest.fixture
def _cache_table(settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache_entries",
        }
    }
    call_command("createcachetable")


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_write_is_refused(client: Client, method: str) -> None:
    with pytest.raises(WriteOnGetError, match="GET menulis tabel officials_user"), transaction.atomic():
        getattr(client, method)("/write/")
    assert User.objects.count() == 0


def test_a_post_may_write(client: Client) -> None:
    assert client.post("/write/").content == b"written"
    assert User.objects.get().username == "written"


@pytest.mark.usefixtures("_cache_table")
def test_sessions_and_cache_are_technical(client: Client) -> None:
    assert client.get("/read/").content == b"read"
    assert Session.objects.count() == 1


def test_an_exempt_page_may_write(client: Client) -> None:
    assert client.get("/callback/").content == b"written"


def test_the_guard_ends_with_the_request(client: Client) -> None:
    client.get("/read-nothing/")
    assert connection.execute_wrappers == []


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "a" ("x") VALUES (%s)', "a"),
        ('INSERT OR IGNORE INTO "a" VALUES (1)', "a"),
        ("\n  update a set x = 1", "a"),
        ('DELETE FROM "a" WHERE 1', "a"),
        ('WITH "old" AS (SELECT 1) DELETE FROM "a"', "a"),
        ("TRUNCATE TABLE a", "a"),
        ("DROP TABLE `a`", "a"),
        ("REPLACE INTO a VALUES (1)", "a"),
        ('SELECT "a"."x" FROM "a" FOR UPDATE', None),
        ("SELECT 'DELETE FROM a'", None),
        ('SAVEPOINT "s1"', None),
        ("WITH t AS (SELECT 1) SELECT * FROM t", None),
        ("", None),
    ],
)
def test_the_table_of_a_statement(sql: str, table: str | None) -> None:
    assert written_table(sql) == table
