"""What a reader of values does not tell of a sheet: whether it has formulas, and which cells are merged.

The markup is searched as it streams by, for openpyxl reads merged cells only with the whole sheet in memory.
It is searched as bytes: every encoding that the reader takes writes markup as ASCII does, except UTF-16.
"""

import codecs
import re
import zipfile
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string

from kinerja.exchange.upload import UploadError

_CHUNK, _OVERLAP = 1 << 20, 256
_NAME = rb"<(?:[^\s<>/:]{1,40}:)?"
_MERGED = re.compile(
    _NAME + rb"""mergeCell\s[^>]{0,100}?ref\s?=\s?["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']"""
)
_CELL = re.compile(_NAME + rb"c[\s>/]")
_FILLED = re.compile(
    _NAME
    + rb"""c\s[^>]{0,60}?\br\s?=\s?["']([A-Z]{1,3})(\d{1,7})["'][^>]{0,60}>\s*"""
    + _NAME
    + rb"(?:v|is|f)\b"
)
_FORMULA = re.compile(_NAME + rb"f[\s>/]")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: Ranges that are told; more say nothing more.
_MOST = 100


@dataclass(frozen=True, slots=True)
class SheetMarkup:
    """Whether a sheet has a formula; the ranges of merged cells, "A3:B4"; how many cells it has, empty ones
    too; and the last row and column that hold something.
    """

    formulas: bool
    merged: tuple[str, ...]
    cells: int = 0
    last_row: int = 0
    last_column: int = 0


def markup_of(file: BinaryIO, sheet: Any) -> SheetMarkup:
    """Search the markup of one sheet.

    Args:
        file: the whole workbook, whose size unpacked was bounded before.
        sheet: as openpyxl opened it read-only.

    Raises:
        UploadError: its markup is written in UTF-16.
    """
    file.seek(0)
    merged: dict[str, None] = {}
    formulas, kept, cells, row, column = False, b"", 0, 0, 0
    path = sheet._worksheet_path  # noqa: SLF001 - openpyxl has no other way from a sheet to its part
    with zipfile.ZipFile(file) as archive, archive.open(path) as part:
        _check_encoding(part.peek(4)[:4])
        while chunk := part.read(_CHUNK):
            text = kept + chunk
            formulas = formulas or bool(_FORMULA.search(text))
            if len(merged) < _MOST:
                merged |= {found.decode(): None for found in _MERGED.findall(text)}
            cells += len(_CELL.findall(chunk))
            for letters, number in _FILLED.findall(text):
                row, column = max(row, int(number)), max(column, column_index_from_string(letters.decode()))
            kept = text[-_OVERLAP:]
    return SheetMarkup(formulas, tuple(merged)[:_MOST], cells, row, column)


def _check_encoding(start: bytes) -> None:
    """Refuse UTF-16, which begins with a mark, or with a letter and a zero byte: nothing is found in it.

    Raises:
        UploadError: it is UTF-16.
    """
    if start.startswith(_WIDE) or b"\0" in start:
        text = _("Berkas XLSX ini bukan UTF-8; simpan ulang dengan Excel atau LibreOffice lalu unggah lagi.")
        raise UploadError(text)
