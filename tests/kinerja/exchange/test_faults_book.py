"""The sheet of a sender again: the problem beside its row, colours where it is wrong, legible headings."""

from decimal import Decimal
from io import BytesIO

import openpyxl

from kinerja.exchange.fault import Fault
from kinerja.exchange.faults_book import faults_book
from kinerja.exchange.sheet import Sheet

ROWS = [
    ["kode", "nama", "K1.2:n"],
    ["Kode wilayah", "Unit kerja", "K1.2 Akta kelahiran: anak yang memilikinya"],
    ["92.03", "Kabupaten Pegunungan Arfak", None],
    ["92.06", "=1+1", Decimal("0.5")],
]
GRAVE = Fault("SKP", 3, 3, "bukan angka", "tulis misalnya 84,33.", "K1.2:n")
REMARK = Fault("SKP", 4, 0, "melompat", grave=False)
SHEET = openpyxl.load_workbook(
    BytesIO(faults_book([Sheet(ROWS, {}, "SKP", frozenset({(4, 3)}))], [GRAVE, REMARK]))
)["SKP"]


def test_every_value_stands_where_it_stood_and_the_problem_behind_it() -> None:
    assert [[cell.value for cell in row] for row in SHEET] == [
        ["kode", "nama", "K1.2:n", "masalah"],
        ["Kode wilayah", "Unit kerja", "K1.2 Akta kelahiran: anak yang memilikinya", None],
        ["92.03", "Kabupaten Pegunungan Arfak", None, "K1.2:n: bukan angka; tulis misalnya 84,33."],
        ["92.06", "=1+1", 0.5, "4: melompat"],
    ]
    assert (SHEET["B4"].data_type, SHEET["C4"].number_format) == ("s", "0.00%")


def test_what_is_wrong_is_red_and_what_is_odd_is_yellow() -> None:
    filled = {
        cell.coordinate: cell.fill.fgColor.rgb for row in SHEET for cell in row if cell.fill.patternType
    }
    assert filled == {"C3": "FFF8CBC4", "A4": "FFFBE8B4"}


def test_columns_are_as_wide_as_what_stands_in_them_and_labels_wrap() -> None:
    assert [SHEET.column_dimensions[letter].width for letter in "ABCD"] == [12, 28, 12, 90]
    assert [cell.font.b for cell in SHEET[1]] == [True] * 4
    assert (SHEET["C2"].alignment.wrap_text, SHEET.row_dimensions[2].height) == (True, 75)
    assert SHEET.freeze_panes == "C3"
