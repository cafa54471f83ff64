"""Columns of how results were reached: indicator by indicator, step by step."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field
from kinerja.listings.common import PERCENT, yes
from kinerja.selectors.recapitulation_rows import IndicatorRow


def _number(value: object) -> Decimal | None:
    """A decimal out of the stored result, which keeps it as text."""
    return None if value is None else Decimal(str(value))


def _said(name: str) -> Callable[[IndicatorRow], Any]:
    return lambda row: row.said[name]


def _figure(name: str) -> Callable[[IndicatorRow], Decimal | None]:
    return lambda row: _number(row.said[name])


#: One line an indicator of a unit: what was reported and what came of it.
INDICATORS = (
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.unit, 34),
    Field(gettext_lazy("Indikator"), _said("code"), 10),
    Field(gettext_lazy("Pembilang"), _figure("numerator"), 16, "#,##0.##"),
    Field(gettext_lazy("Penyebut"), _figure("denominator"), 16, "#,##0.##"),
    Field(gettext_lazy("Isian"), _said("value"), 12),
    Field(gettext_lazy("Realisasi (%)"), _figure("raw"), 12, PERCENT),
    Field(gettext_lazy("Target"), _figure("target"), 10, PERCENT),
    Field(gettext_lazy("Capaian (%)"), _figure("completion"), 12, PERCENT),
    Field(gettext_lazy("Nilai"), _said("nilai"), 8),
    Field(gettext_lazy("Kategori"), _said("kategori"), 18),
    Field(gettext_lazy("Sumber"), _said("source"), 34),
    Field(gettext_lazy("Sintetis"), lambda row: yes(row.said["synthetic"]), 10),
    Field(gettext_lazy("Alasan ditetapkan nol"), _said("decided_zero"), 30),
)
#: One line a step: how each result was reached, with its clause.
STEPS = (
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.unit, 34),
    Field(gettext_lazy("Indikator"), lambda row: row.indicator or _("unit kerja"), 12),
    Field(gettext_lazy("Langkah"), lambda row: row.step["text"], 80),
    Field(gettext_lazy("Dasar"), lambda row: row.step["clause"], 26),
    Field(gettext_lazy("Kaidah"), lambda row: row.step["rule"], 8),
    Field(gettext_lazy("Kebijakan, bukan bunyi Keputusan"), lambda row: yes(row.step["policy"]), 16),
)
