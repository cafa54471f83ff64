"""Register of proven levies and breaches of Permendagri 76/2015 (K1.5, P2.a, P2.b)."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import User, WorkUnit


class IncidentQuerySet(models.QuerySet[Any]):
    """Incidents are seen by whoever sees the office they concern."""

    def visible_to(self, user: Any) -> Self:
        """The incidents of the offices that an account may see today."""
        return self.filter(unit__in=WorkUnit.objects.visible_to(user))


class Incident(models.Model):
    """An incident of a unit on a day; it counts once the Ditjen has verified it (R2)."""

    class Kind(models.TextChoices):
        LEVY = "levy", _("Pungutan/OTT")
        BREACH = "breach", _("Pelanggaran Permendagri 76/2015")

    class State(models.TextChoices):
        REPORTED = "reported", _("Dilaporkan")
        VERIFIED = "verified", _("Terbukti")
        REJECTED = "rejected", _("Tidak terbukti")

    kind = models.CharField(_("jenis"), max_length=16, choices=Kind.choices)
    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="incidents", verbose_name=_("unit kerja"))
    happened_on = models.DateField(_("tanggal kejadian"))
    description = models.TextField(_("uraian"))
    source = models.CharField(_("sumber/bukti"), max_length=300)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.REPORTED)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    synthetic = models.BooleanField(_("sintetis"), default=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("kejadian")
        verbose_name_plural = _("register kejadian")
        ordering = ["-happened_on"]
        indexes = [models.Index(fields=["kind", "happened_on"])]
        constraints = [
            models.CheckConstraint(
                name="incident_decision_is_signed",
                condition=Q(state="reported", decided_by__isnull=True)
                | (~Q(state="reported") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"
