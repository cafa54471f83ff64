"""Columns of lists of units, and of what stands beneath one."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field
from kinerja.listings.common import PERCENT, SYNTHETIC, WHOLE, yes
from kinerja.models import Period, SemesterEvaluation, ServiceReport
from kinerja.selectors.home import QueuedUnit
from kinerja.selectors.overview import UnitRow
from kinerja.selectors.past_score import PastSeen, with_past

STATES = dict(SemesterEvaluation.State.choices)

_NAMED: tuple[Field, ...] = (
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.full_name, 36),
    Field(gettext_lazy("Provinsi"), lambda row: "" if row.is_province else row.province_name, 26),
    Field(gettext_lazy("Capaian (%)"), lambda row: row.completion, 12, PERCENT),
    Field(gettext_lazy("Nilai"), lambda row: row.nilai, 8),
    Field(gettext_lazy("Kategori"), lambda row: row.kategori, 18),
    Field(gettext_lazy("Memuat angka sintetis"), lambda row: yes(row.synthetic), 12),
)


def _document(row: UnitRow) -> str:
    return str(row.document or "")


UNITS = (
    *_NAMED,
    Field(gettext_lazy("Sementara"), lambda row: yes(row.provisional), 11),
    Field(gettext_lazy("Keadaan"), lambda row: str(STATES[row.state]), 14),
    Field(gettext_lazy("Indikator dilaporkan"), lambda row: row.reported, 12),
    Field(gettext_lazy("Indikator dinilai"), lambda row: row.required, 12),
    Field(gettext_lazy("Diubah"), lambda row: row.updated_at, 18),
    Field(gettext_lazy("Dokumen"), _document, 38),
)
PUBLIC = (*_NAMED, Field(gettext_lazy("Dokumen"), _document, 38))


def _past(value: Callable[[PastSeen], Any]) -> Callable[[Any], Any]:
    """What is said of a unit that was given a score then, and nothing of others."""
    return lambda row: value(row.past) if row.past else None


def _of_unit(field: Field) -> Field:
    return Field(field.label, lambda row: field.value(row.unit), field.width, field.form)


def _task(row: QueuedUnit) -> str:
    return str(row.task)


#: The whole queue of an account: a line for each unit and what waits there.
QUEUE = (Field(gettext_lazy("Pekerjaan"), _task, 34), *(_of_unit(field) for field in UNITS))
#: The columns of a list in which some were given a score then, with how it differs from ours, and why.
UNITS_WITH_PAST = (
    *(_of_unit(field) for field in UNITS),
    Field(gettext_lazy("Capaian dulu (%)"), _past(lambda past: past.score.completion), 12, PERCENT),
    Field(gettext_lazy("Nilai dulu"), _past(lambda past: past.score.nilai), 10),
    Field(gettext_lazy("Kategori dulu"), _past(lambda past: past.score.kategori), 18),
    Field(gettext_lazy("Sumber skor dulu"), _past(lambda past: past.score.source), 36),
    Field(gettext_lazy("Beda"), _past(lambda past: past.difference), 24),
    Field(gettext_lazy("Sebab beda"), _past(lambda past: past.reasons), 60),
)


def units_listed(user: Any, period: Period, rows: Sequence[UnitRow]) -> tuple[Sequence[Field], Sequence[Any]]:
    """Columns and rows of a list of units; with what they were given then where any of them was."""
    found = with_past(user, period, rows)
    return (UNITS_WITH_PAST, found) if any(row.past for row in found) else (UNITS, rows)


def _late(row: ServiceReport) -> str:
    return yes(row.reported_on > row.evaluation.period.reports_due)


REPORTS = (
    Field(gettext_lazy("Kode"), lambda row: row.output.code, 8),
    Field(gettext_lazy("Keluaran"), lambda row: row.output.text, 60),
    Field(gettext_lazy("Tanggal"), lambda row: row.reported_on, 12),
    Field(gettext_lazy("Terlambat"), _late, 10),
    Field(gettext_lazy("Dokumen"), lambda row: row.quantity, 12, WHOLE),
    SYNTHETIC,
)
INNOVATIONS = (
    Field(gettext_lazy("Inovasi"), lambda row: row.title, 40),
    Field(gettext_lazy("Bidang"), lambda row: row.get_field_display(), 26),
    Field(gettext_lazy("Uraian"), lambda row: row.description, 60),
    Field(gettext_lazy("Keadaan"), lambda row: row.get_state_display(), 16),
    Field(gettext_lazy("Catatan"), lambda row: row.note, 40),
    Field(gettext_lazy("Bukti"), lambda row: str(row.evidence_id or ""), 38),
    SYNTHETIC,
)
#: Evidence as the page of an appraisal shows it; that of the unit says by whom, too.
FILES_SEEN = (
    Field(gettext_lazy("Indikator"), lambda row: row.indicator.code if row.indicator else "", 10),
    Field(gettext_lazy("Berkas"), lambda row: row.name, 44),
    Field(gettext_lazy("Ukuran (bita)"), lambda row: row.size, 14, WHOLE),
    Field(gettext_lazy("Diunggah"), lambda row: row.uploaded_at, 18),
)
FILES = (
    *FILES_SEEN,
    Field(gettext_lazy("Oleh"), lambda row: row.uploaded_by.display_name, 34),
    Field(gettext_lazy("SHA-256"), lambda row: row.sha256, 66),
)
