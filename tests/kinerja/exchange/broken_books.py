"""Files that are no results workbook, or a broken one; each with a part of the message it must get.

Each is made of the template of a period with one kab/kota, 92.03.
"""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from tests.kinerja.results_book import SHEET, cell, changed, column, part, repacked

#: The sheet of the kab/kota within the zip: the template of a cast has no other sheet of units.
SHEET_PART = "xl/worksheets/sheet1.xml"
FIRST = b'<c r="A1" s="1" t="inlineStr"><is><t>kode</t></is></c>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048
Broken = tuple[str, Callable[[bytes], bytes], str]
NOT_TAKEN, NOT_ITS_NAME = "tidak diterima; kirim XLSX atau CSV", "Berkas bukan seperti namanya"
DAMAGED, UNREADABLE = "rusak atau terkunci", "tidak dapat dibaca"


def _changed(*changes: Any) -> Callable[[bytes], bytes]:
    return lambda base: changed(base, *changes)


def _constant(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _base: content


def _with_part(name: str, make: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def build(base: bytes) -> bytes:
        return repacked(base, {name: make(part(base, name))})

    return build


def _sheet(*rows: list[Any], title: str = SHEET) -> Callable[[bytes], bytes]:
    """A workbook of one sheet, without the stamp of a template."""

    def build(_base: bytes) -> bytes:
        book = openpyxl.Workbook()
        book.active.title = title
        for row in rows:
            book.active.append(row)
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return build


def _many_members(base: bytes) -> bytes:
    return repacked(base, {f"xl/media/{number}": b"" for number in range(2100)})


def _bomb(base: bytes) -> bytes:
    return repacked(base, {"xl/bomb.xml": b"\0" * (300 << 20)})


def _damaged_crc(base: bytes) -> bytes:
    content = bytearray(base)
    with zipfile.ZipFile(BytesIO(bytes(content))) as archive:
        start = archive.getinfo(SHEET_PART).header_offset
    content[start + 200] ^= 0xFF
    return bytes(content)


def _docx(_base: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def _ods(_base: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    return out.getvalue()


def _million_rows(text: bytes) -> bytes:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(4, 1_048_577))
    return text.replace(
        b"</sheetData>", rows + b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    )


def _entity(_text: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


def _laughs(_text: bytes) -> bytes:
    lines = b"".join(
        b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10)
    )
    return b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">%s]><worksheet>&l9;</worksheet>' % lines


def _stamped(row: int, value: str) -> Any:
    def change(book: Any) -> None:
        book["_templat"].cell(row, 2).value = value

    return change


def _renamed(book: Any) -> None:
    book[SHEET].title = "Lembar1"


def _without_heads(book: Any) -> None:
    book[SHEET].delete_rows(1, 2)


def _doubled(book: Any) -> None:
    sheet = book[SHEET]
    sheet.cell(1, sheet.max_column + 1).value = "K1.2:n"


def _foreign(book: Any) -> None:
    sheet = book[SHEET]
    at = sheet.max_column + 1
    sheet.cell(1, at).value, sheet.cell(3, at).value = "K1.2:nn", 5


def _misspelt(book: Any) -> None:
    sheet = book[SHEET]
    sheet.cell(1, column(sheet, "K1.2:d")).value = "K1.2;d"


def _merged(book: Any) -> None:
    book[SHEET].merge_cells("C3:D3")


def _twice(book: Any) -> None:
    sheet = book[SHEET]
    for at in range(1, sheet.max_column + 1):
        sheet.cell(4, at).value = sheet.cell(3, at).value


def _formula(text: str) -> Any:
    def change(book: Any) -> None:
        sheet = book[SHEET]
        sheet.cell(3, column(sheet, "K1.2:n")).value = text

    return change


def _error(book: Any) -> None:
    sheet = book[SHEET]
    found = sheet.cell(3, column(sheet, "K1.2:n"))
    found.value = "#N/A"
    found.data_type = "e"


def _many_rows(base: bytes) -> bytes:
    return _sheet(["kode", "nama"], [], *[["92.03", "Fakfak"]] * 15_001)(base)


HEADS = ["kode", "nama", "K1.2:n", "K1.2:d", "K1.2:sumber"]

#: By name: the file's name, how it is made, and what its message must say.
BROKEN: dict[str, Broken] = {
    "empty": ("a.xlsx", _constant(b""), "Berkas ini kosong"),
    "empty csv": ("a.csv", _constant(b""), "Berkas ini kosong"),
    "no ending": ("hasil", _changed(), NOT_TAKEN),
    "text": ("a.txt", _constant(b"kode"), NOT_TAKEN),
    "xls": ("a.xls", _constant(OLE), NOT_TAKEN),
    "xlsm": ("a.xlsm", _changed(), NOT_TAKEN),
    "xlsb": ("a.xlsb", _changed(), NOT_TAKEN),
    "ods": ("a.ods", _ods, NOT_TAKEN),
    "numbers": ("a.numbers", _constant(b"PK\3\4"), NOT_TAKEN),
    "pdf": ("a.pdf", _constant(b"%PDF-1.7"), NOT_TAKEN),
    "xls called xlsx": ("a.xlsx", _constant(OLE), NOT_ITS_NAME),
    "encrypted": ("a.xlsx", _constant(OLE + b"EncryptedPackage"), NOT_ITS_NAME),
    "csv called xlsx": ("a.xlsx", _constant(b"kode;nama\n"), NOT_ITS_NAME),
    "html called xlsx": ("a.xlsx", _constant(b"<html><table/></html>"), NOT_ITS_NAME),
    "pdf called xlsx": ("a.xlsx", _constant(b"%PDF-1.7\n"), NOT_ITS_NAME),
    "ods called xlsx": ("a.xlsx", _ods, NOT_ITS_NAME),
    "docx called xlsx": ("a.xlsx", _docx, DAMAGED),
    "xlsx called csv": ("a.csv", _changed(), UNREADABLE),
    "truncated": ("a.xlsx", lambda base: base[:3000], DAMAGED),
    "cut at the end": ("a.xlsx", lambda base: base[:-30], DAMAGED),
    "one byte changed": ("a.xlsx", _damaged_crc, UNREADABLE),
    "no workbook part": ("a.xlsx", lambda base: repacked(base, {}, "xl/workbook.xml"), DAMAGED),
    "no sheet part": ("a.xlsx", lambda base: repacked(base, {}, SHEET_PART), "Tidak ada lembar"),
    "macros": ("a.xlsx", lambda base: repacked(base, {"xl/vbaProject.bin": b"x"}), "memuat makro"),
    "bomb": ("a.xlsx", _bomb, "rusak atau terkunci"),
    "many members": ("a.xlsx", _many_members, DAMAGED),
    "external entity": ("a.xlsx", _with_part(SHEET_PART, _entity), UNREADABLE),
    "billion laughs": ("a.xlsx", _with_part(SHEET_PART, _laughs), UNREADABLE),
    "half an element": ("a.xlsx", _with_part(SHEET_PART, lambda text: text[:2000]), UNREADABLE),
    "no such string": (
        "a.xlsx",
        _with_part(SHEET_PART, lambda text: text.replace(FIRST, b'<c r="A1" t="s"><v>99999</v></c>')),
        UNREADABLE,
    ),
    "many rows": ("a.xlsx", _many_rows, "Terlalu banyak baris"),
    "utf-16": ("a.csv", _constant("kode;nama".encode("utf-16")), UNREADABLE),
    "latin-1": ("a.csv", _constant("kode;nama\n92.03;Köln".encode("latin-1")), UNREADABLE),
    "open quote": ("a.csv", _constant(b'kode;nama\n"92.03;x'), UNREADABLE),
    "csv without code": ("a.csv", _constant(b"nama;K1.2:n\nFakfak;1"), "Tidak ada lembar"),
    "csv of something else": ("a.csv", _constant(b"kode;jumlah\n92.03;1"), "Tidak ada lembar"),
    "csv large": ("a.csv", _constant(b"x" * (10 << 20 | 1)), "terlalu besar"),
    "xlsx large": ("a.xlsx", _constant(b"PK\3\4" + b"x" * (10 << 20)), "terlalu besar"),
    "other sheets": ("a.xlsx", _sheet(["kode"], title="Data"), "Tidak ada lembar"),
    "renamed sheet": ("a.xlsx", _changed(_renamed), "Tidak ada lembar"),
    "empty sheet": ("a.xlsx", _sheet(), "kolom “kode” tidak ada"),
    "wrong kind": ("a.xlsx", _changed(_stamped(1, "pejabat")), "templat “pejabat”, seharusnya"),
    "old template": ("a.xlsx", _changed(_stamped(2, "0")), "versi “0”, seharusnya “1”"),
    "wrong period": ("a.xlsx", _changed(_stamped(3, "2017-2")), "periode “2017-2”, seharusnya “2018-1”"),
    "wrong set": ("a.xlsx", _changed(_stamped(4, "x")), "set “x”, seharusnya"),
    "no headers": ("a.xlsx", _changed(_without_heads), "kolom “kode” tidak ada"),
    "doubled column": ("a.xlsx", _changed(_doubled), "kolom ini ada dua kali"),
    "unknown column": ("a.xlsx", _changed(_foreign), "“K1.2:nn”: kolom ini tidak dikenal"),
    "misspelt column": ("a.xlsx", _changed(_misspelt), "“K1.2;d”: kolom ini tidak dikenal"),
    "merged cells": ("a.xlsx", _changed(_merged), "sel C3:D3 digabung"),
    "unit twice": ("a.xlsx", _changed(_twice), "unit ini ada 2 kali"),
    "no code": ("a.xlsx", _changed(cell("kode", None)), "kodenya kosong"),
    "no such code": ("a.xlsx", _changed(cell("kode", "99.99")), "tidak ada unit kerja dengan kode ini"),
    "code of nothing": ("a.xlsx", _changed(cell("kode", "Fakfak")), "bukan kode wilayah"),
    "words for a number": ("a.xlsx", _changed(cell("K1.2:n", "banyak")), "bukan angka"),
    "two decimal marks": ("a.xlsx", _changed(cell("K1.2:n", "1,2,3")), "meragukan"),
    "half a number": ("a.xlsx", _changed(cell("K1.2:n", "12,")), "berakhir dengan tanda desimal"),
    "true": ("a.xlsx", _changed(cell("K1.2:n", True)), "bukan angka"),
    "negative": ("a.xlsx", _changed(cell("K1.2:n", -1)), "tidak boleh negatif"),
    "denominator zero": ("a.xlsx", _changed(cell("K1.2:d", 0)), "K1.2:d"),
    "too large": ("a.xlsx", _changed(cell("K1.2:n", 10**15)), "Terlalu besar"),
    "too exact": ("a.xlsx", _changed(cell("K1.2:n", "1,23456")), "angka di belakang koma"),
    "per cent for a count": ("a.xlsx", _changed(cell("K1.2:n", 0.9, number_format="0%")), "berformat persen"),
    "date for a number": ("a.xlsx", _changed(cell("K1.2:n", date(2018, 6, 30))), "berisi tanggal"),
    "version as a date": ("a.xlsx", _changed(cell("K1.3:v", date(2003, 4, 7))), "menjadi tanggal"),
    "no date": ("a.xlsx", _changed(cell("K1.2:tgl", "akhir Juni")), "bukan tanggal"),
    "no such day": ("a.xlsx", _changed(cell("K1.2:tgl", "31/02/2018")), "bukan tanggal"),
    "date outside": ("a.xlsx", _changed(cell("K1.2:tgl", "01/01/2019")), "di luar periode"),
    "incidents in words": ("a.xlsx", _changed(cell("K1.5:v", "ada")), "K1.5:v"),
    "zero without a source": (
        "a.xlsx",
        _changed(cell("K1.2:n", 0), cell("K1.2:sumber", None)),
        "harus menyebut sumbernya",
    ),
    "source too long": ("a.xlsx", _changed(cell("K1.2:sumber", "x" * 201)), "Terlalu panjang"),
    "error cell": ("a.xlsx", _changed(_error), "galat Excel #N/A"),
    "formula never computed": ("a.xlsx", _changed(_formula("=1+1")), "rumus yang belum dihitung"),
    "csv negative": (
        "a.csv",
        _constant(b"kode;nama;K1.2:n;K1.2:d\n92.03;Fakfak;-1;2"),
        "tidak boleh negatif",
    ),
}
#: Odd, but understood: files whose figures are taken all the same.
UNDERSTOOD: dict[str, Broken] = {
    "a million empty rows": ("a.xlsx", _with_part(SHEET_PART, _million_rows), ""),
    "moved columns": (
        "a.xlsx",
        _sheet(["K1.2:d", "K1.2:n", "kode"], ["b", "c", "a"], [5000, 4000, "92.03"]),
        "",
    ),
    "code as a number": ("a.xlsx", _sheet(HEADS, [], [92.03, "Fakfak", 4000, 5000, "x"]), ""),
    "indonesian numbers": (
        "a.xlsx",
        _sheet(HEADS, [], ["92.03", "Fakfak", "4.000,00", "5.000", "x"]),
        "",
    ),
    "english numbers": ("a.xlsx", _sheet(HEADS, [], ["92.03", "", "4,000.00", "5,000", "x"]), ""),
    "per cent as a format": (
        "a.xlsx",
        _changed(cell("K1.2:n", 4000), cell("K1.2:p", 0.8, number_format="0.00%")),
        "",
    ),
    "blank lines": (
        "a.xlsx",
        _sheet(HEADS, [], [], [], ["92.03", "Fakfak", 4000, 5000, "x"], [], []),
        "",
    ),
    "trailing blanks": ("a.xlsx", _sheet(HEADS, [], ["92.03 ", "Fakfak  ", " 4000 ", 5000, "x "]), ""),
    "date as text": (
        "a.xlsx",
        _changed(cell("K1.2:n", 4000), cell("K1.2:tgl", "30 Juni 2018")),
        "",
    ),
    "csv with semicolons": ("a.csv", _constant(b"kode;nama;K1.2:n;K1.2:d\n92.03;Fakfak;4000;5000"), ""),
    "csv with commas": ("a.csv", _constant(b'kode,nama,K1.2:n,K1.2:d\n92.03,"Fak, fak",4000,5000'), ""),
    "csv with both headers": (
        "a.csv",
        _constant(b"kode;K1.2:n;K1.2:d\nKode wilayah;pembilang;penyebut\n92.03;4000;5000"),
        "",
    ),
    "an unread sheet": (
        "a.xlsx",
        _changed(cell("K1.2:n", 4000), lambda book: book.create_sheet("Catatan")),
        "",
    ),
}
