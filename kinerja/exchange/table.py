"""Tables somebody sends, XLSX or CSV."""

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from kinerja.exchange.sheet import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, trimmed
from kinerja.exchange.upload import MEGABYTE, UploadError, check_upload
from kinerja.exchange.workbook import check_bounded, read_workbook
from kinerja.rules.entry import UNWRITABLE


def read_book(
    name: str,
    file: BinaryIO,
    size: int,
    limit: int,
    *,
    wanted: Collection[str] = (),
) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook; of a CSV file its one table, without a name.

    Args:
        name: as the sender named it; its ending says what it should be.
        file: its content, seekable.
        size: in bytes.
        limit: the largest size taken, in bytes.
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
    return tuple(map(_checked, read_workbook(file, wanted)))


def _checked(sheet: Sheet) -> Sheet:
    """A sheet without the empty rows at its end; a text that nothing can store is a fault of its cell.

    Raises:
        UploadError: too many rows.
    """
    while sheet.rows and not any(cell is not None for cell in sheet.rows[-1]):
        sheet.rows.pop()
    if len(sheet.rows) > MAX_ROWS:
        raise UploadError(_("Terlalu banyak baris; paling banyak %d sekali impor.") % MAX_ROWS)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row, 1):
            if isinstance(cell, str) and not cell.isprintable() and UNWRITABLE.search(cell):
                sheet.faults[number, column] = _("huruf yang tidak dapat disimpan")
                row[column - 1] = None
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
        trimmed(cells)
        width = width or min(len(line), MAX_COLUMNS)
        if number > MAX_ROWS + 1:
            raise UploadError(_("Terlalu banyak baris; paling banyak %d sekali impor.") % MAX_ROWS)
        if len(cells) > width:
            text = _(
                "Baris %(row)d mempunyai sel lebih dari judulnya; periksa pemisah kolom dan koma desimalnya."
            )
            raise UploadError(text % {"row": number})
        yield cells
