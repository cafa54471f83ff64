"""The columns of the results workbook, declared once, and a row of figures under them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kinerja.exchange.fault import Fault
from kinerja.models import Indicator

#: Title of a sheet → the duties of the units in it.
SHEETS = {"Provinsi": "provinsi", "Kabupaten-Kota": "kabkota"}
#: Sheets of the template that hold no data.
GUIDE, STAMP = "Penjelasan", "_templat"
KIND, VERSION = "hasil-semester", "1"
UNIT = ("kode", "nama")
#: Field of a figure → the end of its header.
SUFFIXES = {
    "numerator": "n",
    "denominator": "d",
    "percent": "p",
    "value": "v",
    "cutoff": "tgl",
    "denominator_cutoff": "tgl_penyebut",
    "source": "sumber",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One field of one indicator; its header is ``K1.2:n``."""

    indicator: Indicator
    field: str

    @property
    def head(self) -> str:
        """The machine header."""
        return f"{self.indicator.code}:{SUFFIXES[self.field]}"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What a file says of one unit: indicator → field → value, of the columns that are there.

    ``columns`` has the number of each header in its sheet.
    """

    sheet: str
    row: int
    code: str
    name: str
    figures: Mapping[str, Mapping[str, Any]]
    columns: Mapping[str, int]

    def fault(self, head: str, what: str, todo: str = "", **more: Any) -> Fault:
        """A fault in this row; ``head`` is a header, or "" where it is about all of the row."""
        return Fault(self.sheet, self.row, self.columns.get(head, 0), what, todo, head, **more)


def columns_of(asked: Iterable[tuple[Indicator, Iterable[str]]]) -> tuple[Column, ...]:
    """The columns of a sheet: each indicator with the fields it takes."""
    return tuple(Column(indicator, field) for indicator, fields in asked for field in fields)
