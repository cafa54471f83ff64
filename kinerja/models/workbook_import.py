"""Tables that were sent in: the file, who sent it for which period, and what applying it did."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.access import holds

from .period import Period
from .stored_file import StoredFile


class WorkbookImportQuerySet(models.QuerySet[Any]):
    """Imports are seen by who sent them, and by whoever keeps or audits the installation."""

    def visible_to(self, user: Any) -> Self:
        """An account's own imports; all of them for a national admin_pusat and auditor."""
        if holds(user, "admin_pusat") or holds(user, "auditor"):
            return self.all()
        return self.filter(uploaded_by=user.pk) if getattr(user, "pk", None) else self.none()


def import_path(row: "WorkbookImport", name: str) -> str:
    """Where a file is stored: by its id, never by the name a user gave it."""
    return f"imports/{row.pk}"


class WorkbookImport(StoredFile):
    """One file sent in; ``changes`` says what applying it wrote, by the key of each thing: what stood there
    before and after. Undoing it needs no more. Without a period it is for none.
    """

    class Kind(models.TextChoices):
        RESULTS = "results", _("Hasil semester")
        OFFICIALS = "officials", _("Pejabat dan pengangkatan")
        NATIONAL_TARGETS = "national_targets", _("Target nasional")
        AGREEMENTS = "agreements", _("Perjanjian Kinerja dan target")
        RATINGS = "ratings", _("Unsur 2 (SKP) dari tempat lain")
        REPORTS = "reports", _("Laporan pelayanan")
        HISTORY = "history", _("Hasil masa lalu")

    class State(models.TextChoices):
        CHECKED = "checked", _("Diperiksa")
        APPLIED = "applied", _("Diterapkan")
        UNDONE = "undone", _("Dibatalkan")

    kind = models.CharField(_("isi"), max_length=20, choices=Kind.choices)
    period = models.ForeignKey(
        Period, models.PROTECT, null=True, related_name="imports", verbose_name=_("periode")
    )
    file = models.FileField(_("berkas"), upload_to=import_path)
    state = models.CharField(_("keadaan"), max_length=8, choices=State.choices, default=State.CHECKED)
    changes = models.JSONField(_("perubahan"), null=True, editable=False)
    applied_at = models.DateTimeField(_("diterapkan"), null=True)
    undone_at = models.DateTimeField(_("dibatalkan"), null=True)

    objects = WorkbookImportQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = _("impor buku kerja")
        verbose_name_plural = _("impor buku kerja")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="import_state_fields",
                condition=Q(
                    state="checked", applied_at__isnull=True, undone_at__isnull=True, changes__isnull=True
                )
                | Q(state="applied", applied_at__isnull=False, undone_at__isnull=True, changes__isnull=False)
                | Q(state="undone", applied_at__isnull=False, undone_at__isnull=False, changes__isnull=False),
            ),
        ]
