"""Errors as RFC 9457: ``application/problem+json`` with ``code`` and, for bad input, one entry a field."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import ErrorResponse
from rest_framework import exceptions
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("Permintaan tidak dapat dibaca"),
    401: gettext_lazy("Token diperlukan"),
    403: gettext_lazy("Tidak berhak"),
    404: gettext_lazy("Tidak ditemukan"),
    405: gettext_lazy("Metode tidak tersedia"),
    406: gettext_lazy("Bentuk jawaban tidak tersedia"),
    415: gettext_lazy("Bentuk kiriman tidak dikenal"),
    429: gettext_lazy("Terlalu sering"),
    500: gettext_lazy("Terjadi kesalahan pada aplikasi"),
}


class ProblemFormatter(ExceptionFormatter):
    """Gives every error one shape; the code is stable English, the texts are Indonesian."""

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        """The body of a problem."""
        status = self.exc.status_code
        first = error_response.errors[0]
        invalid = isinstance(self.exc, exceptions.ValidationError)
        problem: dict[str, Any] = {
            "type": "about:blank",
            "title": str(TITLES.get(status, TITLES[500 if status >= 500 else 400])),
            "status": status,
            "code": "invalid" if invalid else first.code,
            "detail": _detail(status, first.detail, invalid=invalid),
        }
        if invalid:
            problem["errors"] = [
                {"field": error.attr or "", "code": error.code, "detail": error.detail}
                for error in error_response.errors
            ]
        return problem


class ProblemHandler(ExceptionHandler):
    """Answers with the media type of RFC 9457."""

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Response:
        """The response of an error, with its headers (WWW-Authenticate, Retry-After)."""
        response = super().get_response(exc, data)
        response.content_type = MEDIA_TYPE
        return response


def _detail(status: int, said: str, *, invalid: bool) -> str:
    if invalid:
        return _("Perbaiki isian yang disebut dalam errors, lalu kirim lagi.")
    if status >= 500:
        return _("Kesalahan ini bukan karena Anda dan sudah dicatat. Coba lagi beberapa saat lagi.")
    return said
