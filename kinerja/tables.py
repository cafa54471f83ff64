"""The columns of the lists, declared once: of units for the inner and the public page, of appraisals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ORDER = "urut"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the key it sorts by ("" = not sortable) and its class."""

    label: str | Promise
    order: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading as the page draws it; ``sort`` is the value of aria-sort, "" while unsorted."""

    label: str | Promise
    css: str
    url: str
    sort: str


UNITS = (
    Column(_("Unit kerja"), "kode"),
    Column(_("Provinsi"), "provinsi"),
    Column(_("Capaian (%)"), "capaian", "num"),
    Column(_("Nilai"), "kategori", "num"),
    Column(_("Kategori")),
    Column(_("Keadaan"), "keadaan"),
    Column(_("Dilaporkan"), "dilaporkan", "num"),
)
PUBLIC = (
    Column(_("Unit kerja"), "kode"),
    Column(_("Provinsi"), "provinsi"),
    Column(_("Capaian (%)"), "capaian", "num"),
    Column(_("Nilai"), "kategori", "num"),
    Column(_("Kategori")),
    Column(_("Dokumen")),
)
APPRAISALS = (
    Column(_("Nama"), "nama"),
    Column(_("Jabatan"), "jabatan"),
    Column(_("Unit kerja"), "unit"),
    Column(_("Unsur 1 (%)"), "capaian", "num"),
    Column(_("Unsur 2")),
    Column(_("Keadaan"), "keadaan"),
    Column(_("Giliran")),
    Column(_("Hari"), "umur", "num"),
)


def read_order(params: QueryDict, default: str = "kode") -> tuple[str, bool]:
    """The order asked for: ("capaian", True) out of ``?urut=-capaian``; the default when nothing is asked."""
    asked = params.get(ORDER, "")
    return asked.removeprefix("-") or default, asked.startswith("-")


def heads(columns: Sequence[Column], params: QueryDict, default: str = "kode") -> Iterator[Head]:
    """The headings, each with the address that sorts by it, or turns the order round."""
    order, descending = read_order(params, default)
    for column in columns:
        if not column.order:
            yield Head(column.label, column.css, "", "")
            continue
        here = column.order == order
        asked = params.copy()
        asked.pop("halaman", None)
        asked[ORDER] = f"-{column.order}" if here and not descending else column.order
        yield Head(column.label, column.css, f"?{asked.urlencode()}", _direction(descending) if here else "")


def _direction(descending: bool) -> str:
    return "descending" if descending else "ascending"
