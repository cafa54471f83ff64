"""A cell on its way out: text stays text, also where it begins like a formula."""

from typing import Any

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
