"""Results decided elsewhere as a table: rows, and every fault with its place and its remedy."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kinerja.exchange.cells import write_table
from kinerja.exchange.staff_rating import (
    COLUMNS,
    RatingRow,
    RatingTable,
    RowError,
    error_table,
    read_ratings,
    template,
)
from kinerja.exchange.upload import UploadError

NIP = "196808171994031005"
LINE = [NIP, "Budi", None, "Baik", "BKN e-Kinerja", "SK/1"]


def read(content: bytes, name: str = "skp.xlsx") -> RatingTable:
    return read_ratings(name, BytesIO(content), len(content), 10**7)


def table(*lines: list[Any], heads: list[str] | None = None) -> RatingTable:
    return read(write_table("SKP", [heads or list(COLUMNS), list(COLUMNS.values()), *lines]))


def test_a_row_is_read_whatever_the_order_of_the_columns() -> None:
    heads = list(reversed(COLUMNS))
    content = write_table("SKP", [heads, list(reversed(COLUMNS.values())), list(reversed(LINE))])
    row = RatingRow(3, NIP, "Budi", None, "Baik", "BKN e-Kinerja", "SK/1")
    assert read(content) == RatingTable((row,), (), 0)


@pytest.mark.parametrize(
    ("typed", "value"), [("84,33", "84.33"), ("84.33", "84.33"), (84.5, "84.5"), (90, "90")]
)
def test_values_with_comma_or_point(typed: Any, value: str) -> None:
    assert [row.value for row in table([NIP, "Budi", typed, *LINE[3:]]).rows] == [Decimal(value)]


def test_a_nip_with_dots_and_blanks_is_the_same() -> None:
    assert [row.nip for row in table(["19680817 199403.1.005", *LINE[1:]]).rows] == [NIP]


def test_prefilled_rows_without_a_result_say_nothing() -> None:
    found = table([NIP, "Budi", None, None, "BKN e-Kinerja", None], LINE, [None] * 6)
    assert ([row.row for row in found.rows], found.errors, found.blank) == ([4], (), 1)


def test_every_fault_has_its_place_and_its_remedy_and_no_nip() -> None:
    lines = [
        [None, *LINE[1:]],
        [196808171994031005, *LINE[1:]],
        ["19681317199403100", *LINE[1:]],
        [NIP, "Budi", "dua", *LINE[3:]],
        ["1", "Budi", "1.234,5", *LINE[3:]],
    ]
    nip = ("bukan NIP: 18 angka yang dimulai dengan tanggal lahir", "periksa lalu tulis ulang.")
    lost = "NIP ditulis sebagai angka, sehingga angka terakhirnya hilang"
    assert table(*lines) == RatingTable(
        (),
        (
            RowError(3, "nip", "NIP kosong", "isi 18 angka."),
            RowError(4, "nip", lost, "ubah format kolomnya menjadi teks, lalu tulis ulang."),
            RowError(5, "nip", *nip),
            RowError(6, "nilai", "“dua” bukan angka", "tulis misalnya 84,33."),
            RowError(7, "nip", *nip),
            RowError(7, "nilai", "“1.234,5” bukan angka", "tulis misalnya 84,33."),
        ),
        0,
    )


def test_a_formula_without_a_value_is_a_fault_of_its_cell() -> None:
    book = openpyxl.Workbook()
    for row in (list(COLUMNS), list(COLUMNS.values()), [NIP, "Budi", "=40+2", *LINE[3:]]):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    todo = "simpan ulang di aplikasi lembar kerja, atau tulis nilainya."
    fault = RowError(3, "nilai", "sel berisi rumus yang belum dihitung", todo)
    assert read(content.getvalue()) == RatingTable((), (fault,), 0)
    assert str(fault) == f"Baris 3, kolom nilai: sel berisi rumus yang belum dihitung; {todo}"


def test_text_that_begins_like_a_formula_is_text() -> None:
    csv = f"{','.join(COLUMNS)}\n{','.join(COLUMNS.values())}\n{NIP},@Budi,,Baik,=cmd|' /C calc'!A0,+1/SK\n"
    row = RatingRow(3, NIP, "@Budi", None, "Baik", "=cmd|' /C calc'!A0", "+1/SK")
    assert read(csv.encode(), "skp.csv").rows == (row,)


WANTED = "Tulis tepat: nip, nama, nilai, predikat, sumber, nomor_dokumen."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["nip", "nama", "x"]],
            f"Baris 1: kolom {', '.join(list(COLUMNS)[2:])} tidak ada; kolom x tidak dikenal. {WANTED}",
        ),
        ([[*COLUMNS, "nip"]], f"Baris 1: kolom nip ada dua kali. {WANTED}"),
        ([], f"Baris 1: kolom {', '.join(COLUMNS)} tidak ada. {WANTED}"),
        ([list(COLUMNS), LINE], "Baris 2 harus berisi judul kolom; data dimulai pada baris 3."),
    ],
)
def test_headers_are_exact(rows: list[list[Any]], said: str) -> None:
    with pytest.raises(UploadError) as refused:
        read(write_table("SKP", rows))
    assert str(refused.value) == said


def test_the_template_is_read_back_as_nothing_to_import() -> None:
    content = template([(NIP, "=Budi"), ("196808171994031006", "Siti")])
    rows = list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows == [
        tuple(COLUMNS),
        tuple(COLUMNS.values()),
        (NIP, "=Budi", None, None, None, None),
        ("196808171994031006", "Siti", None, None, None, None),
    ]
    assert read(content) == RatingTable((), (), 2)


def test_faults_as_a_workbook() -> None:
    content = error_table([RowError(3, "nip", "=salah", "perbaiki.")])
    rows = list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows == [
        ("baris", "kolom", "galat", "perbaikan"),
        ("Baris", "Kolom", "Apa yang salah", "Yang dilakukan"),
        (3, "nip", "=salah", "perbaiki."),
    ]
