"""How a workbook is laid out, declared once: sheets, columns, how a cell is read and how it is filled in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kinerja.exchange.cell_values import words
from kinerja.exchange.fault import Fault
from kinerja.exchange.sheet import Cell

#: Sheets of a template that hold no data.
GUIDE, STAMP = "Penjelasan", "_templat"
#: Reads a cell; the second argument says whether its number is shown as a percentage. Raises ``CellError``.
Read = Callable[[Cell, bool], Any]


def text(cell: Cell, _percent: bool = False) -> str:
    """A text; "" for an empty cell."""
    return words(cell)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table that is sent in.

    Args:
        head: its machine header, in row 1.
        label: its heading for people, in row 2.
        read: what makes a value of a cell.
        hint: how it is filled in; shown beside the cell and in the guide.
        rule: the clause or reading rule behind it.
        unit, about: further words of the guide.
        entry: what a cell may hold, as options of a data validation; a spreadsheet warns, the import decides.
        width: in letters.
        form: number format.
        is_required: a row without it says nothing.
        is_given: it is prefilled and not to be changed.
        group, name: what it is a part of, and as what: an indicator and a field of its figure.
        options: of a choice: what is stored → what people call it.
    """

    head: str
    label: str
    read: Read = text
    hint: str = ""
    rule: str = ""
    unit: str = ""
    about: str = ""
    entry: Mapping[str, Any] = field(default_factory=dict)
    width: int = 14
    form: str = "@"
    is_required: bool = False
    is_given: bool = False
    group: str = ""
    name: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of workbook.

    Args:
        kind, version: what its hidden stamp says it is.
        sheets: the columns of each sheet, by its title.
        keys: the headers whose values together name a row; no two rows share them.
        title: what it holds, for people.
        notes: further lines at the top of the guide.
        stamp: what else the stamp says: its period, its indicator set.
        is_open: rows may be added to those that are prefilled.
    """

    kind: str
    version: str
    sheets: Mapping[str, Sequence[Column]]
    keys: tuple[str, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    stamp: Mapping[str, str] = field(default_factory=dict)
    is_open: bool = False

    @property
    def columns(self) -> dict[str, Column]:
        """The columns of all sheets, by their headers."""
        return {column.head: column for own in self.sheets.values() for column in own}

    @property
    def stamped(self) -> dict[str, str]:
        """All that the stamp of a template says."""
        return {"templat": self.kind, "versi": self.version, **self.stamp}


@dataclass(frozen=True, slots=True)
class Row:
    """What a file says in one row: header → value, of the columns that are there and can be read.

    ``columns`` has the number of each header in its sheet.
    """

    sheet: str
    row: int
    cells: Mapping[str, Any]
    columns: Mapping[str, int]

    def is_readable(self, head: str) -> bool:
        """Whether a column is missing, or its cell can be read; what cannot be is named already."""
        return head in self.cells or head not in self.columns

    def fault(self, head: str, what: str, todo: str = "", **more: Any) -> Fault:
        """A fault in this row; ``head`` is a header, or "" where it is about all of the row."""
        return Fault(self.sheet, self.row, self.columns.get(head, 0), what, todo, head, **more)


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one row of a template: header → value; the headers in ``closed`` are not filled in."""

    values: Mapping[str, Any]
    closed: frozenset[str] = frozenset()


#: A workbook to be filled in: its layout, and what is known, for each sheet.
Filled = tuple[Layout, Mapping[str, Sequence[Line]]]
