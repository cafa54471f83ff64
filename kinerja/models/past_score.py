"""The score that a unit was given before this application, beside its own evaluation; never instead of it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .evaluation import SemesterEvaluation


class PastScoreQuerySet(models.QuerySet[Any]):
    """A score given then is seen by whoever sees its evaluation."""

    def visible_to(self, user: Any) -> Self:
        """Those of the evaluations that an account may see."""
        return self.filter(evaluation__in=SemesterEvaluation.objects.visible_to(user))


class PastScore(models.Model):
    """What an old document says that a unit came to in a period; nothing here is reckoned from it."""

    evaluation = models.OneToOneField(SemesterEvaluation, models.PROTECT, related_name="past_score")
    completion = models.DecimalField(_("capaian dulu (%)"), max_digits=6, decimal_places=2, null=True)
    nilai = models.DecimalField(_("nilai dulu"), max_digits=5, decimal_places=2, null=True)
    kategori = models.CharField(_("kategori dulu"), max_length=40, blank=True)
    source = models.CharField(_("sumber"), max_length=200)
    note = models.TextField(_("catatan"), blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("dicatat oleh"))
    recorded_at = models.DateTimeField(_("dicatat"))

    objects = PastScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("skor dulu")
        verbose_name_plural = _("skor dulu")
        ordering = ["evaluation"]
        constraints = [
            models.CheckConstraint(
                name="past_score_says_something",
                condition=Q(completion__isnull=False) | Q(nilai__isnull=False) | ~Q(kategori=""),
            ),
            models.CheckConstraint(name="past_score_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return str(self.evaluation)
