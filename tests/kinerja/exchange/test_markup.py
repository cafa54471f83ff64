"""What one pass over a sheet's markup finds, and what it need not go over."""

from xml.parsers.expat import ExpatError

import pytest

from kinerja.exchange.markup import SheetMarkup, markup_of, without_empty_end
from kinerja.exchange.upload import UploadError

HEAD, TAIL = b"<worksheet><sheetData>", b"</sheetData><mergeCells/></worksheet>"
FILLED = b'<row r="1"><c r="A1"><v>1</v></c></row>'
EMPTY = b'<row r="2"/><row r="3"><c r="A3" s="1"/></row>'


def found(rows: bytes, most: int = 100) -> SheetMarkup:
    return markup_of(HEAD + rows + TAIL, {"7"}, most)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD + FILLED + EMPTY + TAIL, HEAD + FILLED + TAIL),
        (HEAD + EMPTY + FILLED + TAIL, HEAD + EMPTY + FILLED + TAIL),
        (HEAD + EMPTY + TAIL, HEAD + TAIL),
        (b"<worksheet><sheetData/></worksheet>", b"<worksheet><sheetData/></worksheet>"),
        (b"x", b"x"),
    ],
)
def test_empty_rows_at_the_end_are_left_out(before: bytes, after: bytes) -> None:
    assert without_empty_end(before) == after


def test_formulas_errors_and_percentages_by_their_place() -> None:
    rows = (
        b'<row r="2"><c r="B2"><f>1+1</f><v></v></c><c r="C2"><f>1+1</f><v>2</v></c>'
        b'<c r="D2" t="e"><v>#REF!</v></c><c r="E2" t="e"><f>A1</f><v>#N/A</v></c>'
        b'<c r="F2" s="7"><v>1</v></c></row>'
    )
    faults = {(2, 2): "rumus yang belum dihitung", (2, 4): "galat Excel #REF!", (2, 5): "galat Excel #N/A"}
    assert found(rows) == SheetMarkup(faults, {(2, 6)}, [], 5, 2, 6)


def test_cells_without_a_name_follow_each_other() -> None:
    rows = b'<row><c/></row><row><c r="C2"/><c s="7"><v>1</v></c></row><x:row><x:c><x:v>1</x:v></x:c></x:row>'
    assert found(rows) == SheetMarkup({}, {(2, 4)}, [], 4, 3, 4)


def test_too_many_cells_and_what_is_no_sheet() -> None:
    with pytest.raises(UploadError):
        found(b'<row r="1">' + b"<c/>" * 5 + b"</row>", most=4)
    with pytest.raises(ValueError, match="column name"):
        found(b'<row r="1"><c r="1"/></row>')
    with pytest.raises(ValueError, match="doctype"):
        markup_of(b'<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD + TAIL, (), 1)
    with pytest.raises(ExpatError):
        markup_of(HEAD, (), 1)


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1048576"><c r="A1"/><c r="DN1"><v>3</v></c><c><v>2</v></c></row>',
        b'<row r="4000000"><c><v>1</v></c></row>',
        b'</sheetData><mergeCells><mergeCell ref="A3:ZZZZ4"/></mergeCells><sheetData>',
    ],
)
def test_what_readers_would_place_otherwise_is_no_sheet(rows: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        found(rows)


def test_an_indented_formula_is_not_calculated_and_an_error_is_told_briefly() -> None:
    faults = found(b'<row r="1"><c r="A1"><f>B1*2</f>\n </c></row>').faults
    assert faults == {(1, 1): "rumus yang belum dihitung"}
    [said] = found(b'<row r="1"><c t="e"><v>' + b"x\n" * 100_000 + b"</v></c></row>").faults.values()
    assert len(said) < 80
