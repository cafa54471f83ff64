"""Signed documents: a frozen snapshot, the PDF made of it once, and what became of it."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .appraisal import Appraisal
from .evaluation import SemesterEvaluation


class DocumentQuerySet(models.QuerySet[Any]):
    """Documents are seen by whoever sees what they are about."""

    def visible_to(self, user: Any) -> Self:
        """The documents of the evaluations and of the appraisals that an account may see."""
        units = Q(evaluation__in=SemesterEvaluation.objects.visible_to(user))
        return self.filter(units | Q(appraisal__in=Appraisal.objects.visible_to(user)))


def document_path(document: "SignedDocument", name: str) -> str:
    """Where the PDF is stored."""
    return f"documents/{document.pk}.pdf"


class SignedDocument(models.Model):
    """A rendered and signed PDF; its bytes never change, only its status does.

    It is about a unit's evaluation or about an official's appraisal.
    """

    class Kind(models.TextChoices):
        UNIT_RESULT = "unit_result", _("Hasil Penilaian Kinerja Unit Kerja")
        APPRAISAL = "appraisal", _("Hasil Penilaian Kinerja Pejabat")

    class Status(models.TextChoices):
        CURRENT = "current", _("Berlaku")
        SUPERSEDED = "superseded", _("Digantikan")
        WITHDRAWN = "withdrawn", _("Ditarik")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("kode verifikasi"), max_length=20, unique=True)
    kind = models.CharField(_("jenis"), max_length=16, choices=Kind.choices)
    evaluation = models.ForeignKey(SemesterEvaluation, models.PROTECT, null=True, related_name="documents")
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, related_name="documents")
    revision = models.PositiveSmallIntegerField(_("revisi"))
    number = models.CharField(_("nomor"), max_length=80, blank=True)
    snapshot = models.TextField(_("data yang dibekukan"))
    snapshot_sha256 = models.CharField(max_length=64)
    file = models.FileField(_("berkas"), upload_to=document_path)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField("SHA-256", max_length=64)
    signer_name = models.CharField(_("penanda tangan"), max_length=200)
    certificate = models.CharField(_("sertifikat"), max_length=300)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.CURRENT)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    withdrawn_reason = models.TextField(_("alasan"), blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("diterbitkan"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("dokumen")
        verbose_name_plural = _("dokumen")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=Q(status="current"),
                name="document_one_current",
            ),
            models.UniqueConstraint(fields=["evaluation", "revision"], name="document_once_a_revision"),
            models.UniqueConstraint(
                fields=["appraisal"], condition=Q(status="current"), name="appraisal_document_one_current"
            ),
            models.UniqueConstraint(
                fields=["appraisal", "revision"], name="appraisal_document_once_a_revision"
            ),
            models.CheckConstraint(
                name="document_kind_fits",
                condition=Q(kind="unit_result", evaluation__isnull=False, appraisal__isnull=True)
                | Q(kind="appraisal", evaluation__isnull=True, appraisal__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"
