"""The workbook of past results: the columns of the results, and the score that was given then before them."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.cell_values import CellError
from kinerja.exchange.columns import UNIT, limited, read_number, read_percent
from kinerja.exchange.layout import Column, Layout
from kinerja.exchange.sheet import Cell
from kinerja.rules.data import decimal_text
from kinerja.rules.rounding import round_half_up

KIND, VERSION = "hasil-masa-lalu", "1"
#: Field of a score given then → its header.
HEADS = {
    "completion": "dulu:capaian",
    "nilai": "dulu:nilai",
    "kategori": "dulu:kategori",
    "source": "dulu:sumber",
    "note": "dulu:catatan",
}
#: Headers of which one must say something.
SCORE = (HEADS["completion"], HEADS["nilai"], HEADS["kategori"])
LONGEST = {"kategori": 40, "source": 200, "note": 1000}
_TOP = {"completion": Decimal(9999), "nilai": Decimal(999)}
#: What a record says of no score at all.
NOTHING: Mapping[str, Any] = dict.fromkeys(HEADS.values(), None)


def history_layout(results: Layout, label: str) -> Layout:
    """The workbook of a past period.

    Args:
        results: the results workbook of the period, whose columns follow the score given then.
        label: of the period.
    """
    sheets = {
        title: (*columns[: len(UNIT)], *_columns(), *columns[len(UNIT) :])
        for title, columns in results.sheets.items()
    }
    return replace(
        results,
        kind=KIND,
        version=VERSION,
        sheets=sheets,
        title=_("Hasil masa lalu, %s") % label,
        notes=(
            _("Kolom dulu:… adalah skor yang ditetapkan dulu; disimpan di samping hasil aplikasi ini."),
            *results.notes,
        ),
    )


def _columns() -> tuple[Column, ...]:
    group: dict[str, Any] = {"rule": "R1"}
    number: dict[str, Any] = {
        "entry": {"validate": "decimal", "criteria": ">=", "value": 0},
        "form": "0.00",
        **group,
    }
    return (
        Column(
            HEADS["completion"],
            _("Dulu: capaian (%)"),
            _read_score("completion", is_percent=True),
            _("seperti tertulis dulu, 84,33 untuk 84,33 %; disimpan dua desimal."),
            **number,
        ),
        Column(HEADS["nilai"], _("Dulu: nilai"), _read_score("nilai"), _("seperti tertulis dulu."), **number),
        Column(
            HEADS["kategori"],
            _("Dulu: kategori"),
            limited(LONGEST["kategori"]),
            _("seperti tertulis dulu, misalnya Baik."),
            **group,
        ),
        Column(
            HEADS["source"],
            _("Dulu: sumber"),
            limited(LONGEST["source"]),
            _("dokumen yang memuat skornya; wajib bila ada skornya."),
            width=30,
        ),
        Column(HEADS["note"], _("Dulu: catatan"), limited(LONGEST["note"]), _("boleh kosong."), width=30),
    )


def _read_score(name: str, *, is_percent: bool = False) -> Any:
    """A reader of a number with two decimals; None for an empty cell."""
    inner = read_percent if is_percent else read_number

    def read(cell: Cell, percent: bool = False) -> Decimal | None:
        found = inner(cell, percent)
        if found is None:
            return None
        if not 0 <= found <= _TOP[name]:
            raise CellError(_("di luar jangkauan"), _("tulis 0 sampai %d.") % _TOP[name])
        return round_half_up(found)

    return read


def past_data(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Values under the heads of a score given then, as a record keeps them; None for nothing."""
    return {head: _plain(cells.get(head)) for head in HEADS.values()}


def _plain(value: Any) -> Any:
    return decimal_text(value) if isinstance(value, Decimal) else value or None
