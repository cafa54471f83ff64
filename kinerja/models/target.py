"""Registers of what the Ditjen decided nationally: targets by year, the designated SIAK version (R2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NationalTarget(models.Model):
    """A national target of a year; several series exist side by side, each with its source."""

    measure = models.CharField(_("ukuran"), max_length=40)
    year = models.PositiveSmallIntegerField(_("tahun"))
    series = models.CharField(_("deret"), max_length=60)
    target = models.DecimalField(_("target (%)"), max_digits=6, decimal_places=2)
    source = models.CharField(_("sumber"), max_length=200)
    synthetic = models.BooleanField(_("sintetis"), default=False)

    class Meta:
        verbose_name = _("target nasional")
        verbose_name_plural = _("target nasional")
        ordering = ["measure", "year", "series"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "year", "series"], name="national_target_once"),
            models.CheckConstraint(
                name="national_target_is_a_share",
                condition=models.Q(target__gt=0, target__lte=100),
                violation_error_message=_("Target harus lebih dari 0 dan paling banyak 100 persen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year} {self.series}: {self.target} %"


class DesignatedVersion(models.Model):
    """The SIAK version that the Ditjen designated from a day on (K1.3, P1.3)."""

    version = models.CharField(_("versi"), max_length=40)
    valid_from = models.DateField(_("ditetapkan berlaku sejak"), unique=True)
    source = models.CharField(_("sumber"), max_length=200)
    synthetic = models.BooleanField(_("sintetis"), default=False)

    class Meta:
        verbose_name = _("versi SIAK yang ditetapkan")
        verbose_name_plural = _("versi SIAK yang ditetapkan")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.version
