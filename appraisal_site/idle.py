"""A signed-in session ends after eight idle hours, and says so when its owner comes back."""

import time

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from appraisal_site.health import Response

SEEN = "seen"
REFRESH_SECONDS = 300


class IdleSessionMiddleware:
    """Moves the end of a session in use, at most every five minutes: a page view need not write a row."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if request.user.is_authenticated:
            _touch(request)
            return self.get_response(request)
        response = self.get_response(request)
        if response.get("Location", "").startswith(settings.LOGIN_URL):
            messages.warning(request, _("Sesi Anda sudah berakhir atau tidak sah. Silakan masuk kembali."))
        return response


def _touch(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session.get(SEEN, 0) >= REFRESH_SECONDS:
        request.session[SEEN] = now
