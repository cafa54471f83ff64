"""A workbook of one sheet, for tests that send one in."""

import io
from collections.abc import Iterable
from typing import Any

import openpyxl


def write_table(title: str, rows: Iterable[Iterable[Any]]) -> bytes:
    """Write a workbook of one sheet; every text is a text, also one that begins like a formula.

    Args:
        title: of the sheet.
        rows: from the first row on; None is an empty cell.
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
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
