"""One sheet that was sent in: its headers, then row by row what each cell holds, and what is wrong."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from kinerja.exchange.cell_values import CellError, plain, shown_in
from kinerja.exchange.fault import Fault
from kinerja.exchange.faults_book import PROBLEM
from kinerja.exchange.layout import Column, Row
from kinerja.exchange.sheet import Cell, Sheet

#: Faults that are named of one sheet.
MOST_FAULTS = 5000


class SheetReader:
    """Reads one sheet; ``faults`` are those found so far."""

    def __init__(self, title: str, sheet: Sheet, columns: Sequence[Column]) -> None:
        self.title, self.sheet = title, sheet
        self.faults: list[Fault] = []
        self._columns = {column.head: column for column in columns}
        self._heads = self._read_heads()
        self._read = [(head, at - 1, self._columns[head]) for head, at in self._heads.items()]
        self._first = 3 if self._is_heading() else 2
        self._unknown()
        self._merged()

    def rows(self) -> Iterator[Row]:
        """The rows whose required cells can be read, with whatever else can be, so that it is checked too."""
        wanted = [head for head, column in self._columns.items() if column.is_required]
        missing = [head for head in wanted if head not in self._heads]
        for head in missing:
            what = _("kolom “%s” tidak ada di baris 1") % head
            self._fault(1, 0, what, _("salin baris 1 dan 2 dari templatnya."))
        if missing:
            return
        filled = self._filled_places()
        for number, line in enumerate(self.sheet.rows[self._first - 1 :], self._first):
            if number in filled or any(cell is not None for cell in line):
                cells = self._cells(number, line)
                if all(head in cells for head in wanted):
                    yield Row(self.title, number, cells, self._heads)

    def _filled_places(self) -> set[int]:
        """The rows that hold something unreadable in a column that is read."""
        read = set(self._heads.values())
        return {row for row, at in self.sheet.faults if at in read}

    def _read_heads(self) -> dict[str, int]:
        """The number of each column by its header; doubled ones are faults."""
        known = {head.casefold(): head for head in (PROBLEM, *self._columns)}
        heads: dict[str, int] = {}
        for at, cell in enumerate(self.sheet.rows[0] if self.sheet.rows else (), 1):
            shown = plain(cell)
            head = known.get(_first_line(shown), "")
            if head and head in heads:
                self._fault(1, at, _("kolom ini ada dua kali"), _("hapus salah satunya."), head, shown)
            elif head and head != PROBLEM:
                heads[head] = at
        return heads

    def _is_heading(self) -> bool:
        """Whether the second row is one of headings: it can be read, and a cell of it says so."""
        second = self.sheet.rows[1] if len(self.sheet.rows) > 1 else []
        if any((2, at + 1) in self.sheet.faults for _head, at, _column in self._read):
            return False
        said = ((plain(second[at]), column) for _head, at, column in self._read if at < len(second))
        return any(
            text.casefold() in {column.head.casefold(), column.label.casefold()} for text, column in said
        )

    def _unknown(self) -> None:
        """Columns that nobody reads although they hold data."""
        read = set(self._heads.values())
        named = {head.casefold() for head in (*self._heads, PROBLEM)}
        width = max((len(line) for line in self.sheet.rows), default=0)
        heads = self.sheet.rows[0] if self.sheet.rows else []
        for at in range(1, width + 1):
            shown = plain(heads[at - 1]) if at <= len(heads) else ""
            if at not in read and _first_line(shown) not in named and (filled := self._filled(at)):
                what = _("kolom ini tidak dikenal, padahal berisi data (baris %d)") % filled
                todo = _("hapus kolomnya, atau tulis judulnya seperti dalam templat.")
                self._fault(1, at, what, todo, "", shown)

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

    def _cells(self, row: int, line: Sequence[Cell]) -> dict[str, Any]:
        """The values of a row by their headers; those that are not what the column asks for are faults."""
        cells: dict[str, Any] = {}
        width, faults, percents = len(line), self.sheet.faults, self.sheet.percents
        for head, at, column in self._read:
            place, cell = (row, at + 1), line[at] if at < width else None
            if faults and place in faults:
                what, _mark, todo = faults[place].partition("; ")
                todo = todo or _("simpan ulang di aplikasi lembar kerja, atau tulis nilainya.")
                self._fault(row, at + 1, _("sel berisi %s") % what, todo, head, "", column.rule)
                continue
            if cell is None and column.is_required:
                what = _("baris ini berisi data, tetapi “%s” kosong") % head
                self._fault(row, at + 1, what, column.hint or _("isi selnya."), head, "", column.rule)
                continue
            try:
                cells[head] = column.read(cell, place in percents)
            except CellError as error:
                shown = "" if column.name == "nip" else shown_in(cell, percent=place in percents)
                self._fault(row, at + 1, error.what, error.todo, head, shown, column.rule)
        return cells

    def _fault(self, row: int, at: int, *said: str) -> None:
        """Note a fault: what is wrong, what to do, header, value, rule; of very many only the first."""
        what, todo, head, value, rule = (*said, "", "", "")[:5]
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(self.title, row, at, what, todo, head, value, rule))
        elif len(self.faults) == MOST_FAULTS:
            more = _("masih ada masalah lain; hanya %d yang pertama disebut") % MOST_FAULTS
            self.faults.append(Fault(self.title, row, 0, more, _("perbaiki yang ini dahulu.")))


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0].casefold()
