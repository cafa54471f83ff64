"""Results decided elsewhere as a table: rows, and every fault with its place and its remedy."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kinerja.exchange.laid_out import LaidOut, read_laid_out
from kinerja.exchange.staff_rating_columns import staff_rating_layout
from officials.nip import mask_nip
from tests.kinerja.table_book import write_table

NIP = "196808171994031005"
HEADS = ["nip", "nama", "nilai", "predikat", "sumber", "nomor_dokumen"]
LINE = [NIP, "Budi", None, "Baik", "BKN e-Kinerja", "SK/1"]
ROW = dict(zip(HEADS, LINE, strict=True))
LAYOUT = staff_rating_layout("2025-1", "Semester I Tahun 2025", "PP 46/2011", ("Baik",), None)


def read(content: bytes, name: str = "skp.xlsx") -> LaidOut:
    return read_laid_out(name, BytesIO(content), len(content), 10**7, LAYOUT)


def table(*lines: list[Any], heads: list[str] | None = None) -> LaidOut:
    wanted = heads or HEADS
    return read(write_table("SKP", [wanted, [head.title() for head in wanted], *lines]))


def test_a_row_is_read_whatever_the_order_of_the_columns() -> None:
    found = table(list(reversed(LINE)), heads=list(reversed(HEADS)))
    assert ([dict(row.cells) for row in found.rows], found.faults) == ([ROW], ())


@pytest.mark.parametrize(
    ("typed", "value"), [("84,33", "84.33"), ("84.33", "84.33"), (84.5, "84.5"), (90, "90")]
)
def test_values_with_comma_or_point(typed: Any, value: str) -> None:
    assert [row.cells["nilai"] for row in table([NIP, "Budi", typed, *LINE[3:]]).rows] == [Decimal(value)]


def test_a_percentage_is_no_value() -> None:
    content = write_table("SKP", [HEADS, HEADS, [NIP, "Budi", 0.85, *LINE[3:]]])
    book = openpyxl.load_workbook(BytesIO(content))
    book["SKP"]["C3"].number_format = "0%"
    book.save(out := BytesIO())
    todo = "ubah format selnya menjadi angka, lalu tulis misalnya 84,33."
    assert [str(fault) for fault in read(out.getvalue()).faults] == [
        f"SKP!C3 (nilai) “85 %”: berformat persen; {todo} [PP 46/2011]"
    ]


def test_a_nip_with_dots_and_blanks_is_the_same() -> None:
    assert [row.cells["nip"] for row in table(["19680817 199403.1.005", *LINE[1:]]).rows] == [NIP]


def test_every_fault_has_its_place_and_its_remedy_and_no_nip() -> None:
    lines = [
        [196808171994031005, *LINE[1:]],
        ["19681317199403100", *LINE[1:]],
        [NIP, "Budi", "dua", *LINE[3:]],
        ["1", "Budi", "1.234,5", *LINE[3:]],
    ]
    found = table(*lines)
    assert [row.row for row in found.rows if "nip" in row.cells] == [5]
    assert [(fault.cell, fault.value, fault.said) for fault in found.faults] == [
        *NUMBER,
        ("A4", "", WRONG),
        ("C5", "dua", "bukan angka; tulis misalnya 84,33."),
        ("A6", "", WRONG),
        ("C6", "1.234,5", "bukan angka; tulis misalnya 84,33."),
    ]


WRONG = "bukan NIP: 18 angka yang dimulai dengan tanggal lahir; periksa lalu tulis ulang."
LOST = "NIP ditulis sebagai angka, sehingga angka terakhirnya hilang"
NUMBER = [("A3", "", f"{LOST}; ubah format kolomnya menjadi teks, lalu tulis ulang.")]


def test_the_same_nip_twice_is_named_without_it() -> None:
    faults = table(LINE, LINE).faults
    assert [(fault.cell, fault.value, fault.what) for fault in faults] == [
        ("A3", "", "nip ini ada 2 kali dalam berkas"),
        ("A4", "", "nip ini ada 2 kali dalam berkas"),
    ]


def test_an_appraisal_is_named_by_its_id_beside_a_masked_nip() -> None:
    heads, masked = ["id_penilaian", *HEADS], mask_nip(NIP)
    lines = [[12, masked, *LINE[1:]], ["13", masked, *LINE[1:]], [None, None, *LINE[1:]]]
    found = table(*lines, lines[2], heads=heads)
    assert [(row.cells["id_penilaian"], row.cells["nip"]) for row in found.rows] == [
        *((12, masked), (13, masked)),
        *((None, ""), (None, "")),
    ]
    assert found.faults == ()
    twice = table(lines[0], lines[0], heads=heads).faults
    assert [(fault.cell, fault.value) for fault in twice] == [("A3", "12"), ("A4", "12")]


@pytest.mark.parametrize("number", [0, -1, "1,5", "x", 2**63])
def test_an_id_that_is_none(number: Any) -> None:
    (fault,) = table([number, *LINE], heads=["id_penilaian", *HEADS]).faults
    assert fault.cell == "A3"


def test_a_csv_file_may_name_either() -> None:
    for head, said in (("nip", NIP), ("id_penilaian", "12")):
        content = f"{head};predikat\n{said};Baik\n".encode()
        assert [str(row.cells[head]) for row in read(content, "skp.csv").rows] == [said]


def test_a_formula_without_a_value_is_a_fault_of_its_cell() -> None:
    book = openpyxl.Workbook()
    book.active.title = "SKP"
    for row in (HEADS, HEADS, [NIP, "Budi", "=40+2", *LINE[3:]]):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    todo = "simpan ulang di aplikasi lembar kerja, atau tulis nilainya."
    assert [str(fault) for fault in read(content.getvalue()).faults] == [
        f"SKP!C3 (nilai): sel berisi rumus yang belum dihitung; {todo} [PP 46/2011]"
    ]


def test_text_that_begins_like_a_formula_is_text() -> None:
    csv = f"{','.join(HEADS)}\n{','.join(HEADS)}\n{NIP},@Budi,,Baik,=cmd|' /C calc'!A0,+1/SK\n"
    [row] = read(csv.encode(), "skp.csv").rows
    said = ("@Budi", "=cmd|' /C calc'!A0", "+1/SK")
    assert tuple(row.cells[head] for head in ("nama", "sumber", "nomor_dokumen")) == said
