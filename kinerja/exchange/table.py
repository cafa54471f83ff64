"""A table somebody sends, XLSX or CSV: opened within bounds, read by values, every cell as what it is.

A zip says how much it unpacks to before anything is unpacked, and no reader takes more than it says; XML is
read by defusedxml. A text that begins like a formula stays a text.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import openpyxl
import structlog
from django.utils.translation import gettext as _

from kinerja.exchange.upload import MAX_MEMBERS, MEGABYTE, UploadError, check_upload

log = structlog.get_logger(__name__)
#: A workbook of 11,000 rows unpacks to a tenth of this.
MAX_TABLE_UNPACKED = 64 * MEGABYTE
MAX_ROWS, MAX_COLUMNS = 15_000, 60
Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table from its first on; ``faults`` holds cells that have no value, by row and column."""

    rows: list[list[Cell]]
    faults: dict[tuple[int, int], str]


def read_table(name: str, file: BinaryIO, size: int, limit: int) -> Sheet:
    """Read the first sheet of a workbook, or a CSV file.

    Args:
        name: as the sender named it; its ending says what it should be.
        file: its content, seekable.
        size: in bytes.
        limit: the largest size taken, in bytes.

    Returns:
        Every row; numbers as exact as the file writes them, text without blanks around it.

    Raises:
        UploadError: not such a file, broken, too large packed or unpacked, or too many rows.
    """
    if PurePosixPath(name).suffix.lower() == ".csv":
        return _checked(Sheet(list(_csv_rows(file, size, limit)), {}))
    if PurePosixPath(name).suffix.lower() != ".xlsx":
        raise UploadError(_("Berkas “%s” tidak diterima; kirim XLSX atau CSV.") % name)
    check_upload(name, file, size, limit)
    check_bounded(file)
    return _checked(_workbook(file))


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
    while sheet.rows and not any(sheet.rows[-1]):
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


def _workbook(file: BinaryIO) -> Sheet:
    """The values of the first sheet, and beside them which formulas were never calculated."""
    try:
        values, formulas = (list(_cells(file, values)) for values in (True, False))
    except Exception as error:  # a hostile file makes its reader raise anything at all
        log.info("workbook_unreadable", exc_info=True)
        raise UploadError(_("Berkas XLSX ini tidak dapat dibaca; simpan ulang lalu unggah lagi.")) from error
    faults = {}
    for number, (row, source) in enumerate(zip(values, formulas, strict=True), 1):
        for column, ((value, kind), (written, _kind)) in enumerate(zip(row, source, strict=True)):
            if kind == "e":
                faults[number, column] = _("galat Excel %s") % value
            elif value is None and written is not None:
                faults[number, column] = _("rumus yang belum dihitung")
    return Sheet([[_value(value, kind) for value, kind in row] for row in values], faults)


def _cells(file: BinaryIO, values: bool) -> Iterator[list[tuple[Any, str]]]:
    file.seek(0)
    book = openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its size is worth nothing
    for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS):
        yield [(cell.value, getattr(cell, "data_type", "n")) for cell in row]


def _value(value: Any, kind: str) -> Cell:
    if value is None or kind == "e":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value).strip() or None
    return Decimal(repr(value))
