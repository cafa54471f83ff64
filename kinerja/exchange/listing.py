"""A list on its way out as XLSX or CSV: declared fields over rows that may be read one after the other."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kinerja.exchange.cells import text_cell

#: What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FORMATS = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm"}
_HEAD = PatternFill("solid", fgColor="FFE4EAF1")
#: A list that is small enough stays in memory while it is written.
_IN_MEMORY = 2 << 20


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its heading, what it says of a row, its width in letters.

    Numbers and dates leave as numbers and dates; ``form`` is the number format where it matters.
    """

    label: Any
    value: Callable[[Any], Any]
    width: int = 14
    form: str = ""


def xlsx(title: str, fields: Sequence[Field], rows: Iterable[Any]) -> IO[bytes]:
    """Write a workbook of one sheet, row by row.

    Args:
        title: of the sheet, in its footer too.
        fields: the columns.
        rows: read once.

    Returns:
        An open file at its beginning; frozen heading, filter, print set-up; every text is a text.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    last = get_column_letter(len(fields))
    sheet.freeze_panes = "A2"
    for at, field in enumerate(fields, 1):
        sheet.column_dimensions[get_column_letter(at)].width = field.width
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    footer = sheet.HeaderFooter.oddFooter
    footer.left.text, footer.right.text = title, "&P / &N"
    sheet.append([_heading(sheet, str(field.label)) for field in fields])
    number = 1
    for number, row in enumerate(rows, 2):  # noqa: B007 - the number of the last row is wanted
        sheet.append([_cell(sheet, field.value(row), field.form) for field in fields])
    sheet.auto_filter.ref = f"A1:{last}{number}"
    out = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    book.save(out)
    out.seek(0)
    return out


def csv_lines(fields: Sequence[Field], rows: Iterable[Any]) -> Iterator[str]:
    """The lines of a CSV file as spreadsheets in Indonesia open it: semicolons, decimal commas, ISO dates.

    A text that would become a formula there is kept from it by an apostrophe.
    """
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";")
    yield "\ufeff"
    for values in _values(fields, rows):
        writer.writerow(values)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _values(fields: Sequence[Field], rows: Iterable[Any]) -> Iterator[list[Any]]:
    yield [_plain(str(field.label)) for field in fields]
    for row in rows:
        yield [_plain(field.value(row)) for field in fields]


def _plain(value: Any) -> Any:
    match value:
        case None:
            return ""
        case Decimal():
            return format(value, "f").replace(".", ",")
        case datetime():
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case str():
            return f"'{value}" if value.startswith(FORMULA) else value
    return value


def _cell(sheet: Any, value: Any, form: str) -> Any:
    """A value as the sheet takes it; texts that a spreadsheet could misread become cells of their own."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, datetime):
        value = timezone.make_naive(value)
    if isinstance(value, str):
        return text_cell(sheet, value)
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = form or _FORMATS.get(type(value), "General")
    return cell


def _heading(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font, cell.fill = Font(bold=True), _HEAD
    return cell
