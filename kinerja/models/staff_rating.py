"""Element 2: SKP and perilaku of an official, under the rules in force at the period's end (II.C.2, R8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .appraisal import Appraisal


class StaffRating(models.Model):
    """What the direct superior rated, or what was decided elsewhere; no row is "belum tersedia", never 0.

    ``data`` is what was entered and ``result`` what ``kinerja.rules.staff`` made of it; ``value`` is None
    where the regime knows only a predikat, and everything is empty where the rating is not available yet.
    """

    class Origin(models.TextChoices):
        ENTERED = "entered", _("Diisi atasan langsung")
        ELSEWHERE = "elsewhere", _("Diputuskan di tempat lain")
        DECISION = "decision", _("Putusan atas keberatan")
        UNAVAILABLE = "unavailable", _("Belum tersedia")

    appraisal = models.OneToOneField(Appraisal, models.CASCADE, related_name="rating")
    regime = models.CharField(_("aturan"), max_length=10)
    origin = models.CharField(_("asal"), max_length=12, choices=Origin.choices)
    data = models.JSONField(_("isian"), default=dict)
    result = models.JSONField(_("rincian hasil"), null=True)
    value = models.DecimalField(_("nilai"), max_digits=6, decimal_places=2, null=True)
    predikat = models.CharField(_("predikat"), max_length=40, blank=True)
    reason = models.TextField(_("alasan belum tersedia"), blank=True)
    synthetic = models.BooleanField(_("sintetis"), default=False)
    rated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("diisi oleh"))
    rated_at = models.DateTimeField(_("diisi"), auto_now=True)

    class Meta:
        verbose_name = _("SKP dan perilaku")
        verbose_name_plural = _("SKP dan perilaku")
        constraints = [
            models.CheckConstraint(
                name="rating_is_available_or_says_why_not",
                condition=(
                    Q(origin="unavailable", result__isnull=True, value__isnull=True, predikat="")
                    & ~Q(reason="")
                )
                | (~Q(origin="unavailable") & Q(result__isnull=False) & ~Q(predikat="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal}: {self.predikat or self.get_origin_display()}"

    @property
    def is_available(self) -> bool:
        """Whether there is a result of element 2."""
        return self.origin != self.Origin.UNAVAILABLE
