"""A part of a page asked for after the session ended leads the whole page to the sign-in."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

from appraisal_site.health import Response


class PartialSignInMiddleware:
    """Turns the redirect to the sign-in page that htmx would follow unseen into one of the browser's.

    After signing in one comes back to the page that asked, not to the address of its part.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        htmx = getattr(request, "htmx", None)
        if not htmx or not response.get("Location", "").startswith(settings.LOGIN_URL):
            return response
        page = urlencode({REDIRECT_FIELD_NAME: htmx.current_url_abs_path or "/"})
        return HttpResponseClientRedirect(f"{settings.LOGIN_URL}?{page}")
