"""Files that back a figure, kept with the SHA-256 of their content."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .evaluation import SemesterEvaluation
from .indicator import Indicator


class EvidenceQuerySet(models.QuerySet[Any]):
    """Evidence is seen by whoever sees its evaluation."""

    def visible_to(self, user: Any) -> Self:
        """The evidence of the evaluations that an account may see."""
        return self.filter(evaluation__in=SemesterEvaluation.objects.visible_to(user))


def evidence_path(evidence: "Evidence", name: str) -> str:
    """Where a file is stored: by its id, never by the name a user gave it."""
    return f"evidence/{evidence.pk}"


class Evidence(models.Model):
    """One uploaded file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evaluation = models.ForeignKey(SemesterEvaluation, models.PROTECT, related_name="evidence")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, related_name="+", verbose_name=_("indikator")
    )
    file = models.FileField(_("berkas"), upload_to=evidence_path)
    name = models.CharField(_("nama berkas"), max_length=200)
    content_type = models.CharField(_("jenis isi"), max_length=100)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("diunggah"), auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bukti")
        verbose_name_plural = _("bukti")
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.name
