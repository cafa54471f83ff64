"""Columns of lists of officials: their appraisals, posts without one, and what they asked the Ditjen."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field
from kinerja.listings.common import PERCENT, yes
from kinerja.models import Clarification
from kinerja.selectors.appraisal_row import AppraisalRow


def _one(row: AppraisalRow) -> object:
    return row.one.completion


APPRAISALS = (
    Field(gettext_lazy("Nama"), lambda row: row.name, 34),
    Field(gettext_lazy("Jabatan"), lambda row: row.post, 70),
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.region, 30),
    Field(gettext_lazy("Unsur 1 (%)"), _one, 12, PERCENT),
    Field(gettext_lazy("Unsur 1, nilai"), lambda row: row.one.nilai, 8),
    Field(gettext_lazy("Unsur 1, kategori"), lambda row: row.one.kategori, 18),
    Field(gettext_lazy("Unsur 2, nilai"), lambda row: row.two.value, 10, PERCENT),
    Field(gettext_lazy("Unsur 2, predikat"), lambda row: row.two.predikat, 18),
    Field(gettext_lazy("Memuat angka sintetis"), lambda row: yes(row.synthetic), 12),
    Field(gettext_lazy("Tanda merah"), lambda row: yes(row.flagged), 10),
    Field(gettext_lazy("Keadaan"), lambda row: str(row.state_label), 18),
    Field(gettext_lazy("Sejak"), lambda row: row.since, 18),
    Field(gettext_lazy("Giliran"), lambda row: str(row.turn_label) if row.turn else "", 24),
    Field(gettext_lazy("Hari"), lambda row: row.age, 7),
)
#: Posts without a personal score, with why.
UNASSESSED = (
    Field(gettext_lazy("Jabatan"), lambda row: row.title, 70),
    Field(gettext_lazy("Kode"), lambda row: row.evaluation.region_code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.evaluation.full_name, 30),
    Field(gettext_lazy("Sebab"), lambda row: row.get_reason_display(), 30),
    Field(gettext_lazy("Yang menjabat"), lambda row: row.name, 34),
)


def _office(row: Clarification) -> str:
    return row.appraisal.evaluation.full_name


def _late(row: Clarification) -> str:
    return yes(row.due < timezone.localdate())


CLARIFICATIONS = (
    Field(gettext_lazy("Nama"), lambda row: row.appraisal.name, 34),
    Field(gettext_lazy("Jabatan"), lambda row: row.appraisal.title, 70),
    Field(gettext_lazy("Periode"), lambda row: row.appraisal.period.code, 10),
    Field(gettext_lazy("Kode"), lambda row: row.appraisal.evaluation.region_code, 8),
    Field(gettext_lazy("Unit kerja"), _office, 30),
    Field(gettext_lazy("Yang ditanyakan"), lambda row: row.text, 60),
    Field(gettext_lazy("Diajukan"), lambda row: row.asked_at, 18),
    Field(gettext_lazy("Batas menjawab"), lambda row: row.due, 14),
    Field(gettext_lazy("Zona waktu"), lambda row: row.appraisal.zone, 12),
    Field(gettext_lazy("Terlambat"), _late, 10),
)


def _decimal(text: str | None) -> Decimal | None:
    """A decimal out of a frozen result, which keeps it as text."""
    return None if text is None else Decimal(text)


#: Earlier results of a person or a post, in short.
PAST = (
    Field(gettext_lazy("Periode"), lambda row: row.period, 10),
    Field(gettext_lazy("Nama"), lambda row: row.name, 34),
    Field(gettext_lazy("Jabatan"), lambda row: row.title, 70),
    Field(gettext_lazy("Unsur 1 (%)"), lambda row: _decimal(row.completion), 12, PERCENT),
    Field(gettext_lazy("Unsur 1, nilai"), lambda row: row.nilai, 8),
    Field(gettext_lazy("Unsur 1, kategori"), lambda row: row.kategori, 18),
    Field(gettext_lazy("Unsur 2, nilai"), lambda row: _decimal(row.value), 10, PERCENT),
    Field(gettext_lazy("Unsur 2, predikat"), lambda row: row.predikat, 18),
    Field(gettext_lazy("Keadaan"), lambda row: row.state_text, 18),
)
