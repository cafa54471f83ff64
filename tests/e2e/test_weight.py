"""What a first visit to the national page of 552 units really costs, as whitenoise serves it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page
from pytest_django import Settings

from tests.builders import make_user
from tests.e2e.conftest import watch
from tests.kinerja.views.national import make_national_period

BUDGET, MOST_REQUESTS = 150_000, 15
#: Pages of other packages, whose files the national page does not use.
ELSEWHERE = ["admin/*", "drf_spectacular_sidecar/*", "rest_framework/*"]


def _as_it_is(application: Callable[..., Any]) -> Callable[..., Any]:
    """In place of Django's own handler of static files: whitenoise answers, as in production."""
    return application


@pytest.fixture
def served(transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The address of a server with compressed, hashed static files."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.ALLOWED_HOSTS = ["localhost"]
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = django_settings.STORAGES | {"staticfiles": manifest}
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=ELSEWHERE)
    thread = LiveServerThread("localhost", static_handler=_as_it_is)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None
    yield f"http://localhost:{thread.port}"
    thread.terminate()


class Wire:
    """Counts what crosses the wire for a page, as the browser's own network log tells it."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.bytes = 0
        log = page.context.new_cdp_session(page)
        log.send("Network.enable")
        log.on("Network.requestWillBeSent", self._ask)
        log.on("Network.loadingFinished", self._add)

    def _ask(self, event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        if not address.startswith("data:"):  # a picture within the style sheet asks nobody
            self.requests.append(address)

    def _add(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])


def test_a_first_visit_to_552_units_is_light(browser: Browser, served: str, page_errors: list[str]) -> None:
    make_national_period(38, 514)
    client = Client()
    client.force_login(make_user("auditor"))
    context = browser.new_context(base_url=served)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}])
    page = context.new_page()
    watch(page, served, page_errors)
    wire = Wire(page)

    page.goto("/periode/2025-1/", wait_until="networkidle")
    rows = page.locator("table tbody tr").count()
    context.close()

    assert rows >= 552
    assert [url for url in wire.requests if not url.startswith(served)] == []
    assert len(wire.requests) <= MOST_REQUESTS
    assert 10_000 < wire.bytes < BUDGET
    assert page_errors == []
