"""Lists that leave as XLSX or CSV, with the columns of each: what the page shows, as numbers and dates."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field
from kinerja.models import Incident, SemesterEvaluation
from kinerja.selectors.appraisal_row import AppraisalRow
from kinerja.selectors.audit import changes
from kinerja.selectors.overview import UnitRow
from kinerja.selectors.recapitulation_rows import IndicatorRow
from officials.audit import label_of
from officials.models import AuditEntry

PERCENT = "0.00"
STATES = dict(SemesterEvaluation.State.choices)


def _yes(value: object) -> str:
    return _("ya") if value else ""


def _changed(entry: AuditEntry) -> str:
    return "; ".join(f"{name}: {before} → {after}" for name, before, after in changes(entry))


_UNIT: tuple[Field, ...] = (
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.full_name, 36),
    Field(gettext_lazy("Provinsi"), lambda row: "" if row.is_province else row.province_name, 26),
    Field(gettext_lazy("Capaian (%)"), lambda row: row.completion, 12, PERCENT),
    Field(gettext_lazy("Nilai"), lambda row: row.nilai, 8),
    Field(gettext_lazy("Kategori"), lambda row: row.kategori, 18),
    Field(gettext_lazy("Memuat angka sintetis"), lambda row: _yes(row.synthetic), 12),
)


def _document(row: UnitRow) -> str:
    return str(row.document or "")


UNITS = (
    *_UNIT,
    Field(gettext_lazy("Sementara"), lambda row: _yes(row.provisional), 11),
    Field(gettext_lazy("Keadaan"), lambda row: str(STATES[row.state]), 14),
    Field(gettext_lazy("Indikator dilaporkan"), lambda row: row.reported, 12),
    Field(gettext_lazy("Indikator dinilai"), lambda row: row.required, 12),
    Field(gettext_lazy("Diubah"), lambda row: row.updated_at, 18),
    Field(gettext_lazy("Dokumen"), _document, 38),
)
PUBLIC = (*_UNIT, Field(gettext_lazy("Dokumen"), _document, 38))


def _one(row: AppraisalRow) -> object:
    return row.one.completion


APPRAISALS = (
    Field(gettext_lazy("Nama"), lambda row: row.name, 34),
    Field(gettext_lazy("Jabatan"), lambda row: row.post, 44),
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.region, 30),
    Field(gettext_lazy("Unsur 1 (%)"), _one, 12, PERCENT),
    Field(gettext_lazy("Unsur 1, nilai"), lambda row: row.one.nilai, 8),
    Field(gettext_lazy("Unsur 1, kategori"), lambda row: row.one.kategori, 18),
    Field(gettext_lazy("Unsur 2, nilai"), lambda row: row.two.value, 10, PERCENT),
    Field(gettext_lazy("Unsur 2, predikat"), lambda row: row.two.predikat, 18),
    Field(gettext_lazy("Memuat angka sintetis"), lambda row: _yes(row.synthetic), 12),
    Field(gettext_lazy("Tanda merah"), lambda row: _yes(row.flagged), 10),
    Field(gettext_lazy("Keadaan"), lambda row: str(row.state_label), 18),
    Field(gettext_lazy("Sejak"), lambda row: row.since, 18),
    Field(gettext_lazy("Giliran"), lambda row: str(row.turn_label) if row.turn else "", 24),
    Field(gettext_lazy("Hari"), lambda row: row.age, 7),
)
AUDIT = (
    Field(gettext_lazy("No."), lambda row: row.sequence, 8),
    Field(gettext_lazy("Waktu"), lambda row: row.at, 18),
    Field(gettext_lazy("Tindakan"), lambda row: label_of(row.action), 30),
    Field(gettext_lazy("Pelaku"), lambda row: row.actor_name, 34),
    Field(gettext_lazy("Objek"), lambda row: row.object_name, 40),
    Field(gettext_lazy("Jenis objek"), lambda row: row.object_type, 26),
    Field(gettext_lazy("Id objek"), lambda row: row.object_id, 20),
    Field(gettext_lazy("Catatan"), lambda row: row.note, 40),
    Field(gettext_lazy("Perubahan"), _changed, 60),
    Field(gettext_lazy("Hash"), lambda row: row.hash, 66),
)


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
    Field(gettext_lazy("Sintetis"), lambda row: _yes(row.said["synthetic"]), 10),
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
    Field(gettext_lazy("Kebijakan, bukan bunyi Keputusan"), lambda row: _yes(row.step["policy"]), 16),
)


def _where(row: Incident) -> str:
    return row.unit.name


INCIDENTS = (
    Field(gettext_lazy("Tanggal"), lambda row: row.happened_on, 12),
    Field(gettext_lazy("Unit kerja"), _where, 44),
    Field(gettext_lazy("Jenis"), lambda row: row.get_kind_display(), 26),
    Field(gettext_lazy("Uraian"), lambda row: row.description, 60),
    Field(gettext_lazy("Sumber"), lambda row: row.source, 34),
    Field(gettext_lazy("Keadaan"), lambda row: row.get_state_display(), 16),
    Field(gettext_lazy("Sintetis"), lambda row: _yes(row.synthetic), 10),
)
