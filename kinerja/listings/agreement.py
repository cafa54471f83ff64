"""Columns of the Perjanjian Kinerja: targets, programs, and those that wait for a signature."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field
from kinerja.listings.common import WHOLE
from kinerja.models import Indicator
from kinerja.rules.types import Kind


class Target(NamedTuple):
    """One indicator of an agreement; ``agreed`` is None where the decree's own target serves."""

    indicator: Indicator
    agreed: Decimal | None


def _unit(row: Target) -> str:
    return row.indicator.unit_label if row.indicator.kind == Kind.COUNT else "%"


TARGETS = (
    Field(gettext_lazy("Kode"), lambda row: row.indicator.code, 8),
    Field(gettext_lazy("Indikator kinerja"), lambda row: row.indicator.text, 70),
    Field(gettext_lazy("Target menurut Keputusan"), lambda row: row.indicator.target_text, 24),
    Field(gettext_lazy("Target yang disepakati"), lambda row: row.agreed, 14, "0.##"),
    Field(gettext_lazy("Satuan"), _unit, 12),
)
PROGRAMS = (
    Field(gettext_lazy("Program"), lambda row: row.name, 60),
    Field(gettext_lazy("Anggaran (rupiah)"), lambda row: row.budget, 20, WHOLE),
    Field(gettext_lazy("Keterangan"), lambda row: row.note, 40),
)
#: Agreements that wait for an account's signature.
OFFERED = (
    Field(gettext_lazy("Tahun"), lambda row: row.year, 8),
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.office, 60),
    Field(gettext_lazy("Pihak pertama"), lambda row: row.signer, 34),
    Field(gettext_lazy("Ditandatangani"), lambda row: row.signed_on, 14),
)
