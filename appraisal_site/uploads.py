"""A body larger than any file we take is refused with a clear page, before it is stored anywhere."""

import time

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from appraisal_site.errors import error_page
from appraisal_site.health import Response

DRAIN_BYTES = 256 * 1024 * 1024
DRAIN_SECONDS = 60
CHUNK = 1024 * 1024


class BodyLimitMiddleware:
    """Answers 413 when the announced length is above `REQUEST_MAX_BYTES`.

    The body is read and thrown away first (up to 256 MiB or a minute): a browser that is still sending when
    the connection closes shows "connection reset" instead of the page that says why.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _announced(request) <= settings.REQUEST_MAX_BYTES:
            return self.get_response(request)
        _drain(request)
        return error_page(request, 413)


def _announced(request: HttpRequest) -> int:
    """The length in bytes that the client announced, 0 where it is absent.

    Raises:
        BadRequest: it is not a number; Django's own parsers would stumble over it.
    """
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise BadRequest("Content-Length") from error


def _drain(request: HttpRequest) -> None:
    deadline, left = time.monotonic() + DRAIN_SECONDS, DRAIN_BYTES
    while left > 0 and time.monotonic() < deadline:
        read = len(request.read(CHUNK))
        if not read:
            return
        left -= read
