"""What the assessor recommends, and the guidance planned where a result is low (I.B, facts.md 1 item 8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .appraisal import Appraisal


class Recommendation(models.Model):
    """The assessor's recommendation on an official; at least one of its four parts is written."""

    PARTS = ("career", "training", "guidance", "proposal")

    appraisal = models.OneToOneField(Appraisal, models.CASCADE, related_name="recommendation")
    career = models.TextField(_("karier"), blank=True)
    training = models.TextField(_("pelatihan"), blank=True)
    guidance = models.TextField(_("pembinaan"), blank=True)
    proposal = models.TextField(_("usulan kepada Menteri"), blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("ditulis"), auto_now=True)

    class Meta:
        verbose_name = _("rekomendasi")
        verbose_name_plural = _("rekomendasi")
        constraints = [
            models.CheckConstraint(
                name="recommendation_says_something",
                condition=~Q(career="", training="", guidance="", proposal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.appraisal}"


class GuidanceStep(models.Model):
    """One step of a guidance plan: what, until when, and what came of it."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="guidance_steps")
    what = models.CharField(_("pembinaan"), max_length=300)
    due_on = models.DateField(_("tindak lanjut paling lambat"))
    done_on = models.DateField(_("dilaksanakan"), null=True)
    note = models.TextField(_("hasil tindak lanjut"), blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("rencana pembinaan")
        verbose_name_plural = _("rencana pembinaan")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="guidance_done_is_recorded",
                condition=Q(done_on__isnull=True, recorded_by__isnull=True)
                | Q(done_on__isnull=False, recorded_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.what
