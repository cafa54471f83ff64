"""Innovations of a unit's services (K3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import Position, User

from .evaluation import SemesterEvaluation
from .evidence import Evidence


class Innovation(models.Model):
    """An innovation that a unit claims and the Ditjen verifies or rejects; only verified ones count."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Diajukan")
        VERIFIED = "verified", _("Terverifikasi")
        REJECTED = "rejected", _("Ditolak")

    evaluation = models.ForeignKey(SemesterEvaluation, models.CASCADE, related_name="innovations")
    title = models.CharField(_("nama inovasi"), max_length=160)
    field = models.CharField(_("bidang"), max_length=12, choices=Position.Field.choices)
    description = models.TextField(_("uraian"), blank=True)
    evidence = models.ForeignKey(Evidence, models.SET_NULL, null=True, blank=True, verbose_name=_("bukti"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.PROPOSED)
    note = models.TextField(_("catatan verifikator"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    synthetic = models.BooleanField(_("sintetis"), default=False)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("inovasi")
        verbose_name_plural = _("inovasi")
        ordering = ["evaluation", "id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "title"], name="innovation_title_once"),
            models.CheckConstraint(
                name="innovation_decision_is_signed",
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title
