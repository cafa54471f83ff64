"""The workbook of national targets: a row for each measure, year and series (R2)."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from kinerja.exchange.columns import choice, listed, read_percent, read_whole, spelt
from kinerja.exchange.layout import Column, Layout, text

KEYS = ("ukuran", "tahun", "deret")
SHEET = "Target nasional"
_LONGEST_SERIES = 60


def national_target_layout(measures: Mapping[str, str], known: Collection[str]) -> Layout:
    """Its layout.

    Args:
        measures: code of a measure → what it is.
        known: the series that there are; another one may be added.
    """
    measure, year, series = KEYS
    named = _("Satu deret satu sumber: RPJMN, Renstra, RKP. Deret yang dipakai menilai dipilih kebijakan.")
    columns = (
        choice(measure, _("Ukuran"), measures, rule="R2", width=30, is_required=True),
        Column(year, _("Tahun"), read_whole, _("empat angka: 2025."), "R2", form="0", is_required=True),
        Column(
            series,
            _("Deret"),
            spelt(known, _LONGEST_SERIES),
            named,
            "R2",
            entry=listed(sorted(known)),
            width=24,
            is_required=True,
        ),
        Column(
            "target",
            _("Target (%)"),
            read_percent,
            _("Lebih dari 0, paling banyak 100: 98,5 untuk 98,5 %."),
            "R2",
            unit="%",
            form="0.00##",
            entry={"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
            is_required=True,
        ),
        Column("sumber", _("Sumber"), text, _("Dokumen dan halamannya."), "R2", width=50, is_required=True),
    )
    return Layout("target-nasional", "1", {SHEET: columns}, KEYS, title=_("Target nasional"), is_open=True)
