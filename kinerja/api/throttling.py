"""How often a token may ask."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from officials.models import ApiToken


class TokenRateThrottle(SimpleRateThrottle):
    """Counts requests by token, wherever they come from; the rate is ``token`` in the settings."""

    scope = "token"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """One count a token; None (not counted) for the public pages, which take no token."""
        return f"api-{request.auth.digest[:40]}" if isinstance(request.auth, ApiToken) else None
