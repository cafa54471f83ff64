"""Results of element 2 decided elsewhere, as a table: declared columns → rows, and what is wrong with them.

Row 1 holds the machine headers, row 2 Indonesian ones, data begin in row 3.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinerja.exchange.cells import write_table
from kinerja.exchange.table import Cell, Sheet, read_table
from kinerja.exchange.upload import UploadError
from officials.nip import clean_nip, validate_nip

COLUMNS: Mapping[str, str] = {
    "nip": "NIP",
    "nama": "Nama",
    "nilai": "Nilai",
    "predikat": "Predikat",
    "sumber": "Sumber",
    "nomor_dokumen": "Nomor dokumen",
}
#: Columns of which one at least is filled in a row that says something; the others may be prefilled.
TELLING = ("nilai", "predikat", "nomor_dokumen")
FIRST_ROW = 3
WIDTHS = (22, 40, 10, 18, 24, 32)
_NUMBER = re.compile(r"-?\d{1,6}([.,]\d{1,12})?")
#: A spreadsheet keeps 15 digits of a number; a NIP has 18.
_SAFE_DIGITS = 15


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row, in which column, and what to do; never the NIP itself."""

    row: int
    column: str
    what: str
    todo: str

    def __str__(self) -> str:
        return _("Baris %(row)d, kolom %(column)s: %(what)s; %(todo)s") % {
            "row": self.row,
            "column": self.column,
            "what": self.what.rstrip("."),
            "todo": self.todo,
        }


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One result as the file says it; ``row`` is its number in the file."""

    row: int
    nip: str
    name: str
    value: Decimal | None
    predikat: str
    source: str
    document_number: str


@dataclass(frozen=True, slots=True)
class RatingTable:
    """What a file holds: readable rows, faults of the others, and how many say nothing (prefilled only)."""

    rows: tuple[RatingRow, ...]
    errors: tuple[RowError, ...]
    blank: int


def read_ratings(name: str, file: BinaryIO, size: int, limit: int) -> RatingTable:
    """Read a table of results.

    Args:
        name, file, size, limit: as ``table.read_table``.

    Raises:
        UploadError: no such file, or its headers are not those of ``COLUMNS``.
    """
    sheet = read_table(name, file, size, limit)
    places = _places(sheet)
    rows, errors, blank = [], [], 0
    for number, line in enumerate(sheet.rows[FIRST_ROW - 1 :], FIRST_ROW):
        cells = {column: line[at] if at < len(line) else None for column, at in places.items()}
        faults = list(_cell_faults(sheet, number, places))
        if not faults and all(cells[column] is None for column in TELLING):
            blank += any(cell is not None for cell in line)
            continue
        faults += _row_faults(number, cells, {fault.column for fault in faults})
        errors += faults
        if not faults:
            rows.append(_row(number, cells))
    return RatingTable(tuple(rows), tuple(errors), blank)


def template(people: Iterable[tuple[str, str]]) -> bytes:
    """A workbook to fill in, with the NIP and the name of each person."""
    lines = [[nip or None, name, *[None] * (len(COLUMNS) - 2)] for nip, name in people]
    return write_table("SKP", [list(COLUMNS), list(COLUMNS.values()), *lines], WIDTHS)


def error_table(errors: Sequence[RowError]) -> bytes:
    """The faults of a file as a workbook."""
    heads = [["baris", "kolom", "galat", "perbaikan"], ["Baris", "Kolom", "Apa yang salah", "Yang dilakukan"]]
    lines: list[list[Any]] = [[fault.row, fault.column, fault.what, fault.todo] for fault in errors]
    return write_table("Galat", [*heads, *lines], (8, 16, 70, 70))


def _places(sheet: Sheet) -> dict[str, int]:
    """The column of each header, if all are there once and the second row is one of headers."""
    heads = [str(cell).strip().lower() for cell in sheet.rows[0]] if sheet.rows else []
    named = [head for head in heads if head != "none"]
    missing = [column for column in COLUMNS if column not in named]
    unknown = sorted({head for head in named if head not in COLUMNS})
    twice = sorted({head for head in named if head in COLUMNS and named.count(head) > 1})
    faults = [
        _("kolom %s tidak ada") % ", ".join(missing) if missing else "",
        _("kolom %s tidak dikenal") % ", ".join(unknown)[:200] if unknown else "",
        _("kolom %s ada dua kali") % ", ".join(twice) if twice else "",
    ]
    if any(faults):
        said = "; ".join(filter(None, faults))
        wanted = ", ".join(COLUMNS)
        raise UploadError(_("Baris 1: %(said)s. Tulis tepat: %(wanted)s.") % {"said": said, "wanted": wanted})
    places = {column: heads.index(column) for column in COLUMNS}
    second = sheet.rows[1] if len(sheet.rows) > 1 else []
    if places["nip"] < len(second) and re.search(r"\d", str(second[places["nip"]] or "")):
        raise UploadError(_("Baris 2 harus berisi judul kolom; data dimulai pada baris 3."))
    return places


def _cell_faults(sheet: Sheet, number: int, places: Mapping[str, int]) -> Iterator[RowError]:
    for column, at in places.items():
        what = sheet.faults.get((number, at + 1))
        if what:
            todo = _("simpan ulang di aplikasi lembar kerja, atau tulis nilainya.")
            yield RowError(number, column, _("sel berisi %s") % what, todo)


def _row_faults(number: int, cells: Mapping[str, Cell], known: set[str]) -> list[RowError]:
    found = []
    if "nip" not in known and (said := _nip_fault(cells["nip"])):
        found.append(RowError(number, "nip", *said))
    if "nilai" not in known and _number(cells["nilai"]) is None and cells["nilai"] is not None:
        what = _("“%s” bukan angka") % str(cells["nilai"])[:40]
        found.append(RowError(number, "nilai", what, _("tulis misalnya 84,33.")))
    return found


def _nip_fault(cell: Cell) -> tuple[str, str] | None:
    """What is wrong with a NIP and what to do; the number itself is not repeated."""
    if cell is None:
        return _("NIP kosong"), _("isi 18 angka.")
    if isinstance(cell, Decimal) and len(str(cell)) > _SAFE_DIGITS:
        what = _("NIP ditulis sebagai angka, sehingga angka terakhirnya hilang")
        return what, _("ubah format kolomnya menjadi teks, lalu tulis ulang.")
    try:
        validate_nip(str(cell))
    except ValidationError:
        return _("bukan NIP: 18 angka yang dimulai dengan tanggal lahir"), _("periksa lalu tulis ulang.")
    return None


def _number(cell: Cell) -> Decimal | None:
    """A value with one decimal mark, comma or point; on these scales there are no thousands to mark."""
    if isinstance(cell, Decimal) or cell is None:
        return cell
    return Decimal(str(cell).replace(",", ".")) if _NUMBER.fullmatch(str(cell)) else None


def _row(number: int, cells: Mapping[str, Cell]) -> RatingRow:
    text = {column: str(cells[column] or "") for column in COLUMNS}
    return RatingRow(
        row=number,
        nip=clean_nip(text["nip"]),
        name=text["nama"],
        value=_number(cells["nilai"]),
        predikat=text["predikat"],
        source=text["sumber"],
        document_number=text["nomor_dokumen"],
    )
