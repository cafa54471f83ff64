"""The sender's own sheets again, with a column that says what is wrong and the cells coloured.

Written anew from the values that were read, so that whatever else a hostile file holds stays out of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from kinerja.exchange.cell_values import plain
from kinerja.exchange.cells import text_cell
from kinerja.exchange.fault import Fault
from kinerja.exchange.markup import Place
from kinerja.exchange.row_height import row_height
from kinerja.exchange.sheet import Cell, Sheet

#: The header of the added column; a reader leaves it alone.
PROBLEM = "masalah"
_GRAVE = PatternFill("solid", fgColor="FFF8CBC4")
_REMARK = PatternFill("solid", fgColor="FFFBE8B4")
_BOLD = Font(name="Calibri", size=11, bold=True)
_TOP, _WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
#: Widths in letters: of the narrowest and the widest column, and of the one that is added.
_NARROW, _WIDE, _PROBLEM = 12, 40, 90
#: The row of headings for people; the rows that are measured.
_LABELS, _MEASURED = 2, 200


def faults_book(sheets: Iterable[Sheet], faults: Sequence[Fault]) -> bytes:
    """Write the workbook.

    Args:
        sheets: as ``table.read_book`` read them; those without a fault are written too.
        faults: grave ones colour their cell red, remarks yellow.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        title = sheet.name or next((fault.sheet for fault in faults), _("Data"))
        own = [fault for fault in faults if fault.sheet == title]
        _write(book.create_sheet(title[:31]), sheet, own)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(target: Any, sheet: Sheet, faults: Sequence[Fault]) -> None:
    told: dict[int, list[Fault]] = defaultdict(list)
    fills: dict[Place, PatternFill] = {}
    for fault in sorted(faults, key=lambda fault: (not fault.grave, fault.column)):
        line = fault.row or 1
        told[line].append(fault)
        fills.setdefault((line, fault.column or 1), _GRAVE if fault.grave else _REMARK)
    at = _column(sheet)
    target.freeze_panes = "C3"
    target.sheet_state = "hidden" if sheet.hidden else "visible"
    widths = [*(_width(sheet, column) for column in range(1, at)), *([_PROBLEM] if faults else [])]
    for column, width in enumerate(widths, 1):
        target.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.rows, 1):
        cells = [
            _cell(target, value, fills.get((number, column)), (number, column) in sheet.percents)
            for column, value in enumerate((*row, *[None] * (at - 1 - len(row))), 1)
            if column < at
        ]
        if faults:
            cells.append(text_cell(target, _said(number, told.get(number, ()))))
        if number <= _LABELS or number in told:
            target.row_dimensions[number].height = _dressed(number, cells, widths, at)
        target.append(cells)


def _dressed(row: int, cells: Sequence[Any], widths: Sequence[float], at: int) -> float:
    """Make headings bold, wrap labels and problems; say the height that they need."""
    first = 1 if row == _LABELS else at
    for column, cell in enumerate(cells, 1):
        cell.alignment = _WRAPPED if column >= first else _TOP
        if row == 1:
            cell.font = _BOLD
    wrapped = cells[first - 1 :]
    texts = (plain(cell.value) for cell in wrapped)
    return row_height(zip(texts, widths[first - 1 :], strict=True))


def _width(sheet: Sheet, at: int) -> float:
    """The width of a column by its machine header and what stands below."""
    looked = (*sheet.rows[:1], *sheet.rows[_LABELS:_MEASURED])
    longest = max((len(plain(row[at - 1])) for row in looked if len(row) >= at), default=0)
    return min(max(longest + 2, _NARROW), _WIDE)


def _column(sheet: Sheet) -> int:
    """Where the column of problems stands: where it stood before, or behind the last one."""
    heads = [plain(cell).split("\n", 1)[0].casefold() for cell in sheet.rows[0]] if sheet.rows else []
    if PROBLEM in heads:
        return heads.index(PROBLEM) + 1
    filled = (at for row in sheet.rows for at, cell in enumerate(row, 1) if cell is not None)
    return max(filled, default=0) + 1


def _cell(target: Any, value: Cell, fill: PatternFill | None, percent: bool) -> Any:
    if isinstance(value, str):
        cell = text_cell(target, value)
    else:
        cell = WriteOnlyCell(target, value=value)
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        elif isinstance(value, Decimal) and percent:
            cell.number_format = "0.00%"
    if fill:
        cell.fill = fill
    return cell


def _said(row: int, faults: Sequence[Fault]) -> str:
    """What the added column says in a row."""
    lines = [f"{fault.head or fault.cell}: {fault.said}" for fault in faults]
    return "\n".join([PROBLEM, *lines] if row == 1 else lines)
