"""Files that back a figure, kept with the SHA-256 of their content."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .evaluation import SemesterEvaluation
from .indicator import Indicator
from .stored_file import StoredFile


class EvidenceQuerySet(models.QuerySet[Any]):
    """Evidence is seen by whoever sees its evaluation."""

    def visible_to(self, user: Any) -> Self:
        """The evidence of the evaluations that an account may see."""
        return self.filter(evaluation__in=SemesterEvaluation.objects.visible_to(user))


def evidence_path(evidence: "Evidence", name: str) -> str:
    """Where a file is stored: by its id, never by the name a user gave it."""
    return f"evidence/{evidence.pk}"


class Evidence(StoredFile):
    """One uploaded file."""

    evaluation = models.ForeignKey(SemesterEvaluation, models.PROTECT, related_name="evidence")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, related_name="+", verbose_name=_("indikator")
    )
    file = models.FileField(_("berkas"), upload_to=evidence_path)

    objects = EvidenceQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = _("bukti")
        verbose_name_plural = _("bukti")
