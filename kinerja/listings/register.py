"""Columns of registers: incidents, delegations, files sent in, messages, documents, the audit trail."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field
from kinerja.listings.common import SYNTHETIC, yes
from kinerja.models import Incident, Notification, SignedDocument
from kinerja.selectors.audit import changes
from kinerja.selectors.document import is_finished
from kinerja.services import reminder_rules
from officials import audit
from officials.models import AuditEntry, Delegation


def _changed(entry: AuditEntry) -> str:
    return "; ".join(f"{name}: {_from(before)}{_to(after)}" for name, before, after in changes(entry))


def _from(before: Any) -> str:
    return "" if before is None else f"{before} → "


def _to(after: Any) -> str:
    return "–" if after is None else str(after)


AUDIT = (
    Field(gettext_lazy("No."), lambda row: row.sequence, 8),
    Field(gettext_lazy("Waktu"), lambda row: row.at, 18),
    Field(gettext_lazy("Tindakan"), lambda row: audit.label_of(row.action), 30),
    Field(gettext_lazy("Pelaku"), lambda row: row.actor_name, 34),
    Field(gettext_lazy("Objek"), lambda row: row.object_name, 40),
    Field(gettext_lazy("Jenis objek"), lambda row: row.object_type, 26),
    Field(gettext_lazy("Id objek"), lambda row: row.object_id, 20),
    Field(gettext_lazy("Catatan"), lambda row: row.note, 40),
    Field(gettext_lazy("Perubahan"), _changed, 60),
    Field(gettext_lazy("Hash"), lambda row: row.hash, 66),
)


def _where(row: Incident) -> str:
    return row.unit.name


INCIDENTS = (
    Field(gettext_lazy("Tanggal"), lambda row: row.happened_on, 12),
    Field(gettext_lazy("Unit kerja"), _where, 60),
    Field(gettext_lazy("Jenis"), lambda row: row.get_kind_display(), 34),
    Field(gettext_lazy("Uraian"), lambda row: row.description, 60),
    Field(gettext_lazy("Sumber"), lambda row: row.source, 34),
    Field(gettext_lazy("Keadaan"), lambda row: row.get_state_display(), 16),
    SYNTHETIC,
)


def _in_force(row: Delegation) -> str:
    today = timezone.localdate()
    return yes(row.ended_at is None and row.valid_from <= today <= row.valid_until)


DELEGATIONS = (
    Field(gettext_lazy("Jabatan"), lambda row: row.position.title, 70),
    Field(gettext_lazy("Pelaksana harian"), lambda row: row.delegate.name, 34),
    Field(gettext_lazy("Mulai"), lambda row: row.valid_from, 12),
    Field(gettext_lazy("Sampai"), lambda row: row.valid_until, 12),
    Field(gettext_lazy("Berlaku hari ini"), _in_force, 10),
    Field(gettext_lazy("Diakhiri"), lambda row: row.ended_at, 18),
    Field(gettext_lazy("Nomor keputusan"), lambda row: row.decree_number, 26),
    Field(gettext_lazy("Tanggal keputusan"), lambda row: row.decree_date, 12),
    Field(gettext_lazy("Dicatat oleh"), lambda row: row.recorded_by.display_name, 34),
)
#: Workbooks that were sent in.
IMPORTS = (
    Field(gettext_lazy("Berkas"), lambda row: row.name, 44),
    Field(gettext_lazy("Isi"), lambda row: row.get_kind_display(), 26),
    Field(gettext_lazy("Periode"), lambda row: row.period.code if row.period else "", 10),
    Field(gettext_lazy("Diunggah"), lambda row: row.uploaded_at, 18),
    Field(gettext_lazy("Oleh"), lambda row: row.uploaded_by.display_name, 34),
    Field(gettext_lazy("Keadaan"), lambda row: row.get_state_display(), 16),
)


def _event(row: Notification) -> str:
    return str(reminder_rules.label_of(row.event))


NOTIFICATIONS = (
    Field(gettext_lazy("Waktu"), lambda row: row.created_at, 18),
    Field(gettext_lazy("Peristiwa"), _event, 34),
    Field(gettext_lazy("Pesan"), lambda row: row.text, 90),
    Field(gettext_lazy("Dibaca"), lambda row: row.read_at, 18),
)


def _status(row: SignedDocument) -> str:
    waits = row.status == SignedDocument.Status.CURRENT and not is_finished(row)
    return _("Menunggu pihak kedua") if waits else row.get_status_display()


#: Documents ever issued about one thing.
DOCUMENTS = (
    Field(gettext_lazy("Jenis"), lambda row: row.get_kind_display(), 44),
    Field(gettext_lazy("Kode verifikasi"), lambda row: row.code, 22),
    Field(gettext_lazy("Nomor"), lambda row: row.number, 26),
    Field(gettext_lazy("Revisi"), lambda row: row.revision, 8),
    Field(gettext_lazy("Diterbitkan"), lambda row: row.issued_at, 18),
    Field(gettext_lazy("Penanda tangan"), lambda row: row.signer_name, 34),
    Field(gettext_lazy("Status"), _status, 22),
)
