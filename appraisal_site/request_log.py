"""What the log keeps of a request: the address, nothing that opens an account or names a person."""

import re

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

#: The key in the address of a password reset is as good as the password until it is used.
_RESET_KEY = re.compile(r"(?<=/akun/sandi/lupa/)(\w+)-[^/]+")


class RequestLogMiddleware(RequestMiddleware):
    """Leaves out the query (people search by NIP) and the key of a password reset."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The method and the address, as the log keeps them."""
        path = _RESET_KEY.sub(r"\1-…", request.path)
        return f"{request.method} {path}"
