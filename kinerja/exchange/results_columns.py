"""The columns of the results workbook, and a row of figures under them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.columns import DATE_FORM, UNIT, read_date, read_number, read_percent, unit_columns
from kinerja.exchange.fault import Fault
from kinerja.exchange.layout import Column, Layout, Read, Row, text
from kinerja.models import Indicator
from kinerja.rules.entry import DATES, NUMBERS

#: Title of a sheet → the duties of the units in it.
SHEETS = {"Provinsi": "provinsi", "Kabupaten-Kota": "kabkota"}
KIND, VERSION = "hasil-semester", "1"
#: Field of a figure → the end of its header.
SUFFIXES = {
    "numerator": "n",
    "denominator": "d",
    "percent": "p",
    "value": "v",
    "cutoff": "tgl",
    "denominator_cutoff": "tgl_penyebut",
    "source": "sumber",
}
_WIDTHS = {
    "numerator": 15,
    "denominator": 15,
    "percent": 11,
    "value": 13,
    "denominator_cutoff": 16,
    "source": 26,
}
_FORMATS = {
    "numerator": "#,##0",
    "denominator": "#,##0",
    "percent": "0.00##",
    "value": "@",
    "cutoff": DATE_FORM,
    "denominator_cutoff": DATE_FORM,
}
#: Only money has fractions; behind a whole number Excel leaves the mark of "#,##0.##", and writes it to CSV.
_MONEY, _MONEY_WIDTH = "#,##0.00", 21


@dataclass(frozen=True, slots=True)
class Terms:
    """What a workbook is for and what its cells may hold: dates from ``starts`` to ``cutoff``, denominators
    from ``oldest`` on, and the designated versions that are offered.
    """

    period: str
    indicator_set: str
    label: str
    starts: date
    cutoff: date
    oldest: date
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What a file says of one unit: indicator → field → value, of the columns that are there."""

    cells: Row
    figures: Mapping[str, Mapping[str, Any]]

    @property
    def sheet(self) -> str:
        """Title of its sheet."""
        return self.cells.sheet

    @property
    def row(self) -> int:
        """Its number in the sheet."""
        return self.cells.row

    @property
    def columns(self) -> Mapping[str, int]:
        """The number of each header in the sheet."""
        return self.cells.columns

    @property
    def code(self) -> str:
        """The region's code."""
        return str(self.cells.cells["kode"])

    @property
    def name(self) -> str:
        """The unit as the file names it."""
        return str(self.cells.cells.get("nama", ""))

    def fault(self, head: str, what: str, todo: str = "", **more: Any) -> Fault:
        """As ``Row.fault``."""
        return self.cells.fault(head, what, todo, **more)


def head_of(code: str, field: str) -> str:
    """The machine header of a field of an indicator: ``K1.2:n``."""
    return f"{code}:{SUFFIXES[field]}"


def results_layout(asked: Mapping[str, Iterable[tuple[Indicator, Iterable[str]]]], terms: Terms) -> Layout:
    """The results workbook: each sheet with its indicators, each indicator with the fields it takes.

    Source: contract, The results workbook; R2, R4, R6.
    """
    sheets = {
        title: (*unit_columns(), *(_column(row, field, terms) for row, fields in own for field in fields))
        for title, own in asked.items()
    }
    return Layout(
        kind=KIND,
        version=VERSION,
        sheets=sheets,
        keys=UNIT[:1],
        title=_("Hasil %(label)s, set indikator %(set)s")
        % {"label": terms.label, "set": terms.indicator_set},
        notes=(
            _("Sel kosong berarti belum dilaporkan, bukan nol. Kolom yang dihapus tidak mengubah apa pun."),
            _("Sel abu-abu tidak diisi: kode dan nama, serta angka yang dihitung dari register."),
        ),
        stamp={"periode": terms.period, "set": terms.indicator_set},
    )


def figures_row(row: Row, columns: Sequence[Column]) -> ResultRow:
    """A row with its figures together; an indicator of which a cell could not be read is left out."""
    figures: dict[str, dict[str, Any]] = {}
    unreadable = set()
    for column in columns:
        if column.group and column.head in row.columns:
            if column.head in row.cells:
                figures.setdefault(column.group, {})[column.name] = row.cells[column.head]
            else:
                unreadable.add(column.group)
    return ResultRow(row, {code: own for code, own in figures.items() if code not in unreadable})


def _column(indicator: Indicator, field: str, terms: Terms) -> Column:
    is_money = indicator.kind == Indicator.Kind.RANGE and field in {"numerator", "denominator"}
    return Column(
        head=head_of(indicator.code, field),
        label=_label(indicator, field),
        read=_reader(field),
        hint=_hint(indicator, field),
        rule=indicator.section,
        unit=indicator.unit_label,
        about=indicator.target_text,
        entry=_entry(indicator, field, terms),
        width=_MONEY_WIDTH if is_money else _WIDTHS.get(field, 12),
        form=_MONEY if is_money else _FORMATS.get(field, "@"),
        group=indicator.code,
        name=field,
    )


def _reader(field: str) -> Read:
    if field in NUMBERS:
        return read_percent if field == "percent" else read_number
    return read_date if field in DATES else text


def _label(indicator: Indicator, field: str) -> str:
    """What people read above a column."""
    said = {
        "numerator": indicator.numerator_label or _("pembilang"),
        "denominator": indicator.denominator_label or _("penyebut"),
        "percent": _("persentase terbitan (%)"),
        "value": indicator.value_label or _("isian"),
        "cutoff": _("tanggal posisi"),
        "denominator_cutoff": _("tanggal posisi penyebut"),
        "source": _("sumber"),
    }
    return f"{indicator.code} {indicator.short_text}: {said[field]}"


def _hint(indicator: Indicator, field: str) -> str:
    """How a column is filled in."""
    said = {
        "numerator": _("Cacah atau rupiah, tanpa persen. Kosong berarti belum dilaporkan, bukan nol."),
        "denominator": _("Lebih besar dari nol. Kosong berarti belum dilaporkan."),
        "percent": _("Hanya bila tanpa pembilang dan penyebut: 84,33 untuk 84,33 %; sumbernya wajib diisi."),
        "value": _("Tulis versinya tepat seperti ditetapkan."),
        "cutoff": _("Hanya bila bukan tanggal posisi periode."),
        "denominator_cutoff": _("Hanya bila penyebut dari tanggal lain."),
        "source": _("Dari mana angkanya; wajib untuk 0 dan untuk persentase terbitan."),
    }
    if field == "value" and indicator.kind == Indicator.Kind.NONE_ALLOWED:
        return _("Jumlah kejadian yang dinyatakan; 0 bila tidak ada.")
    return said[field]


def _entry(indicator: Indicator, field: str, terms: Terms) -> dict[str, Any]:
    """What a cell may hold."""
    if field in NUMBERS:
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    if field in DATES:
        first = terms.oldest if field == "denominator_cutoff" else terms.starts
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": terms.cutoff}
    if indicator.kind == Indicator.Kind.VERSION and field == "value" and terms.versions:
        return {"validate": "list", "source": list(terms.versions)}
    return {}
