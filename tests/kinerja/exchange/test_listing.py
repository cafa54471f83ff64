"""Lists on their way out: numbers are numbers, texts are texts, and rows are read once."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl

from kinerja.exchange.listing import Field, Part, csv_lines, xlsx

FIELDS = (
    Field("Nama", lambda row: row[0], 30),
    Field("Capaian", lambda row: row[1], 10, "0.00"),
    Field("Tanggal", lambda row: row[2]),
    Field("Waktu", lambda row: row[3]),
)
AT = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
#: As openpyxl reads a date and a moment in Jakarta.
DAY, LOCAL = datetime.fromisoformat("2025-06-30"), datetime.fromisoformat("2026-11-26 10:30")
ROWS: list[tuple[Any, ...]] = [
    ("Fakfak", Decimal("84.33"), date(2025, 6, 30), AT),
    ("=1+1", None, None, None),
    ("+62", 7, None, None),
]


def test_a_workbook_of_real_numbers_and_dates() -> None:
    with xlsx(Part("unit-kerja", FIELDS, iter(ROWS))) as file:
        sheet = openpyxl.load_workbook(file).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["Nama", "Capaian", "Tanggal", "Waktu"],
        ["Fakfak", 84.33, DAY, LOCAL],
        ["=1+1", None, None, None],
        ["+62", 7, None, None],
    ]
    assert [sheet["A3"].data_type, sheet["A4"].data_type, sheet["B2"].number_format] == ["s", "s", "0.00"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:D4", "$1:$1")
    assert (sheet.title, round(sheet.column_dimensions["A"].width)) == ("unit-kerja", 31)


def test_decimals_where_there_are_any_and_headings_as_tall_as_they_wrap() -> None:
    fields = (Field("Memuat angka sintetis", lambda row: row, 10, "#,##0.##"),)
    with xlsx(Part("angka", fields, [Decimal("1234.5"), Decimal("1234.00"), 1234])) as file:
        sheet = openpyxl.load_workbook(file).active
    forms = [cell.number_format for cell in sheet["A"][1:]]
    assert (forms, sheet.row_dimensions[1].height) == (["#,##0.##", "#,##0", "#,##0"], 45)


def test_csv_as_spreadsheets_in_indonesia_open_it() -> None:
    assert "".join(csv_lines(FIELDS, ROWS)) == (
        "\ufeffNama;Capaian;Tanggal;Waktu\r\n"
        "Fakfak;84,33;2025-06-30;2026-11-26 10:30\r\n"
        "'=1+1;;;\r\n"
        "'+62;7;;\r\n"
    )


def test_rows_are_read_while_lines_leave() -> None:
    read = []

    def rows() -> Any:
        for row in ROWS:
            read.append(row[0])
            yield row

    lines = csv_lines(FIELDS, rows())
    next(lines), next(lines), next(lines)
    assert read == ["Fakfak"]
