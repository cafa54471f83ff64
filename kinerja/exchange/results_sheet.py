"""One sheet of results: its headers, then row by row what each cell holds, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from kinerja.exchange.cell_values import CellError, day, number, plain, region_code, words
from kinerja.exchange.fault import Fault
from kinerja.exchange.faults_book import PROBLEM
from kinerja.exchange.results_columns import UNIT, Column, ResultRow
from kinerja.exchange.table import Sheet
from kinerja.rules.entry import DATES, NUMBERS


class SheetReader:
    """Reads one sheet; ``faults`` are those found so far."""

    def __init__(self, title: str, sheet: Sheet, columns: Sequence[Column]) -> None:
        self.title, self.sheet = title, sheet
        self.faults: list[Fault] = []
        self._columns = {column.head: column for column in columns}
        self._heads = self._read_heads()
        self._first = 3 if self._is_heading() else 2
        self._unknown()
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
        return heads

    def _is_heading(self) -> bool:
        """Whether the second row is one of headings: no cell of it is a number, or begins like one."""
        second = self.sheet.rows[1] if len(self.sheet.rows) > 1 else []
        return not any(isinstance(cell, Decimal) or plain(cell)[:1].isdigit() for cell in second)

    def _unknown(self) -> None:
        """Columns that nobody reads although they hold data."""
        read = set(self._heads.values())
        width = max((len(line) for line in self.sheet.rows), default=0)
        heads = self.sheet.rows[0] if self.sheet.rows else []
        for at in range(1, width + 1):
            text = plain(heads[at - 1]) if at <= len(heads) else ""
            doubled = text.split("\n", 1)[0].casefold() in {
                head.casefold() for head in (*self._heads, PROBLEM)
            }
            if at not in read and not doubled and (filled := self._filled(at)):
                what = _("kolom ini tidak dikenal, padahal berisi data (baris %d)") % filled
                todo = _("hapus kolomnya, atau tulis judulnya seperti dalam templat.")
                self._fault(1, at, what, todo, "", text)

    def _filled(self, at: int) -> int:
        """The first row of data in which a column is filled; 0 for none."""
        for row, line in enumerate(self.sheet.rows[self._first - 1 :], self._first):
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
