"""Perjanjian Kinerja: what a unit promised for a year (II.C.1)."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from officials.models import WorkUnit

from .indicator import Indicator, IndicatorSet


class AgreementQuerySet(models.QuerySet[Any]):
    """Agreements are seen by whoever sees the office that made them."""

    def visible_to(self, user: Any) -> Self:
        """The agreements of the offices that an account may see today."""
        return self.filter(unit__in=WorkUnit.objects.visible_to(user))


class PerformanceAgreement(models.Model):
    """The agreement of the Dirjen and a Kepala Dinas for one year."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Konsep")
        OFFERED = "offered", _("Ditandatangani pihak pertama")
        SIGNED = "signed", _("Ditandatangani")

    unit = models.ForeignKey(
        WorkUnit, models.PROTECT, related_name="agreements", verbose_name=_("unit kerja")
    )
    year = models.PositiveSmallIntegerField(_("tahun"))
    indicator_set = models.ForeignKey(IndicatorSet, models.PROTECT, verbose_name=_("set indikator"))
    number = models.CharField(_("nomor"), max_length=80, blank=True)
    state = models.CharField(_("keadaan"), max_length=8, choices=State.choices, default=State.DRAFT)
    signed_on = models.DateField(_("tanggal"), null=True, blank=True)
    national_series = models.CharField(
        _("deret target nasional"),
        max_length=60,
        blank=True,
        help_text=_("Deret yang disepakati; kosong: deret menurut kebijakan penilaian."),
    )
    synthetic = models.BooleanField(_("sintetis"), default=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("perjanjian kinerja")
        verbose_name_plural = _("perjanjian kinerja")
        ordering = ["-year", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="agreement_once_a_year"),
            models.CheckConstraint(
                name="agreement_signed_has_date",
                condition=models.Q(state__in=["draft", "offered"]) | models.Q(signed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class IndicatorTarget(models.Model):
    """The target of one indicator in an agreement; without a row the decree's own target serves."""

    agreement = models.ForeignKey(
        PerformanceAgreement, models.CASCADE, related_name="targets", verbose_name=_("perjanjian")
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("indikator"))
    target = models.DecimalField(_("target"), max_digits=9, decimal_places=2)

    class Meta:
        verbose_name = _("target indikator")
        verbose_name_plural = _("target indikator")
        ordering = ["agreement", "indicator__sequence"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "indicator"], name="target_once_an_indicator"),
            models.CheckConstraint(name="target_positive", condition=models.Q(target__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.target}"


class AgreementProgram(models.Model):
    """A program of the annex with its budget (PermenPANRB 53/2014; facts.md 6)."""

    agreement = models.ForeignKey(
        PerformanceAgreement, models.CASCADE, related_name="programs", verbose_name=_("perjanjian")
    )
    sequence = models.PositiveSmallIntegerField(_("urutan"))
    name = models.CharField(_("program"), max_length=200)
    budget = models.PositiveBigIntegerField(_("anggaran (rupiah)"))
    note = models.CharField(_("keterangan"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("program")
        ordering = ["agreement", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "sequence"], name="program_one_a_place"),
        ]

    def __str__(self) -> str:
        return self.name
