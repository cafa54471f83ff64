"""Results of a semester as a table: declared columns → rows of figures, and what is wrong with them.

One sheet for each sort of unit. Row 1 holds the machine headers, row 2 Indonesian ones, data begin in row 3;
in a CSV file, and wherever row 2 names a unit already, they begin in row 2. An empty cell is "belum
dilaporkan"; a column that is not there leaves what is stored alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from kinerja.exchange.cell_values import CellError, day, number, plain, region_code, words
from kinerja.exchange.fault import Fault
from kinerja.exchange.faults_book import PROBLEM
from kinerja.exchange.table import Sheet, read_book
from kinerja.exchange.upload import UploadError
from kinerja.models import Indicator
from kinerja.rules.entry import DATES, NUMBERS

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
class Stamp:
    """What a template is for: its period and its indicator set."""

    period: str
    indicator_set: str


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


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """What a file holds: rows that can be read, and every fault and remark about the others."""

    rows: tuple[ResultRow, ...]
    faults: tuple[Fault, ...]


def columns_of(asked: Iterable[tuple[Indicator, Iterable[str]]]) -> tuple[Column, ...]:
    """The columns of a sheet: each indicator with the fields it takes."""
    return tuple(Column(indicator, field) for indicator, fields in asked for field in fields)


def read_results(
    name: str,
    file: BinaryIO,
    size: int,
    limit: int,
    *,
    columns: Mapping[str, Sequence[Column]],
    stamp: Stamp,
) -> ResultsFile:
    """Read a table of results.

    Args:
        name, file, size, limit: as ``table.read_book``.
        columns: those of each sheet, by its title.
        stamp: what the file must be for.

    Raises:
        UploadError: no such file, no sheet of results in it, or a template of another period or version.

    Source: contract, The results workbook.
    """
    book = read_book(name, file, size, limit)
    _check_stamp(book, stamp)
    titles = {title.casefold(): title for title in columns}
    known = {_title(sheet, titles, columns): sheet for sheet in book}
    if not any(known):
        wanted = " / ".join(columns)
        raise UploadError(
            _("Tidak ada lembar “%s” dengan kolom kode di baris 1; unduh templatnya lalu isi.") % wanted
        )
    rows: list[ResultRow] = []
    faults = [fault for sheet in book if not _title(sheet, titles, columns) for fault in _unread(sheet)]
    for title, sheet in known.items():
        if title:
            reader = _Reader(title, sheet, columns[title])
            rows += reader.rows()
            faults += reader.faults
    return ResultsFile(tuple(rows), (*faults, *_twice(rows)))


def _title(sheet: Sheet, titles: Mapping[str, str], columns: Mapping[str, Sequence[Column]]) -> str:
    """Which sheet of results this is; a CSV file tells by its headers. "" for none."""
    if sheet.name:
        return titles.get(sheet.name.strip().casefold(), "")
    heads = {plain(cell).casefold() for cell in sheet.rows[0]} if sheet.rows else set()
    if UNIT[0] not in heads:
        return ""
    fitting = Counter(
        {title: len(heads & {column.head.casefold() for column in own}) for title, own in columns.items()}
    )
    title, most = fitting.most_common(1)[0]
    return title if most else ""


def _unread(sheet: Sheet) -> Iterator[Fault]:
    if sheet.rows and sheet.name not in {GUIDE, STAMP}:
        yield Fault(sheet.name, 0, 0, _("lembar ini tidak dibaca"), grave=False)


def _check_stamp(book: Sequence[Sheet], wanted: Stamp) -> None:
    """Refuse a template that is for something else; a file without a stamp is taken as it is.

    Raises:
        UploadError: another kind, version, period or set; says which it is.
    """
    found = next((sheet for sheet in book if sheet.name == STAMP), None)
    if found is None:
        return
    said = {plain(row[0]): plain(row[1]) for row in found.rows if len(row) > 1}
    expected = {
        "templat": KIND,
        "versi": VERSION,
        "periode": wanted.period,
        "set": wanted.indicator_set,
    }
    wrong = [
        _("%(what)s “%(said)s”, seharusnya “%(expected)s”")
        % {"what": what, "said": said.get(what, ""), "expected": value}
        for what, value in expected.items()
        if said.get(what) != value
    ]
    if wrong:
        text = _("Templat ini untuk hal lain: %s. Unduh templat yang sekarang, lalu salin isinya ke sana.")
        raise UploadError(text % "; ".join(wrong))


def _twice(rows: Sequence[ResultRow]) -> Iterator[Fault]:
    times = Counter(row.code for row in rows)
    for row in rows:
        if times[row.code] > 1:
            what = _("unit ini ada %d kali dalam berkas") % times[row.code]
            yield row.fault("kode", what, _("sisakan satu baris saja."), value=row.code)


class _Reader:
    """Reads one sheet; ``faults`` are those found so far."""

    def __init__(self, title: str, sheet: Sheet, columns: Sequence[Column]) -> None:
        self.title, self.sheet = title, sheet
        self.faults: list[Fault] = []
        self._columns = {column.head: column for column in columns}
        self._heads = self._read_heads()
        self._first = 3 if len(sheet.rows) < 2 or not self._code(sheet.rows[1]) else 2
        self._merged()

    def rows(self) -> Iterator[ResultRow]:
        """The rows that name a unit, with the figures that can be read, so that these are checked too."""
        if UNIT[0] not in self._heads:
            self._fault(
                1, 0, _("kolom “kode” tidak ada di baris 1"), _("salin baris 1 dan 2 dari templatnya.")
            )
            return
        for number_, line in enumerate(self.sheet.rows[self._first - 1 :], self._first):
            if any(cell is not None for cell in line) or self._broken(number_):
                yield from self._row(number_, line)

    def _read_heads(self) -> dict[str, int]:
        """The number of each column by its header; unknown and doubled ones are faults."""
        known = {head.casefold(): head for head in (*UNIT, PROBLEM, *self._columns)}
        heads: dict[str, int] = {}
        for at, cell in enumerate(self.sheet.rows[0] if self.sheet.rows else (), 1):
            text = plain(cell)
            head = known.get(text.split("\n", 1)[0].casefold(), "")
            if head and head in heads:
                self._fault(1, at, _("kolom ini ada dua kali"), _("hapus salah satunya."), head, text)
            elif head:
                heads[head] = at
            elif filled := self._filled(at):
                what = _("kolom ini tidak dikenal, padahal berisi data (baris %d)") % filled
                todo = _("hapus kolomnya, atau tulis judulnya seperti dalam templat.")
                self._fault(1, at, what, todo, "", text)
        return heads

    def _filled(self, at: int) -> int:
        """The first row of data in which a column is filled; 0 for none."""
        for row, line in enumerate(self.sheet.rows[2:], 3):
            if len(line) >= at and line[at - 1] is not None:
                return row
        return 0

    def _merged(self) -> None:
        for found in self.sheet.merged:
            left, top, _right, bottom = range_boundaries(found)
            if int(bottom or 0) >= self._first:
                what = _("sel %s digabung") % found
                todo = _("pisahkan, lalu isi setiap selnya.")
                self._fault(max(int(top or 0), self._first), int(left or 0), what, todo)

    def _code(self, line: Sequence[Any]) -> str:
        at = self._heads.get(UNIT[0])
        return region_code(line[at - 1]) if at and at <= len(line) else ""

    def _broken(self, row: int) -> bool:
        return any((row, at) in self.sheet.faults for at in self._heads.values())

    def _row(self, row: int, line: Sequence[Any]) -> Iterator[ResultRow]:
        cells = {head: line[at - 1] if at <= len(line) else None for head, at in self._heads.items()}
        code = self._code(line)
        if not code:
            shown = plain(cells[UNIT[0]])
            what = _("bukan kode wilayah") if shown else _("baris ini berisi data, tetapi kodenya kosong")
            at = self._heads[UNIT[0]]
            self._fault(row, at, what, _("tulis misalnya 92 atau 92.03."), UNIT[0], shown)
            return
        figures: dict[str, dict[str, Any]] = {}
        unreadable = set()
        for head, column in self._columns.items():
            if head in cells:
                before, own = len(self.faults), figures.setdefault(column.indicator.code, {})
                own[column.field] = self._value(row, column, cells[head])
                if len(self.faults) > before:
                    unreadable.add(column.indicator.code)
        readable = {name: own for name, own in figures.items() if name not in unreadable}
        yield ResultRow(self.title, row, code, plain(cells.get(UNIT[1])), readable, self._heads)

    def _value(self, row: int, column: Column, cell: Any) -> Any:
        """What stands in a cell; None, and a fault, where it is not what the column asks for."""
        at = self._heads[column.head]
        if what := self.sheet.faults.get((row, at)):
            todo = _("simpan ulang di aplikasi lembar kerja, atau tulis nilainya.")
            self._fault(row, at, _("sel berisi %s") % what, todo, column.head)
            return None
        try:
            if column.field in NUMBERS:
                shown = (row, at) in self.sheet.percents
                return number(cell, percent=column.field == "percent", shown_as_percent=shown)
            return day(cell) if column.field in DATES else words(cell)
        except CellError as error:
            self._fault(row, at, error.what, error.todo, column.head, plain(cell), column.indicator.section)
            return None

    def _fault(self, row: int, at: int, *said: str) -> None:
        """Note a fault: what is wrong, what to do, its header, its value, its rule."""
        what, todo, head, value, rule = (*said, "", "", "")[:5]
        self.faults.append(Fault(self.title, row, at, what, todo, head, value, rule))
