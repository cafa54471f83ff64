"""Tables somebody sends, XLSX or CSV: opened within bounds, read by values, every cell as what it is.

A zip says how much it unpacks to before anything is unpacked, and no reader takes more than it says; XML is
read by defusedxml. A text that begins like a formula stays a text.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import openpyxl
import structlog
from django.utils.translation import gettext as _

from kinerja.exchange.markup import SheetMarkup, markup_of
from kinerja.exchange.upload import MAX_MEMBERS, MEGABYTE, UploadError, check_upload

log = structlog.get_logger(__name__)
#: A workbook of 11,000 rows unpacks to a tenth of this.
MAX_TABLE_UNPACKED = 64 * MEGABYTE
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 15_000, 120, 20
MAX_CELLS = 1_000_000
Cell = str | Decimal | date | None
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet from its first on; row and column of a place begin with 1.

    ``faults`` holds cells that have no value, ``percents`` those whose number is shown as a percentage (0.84
    for "84 %"), ``merged`` the ranges of merged cells: "A3:B4".
    """

    rows: list[list[Cell]]
    faults: dict[Place, str]
    name: str = ""
    percents: frozenset[Place] = field(default=frozenset())
    merged: tuple[str, ...] = ()
    hidden: bool = False


def read_table(name: str, file: BinaryIO, size: int, limit: int) -> Sheet:
    """Read the first sheet of a workbook, or a CSV file.

    Args, raises: as ``read_book``.

    Returns:
        Every row; numbers as exact as the file writes them, text without blanks around it.
    """
    return read_book(name, file, size, limit, only_first=True)[0]


def read_book(
    name: str, file: BinaryIO, size: int, limit: int, *, only_first: bool = False
) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook; of a CSV file its one table, without a name.

    Args:
        name: as the sender named it; its ending says what it should be.
        file: its content, seekable.
        size: in bytes.
        limit: the largest size taken, in bytes.
        only_first: leave the other sheets alone.

    Returns:
        The sheets in their order, at least one.

    Raises:
        UploadError: not such a file, broken, too large packed or unpacked, or too many rows or cells. Sheets
            beyond the first twenty are left alone.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".csv":
        return (_checked(Sheet(list(_csv_rows(file, size, limit)), {})),)
    if ending != ".xlsx":
        raise UploadError(_("Berkas “%s” tidak diterima; kirim XLSX atau CSV.") % name)
    check_upload(name, file, size, limit)
    check_bounded(file)
    sheets = tuple(map(_checked, _workbook(file, only_first)))
    if sum(len(row) for sheet in sheets for row in sheet.rows) > MAX_CELLS:
        raise UploadError(_("Terlalu banyak sel; kirim hanya lembar yang diimpor."))
    return sheets


def check_bounded(file: BinaryIO) -> None:
    """Refuse a zip that would unpack to more than a table needs, before anything is unpacked.

    Raises:
        UploadError: too many members, or too large together.
    """
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    file.seek(0)
    if len(members) > MAX_MEMBERS or sum(row.file_size for row in members) > MAX_TABLE_UNPACKED:
        text = _("Isi berkas terlalu besar setelah dibuka (paling besar %d MB); kirim hanya tabelnya.")
        raise UploadError(text % (MAX_TABLE_UNPACKED // MEGABYTE))


def write_table(title: str, rows: Iterable[Iterable[Any]], widths: Iterable[int] = ()) -> bytes:
    """Write a workbook of one sheet; every text is a text, also one that begins like a formula.

    Args:
        title: of the sheet.
        rows: from the first row on; None is an empty cell.
        widths: of the columns, in letters.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", "@"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _checked(sheet: Sheet) -> Sheet:
    while sheet.rows and not any(cell is not None for cell in sheet.rows[-1]):
        sheet.rows.pop()
    if len(sheet.rows) > MAX_ROWS:
        raise UploadError(_("Terlalu banyak baris; paling banyak %d sekali impor.") % MAX_ROWS)
    return sheet


def _csv_rows(file: BinaryIO, size: int, limit: int) -> Iterator[list[Cell]]:
    if not size or size > limit:
        text = _("Berkas ini kosong.") if not size else _("Berkas terlalu besar; paling besar %d MB.")
        raise UploadError(text if not size else text % (limit // MEGABYTE))
    file.seek(0)
    try:
        text = file.read().decode("utf-8-sig").replace("\0", "")
        first = text.split("\n", 1)[0]
        mark = ";" if first.count(";") > first.count(",") else ","
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except (ValueError, csv.Error) as error:
        raise UploadError(_("Berkas CSV tidak dapat dibaca; simpan sebagai CSV UTF-8.")) from error
    for line in lines:
        yield [value.strip() or None for value in line[:MAX_COLUMNS]]


def _workbook(file: BinaryIO, only_first: bool) -> list[Sheet]:
    """The values of the sheets, and beside them which formulas were never calculated."""
    try:
        book = _opened(file, values=True)
        sheets = book.worksheets[: 1 if only_first else MAX_SHEETS]
        marks = [markup_of(file, sheet) for sheet in sheets]
        again = _opened(file, values=False) if any(mark.formulas for mark in marks) else None
        return [
            _sheet(sheet, mark, again[sheet.title] if again and mark.formulas else None)
            for sheet, mark in zip(sheets, marks, strict=True)
        ]
    except Exception as error:  # a hostile file makes its reader raise anything at all
        log.info("workbook_unreadable", exc_info=True)
        raise UploadError(_("Berkas XLSX ini tidak dapat dibaca; simpan ulang lalu unggah lagi.")) from error


def _opened(file: BinaryIO, *, values: bool) -> Any:
    file.seek(0)
    return openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)


def _sheet(source: Any, mark: SheetMarkup, formulas: Any) -> Sheet:
    rows: list[list[Cell]] = []
    faults: dict[Place, str] = {}
    percents: set[Place] = set()
    for number, row in enumerate(_cells(source), 1):
        values: list[Cell] = []
        for column, cell in enumerate(row, 1):
            value = cell.value
            if value is None:
                values.append(None)
            elif cell.data_type == "e":
                faults[number, column] = _("galat Excel %s") % value
                values.append(None)
            else:
                values.append(_value(value))
                if "%" in cell.number_format and isinstance(values[-1], Decimal):
                    percents.add((number, column))
        rows.append(values)
    for number, row in enumerate(_cells(formulas) if formulas else (), 1):
        for column, cell in enumerate(row, 1):
            empty = rows[number - 1][column - 1] is None
            if empty and cell.value is not None and (number, column) not in faults:
                faults[number, column] = _("rumus yang belum dihitung")
    hidden = source.sheet_state != "visible"
    return Sheet(rows, faults, source.title, frozenset(percents), mark.merged, hidden)


def _cells(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # what a file says of its size is worth nothing
    return iter(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS))


def _value(value: Any) -> Cell:
    match value:
        case bool():
            return str(value)
        case int() | float():
            return Decimal(repr(value))
        case datetime():
            return value.date() if value.time() == datetime.min.time() else str(value)
        case date():
            return value
    return str(value).strip() or None
