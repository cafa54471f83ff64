"""An official's objection to element 2, its answer and its decision; the clarification of element 1 (R10)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .appraisal import Appraisal


class Objection(models.Model):
    """One objection a revision; its state is that of the appraisal, its dates count in the office's zone."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Hasil tetap")
        CHANGED = "changed", _("Hasil diubah")

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="objections")
    revision = models.PositiveSmallIntegerField(_("revisi"))
    text = models.TextField(_("keberatan"))
    filed_at = models.DateTimeField(_("diajukan"))
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer_due = models.DateField(_("batas menjawab"))
    answer = models.TextField(_("jawaban pejabat penilai"), blank=True)
    answered_at = models.DateTimeField(_("dijawab"), null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_as = models.JSONField(_("menjawab selaku"), null=True)
    decision = models.TextField(_("putusan"), blank=True)
    outcome = models.CharField(_("hasil putusan"), max_length=8, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(_("diputus"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_as = models.JSONField(_("memutus selaku"), null=True)

    class Meta:
        verbose_name = _("keberatan")
        verbose_name_plural = _("keberatan")
        ordering = ["appraisal", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "revision"], name="objection_once_a_revision"),
            models.CheckConstraint(
                name="objection_answer_is_signed",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__gte=F("filed_at"), answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="objection_decision_is_signed",
                condition=Q(decision="", outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | (
                    ~Q(decision="")
                    & ~Q(outcome="")
                    & Q(decided_at__gte=F("filed_at"), decided_by__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.appraisal}"


class Clarification(models.Model):
    """An official asks the Ditjen about the figures of element 1, by analogy with an objection (R10)."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Angka tetap")
        CORRECT = "correct", _("Angka perlu diperbaiki")

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="clarifications")
    text = models.TextField(_("yang ditanyakan"))
    asked_at = models.DateTimeField(_("diajukan"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due = models.DateField(_("batas menjawab"))
    answer = models.TextField(_("jawaban Ditjen"), blank=True)
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome.choices, blank=True)
    answered_at = models.DateTimeField(_("dijawab"), null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("klarifikasi data")
        verbose_name_plural = _("klarifikasi data")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal"], condition=Q(answer=""), name="clarification_one_open"
            ),
            models.CheckConstraint(
                name="clarification_answer_is_signed",
                condition=Q(answer="", outcome="", answered_at__isnull=True, answered_by__isnull=True)
                | (
                    ~Q(answer="")
                    & ~Q(outcome="")
                    & Q(answered_at__gte=F("asked_at"), answered_by__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.appraisal}"
