"""Results of a semester as a table: declared columns → rows of figures, and what is wrong with them.

One sheet for each sort of unit. Row 1 holds the machine headers, row 2 Indonesian ones, data begin in row 3;
in a CSV file, and wherever row 2 names a unit already, they begin in row 2. An empty cell is "belum
dilaporkan"; a column that is not there leaves what is stored alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from kinerja.exchange.cell_values import plain
from kinerja.exchange.fault import Fault
from kinerja.exchange.results_columns import GUIDE, KIND, STAMP, UNIT, VERSION, Column, ResultRow
from kinerja.exchange.results_sheet import SheetReader
from kinerja.exchange.table import Sheet, folded, read_book
from kinerja.exchange.upload import UploadError


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a template is for: its period and its indicator set."""

    period: str
    indicator_set: str


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """What a file holds: rows that can be read, and every fault and remark about the others."""

    rows: tuple[ResultRow, ...]
    faults: tuple[Fault, ...]


def read_results(
    name: str,
    file: BinaryIO,
    size: int,
    limit: int,
    *,
    columns: Mapping[str, Sequence[Column]],
    stamp: Stamp,
) -> ResultsFile:
    """Read a table of results.

    Args:
        name, file, size, limit: as ``table.read_book``.
        columns: those of each sheet, by its title.
        stamp: what the file must be for.

    Raises:
        UploadError: no such file, no sheet of results in it, or a template of another period or version.

    Source: contract, The results workbook.
    """
    titles = {folded(title): title for title in columns}
    book = read_book(name, file, size, limit, wanted={*titles, folded(STAMP)})
    _check_stamp(book, stamp)
    named = [(_title(sheet, titles, columns), sheet) for sheet in book]
    known = {title: sheet for title, sheet in named if title}
    if len(known) < sum(bool(title) for title, _sheet in named):
        raise UploadError(_("Ada dua lembar dengan nama yang sama; sisakan satu."))
    if not known:
        wanted = " / ".join(columns)
        raise UploadError(
            _("Tidak ada lembar “%s” dengan kolom kode di baris 1; unduh templatnya lalu isi.") % wanted
        )
    rows: list[ResultRow] = []
    faults = [fault for title, sheet in named if not title for fault in _unread(sheet)]
    for title, sheet in known.items():
        reader = SheetReader(title, sheet, columns[title])
        rows += reader.rows()
        faults += reader.faults
    return ResultsFile(tuple(rows), (*faults, *_twice(rows)))


def _title(sheet: Sheet, titles: Mapping[str, str], columns: Mapping[str, Sequence[Column]]) -> str:
    """Which sheet of results this is; a CSV file tells by its headers. "" for none."""
    if sheet.name:
        return titles.get(folded(sheet.name), "")
    heads = {plain(cell).casefold() for cell in sheet.rows[0]} if sheet.rows else set()
    if UNIT[0] not in heads:
        return ""
    fitting = Counter(
        {title: len(heads & {column.head.casefold() for column in own}) for title, own in columns.items()}
    )
    title, most = fitting.most_common(1)[0]
    return title if most else ""


def _unread(sheet: Sheet) -> Iterator[Fault]:
    if sheet.name not in {"", GUIDE, STAMP}:
        yield Fault(sheet.name, 0, 0, _("lembar ini tidak dibaca"), grave=False)


def _check_stamp(book: Sequence[Sheet], wanted: Stamp) -> None:
    """Refuse a template that is for something else; a file without a stamp is taken as it is.

    Raises:
        UploadError: another kind, version, period or set; says which it is.
    """
    found = next((sheet for sheet in book if sheet.name == STAMP), None)
    if found is None:
        return
    said = {plain(row[0]): plain(row[1]) for row in found.rows if len(row) > 1}
    expected = {
        "templat": KIND,
        "versi": VERSION,
        "periode": wanted.period,
        "set": wanted.indicator_set,
    }
    wrong = [
        _("%(what)s “%(said)s”, seharusnya “%(expected)s”")
        % {"what": what, "said": said.get(what, ""), "expected": value}
        for what, value in expected.items()
        if said.get(what) != value
    ]
    if wrong:
        text = _("Templat ini untuk hal lain: %s. Unduh templat yang sekarang, lalu salin isinya ke sana.")
        raise UploadError(text % "; ".join(wrong))


def _twice(rows: Sequence[ResultRow]) -> Iterator[Fault]:
    times = Counter(row.code for row in rows)
    for row in rows:
        if times[row.code] > 1:
            what = _("unit ini ada %d kali dalam berkas") % times[row.code]
            yield row.fault("kode", what, _("sisakan satu baris saja."), value=row.code)
