"""The figures of a unit's semester, one row an indicator; no row means not reported (R4)."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .evaluation import SemesterEvaluation
from .indicator import Indicator


class Realization(models.Model):
    """What was achieved on one indicator: counts, or a published percentage, or a value."""

    evaluation = models.ForeignKey(SemesterEvaluation, models.CASCADE, related_name="realizations")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("indikator"))
    numerator = models.DecimalField(_("pembilang"), max_digits=20, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(_("penyebut"), max_digits=20, decimal_places=2, null=True, blank=True)
    percent = models.DecimalField(_("persen terbitan"), max_digits=9, decimal_places=4, null=True, blank=True)
    value = models.CharField(_("nilai isian"), max_length=40, blank=True)
    cutoff = models.DateField(_("posisi pembilang"), null=True, blank=True)
    denominator_cutoff = models.DateField(_("posisi penyebut"), null=True, blank=True)
    source = models.CharField(_("sumber"), max_length=200, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    synthetic = models.BooleanField(_("sintetis"), default=False)
    zero_reason = models.TextField(_("alasan penetapan nol"), blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("diisi oleh"))
    entered_at = models.DateTimeField(_("diisi"), auto_now=True)

    class Meta:
        verbose_name = _("realisasi")
        verbose_name_plural = _("realisasi")
        ordering = ["evaluation", "indicator__sequence"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "indicator"], name="realization_once_an_indicator"),
            models.CheckConstraint(
                name="realization_numerator_not_negative",
                condition=Q(numerator__isnull=True) | Q(numerator__gte=Decimal(0)),
            ),
            models.CheckConstraint(
                name="realization_denominator_positive",
                condition=Q(denominator__isnull=True) | Q(denominator__gt=Decimal(0)),
            ),
            models.CheckConstraint(
                name="realization_percent_not_negative",
                condition=Q(percent__isnull=True) | Q(percent__gte=Decimal(0)),
            ),
            models.CheckConstraint(
                name="realization_says_something",
                condition=Q(numerator__isnull=False)
                | Q(denominator__isnull=False)
                | Q(percent__isnull=False)
                | ~Q(value="")
                | ~Q(zero_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.indicator.code}"
