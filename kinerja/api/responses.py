"""What every operation may answer beside its own success, and how an unchanged answer is spared."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from kinerja.api.problems import MEDIA_TYPE
from kinerja.api.serializers import Problem

ETAG = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=[200],
    description="Kirim kembali sebagai If-None-Match: jawaban yang tidak berubah dijawab 304 tanpa isi.",
)
UNCHANGED: dict[Any, Any] = {304: OpenApiResponse(description="Tidak berubah sejak ETag yang dikirim.")}


def problems(*statuses: int) -> dict[Any, Any]:
    """The errors of an operation, for the schema; those that any operation may give are always in."""
    return {(status, MEDIA_TYPE): Problem for status in sorted({401, 403, 405, 406, 429, 500, *statuses})}


def spared(request: Request, etag: str, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer, or a 304 where the client already has it (If-None-Match); private to its token.

    Args:
        request: the client's.
        etag: what the answer is told by.
        answer: makes it, only where it is needed.
    """
    tag = f'"{etag}"'
    plain: HttpRequest = request._request  # noqa: SLF001 - DRF's only way to Django's request
    response = get_conditional_response(plain, etag=tag) or answer()
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization"])
    return response


def json_answer(request: Request, body: Any) -> HttpResponseBase:
    """Plain data as JSON, told by its own bytes."""
    content = JSONRenderer().render(body)
    return spared(request, digest(content), lambda: HttpResponse(content, content_type="application/json"))


def digest(content: bytes) -> str:
    """What tells two answers apart."""
    return hashlib.sha256(content).hexdigest()[:32]
