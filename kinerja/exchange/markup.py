"""What a reader of values does not tell of a sheet: whether it has formulas, and which cells are merged.

The markup is searched as it streams by, for openpyxl reads merged cells only with the whole sheet in memory.
"""

import re
import zipfile
from dataclasses import dataclass
from typing import Any, BinaryIO

_CHUNK, _OVERLAP = 1 << 20, 256
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,100}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
#: Ranges that are told; more say nothing more.
_MOST = 100


@dataclass(frozen=True, slots=True)
class SheetMarkup:
    """Whether a sheet has a formula; and the ranges of merged cells, "A3:B4"."""

    formulas: bool
    merged: tuple[str, ...]


def markup_of(file: BinaryIO, sheet: Any) -> SheetMarkup:
    """Search the markup of one sheet.

    Args:
        file: the whole workbook, whose size unpacked was bounded before.
        sheet: as openpyxl opened it read-only.
    """
    file.seek(0)
    merged: dict[str, None] = {}
    formulas, kept = False, b""
    path = sheet._worksheet_path  # noqa: SLF001 - openpyxl has no other way from a sheet to its part
    with zipfile.ZipFile(file) as archive, archive.open(path) as part:
        while chunk := part.read(_CHUNK):
            text = kept + chunk
            formulas = formulas or bool(_FORMULA.search(text))
            if len(merged) < _MOST:
                merged |= {found.decode(): None for found in _MERGED.findall(text)}
            kept = text[-_OVERLAP:]
    return SheetMarkup(formulas, tuple(merged)[:_MOST])
