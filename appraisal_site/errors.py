"""Error pages: they say in plain words what happened and what one can do. They never ask the database."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def error_page(status: int, template: str | None = None) -> HttpResponse:
    """The page of an HTTP status (`templates/errors/<status>.html`), without context processors."""
    return HttpResponse(render_to_string(f"errors/{template or status}.html"), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be understood."""
    return error_page(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not allowed."""
    return error_page(403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not one that this person may know of."""
    return error_page(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return error_page(500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing, old or forged."""
    return error_page(403, "csrf")
