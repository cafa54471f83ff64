"""Tables from outside: bounded, read by values, and every text a text."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kinerja.exchange.sheet import MAX_ROWS, Sheet
from kinerja.exchange.table import read_book
from kinerja.exchange.upload import UploadError
from kinerja.exchange.workbook import MAX_TABLE_UNPACKED
from tests.kinerja.table_book import write_table

LIMIT = 10 * 1024 * 1024
BROKEN = "Berkas XLSX ini tidak dapat dibaca; simpan ulang lalu unggah lagi."


def book(*rows: list[Any]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def read(content: bytes, name: str = "skp.xlsx") -> Sheet:
    return read_book(name, BytesIO(content), len(content), LIMIT)[0]


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename not in changed:
                new.writestr(member.filename, old.read(member))
        for name, data in changed.items():
            new.writestr(name, data)
    return out.getvalue()


def cells(xml: str) -> bytes:
    """A workbook whose sheet is exactly this."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}">{xml}</worksheet>'
    return repacked(book(), {"xl/worksheets/sheet1.xml": sheet.encode()})


def test_values_are_read_exactly_and_blanks_are_nothing() -> None:
    content = book(["  a ", 84.33, 12, None, "c"], [], ["b"], [], [])
    assert read(content).rows[0] == ["a", Decimal("84.33"), Decimal(12), None, "c"]
    assert [row[:1] for row in read(content).rows] == [["a"], [], ["b"]]


def test_what_no_table_means_is_named_as_it_is_shown() -> None:
    moment, noon = datetime.fromisoformat("2025-06-30 10:15"), time(12, 0, 5)
    sheet = read(book([True, timedelta(hours=30, minutes=5), noon, moment]))
    assert sheet.rows == [[None, None, None, date(2025, 6, 30)]]
    shape = "ubah format selnya menjadi angka, tanggal, atau teks, lalu tulis ulang."
    assert sheet.faults == {
        (1, 1): "nilai logika TRUE; tulis angka, tanggal, atau teksnya.",
        (1, 2): f"jam 30:05; {shape}",
        (1, 3): f"jam 12:00:05; {shape}",
    }


def test_a_formula_is_read_by_its_value_or_named() -> None:
    computed, unknown = '<c r="A1"><f>40+2</f><v>42</v></c>', '<c r="B1"><f>1+1</f></c>'
    wrong, text = '<c r="C1" t="e"><v>#N/A</v></c>', '<c r="D1" t="str"><f>"=1"</f><v>=LINK(1)</v></c>'
    row = computed + unknown + wrong + text
    sheet = read(cells(f'<sheetData><row r="1">{row}</row></sheetData>'))
    assert sheet.rows[0][:4] == [Decimal(42), None, None, "=LINK(1)"]
    assert sheet.faults == {(1, 2): "rumus yang belum dihitung", (1, 3): "galat Excel #N/A"}


def test_a_text_that_begins_like_a_formula_stays_a_text_both_ways() -> None:
    texts = ["=1+1", "+62", "-5", "@SUM(A1)", "2025"]
    made = write_table("SKP", [texts])
    assert read(made).rows[0][:5] == texts
    assert {cell.data_type for cell in openpyxl.load_workbook(BytesIO(made)).active[1]} == {"s"}
    line = io.StringIO()
    csv.writer(line).writerow(texts)
    assert read(line.getvalue().encode(), "skp.csv").rows == [texts]


@pytest.mark.parametrize("mark", [",", ";"])
def test_csv_with_either_mark_and_a_byte_order_mark(mark: str) -> None:
    content = f"nip{mark}nilai\n1{mark}84.5\n".encode("utf-8-sig")
    assert read(content, "SKP.CSV") == Sheet([["nip", "nilai"], ["1", "84.5"]], {})


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(book(), {"xl/sharedStrings.xml": b"\0" * (MAX_TABLE_UNPACKED + 1)})
    assert len(bomb) < LIMIT
    with pytest.raises(UploadError) as refused:
        read(bomb)
    assert str(refused.value) == (
        "Isi berkas terlalu besar setelah dibuka (paling besar 32 MB); kirim hanya tabelnya."
    )


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = read(cells(f'<dimension ref="A1:XFD1048576"/><sheetData>{row}</sheetData>'))
    assert [row[0] for row in sheet.rows] == [Decimal(1)]


def test_a_cell_far_below_is_not_reached_through_a_million_rows() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    with pytest.raises(UploadError) as refused:
        read(cells(f"<sheetData>{rows}</sheetData>"))
    assert str(refused.value) == "Terlalu banyak baris; paling banyak 15000 sekali impor."


def test_entities_are_not_expanded() -> None:
    entity = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    with pytest.raises(UploadError) as refused:
        read(repacked(book(), {"xl/worksheets/sheet1.xml": entity}))
    assert str(refused.value) == BROKEN


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xls", b"x", "Berkas “a.xls” tidak diterima; kirim XLSX atau CSV."),
        ("a.xlsx", b"", "Berkas ini kosong."),
        ("a.xlsx", b"PK\3\4rusak", "Berkas XLSX ini rusak atau terkunci; simpan ulang lalu unggah lagi."),
        ("a.csv", b"", "Berkas ini kosong."),
        ("a.csv", b"\xff\xfe\x00a", "Berkas CSV tidak dapat dibaca; simpan sebagai CSV UTF-8."),
        ("a.csv", b'"x', "Berkas CSV tidak dapat dibaca; simpan sebagai CSV UTF-8."),
        ("a.csv", b"x" * (LIMIT + 1), "Berkas terlalu besar; paling besar 10 MB."),
        ("a.csv", b"x\n" * (MAX_ROWS + 1), "Terlalu banyak baris; paling banyak 15000 sekali impor."),
    ],
)
def test_files_that_are_not_taken(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UploadError) as refused:
        read(content, name)
    assert str(refused.value) == said
