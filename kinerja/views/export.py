"""A list as a file: the rows that the page has, filtered and scoped as it is, in XLSX or CSV."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from kinerja.exchange.listing import Field, Part, csv_lines, xlsx
from kinerja.exchange.upload import XLSX
from kinerja.views.download import attachment

#: The parameter that asks for a file instead of the page.
ASKS = "unduh"


def asked_format(request: HttpRequest) -> str:
    """Which file an address asks for: "xlsx", "csv", or "" for the page."""
    asked = request.GET.get(ASKS, "")
    return asked if asked in {"xlsx", "csv"} else ""


def exported(
    request: HttpRequest, name: str, fields: Sequence[Field], rows: Iterable[Any]
) -> HttpResponseBase:
    """The list as the file that the address asks for.

    Args:
        name: of the file and of its sheet, without an ending.
        fields: the columns of the list.
        rows: those of the page, all of them.
    """
    form = asked_format(request)
    if form == "xlsx":
        return attachment(xlsx(Part(name, fields, rows)), f"{name}.xlsx", XLSX)
    response = StreamingHttpResponse(csv_lines(fields, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
