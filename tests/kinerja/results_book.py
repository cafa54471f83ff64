"""The workbook of results of a cast, with whatever a test does to it."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

from kinerja.exchange.template import write_template
from kinerja.models import SemesterEvaluation, WorkbookImport
from kinerja.selectors.results import results_template
from kinerja.services.imports import keep_import
from tests.kinerja.cast import Cast

SHEET = "Kabupaten-Kota"
Change = Callable[[Any], object]


def template(cast: Cast, *changes: Change) -> bytes:
    """The template of the period, with changes."""
    rows = SemesterEvaluation.objects.filter(period=cast.period)
    return changed(write_template(*results_template(cast.period, rows)), *changes)


def changed(content: bytes, *changes: Change) -> bytes:
    """A workbook with changes made to it."""
    book = openpyxl.load_workbook(BytesIO(content))
    for change in changes:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet: Any, head: str) -> int:
    """The number of a column by its header."""
    return [each.value for each in sheet[1]].index(head) + 1


def cell(head: str, value: Any, row: int = 3, number_format: str = "") -> Change:
    """Put a value into the column of a header."""

    def change(book: Any) -> None:
        found = book[SHEET].cell(row, column(book[SHEET], head))
        found.value = value
        if number_format:
            found.number_format = number_format

    return change


def kept(cast: Cast, *changes: Change, name: str = "hasil.xlsx") -> WorkbookImport:
    """The template sent in, with changes."""
    return sent(cast, template(cast, *changes), name)


def sent(cast: Cast, content: bytes, name: str) -> WorkbookImport:
    """A file sent in by the operator of the Ditjen."""
    file = BytesIO(content)
    given: dict[str, Any] = {"kind": "results", "period": cast.period}
    return keep_import(**given, actor=cast.ditjen, file=file, name=name, size=len(content))


def repacked(content: bytes, changed: dict[str, bytes], without: str = "") -> bytes:
    """A zip with some members written anew, and one left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename not in {*changed, without}:
                new.writestr(member.filename, old.read(member))
        for name, data in changed.items():
            new.writestr(name, data)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One member of a zip."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)
