"""Settings that protect: as a process with them has them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection
from django.test import Client
from pytest_django import Settings

from appraisal_site.environment import BASE_DIR
from appraisal_site.settings import security
from tests.appraisal_site.test_environment import PRODUCTION

ASK = """import json, sys
from appraisal_site import settings
print(json.dumps([getattr(settings, name) for name in sys.argv[1:]]))"""
NAMES = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
PROXY = "SECURE_PROXY_SSL_HEADER"


def ask(var_dir: Path, names: list[str], **settings: str) -> list[Any]:
    """The values of some settings in a process of its own."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), **settings}
    command = [sys.executable, "-c", ASK, *names]
    done = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_production_speaks_https_only(tmp_path: Path) -> None:
    forwarded = ["HTTP_X_FORWARDED_PROTO", "https"]
    assert ask(tmp_path, [*NAMES, PROXY], **PRODUCTION) == [True, True, True, 31_536_000, forwarded]


def test_without_a_proxy_nobody_may_claim_https(tmp_path: Path) -> None:
    assert ask(tmp_path, [PROXY], **PRODUCTION, TRUSTED_PROXIES="0") == [None]


def test_a_demonstration_works_without_https(tmp_path: Path) -> None:
    assert ask(tmp_path, [*NAMES, "DEBUG"]) == [False, False, False, 0, False]


@pytest.mark.parametrize(
    ("given", "backend"),
    [
        ({}, "django_tasks.backends.immediate.ImmediateBackend"),
        ({"TASKS": "database"}, "django_tasks_db.DatabaseBackend"),
        (PRODUCTION, "django_tasks.backends.immediate.ImmediateBackend"),
        (PRODUCTION | {"TASKS": "database"}, "django_tasks_db.DatabaseBackend"),
    ],
)
def test_the_apps_are_the_same_however_work_runs(tmp_path: Path, given: dict[str, str], backend: str) -> None:
    tasks, apps = ask(tmp_path, ["TASKS", "INSTALLED_APPS"], **given)
    assert (tasks, "django_tasks_db" in apps) == ({"default": {"BACKEND": backend}}, True)


def test_passwords_are_kept_with_argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = security.PASSWORD_HASHERS
    kept = make_password("kata sandi")
    assert (kept.split("$")[0], check_password("kata sandi", kept)) == ("argon2", True)


def test_a_page_allows_nothing_inline_and_nothing_foreign(client: Client) -> None:
    response = client.get("/no-such-page/")
    directives = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert directives == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert (response["X-Frame-Options"], response["Referrer-Policy"]) == ("DENY", "same-origin")


@pytest.mark.django_db(transaction=True)
def test_sqlite_writes_ahead_and_waits() -> None:
    if connection.vendor == "postgresql":
        assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True
        return
    with connection.cursor() as cursor:
        modes = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "busy_timeout")]
    assert (modes, connection.transaction_mode) == (["wal", 20_000], "IMMEDIATE")


def test_mails_come_from_the_host_of_the_public_address(settings: Settings) -> None:
    host = settings.PUBLIC_URL.split("//")[1].split(":")[0]
    assert f"Kinerja Dukcapil <noreply@{host}>" == settings.DEFAULT_FROM_EMAIL
