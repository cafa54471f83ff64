"""A workbook to be filled in: what is known stands in it, and every cell says what it wants."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from kinerja.exchange.layout import GUIDE, STAMP, Column, Layout, Line
from kinerja.exchange.row_height import row_height
from kinerja.exchange.sheet import MAX_ROWS
from kinerja.rules.entry import UNWRITABLE

_SMALL = 9
_HEAD = {"bg_color": "#17375E", "font_color": "#FFFFFF", "font_name": "Consolas", "font_size": _SMALL}
_LABEL = {"bg_color": "#E4EAF1", "bold": True, "font_size": _SMALL, "text_wrap": True, "valign": "top"}
_KNOWN = {"bg_color": "#F3F4F6", "bottom": 7, "bottom_color": "#CDD4DB"}
_OPEN = {"locked": False, "bottom": 7, "bottom_color": "#CDD4DB"}
_TEXT = {"num_format": "@", "valign": "top"}
_GUIDE_WIDTHS = (16, 18, 44, 52, 14, 26, 44)
#: Paper, and how many letters stand beside each other on it.
_A4, _PAGE = 9, 180
#: Rows beside the two of headings that a file sent in may have.
MOST_ROWS = MAX_ROWS - 2
#: Empty rows behind the last one, where rows may be added.
SPARE = 200
#: The longest title and text that a spreadsheet shows beside a cell.
_TITLE, _PROMPT = 32, 255


def write_template(layout: Layout, lines: Mapping[str, Sequence[Line]]) -> bytes:
    """Write the workbook of a layout.

    Args:
        layout: its sheets and what their cells may hold.
        lines: what is known, for each sheet; a sheet without any is left out where no row may be added.

    Returns:
        The file: protected headers, drop-downs, hints, a guide with the clause of each
        column, and a hidden stamp that says what the template is for.

    Source: contract, The results workbook.
    """
    out = BytesIO()
    shown = {title: own for title, own in layout.sheets.items() if lines.get(title) or layout.is_open}
    with Workbook(out, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for title, own in shown.items():
            _sheet(book, title, own, lines.get(title, ()), layout)
        _guide(book, shown, layout)
        _stamp(book, layout)
    return out.getvalue()


def _sheet(
    book: Workbook, title: str, columns: Sequence[Column], lines: Sequence[Line], layout: Layout
) -> None:
    """One sheet of rows: headers, data, and what each cell may hold."""
    sheet = book.add_worksheet(title)
    given = sum(column.is_given for column in columns)
    forms = [book.add_format(_OPEN | {"num_format": column.form}) for column in columns]
    known = [book.add_format(_KNOWN | {"num_format": column.form}) for column in columns]
    head, label = book.add_format(_TEXT | _HEAD), book.add_format(_TEXT | _LABEL)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, forms[at] if layout.is_open else None)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.head, head)
    sheet.set_row(1, row_height([(column.label, column.width) for column in columns], _SMALL))
    for at, column in enumerate(columns):
        sheet.write_string(1, at, column.label, label)
    row = 1
    for row, line in enumerate(lines, 2):
        for at, column in enumerate(columns):
            is_closed = (column.is_given and not layout.is_open) or column.head in line.closed
            _cell(sheet, row, at, line.values.get(column.head), known[at] if is_closed else forms[at])
    last = row + (SPARE if layout.is_open else 0)
    for at, column in enumerate(columns):
        if last > 1 and not (column.is_given and not layout.is_open):
            sheet.data_validation(2, at, last, at, _rule(column))
    sheet.freeze_panes(2, max(given, 1))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.repeat_rows(0, 1)
    sheet.repeat_columns(0, max(given, 1) - 1)
    _print(sheet, f"{layout.title} – {title}", sum(column.width for column in columns))


def _print(sheet: Any, title: str, width: float) -> None:
    """On as few pages beside each other as can be read."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(ceil(width / _PAGE), 0)
    sheet.set_footer(f"&L{title}&R&P / &N")


def _cell(sheet: Any, row: int, at: int, value: Any, form: Any) -> None:
    """Write a value as what it is; a text stays a text though it begins like a formula."""
    match value:
        case None | "":
            sheet.write_blank(row, at, None, form)
        case str():
            sheet.write_string(row, at, UNWRITABLE.sub("", value), form)
        case int() | Decimal():
            sheet.write_number(row, at, value, form)
        case date():
            sheet.write_datetime(row, at, value, form)
        case _:
            raise TypeError(value)


def _rule(column: Column) -> dict[str, Any]:
    """What the cells of a column may hold; a spreadsheet warns, the import decides."""
    title, said = column.head[:_TITLE], column.hint[:_PROMPT]
    shown = {"input_title": title, "input_message": said, "error_title": title, "error_message": said}
    entry = dict(column.entry) or {"validate": "any"}
    return {"ignore_blank": True, "error_type": "warning", **entry, **(shown if said else {})}


def _guide(book: Workbook, sheets: Mapping[str, Sequence[Column]], layout: Layout) -> None:
    """The sheet that explains every column with its clause."""
    sheet = book.add_worksheet(GUIDE)
    heads = (_("Lembar"), _("Kolom"), _("Judul"), _("Cara mengisi"), _("Satuan"), _("Dasar"), _("Keterangan"))
    top = len(layout.notes) + 2
    rows: list[Sequence[str]] = [[layout.title], *([note] for note in layout.notes), [], heads]
    for title, own in sheets.items():
        for column in own:
            words = (column.label, column.hint, column.unit, column.rule, column.about)
            rows.append((title, column.head, *words))
    plain, bold = book.add_format(_TEXT), book.add_format(_TEXT | {"bold": True})
    wrapped = book.add_format(_TEXT | {"text_wrap": True})
    for at, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(at, at, width)
    for number, row in enumerate(rows):
        form = bold if number in {0, top} else wrapped if number > top else plain
        if number > top:
            sheet.set_row(number, row_height(zip(row, _GUIDE_WIDTHS, strict=True)))
        for at, said in enumerate(row):
            sheet.write_string(number, at, said, form)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    _print(sheet, f"{layout.title} – {GUIDE}", _PAGE)
    sheet.protect()


def _stamp(book: Workbook, layout: Layout) -> None:
    """The hidden sheet by which a wrong or old template is recognized."""
    sheet = book.add_worksheet(STAMP)
    for row, (name, value) in enumerate(layout.stamped.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.hide()
    sheet.protect()
