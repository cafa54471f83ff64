"""Tables somebody sends, XLSX or CSV: opened within bounds, read by values, every cell as what it is.

A zip says how much it unpacks to before anything is unpacked, and no reader takes more than it says; XML is
read by defusedxml. A text that begins like a formula stays a text.
"""

import csv
import io
import math
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
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
#: Parts of a number format that are shown as they are written.
_WRITTEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
#: The parts of a workbook beside its sheets and its texts are small.
MAX_PART, LARGE_PARTS = 2 * MEGABYTE, ("xl/worksheets/", "xl/sharedStrings", "xl/media/")
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
    name: str,
    file: BinaryIO,
    size: int,
    limit: int,
    *,
    only_first: bool = False,
    wanted: Collection[str] = (),
) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook; of a CSV file its one table, without a name.

    Args:
        name: as the sender named it; its ending says what it should be.
        file: its content, seekable.
        size: in bytes.
        limit: the largest size taken, in bytes.
        only_first: leave the other sheets alone.
        wanted: folded titles of the sheets whose cells are read; the others come without rows. Empty: all.

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
    return tuple(map(_checked, _workbook(file, only_first, wanted)))


def check_bounded(file: BinaryIO) -> None:
    """Refuse a zip that would unpack to more than a table needs, before anything is unpacked.

    Raises:
        UploadError: too many members, or too large together.
    """
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    file.seek(0)
    swollen = any(row.file_size > MAX_PART and not row.filename.startswith(LARGE_PARTS) for row in members)
    if swollen or len(members) > MAX_MEMBERS or sum(row.file_size for row in members) > MAX_TABLE_UNPACKED:
        text = _("Isi berkas terlalu besar setelah dibuka (paling besar %d MB); kirim hanya tabelnya.")
        raise UploadError(text % (MAX_TABLE_UNPACKED // MEGABYTE))


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
        yield from _csv_lines(text)
    except (ValueError, csv.Error) as error:
        if isinstance(error, UploadError):
            raise
        raise UploadError(_("Berkas CSV tidak dapat dibaca; simpan sebagai CSV UTF-8.")) from error


def _csv_lines(text: str) -> Iterator[list[Cell]]:
    """The lines, while there are not too many and none has more cells than the first."""
    first, _end, rest = text.partition("\n")
    if first.startswith("sep="):  # a hint of Excel's own
        mark, text = first.strip()[4:5] or ";", rest
    else:
        mark = max(";,\t", key=first.count)
    width = 0
    for number, line in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), 1):
        cells: list[Cell] = [value.strip() or None for value in line]
        _trimmed(cells)
        width = width or min(len(line), MAX_COLUMNS)
        if number > MAX_ROWS + 1:
            raise UploadError(_("Terlalu banyak baris; paling banyak %d sekali impor.") % MAX_ROWS)
        if len(cells) > width:
            text = _(
                "Baris %(row)d mempunyai sel lebih dari judulnya; periksa pemisah kolom dan koma desimalnya."
            )
            raise UploadError(text % {"row": number})
        yield cells


def _workbook(file: BinaryIO, only_first: bool, wanted: Collection[str]) -> list[Sheet]:
    """The values of the sheets, and beside them which formulas were never calculated."""
    try:
        book = _opened(file, values=True)
        sheets = book.worksheets[: 1 if only_first else MAX_SHEETS]
        read = [sheet for sheet in sheets if not wanted or folded(sheet.title) in wanted]
        marks = {sheet.title: markup_of(file, sheet) for sheet in read}
        _check_reach(marks.values())
        again = _opened(file, values=False) if any(mark.formulas for mark in marks.values()) else None
        return [_sheet(sheet, marks.get(sheet.title), again) for sheet in sheets]
    except UploadError:
        raise
    except Exception as error:  # a hostile file makes its reader raise anything at all
        log.info("workbook_unreadable", exc_info=True)
        raise UploadError(_("Berkas XLSX ini tidak dapat dibaca; simpan ulang lalu unggah lagi.")) from error


def _opened(file: BinaryIO, *, values: bool) -> Any:
    file.seek(0)
    return openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)


def folded(title: str) -> str:
    """A title of a sheet as titles are compared."""
    return title.strip().casefold()


def _check_reach(marks: Iterable[SheetMarkup]) -> None:
    """Refuse what would not be read, and more cells than a table has.

    Raises:
        UploadError: a value beyond the last row or column that is read, or too many cells.
    """
    found = list(marks)
    if sum(mark.cells for mark in found) > MAX_CELLS:
        raise UploadError(_("Terlalu banyak sel; kirim hanya lembar yang diimpor."))
    if any(mark.last_row > MAX_ROWS for mark in found):
        raise UploadError(_("Terlalu banyak baris; paling banyak %d sekali impor.") % MAX_ROWS)
    if any(mark.last_column > MAX_COLUMNS for mark in found):
        raise UploadError(_("Terlalu banyak kolom; paling banyak %d.") % MAX_COLUMNS)


def _sheet(source: Any, mark: SheetMarkup | None, again: Any) -> Sheet:
    """The values of a sheet; without its markup it is one that nobody reads."""
    hidden = source.sheet_state != "visible"
    if mark is None:
        return Sheet([], {}, source.title, hidden=hidden)
    rows: list[list[Cell]] = []
    faults: dict[Place, str] = {}
    percents: set[Place] = set()
    for number, row in enumerate(_cells(source), 1):
        values: list[Cell] = []
        for column, cell in enumerate(row, 1):
            what = _no_value(cell)
            if what:
                faults[number, column] = what
            values.append(None if what else _value(cell.value))
            if isinstance(values[-1], Decimal) and _is_percent(cell.number_format):
                percents.add((number, column))
        rows.append(_trimmed(values))
    if again and mark.formulas:
        faults |= _uncomputed(_cells(again[source.title]), rows, faults)
    return Sheet(rows, faults, source.title, frozenset(percents), mark.merged, hidden)


def _uncomputed(
    formulas: Iterator[Any], rows: list[list[Cell]], faults: dict[Place, str]
) -> dict[Place, str]:
    """The formulas that no spreadsheet has calculated yet."""
    found = {}
    for number, row in enumerate(formulas, 1):
        values = rows[number - 1] if number <= len(rows) else []
        for column, cell in enumerate(row, 1):
            empty = column > len(values) or values[column - 1] is None
            if empty and cell.value is not None and (number, column) not in faults:
                found[number, column] = _("rumus yang belum dihitung")
    return found


def _no_value(cell: Any) -> str:
    """Why a cell has no value, although it holds something; "" where it has one, or holds nothing."""
    if cell.data_type == "e" and cell.value is not None:
        return _("galat Excel %s") % cell.value
    if isinstance(cell.value, float) and not math.isfinite(cell.value):
        return _("angka yang terlalu besar")
    return ""


def _trimmed(values: list[Cell]) -> list[Cell]:
    """A row without the empty cells at its end."""
    while values and values[-1] is None:
        values.pop()
    return values


def _is_percent(number_format: str) -> bool:
    """Whether a format multiplies by a hundred: its sign of per cent is none that is merely written."""
    return "%" in number_format and "%" in _WRITTEN.sub("", number_format)


def _cells(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # what a file says of its size is worth nothing
    return iter(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS))


def _value(value: Any) -> Cell:
    match value:
        case None:
            return None
        case bool():
            return str(value)
        case int() | float():
            return Decimal(repr(value))
        case datetime():
            return value.date() if value.time() == datetime.min.time() else str(value)
        case date():
            return value
    return str(value).strip() or None
