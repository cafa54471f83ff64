"""How the files of the corpus of broken workbooks are made, each of the template of a period."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from tests.kinerja.results_book import SHEET, changed, column, part, repacked

#: The sheet of the kab/kota within the zip: the template of a cast has no other sheet of units.
SHEET_PART = "xl/worksheets/sheet1.xml"
FIRST = re.compile(rb'<c r="A1"[^>]*>.*?</c>')
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048
Broken = tuple[str, Callable[[bytes], bytes], str]
NOT_TAKEN, NOT_ITS_NAME = "tidak diterima; kirim XLSX atau CSV", "Berkas bukan seperti namanya"
LOCKED = "bersandi atau berformat Office lama; simpan sebagai XLSX tanpa sandi"
DAMAGED, UNREADABLE = "rusak atau terkunci", "tidak dapat dibaca"
NOT_UTF8 = "Berkas XLSX ini bukan UTF-8"


def template_with(*changes: Any) -> Callable[[bytes], bytes]:
    return lambda base: changed(base, *changes)


def constant(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _base: content


def with_part(name: str, make: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def build(base: bytes) -> bytes:
        return repacked(base, {name: make(part(base, name))})

    return build


def sheet(*rows: list[Any], title: str = SHEET) -> Callable[[bytes], bytes]:
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


def many_members(base: bytes) -> bytes:
    return repacked(base, {f"xl/media/{number}": b"" for number in range(2100)})


def bomb(base: bytes) -> bytes:
    return repacked(base, {"xl/bomb.xml": b"\0" * (300 << 20)})


def damaged_crc(base: bytes) -> bytes:
    content = bytearray(base)
    with zipfile.ZipFile(BytesIO(bytes(content))) as archive:
        start = archive.getinfo(SHEET_PART).header_offset
    content[start + 200] ^= 0xFF
    return bytes(content)


def docx(_base: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def ods(_base: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    return out.getvalue()


def million_rows(text: bytes) -> bytes:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(4, 1_048_577))
    return text.replace(b"</sheetData>", rows + b"</sheetData>")


def far_below(text: bytes) -> bytes:
    return text.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')


def far_right(text: bytes) -> bytes:
    return text.replace(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>')


def swollen_styles(base: bytes) -> bytes:
    styles = part(base, "xl/styles.xml").replace(b"</cellXfs>", b"<xf/>" * 500_000 + b"</cellXfs>")
    return repacked(base, {"xl/styles.xml": styles})


def row_of_cells(text: bytes) -> bytes:
    cells = b"<c/>" * 2_000_000 + b"<c><v>1</v></c>"
    return text.replace(b"</sheetData>", b"<row>" + cells + b"</row></sheetData>")


def two_of_a_name(book: Any) -> None:
    book.create_sheet(f"{SHEET} ").append(["kode"])


def furnished(book: Any) -> None:
    """What people do to a sheet they work with."""
    own = book[SHEET]
    own["C3"].comment = Comment("periksa lagi", "operator")
    own.row_dimensions[3].hidden = True
    own.auto_filter.ref = "A2:F3"
    own.freeze_panes = "D4"


def infinite(text: bytes) -> bytes:
    return text.replace(b"<v>4500</v>", b"<v>1e999</v>")


def entity(_text: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


def without_declaration(text: bytes) -> str:
    return text.decode().split("?>")[-1].strip()


def wide(encoding: str) -> Callable[[bytes], bytes]:
    """A sheet written in UTF-16: with its mark, or ("utf-16-le") without."""
    return lambda text: without_declaration(text).encode(encoding)


def wide_declared(text: bytes) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-16"?>{without_declaration(text)}'.encode("utf-16")


def in_latin_1(base: bytes) -> bytes:
    """A sheet in an encoding whose markup is ASCII too."""

    def declared(text: bytes) -> bytes:
        said = without_declaration(text).replace("<v>4500</v>", "<v>4000</v>")
        return f'<?xml version="1.0" encoding="ISO-8859-1"?>{said}'.encode("latin-1", "xmlcharrefreplace")

    return with_part(SHEET_PART, declared)(base)


def merged_otherwise(text: bytes) -> bytes:
    """Merged cells, as a writer with other quotes and another prefix would say it."""
    ranges = b"<mergeCells><m-1:mergeCell xmlns:m-1='urn:x' ref = 'A3:B3'/></mergeCells>"
    return text.replace(b"</sheetData>", b"</sheetData>" + ranges)


def laughs(_text: bytes) -> bytes:
    lines = b"".join(
        b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10)
    )
    return b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">%s]><worksheet>&l9;</worksheet>' % lines


def stamped(row: int, value: str) -> Any:
    def change(book: Any) -> None:
        book["_templat"].cell(row, 2).value = value

    return change


def renamed(book: Any) -> None:
    book[SHEET].title = "Lembar1"


def without_heads(book: Any) -> None:
    book[SHEET].delete_rows(1, 2)


def doubled(book: Any) -> None:
    sheet = book[SHEET]
    sheet.cell(1, sheet.max_column + 1).value = "K1.2:n"


def foreign(book: Any) -> None:
    sheet = book[SHEET]
    at = sheet.max_column + 1
    sheet.cell(1, at).value, sheet.cell(3, at).value = "K1.2:nn", 5


def misspelt(book: Any) -> None:
    sheet = book[SHEET]
    sheet.cell(1, column(sheet, "K1.2:d")).value = "K1.2;d"


def merged(book: Any) -> None:
    book[SHEET].merge_cells("C3:D3")


def twice(book: Any) -> None:
    sheet = book[SHEET]
    for at in range(1, sheet.max_column + 1):
        sheet.cell(4, at).value = sheet.cell(3, at).value


def formula(text: str) -> Any:
    def change(book: Any) -> None:
        sheet = book[SHEET]
        sheet.cell(3, column(sheet, "K1.2:n")).value = text

    return change


def error(book: Any) -> None:
    sheet = book[SHEET]
    found = sheet.cell(3, column(sheet, "K1.2:n"))
    found.value = "#N/A"
    found.data_type = "e"


def many_rows(base: bytes) -> bytes:
    return sheet(["kode", "nama"], [], *[["92.03", "Fakfak"]] * 15_001)(base)
