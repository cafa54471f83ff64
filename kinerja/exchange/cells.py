"""Cells and tables on their way out: text stays text, also where it begins like a formula."""

import io
from collections.abc import Iterable
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell

from kinerja.rules.entry import UNWRITABLE


def text_cell(sheet: Any, text: str) -> Any:
    """A cell that holds a text and is never read as a formula.

    Args:
        sheet: of a write-only workbook.
        text: anything; characters that no workbook may hold are left out.
    """
    clean = UNWRITABLE.sub("", text)
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"
    return cell


def write_table(title: str, rows: Iterable[Iterable[Any]], widths: Iterable[int] = ()) -> bytes:
    """Write a workbook of one sheet; every text is a text, also one that begins like a formula.

    Args:
        title: of the sheet.
        rows: from the first row on; None is an empty cell.
        widths: of the columns, in letters.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", "@"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
