"""Error answers: they say in plain words what happened and what one can do. They never ask the database."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

API_PREFIX = "/api/"


def error_page(request: HttpRequest, status: int, *, page: str = "", detail: str = "") -> HttpResponse:
    """The answer for an HTTP status: RFC 9457 under /api/, elsewhere the page `templates/errors/<page>.html`.

    Args:
        request: what was asked; only its address is looked at.
        status: the HTTP status.
        page: the template where it is not named after the status.
        detail: one more sentence for the person, already translated.
    """
    if request.path_info.startswith(API_PREFIX):
        return _problem(status, detail)
    return HttpResponse(render_to_string(f"errors/{page or status}.html", {"detail": detail}), status=status)


def _problem(status: int, detail: str) -> JsonResponse:
    code, title = PROBLEMS[status]
    body = {"type": "about:blank", "title": _(title), "status": status, "code": code, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be understood."""
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not allowed; the reason of a refusal is ours and is shown."""
    return error_page(request, 403, detail=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not one that this person may know of."""
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing, old or forged."""
    return error_page(request, 403, page="csrf")


PROBLEMS = {
    400: ("bad_request", "Permintaan tidak dapat dibaca"),
    403: ("permission_denied", "Tidak berhak"),
    404: ("not_found", "Tidak ditemukan"),
    413: ("too_large", "Kiriman terlalu besar"),
    500: ("error", "Terjadi kesalahan pada aplikasi"),
}
