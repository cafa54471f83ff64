"""An XLSX workbook that somebody sends: opened within bounds, read by values, every cell as what it is.

A zip says how much it unpacks to before anything is unpacked, and no more than it says is; readers get the
parts in a zip of our own making. A text that begins like a formula stays a text.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import openpyxl
import python_calamine
import structlog
from django.utils.html import escape
from django.utils.translation import gettext as _
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from kinerja.exchange.markup import Place, SheetMarkup, markup_of, without_empty_end
from kinerja.exchange.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Cell, Sheet, folded, trimmed
from kinerja.exchange.upload import MAX_MEMBERS, MEGABYTE, UploadError

log = structlog.get_logger(__name__)
#: A workbook of 11,000 rows unpacks to a third of this; rows that are only formatted may double it.
MAX_TABLE, MAX_TABLE_UNPACKED = 32 * MEGABYTE, 64 * MEGABYTE
#: Parts of a number format that are shown as they are written.
_WRITTEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
#: The parts of a workbook beside its sheets and its texts are small.
MAX_PART, LARGE_PARTS = 2 * MEGABYTE, ("xl/worksheets/", "xl/sharedStrings", "xl/media/")
#: What openpyxl need not read: it tells of sheets and styles here, calamine reads the values.
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOT = f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/>'
_SPACE = f'xmlns="{_MAIN}"'.encode()
#: What the sheets of a workbook share.
_SHARED = {"xl/sharedstrings.xml", "xl/styles.xml"}
_NO_STRINGS = {"xl/sharedStrings.xml": b"<sst %s/>" % _SPACE}
_NO_CELLS = b"<worksheet %s><sheetData/></worksheet>" % _SPACE
#: What a cell may hold; anything else is named.
_UNDERSTOOD = frozenset({str, Decimal, date, type(None)})
#: Below it every whole number that a spreadsheet keeps is exact.
_EXACT = 10**15


def read_workbook(file: BinaryIO, wanted: Collection[str]) -> list[Sheet]:
    """The values of the sheets; of those that nobody wants only their titles."""
    try:
        parts = _unpacked(file)
        stubs = _NO_STRINGS | {name: _NO_CELLS for name in parts if _is_sheet(name)}
        book = openpyxl.load_workbook(_packed(parts, stubs), read_only=True, keep_links=False)
        sheets = book.worksheets[:MAX_SHEETS]
        read = [sheet for sheet in sheets if not wanted or folded(sheet.title) in wanted]
        percents = _percent_styles(book)
        marks = {sheet.title: markup_of(_part(sheet, parts), percents, MAX_CELLS) for sheet in read}
        _check_reach(marks.values())
        values = python_calamine.load_workbook(_own_book(book, read, parts))
        return [_sheet(sheet, marks.get(sheet.title), values) for sheet in sheets]
    except UploadError:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a hostile file makes its readers raise anything at all, a panic too
        log.info("workbook_unreadable", exc_info=True)
        raise UploadError(_("Berkas XLSX ini tidak dapat dibaca; simpan ulang lalu unggah lagi.")) from error


def _unpacked(file: BinaryIO) -> dict[str, bytes]:
    """The parts of a workbook, each no larger than the zip says it is; sheets without their empty end.

    Raises:
        UploadError: still more than a table needs.
    """
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        parts = {
            row.filename: without_empty_end(archive.read(row))
            if _is_sheet(row.filename)
            else archive.read(row)
            for row in archive.infolist()
            if not row.filename.startswith("xl/media/")
        }
    if sum(map(len, parts.values())) > MAX_TABLE:
        raise _too_much()
    return parts


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _packed(parts: dict[str, bytes], stubs: dict[str, bytes]) -> BinaryIO:
    """The parts as a zip of our own making, some of them empty: no reader sees the sender's."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in (parts | stubs).items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def _own_book(book: Any, sheets: Sequence[Any], parts: dict[str, bytes]) -> BinaryIO:
    """The sheets that were searched, in a workbook of our own making: calamine finds no other."""
    listed = "".join(
        f'<sheet name="{escape(sheet.title)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, sheet in enumerate(sheets, 1)
    )
    linked = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    head = f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">'
    epoch = f'<workbookPr date1904="{int(book.epoch == CALENDAR_MAC_1904)}"/>'
    own = {
        "xl/workbook.xml": f"{head}{epoch}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{linked}</Relationships>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{_ROOT}</Relationships>',
    }
    made = {name: content.encode() for name, content in own.items()}
    kept = {name: content for name, content in parts.items() if name.lower() in _SHARED}
    own_sheets = {f"xl/worksheets/sheet{at}.xml": _part(sheet, parts) for at, sheet in enumerate(sheets, 1)}
    return _packed(kept | made, own_sheets)


def _part(sheet: Any, parts: dict[str, bytes]) -> bytes:
    """The XML of a sheet; where it lies depends on the relations of the book, which openpyxl has followed."""
    return parts[sheet._worksheet_path]  # noqa: SLF001 - openpyxl tells it nowhere else


def _percent_styles(book: Any) -> frozenset[str]:
    """The numbers of the cell styles that show percentages."""
    sheet, styles = book.worksheets[0], range(len(book._cell_styles))  # noqa: SLF001 - named nowhere else
    return frozenset(
        str(style)
        for style in styles
        if _is_percent(ReadOnlyCell(sheet, 1, 1, 1, style_id=style).number_format)
    )


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


def _sheet(source: Any, mark: SheetMarkup | None, values: Any) -> Sheet:
    """The values of a sheet; without its markup it is one that nobody reads."""
    hidden = source.sheet_state != "visible"
    if mark is None:
        return Sheet([], {}, source.title, hidden=hidden)
    found = values.get_sheet_by_name(source.title).to_python(skip_empty_area=False)
    rows = [trimmed([_value(value) for value in line]) for line in found]
    faults = mark.faults | _unusable(rows)
    for row, column in faults:
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = None
    percents = frozenset(place for place in mark.percents if isinstance(_at(rows, place), Decimal))
    return Sheet(rows, faults, source.title, percents, tuple(mark.merged), hidden)


def _unusable(rows: Sequence[Sequence[Any]]) -> dict[Place, str]:
    """What a table could not mean: truth values, times of day, durations, numbers without end."""
    return {
        (row, column): _named(cell)
        for row, line in enumerate(rows, 1)
        for column, cell in enumerate(line, 1)
        if type(cell) not in _UNDERSTOOD or (type(cell) is Decimal and not cell.is_finite())
    }


def _named(value: Any) -> str:
    """What a value is that a table could not mean, as a spreadsheet shows it; and what to do about it."""
    if isinstance(value, bool):
        return _("nilai logika %s; tulis angka, tanggal, atau teksnya.") % str(value).upper()
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        shown = f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
        return _("jam %s; ubah format selnya menjadi angka, tanggal, atau teks, lalu tulis ulang.") % shown
    return _("angka yang terlalu besar")


def _at(rows: Sequence[Sequence[Cell]], place: Place) -> Cell:
    row, column = place
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None


def _is_percent(number_format: str) -> bool:
    """Whether a format multiplies by a hundred: its sign of per cent is none that is merely written."""
    return "%" in number_format and "%" in _WRITTEN.sub("", number_format)


def _value(value: Any) -> Any:
    """A value as calamine reads it; nothing is an empty text there, and a moment is its day."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < _EXACT
        return Decimal(int(value)) if is_whole else Decimal(repr(value))
    return value.date() if isinstance(value, datetime) else value


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
        raise _too_much()


def _too_much() -> UploadError:
    text = _("Isi berkas terlalu besar setelah dibuka (paling besar %d MB); kirim hanya tabelnya.")
    return UploadError(text % (MAX_TABLE // MEGABYTE))
