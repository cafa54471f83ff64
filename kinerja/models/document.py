"""Signed documents: a frozen snapshot, the PDF made of it, who signed it, and what became of it."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .agreement import PerformanceAgreement
from .appraisal import Appraisal
from .evaluation import SemesterEvaluation


class DocumentQuerySet(models.QuerySet[Any]):
    """Documents are seen by whoever sees what they are about."""

    def visible_to(self, user: Any) -> Self:
        """The documents of the evaluations, appraisals and agreements that an account may see."""
        units = Q(evaluation__in=SemesterEvaluation.objects.visible_to(user))
        people = Q(appraisal__in=Appraisal.objects.visible_to(user))
        promises = Q(agreement__in=PerformanceAgreement.objects.visible_to(user))
        return self.filter(units | people | promises)


def document_path(document: "SignedDocument", name: str) -> str:
    """Where the PDF is stored."""
    return f"documents/{document.pk}.pdf"


class SignedDocument(models.Model):
    """A rendered and signed PDF; its bytes stay, a further signature only adds to them.

    It is about a unit's evaluation, about an official's appraisal or about an agreement. ``file``, ``size``
    and ``sha256`` are those of the file with all its signatures; ``office`` is whose letterhead it bears.
    """

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Perjanjian Kinerja")
        UNIT_RESULT = "unit_result", _("Hasil Penilaian Kinerja Unit Kerja")
        APPRAISAL = "appraisal", _("Hasil Penilaian Kinerja Pejabat")
        RECAPITULATION = "recapitulation", _("Rekapitulasi Hasil Penilaian Kinerja Provinsi")
        DECISION = "decision", _("Keputusan atas Keberatan")

    #: Those about an official.
    PERSONAL = (Kind.APPRAISAL, Kind.DECISION)

    class Status(models.TextChoices):
        CURRENT = "current", _("Berlaku")
        SUPERSEDED = "superseded", _("Digantikan")
        WITHDRAWN = "withdrawn", _("Ditarik")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("kode verifikasi"), max_length=20, unique=True)
    kind = models.CharField(_("jenis"), max_length=16, choices=Kind.choices)
    evaluation = models.ForeignKey(SemesterEvaluation, models.PROTECT, null=True, related_name="documents")
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, related_name="documents")
    agreement = models.ForeignKey(PerformanceAgreement, models.PROTECT, null=True, related_name="documents")
    office = models.CharField(_("penerbit"), max_length=40, blank=True, db_index=True)
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
                fields=["evaluation", "kind"], condition=Q(status="current"), name="document_one_current"
            ),
            models.UniqueConstraint(
                fields=["evaluation", "kind", "revision"], name="document_once_a_revision"
            ),
            models.UniqueConstraint(
                fields=["appraisal"], condition=Q(status="current"), name="appraisal_document_one_current"
            ),
            models.UniqueConstraint(
                fields=["appraisal", "revision"], name="appraisal_document_once_a_revision"
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(status="current"), name="agreement_document_one_current"
            ),
            models.UniqueConstraint(
                fields=["agreement", "revision"], name="agreement_document_once_a_revision"
            ),
            models.CheckConstraint(
                name="document_kind_fits",
                condition=Q(
                    kind__in=["unit_result", "recapitulation"],
                    evaluation__isnull=False,
                    appraisal__isnull=True,
                    agreement__isnull=True,
                )
                | Q(
                    kind__in=["appraisal", "decision"],
                    evaluation__isnull=True,
                    appraisal__isnull=False,
                    agreement__isnull=True,
                )
                | Q(
                    kind="agreement",
                    evaluation__isnull=True,
                    appraisal__isnull=True,
                    agreement__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"


class DocumentSignature(models.Model):
    """One signature in the file of a document, and the file as it was with this signature the last.

    ``part`` is the name of the signature field (``documents.parts``). ``timestamped_at`` is what a time-stamp
    authority says, ``signed_at`` what the signer said.
    """

    document = models.ForeignKey(SignedDocument, models.PROTECT, related_name="signatures")
    place = models.PositiveSmallIntegerField(_("urutan"))
    part = models.CharField(_("bagian"), max_length=40)
    signer_name = models.CharField(_("penanda tangan"), max_length=200)
    post = models.CharField(_("jabatan"), max_length=300, blank=True)
    certificate = models.CharField(_("sertifikat"), max_length=300)
    serial = models.CharField(_("nomor seri"), max_length=64, blank=True)
    expires_at = models.DateTimeField(_("sertifikat berlaku sampai"), null=True)
    level = models.CharField(_("tingkat PAdES"), max_length=4)
    signed_at = models.DateTimeField(_("ditandatangani"))
    timestamped_at = models.DateTimeField(_("cap waktu"), null=True)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField("SHA-256", max_length=64)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tanda tangan")
        verbose_name_plural = _("tanda tangan")
        ordering = ["document", "place"]
        constraints = [
            models.UniqueConstraint(fields=["document", "place"], name="signature_one_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.place}"
