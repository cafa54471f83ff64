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
from xlsxwriter import Workbook

from kinerja.exchange.row_height import row_height

#: What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DAY, _MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_A4 = 9
#: How a format ends that shows decimals where there are any; behind a whole number Excel leaves its mark.
_IF_ANY = ".##"
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


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of a workbook: its title, its columns, its rows, which are read once."""

    title: str
    fields: Sequence[Field]
    rows: Iterable[Any]


def xlsx(*parts: Part) -> IO[bytes]:
    """Write a workbook, row by row in constant memory.

    Args:
        parts: its sheets, in their order.

    Returns:
        An open file at its beginning; frozen headings, filters, print set-up; every text is a text.
    """
    out = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with Workbook(out, {"constant_memory": True, "default_date_format": _DAY}) as book:
        for part in parts:
            _write(book, part)
    out.seek(0)
    return out


def _write(book: Workbook, part: Part) -> None:
    sheet = book.add_worksheet(part.title[:31])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{part.title}&R&P / &N")
    head = book.add_format({"bold": True, "bg_color": "#E4EAF1", "text_wrap": True, "valign": "top"})
    sheet.set_row(0, row_height((str(field.label), field.width) for field in part.fields))
    for at, field in enumerate(part.fields):
        sheet.set_column(at, at, field.width)
        sheet.write_string(0, at, str(field.label), head)
    columns = [(field.value, _writer(book, sheet, field)) for field in part.fields]
    last = 0
    for last, row in enumerate(part.rows, 1):
        for at, (value, write) in enumerate(columns):
            write(last, at, value(row))
    sheet.autofilter(0, 0, last, len(part.fields) - 1)


def _writer(book: Workbook, sheet: Any, field: Field) -> Callable[[int, int, Any], None]:
    """How a column writes its values, each as what it is."""
    number = book.add_format({"num_format": field.form}) if field.form else None
    bare = field.form.removesuffix(_IF_ANY)
    whole = book.add_format({"num_format": bare}) if bare != field.form else None
    moment, zone = book.add_format({"num_format": _MOMENT}), timezone.get_current_timezone()

    def write(row: int, at: int, value: Any) -> None:
        match value:
            case None | "":
                pass
            case str():
                sheet.write_string(row, at, value)
            case int() | Decimal():
                form = number if whole is None or value % 1 else whole
                sheet.write_number(row, at, float(value), form)
            case datetime():
                sheet.write_datetime(row, at, timezone.make_naive(value, zone), moment)
            case _:
                sheet.write_datetime(row, at, value)

    return write


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
