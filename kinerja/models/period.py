"""Semesters and the policy they are judged by (R1, R6)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kinerja.rules.policy import Policy, PolicyError

from .frozen import Freezing
from .indicator import IndicatorSet


def validate_policy(data: Any) -> None:
    """Refuse data that the rules cannot read, in the rules' own words."""
    try:
        Policy.from_data(data)
    except PolicyError as error:
        raise ValidationError(str(error)) from error


class ScoringPolicy(Freezing):
    """A version of our reading of the decree; frozen once a period opened under it."""

    version = models.PositiveSmallIntegerField(_("versi"), unique=True)
    name = models.CharField(_("nama"), max_length=120)
    data = models.JSONField(_("isi"), validators=[validate_policy])
    frozen_at = models.DateTimeField(_("dibekukan"), null=True, editable=False)

    class Meta:
        verbose_name = _("kebijakan penilaian")
        verbose_name_plural = _("kebijakan penilaian")
        ordering = ["version"]

    def __str__(self) -> str:
        return str(self.version)


class Period(models.Model):
    """A semester: closed by its cut-off, entered and verified in a window after it."""

    class State(models.TextChoices):
        OPEN = "open", _("Terbuka")
        CLOSED = "closed", _("Ditutup")

    #: What a period was opened on; its evaluations and results rest on it, so it never changes (R11).
    FIXED = ("code", "year", "semester", "cutoff", "policy_id", "indicator_set_id")

    code = models.CharField(_("kode"), max_length=6, unique=True)
    year = models.PositiveSmallIntegerField(_("tahun"))
    semester = models.PositiveSmallIntegerField(_("semester"), choices=[(1, "I"), (2, "II")])
    cutoff = models.DateField(_("tanggal posisi"))
    entry_opens = models.DateField(_("pengisian mulai"))
    entry_closes = models.DateField(_("pengisian berakhir"), null=True, blank=True)
    reports_due = models.DateField(_("batas laporan pelayanan"))
    policy = models.ForeignKey(ScoringPolicy, models.PROTECT, verbose_name=_("kebijakan"))
    indicator_set = models.ForeignKey(IndicatorSet, models.PROTECT, verbose_name=_("set indikator"))
    state = models.CharField(_("keadaan"), max_length=8, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(_("dibuka"), auto_now_add=True)

    class Meta:
        verbose_name = _("periode")
        verbose_name_plural = _("periode")
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(fields=["year", "semester"], name="period_once"),
            models.CheckConstraint(name="period_semester", condition=Q(semester__in=[1, 2])),
            models.CheckConstraint(
                name="period_window_after_cutoff", condition=Q(entry_opens__gt=F("cutoff"))
            ),
            models.CheckConstraint(
                name="period_window_ordered",
                condition=Q(entry_closes__isnull=True) | Q(entry_closes__gte=F("entry_opens")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the period, unless what it was opened on would change (``ValidationError``)."""
        self.clean()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse to change what the period was opened on."""
        stored = None if self._state.adding else Period.objects.filter(pk=self.pk).values(*self.FIXED).first()
        if stored is None:
            return
        fixed = [field for field in self._meta.concrete_fields if field.attname in self.FIXED]
        changed = [
            str(field.verbose_name)
            for field in fixed
            if stored[field.attname] != field.to_python(getattr(self, field.attname))
        ]
        if changed:
            words = {"code": stored["code"], "fields": ", ".join(changed)}
            text = _("Periode %(code)s sudah dibuka; yang tidak dapat diubah lagi: %(fields)s.")
            raise ValidationError(text % words)

    @property
    def label(self) -> str:
        """How people say it: "Semester I Tahun 2025"."""
        return f"Semester {self.get_semester_display()} Tahun {self.year}"

    @property
    def starts(self) -> date:
        """First day of the semester."""
        return date(self.year, 1 if self.semester == 1 else 7, 1)

    def accepts_entry(self, on: date | None = None) -> bool:
        """Whether figures may be entered on a day (default: today)."""
        day = on or timezone.localdate()
        ended = self.entry_closes is not None and day > self.entry_closes
        return self.state == self.State.OPEN and day >= self.entry_opens and not ended
