"""A real browser for the tests of this folder; each fails on what its browser complains about."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
Visit = Callable[..., Page]
# What a browser says of a link that became a download, and of requests that a page left behind.
ABORTED = "net::ERR_ABORTED"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder carries the mark `e2e`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, one for all tests of a process.

    Playwright runs an event loop in this thread, which Django would otherwise take for asynchronous code.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_errors() -> list[str]:
    """What the browser complained about. Whoever provokes an error asserts on the list and clears it."""
    return []


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, page_errors: list[str]) -> Iterator[Visit]:
    """Gives a new visitor's page on the live server, watched (see `watch`); as many visitors as asked for."""
    contexts: list[BrowserContext] = []

    def arrive(**options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="id-ID", timezone_id="Asia/Jakarta", **options
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.set_default_navigation_timeout(60_000)  # the first answer waits for every import
        page = context.new_page()
        watch(page, live_server.url, page_errors)
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert page_errors == []


@pytest.fixture
def page(visit: Visit) -> Page:
    """The page of one visitor."""
    return visit()


def watch(page: Page, origin: str, errors: list[str]) -> None:
    """Write into `errors` what goes wrong on a page: console, scripts, failed or foreign requests, 5xx."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "blob:", "about:")):
            errors.append(f"foreign request: {request.url}")

    def on_failed(request: Request) -> None:
        if request.failure != ABORTED:
            errors.append(f"request failed: {request.url}: {request.failure}")

    def on_response(response: Response) -> None:
        if response.status >= 500:
            errors.append(f"status {response.status}: {response.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("requestfailed", on_failed)
    page.on("response", on_response)
    page.on("pageerror", lambda error: errors.append(f"script: {error}"))
