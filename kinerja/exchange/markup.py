"""What a reader of values does not tell of a sheet: errors, formulas not calculated, percentages, merges.

One pass over the markup, by a parser that expands nothing; it also says how far the sheet reaches, before a
reader makes room for it.
"""

import codecs
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string, range_boundaries

from kinerja.exchange.upload import UploadError

Place = tuple[int, int]
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DIGITS = "0123456789"
#: The elements in which a cell holds something.
_FILLING = {"v", "is", "f"}
#: What a sheet has in which anything is calculated: a formula, an error.
_CALCULATED = re.compile(rb"""<(?:[^\s<>/:]{1,40}:)?f[\s>/]|\st\s*=\s*["'](?:e|&)""")
#: The last row that a spreadsheet has; what is told of an error at most.
LAST_ROW, _SHOWN = 1_048_576, 40
#: Ranges that are told; more say nothing more.
_MOST = 100


@dataclass(slots=True)
class SheetMarkup:
    """What was found; row and column of a place begin with 1.

    ``faults`` says of cells why they have no value, ``percents`` are those shown as percentages, ``merged``
    the ranges of merged cells, "A3:B4"; ``cells`` counts empty ones too; ``last_row`` and ``last_column`` are
    the last that hold something.
    """

    faults: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    cells: int = 0
    last_row: int = 0
    last_column: int = 0


def markup_of(part: bytes, percent_styles: Collection[str], most: int) -> SheetMarkup:
    """Search the markup of one sheet.

    Args:
        part: its XML, whose size was bounded before.
        percent_styles: the numbers of the cell styles that show percentages.
        most: cells after which it is no table any more.

    Raises:
        UploadError: its markup is written in UTF-16, or it has more cells.
        ExpatError, ValueError: it is no XML, declares entities, or names a cell that cannot be.
    """
    _check_encoding(part[:4])
    search = _Search(percent_styles, most)
    parser = expat.ParserCreate()
    parser.StartElementHandler = search.start
    parser.StartDoctypeDeclHandler = _no_doctype
    if _CALCULATED.search(part):
        parser.EndElementHandler = search.end
        parser.CharacterDataHandler = search.text
    parser.Parse(part, True)
    return search.result()


def without_empty_end(part: bytes) -> bytes:
    """The XML of a sheet without the rows behind the last that holds anything: some format a million."""
    end = part.rfind(b"</sheetData>")
    last = max(part.rfind(mark, 0, max(end, 0)) for mark in (b"<v", b"<is", b"<f"))
    mark = b"</row>" if last >= 0 else b"<sheetData>"
    start = part.find(mark, max(last, 0), end)
    return part if min(start, end) < 0 else part[: start + len(mark)] + part[end:]


class _Search:
    """The handlers of the parser."""

    def __init__(self, percent_styles: Collection[str], most: int) -> None:
        self._told = SheetMarkup()
        self._percents, self._most = percent_styles, most
        self._row = self._column = self._cells = 0
        #: The rows and columns that hold something.
        self._rows, self._columns = {0}, {0}
        #: Of the cell at hand: a formula without a value so far, an error, what it says.
        self._formula, self._error, self._said = False, False, ""
        self._numbers: dict[str, int] = {}

    def result(self) -> SheetMarkup:
        """What was found, when all was read."""
        self._check_size()
        told = self._told
        told.cells, told.last_row, told.last_column = self._cells, max(self._rows), max(self._columns)
        return told

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """An element begins. Hundreds of thousands of cells pass here; nothing is called for them."""
        if name == "c":
            self._cells += 1
            where = attrs.get("r")
            if where is None:
                self._column += 1
            else:
                letters = where.rstrip(_DIGITS)
                self._column = self._numbers.get(letters) or self._number(letters)
                if int(where[len(letters) :]) != self._row:  # readers disagree on where it stands
                    raise ValueError(where)
            self._formula, self._error, self._said = False, attrs.get("t") == "e", ""
            if attrs.get("s") in self._percents:
                self._told.percents.add((self._row, self._column))
        elif name in _FILLING:
            self._rows.add(self._row)
            self._columns.add(self._column)
        elif name == "row":
            self._begin_row(attrs)
        elif name == "mergeCell":
            self._merge(attrs["ref"])
        elif ":" in name:
            self.start(name.rpartition(":")[2], attrs)

    def _begin_row(self, attrs: dict[str, str]) -> None:
        self._row, self._column = int(attrs.get("r", self._row + 1)), 0
        if self._row > LAST_ROW:
            raise ValueError(self._row)
        self._check_size()

    def _check_size(self) -> None:
        if self._cells > self._most:
            raise UploadError(_("Terlalu banyak sel; kirim hanya lembar yang diimpor."))

    def _merge(self, place: str) -> None:
        if len(self._told.merged) < _MOST:
            range_boundaries(place)  # raises where it is none
            self._told.merged.append(place)

    def _number(self, letters: str) -> int:
        """The number of a column, remembered."""
        column = self._numbers[letters] = column_index_from_string(letters)
        return column

    def text(self, said: str) -> None:
        if self._formula and said.strip():
            self._formula = False
        if self._error and len(self._said) < _SHOWN:
            self._said += said

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "f":
            self._formula = True
            self._said = ""
        elif name == "v" and self._error:
            self._told.faults[self._row, self._column] = _("galat Excel %s") % self._said.strip()
            self._error = False
        elif name == "c" and self._formula:
            self._told.faults[self._row, self._column] = _("rumus yang belum dihitung")
            self._formula = False


def _no_doctype(*_said: Any) -> None:
    """A sheet declares no entities."""
    raise ValueError("doctype")


def _check_encoding(start: bytes) -> None:
    """Refuse UTF-16, which begins with a mark, or with a letter and a zero byte: readers disagree on it.

    Raises:
        UploadError: it is UTF-16.
    """
    if start.startswith(_WIDE) or b"\0" in start:
        text = _("Berkas XLSX ini bukan UTF-8; simpan ulang dengan Excel atau LibreOffice lalu unggah lagi.")
        raise UploadError(text)
