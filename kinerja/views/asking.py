"""Who asks, and how: what every view needs to know of a request, typed."""

from typing import Any, cast

from django.http import HttpRequest

from officials.models import User


def actor(request: HttpRequest) -> User:
    """The account that acts; only behind ``login_required``."""
    return cast("User", request.user)


def by_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; going back in the browser's history asks for the whole page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.history_restore_request


def kept_query(request: HttpRequest) -> str:
    """What an address asks for besides a page of the list, for the addresses of its other pages."""
    kept = request.GET.copy()
    kept.pop("halaman", None)
    return kept.urlencode()
