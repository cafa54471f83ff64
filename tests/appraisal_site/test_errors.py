"""Error answers, with no database at all (these tests have none)."""

from typing import Any, NoReturn

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from appraisal_site import urls

pytestmark = pytest.mark.urls(__name__)
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def bad(request: HttpRequest) -> NoReturn:
    """Something forged."""
    raise SuspiciousOperation


def refused(request: HttpRequest) -> NoReturn:
    """Something not allowed."""
    raise PermissionDenied("Hanya verifikator.")


def broken(request: HttpRequest) -> NoReturn:
    """Our fault."""
    raise RuntimeError("secret detail")


def form(request: HttpRequest) -> HttpResponse:
    """Needs a token."""
    return HttpResponse("")


views: dict[str, Any] = {"bad/": bad, "refused/": refused, "broken/": broken, "form/": form}
urlpatterns = [path(prefix + route, view) for prefix in ("", "api/") for route, view in views.items()]


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.mark.parametrize(
    ("method", "route", "status", "said"),
    [
        ("get", "bad", 400, "Permintaan tidak dapat dibaca"),
        ("get", "refused", 403, "Anda tidak berhak membuka halaman ini"),
        ("get", "nowhere", 404, "Halaman tidak ditemukan"),
        ("get", "broken", 500, "Terjadi kesalahan pada aplikasi"),
        ("post", "form", 403, "Formulir sudah kedaluwarsa"),
    ],
)
def test_pages(visitor: Client, method: str, route: str, status: int, said: str) -> None:
    response = getattr(visitor, method)(f"/{route}/")
    text = response.content.decode()
    assert (response.status_code, f"<h1>{said}</h1>" in text, "secret" in text) == (status, True, False)


@pytest.mark.parametrize(
    ("method", "route", "problem"),
    [
        ("get", "bad", (400, "bad_request", "")),
        ("get", "refused", (403, "permission_denied", "Hanya verifikator.")),
        ("get", "nowhere", (404, "not_found", "")),
        ("get", "broken", (500, "error", "")),
        ("post", "form", (403, "permission_denied", "")),
    ],
)
def test_problems(visitor: Client, method: str, route: str, problem: tuple[int, str, str]) -> None:
    response = getattr(visitor, method)(f"/api/{route}/")
    body = response.json()
    assert (response.status_code, response["Content-Type"]) == (problem[0], "application/problem+json")
    assert (body["status"], body["code"], body["detail"]) == problem


def test_a_refusal_gives_its_reason(visitor: Client) -> None:
    assert ">Hanya verifikator.</p>" in visitor.get("/refused/").content.decode()
