"""A list as a file: the rows that the page has, filtered and scoped as it is, in XLSX or CSV."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from kinerja.exchange.listing import Field, Part, csv_lines, xlsx
from kinerja.exchange.upload import XLSX
from kinerja.views.download import attachment

#: The parameters that ask for a file instead of the page, and for which of its lists.
ASKS, WHICH = "unduh", "daftar"


@dataclass(frozen=True, slots=True)
class Listing:
    """One of several lists of a page: the name of its file, its columns, and what reads its rows."""

    name: str
    fields: Sequence[Field]
    rows: Callable[[], Iterable[Any]]


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


def exported_one(request: HttpRequest, lists: Mapping[str, Listing]) -> HttpResponseBase:
    """The list that the address names as the file that it asks for.

    Args:
        lists: those of the page, by the name that its links give them.

    Raises:
        Http404: the page has no list of that name.
    """
    found = lists.get(request.GET.get(WHICH, ""))
    if found is None:
        raise Http404(_("Halaman ini tidak memuat daftar itu."))
    return exported(request, found.name, found.fields, found.rows())
