"""Bodies above the limit."""

import io

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from appraisal_site.uploads import BodyLimitMiddleware, Response


def view(request: HttpRequest) -> HttpResponse:
    """What lies behind the limit."""
    return HttpResponse(str(len(request.body)))


@pytest.fixture
def limited(settings: Settings) -> Response:
    settings.REQUEST_MAX_BYTES = 1000
    return BodyLimitMiddleware(view)


def test_a_body_at_the_limit_passes(limited: Response, rf: RequestFactory) -> None:
    response = limited(rf.post("/", b"x" * 1000, content_type="text/plain"))
    assert (response.status_code, response.content) == (200, b"1000")


def test_a_larger_one_is_read_away_and_refused(limited: Response, rf: RequestFactory) -> None:
    body = io.BytesIO(b"x" * 3_000_000)
    request = rf.generic("POST", "/isian/", CONTENT_LENGTH=3_000_000, **{"wsgi.input": body})
    response = limited(request)
    assert (response.status_code, body.read()) == (413, b"")
    assert "Ukuran berkas paling besar 10 MB. Tidak ada yang disimpan." in response.content.decode()


def test_no_more_is_read_away_than_agreed(
    limited: Response, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appraisal_site.uploads.DRAIN_BYTES", 2_000_000)
    body = io.BytesIO(b"x" * 5_000_000)
    request = rf.generic("POST", "/", CONTENT_LENGTH=5_000_000, **{"wsgi.input": body})
    assert limited(request).status_code == 413
    assert len(body.read()) == 5_000_000 - 2 * 1024 * 1024


@pytest.mark.parametrize("length", ["", "-5"])
def test_no_length_is_no_body(limited: Response, rf: RequestFactory, length: str) -> None:
    response = limited(rf.generic("POST", "/", CONTENT_LENGTH=length))
    assert (response.status_code, response.content) == (200, b"0")


def test_a_length_that_is_no_number_is_a_bad_request(client: Client) -> None:
    assert client.generic("POST", "/", CONTENT_LENGTH="many").status_code == 400


def test_the_api_answers_with_a_problem(client: Client, settings: Settings) -> None:
    settings.REQUEST_MAX_BYTES = 10
    response = client.post("/api/v1/results/", b"x" * 11, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "Kiriman terlalu besar",
        "status": 413,
        "code": "too_large",
        "detail": "",
    }
