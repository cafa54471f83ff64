"""A file that was sent in, read by its layout: rows, and what is wrong with them.

Row 1 holds the machine headers, row 2 Indonesian ones, data begin in row 3; in a CSV file, and wherever row 2
holds data already, they begin in row 2. An empty cell is nothing; a column that is not there leaves what is
stored alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from kinerja.exchange.cell_values import plain
from kinerja.exchange.fault import Fault
from kinerja.exchange.layout import GUIDE, STAMP, Layout, Row
from kinerja.exchange.sheet import Sheet, folded
from kinerja.exchange.sheet_reader import SheetReader
from kinerja.exchange.table import read_book
from kinerja.exchange.upload import UploadError


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What a file holds: rows that can be read, every fault and remark about the others, and its layout."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    layout: Layout


def read_laid_out(name: str, file: BinaryIO, size: int, limit: int, layout: Layout) -> LaidOut:
    """Read a workbook or CSV file.

    Args:
        name, file, size, limit: as ``table.read_book``.
        layout: what it must look like.

    Raises:
        UploadError: no such file, no sheet of the layout in it, or a template for something else.

    Source: contract, The results workbook.
    """
    titles = {folded(title): title for title in layout.sheets}
    book = read_book(name, file, size, limit, wanted={*titles, folded(STAMP)})
    _check_stamp(book, layout.stamped)
    named = [(_title(sheet, titles, layout), sheet) for sheet in book]
    known = {title: sheet for title, sheet in named if title}
    if len(known) < sum(bool(title) for title, _sheet in named):
        raise UploadError(_("Ada dua lembar dengan nama yang sama; sisakan satu."))
    if not known:
        raise UploadError(_nothing(book, layout))
    rows: list[Row] = []
    faults = [fault for title, sheet in named if not title for fault in _unread(sheet)]
    for title, sheet in known.items():
        reader = SheetReader(title, sheet, layout.sheets[title])
        rows += reader.rows()
        faults += reader.faults
    return LaidOut(tuple(rows), (*faults, *_twice(rows, layout)), layout)


def _title(sheet: Sheet, titles: Mapping[str, str], layout: Layout) -> str:
    """Which sheet of the layout this is; a CSV file tells by its headers. "" for none."""
    if sheet.name:
        return titles.get(folded(sheet.name), "")
    heads = {plain(cell).casefold() for cell in sheet.rows[0]} if sheet.rows else set()
    if heads.isdisjoint(layout.keys):
        return ""
    others = {
        title: {column.head.casefold() for column in own if not column.is_given} - set(layout.keys)
        for title, own in layout.sheets.items()
    }
    title, most = Counter({title: len(heads & own) for title, own in others.items()}).most_common(1)[0]
    return title if most or not others[title] else ""


def _nothing(book: Sequence[Sheet], layout: Layout) -> str:
    """Why there is nothing to read."""
    keys = ", ".join(layout.keys)
    if not book[0].name:
        text = _("Berkas CSV ini tidak memuat kolom %s dan kolom isinya di baris 1; salin dari templatnya.")
        return text % keys
    text = _("Tidak ada lembar “%(sheets)s” dengan kolom %(keys)s di baris 1; unduh templatnya lalu isi.")
    return text % {"sheets": " / ".join(layout.sheets), "keys": keys}


def _unread(sheet: Sheet) -> Iterator[Fault]:
    if sheet.name not in {"", GUIDE, STAMP}:
        yield Fault(sheet.name, 0, 0, _("lembar ini tidak dibaca"), grave=False)


def _check_stamp(book: Sequence[Sheet], expected: Mapping[str, str]) -> None:
    """Refuse a template that is for something else; a file without a stamp is taken as it is.

    Raises:
        UploadError: another kind, version, period or set; says which it is.
    """
    found = next((sheet for sheet in book if sheet.name == STAMP), None)
    if found is None:
        return
    said = {plain(row[0]): plain(row[1]) for row in found.rows if len(row) > 1}
    wrong = [
        _("%(what)s “%(said)s”, seharusnya “%(expected)s”")
        % {"what": what, "said": said.get(what, ""), "expected": value}
        for what, value in expected.items()
        if said.get(what) != value
    ]
    if wrong:
        text = _("Templat ini untuk hal lain: %s. Unduh templat yang sekarang, lalu salin isinya ke sana.")
        raise UploadError(text % "; ".join(wrong))


def _twice(rows: Sequence[Row], layout: Layout) -> Iterator[Fault]:
    """Rows that share their keys; the same ones are named once a row, a NIP is not repeated (R12)."""
    keys = layout.keys
    named = [tuple(row.cells.get(key) for key in keys) for row in rows]
    times = Counter(named)
    if len(times) == len(rows):
        return
    secret = {head for head, column in layout.columns.items() if column.name == "nip"}
    for row, name in zip(rows, named, strict=True):
        if times[name] > 1 and any(name):
            there = [key for key in keys if key in row.columns]
            what = _("%(keys)s ini ada %(times)d kali dalam berkas")
            said = what % {"keys": ", ".join(there), "times": times[name]}
            shown = (str(value) for key, value in zip(keys, name, strict=True) if value and key not in secret)
            yield row.fault(there[0], said, _("sisakan satu baris saja."), value=", ".join(shown))
