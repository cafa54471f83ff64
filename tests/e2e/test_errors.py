"""Error pages, as a browser shows them."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Page

FORM = """<!doctype html><html lang="id"><title>Unggah</title><link rel="icon" href="data:,">
<form method="post" enctype="multipart/form-data"><input type="file" name="f"><button>Kirim</button></form>"""


def upload(request: HttpRequest) -> HttpResponse:
    """A form without a token: it must never get as far as the token."""
    return HttpResponse(FORM)


urlpatterns = [path("unggah/", upload)]


def test_a_body_of_50_mb_is_refused_with_a_page(page: Page, page_errors: list[str], tmp_path: Path) -> None:
    large = tmp_path / "bukti.pdf"
    large.write_bytes(bytes(50_000_000))
    with override_settings(ROOT_URLCONF=__name__):
        page.goto("/unggah/")
        page.set_input_files("input", large)
        page.click("button")
        heading = page.locator("h1").inner_text()
    assert heading == "Berkas terlalu besar"
    said = "Failed to load resource: the server responded with a status of 413 (Request Entity Too Large)"
    assert page_errors == [f"console: {said}"]
    page_errors.clear()
