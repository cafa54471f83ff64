"""Files of an appraisal: documents of a rating, and what backs an objection, its answer or its decision."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .appraisal import Appraisal


class AttachmentQuerySet(models.QuerySet[Any]):
    """Files are seen by whoever sees their appraisal."""

    def visible_to(self, user: Any) -> Self:
        """The files of the appraisals that an account may see."""
        return self.filter(appraisal__in=Appraisal.objects.visible_to(user))


def attachment_path(attachment: "Attachment", name: str) -> str:
    """Where a file is stored: by its id, never by the name a user gave it."""
    return f"attachments/{attachment.pk}"


class Attachment(models.Model):
    """One uploaded file of an appraisal."""

    class Purpose(models.TextChoices):
        RATING = "rating", _("Dokumen SKP dan perilaku")
        OBJECTION = "objection", _("Lampiran keberatan")
        ANSWER = "answer", _("Lampiran jawaban")
        DECISION = "decision", _("Lampiran putusan")
        CLARIFICATION = "clarification", _("Lampiran klarifikasi")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="attachments")
    revision = models.PositiveSmallIntegerField(_("revisi"))
    purpose = models.CharField(_("untuk"), max_length=14, choices=Purpose.choices)
    file = models.FileField(_("berkas"), upload_to=attachment_path)
    name = models.CharField(_("nama berkas"), max_length=200)
    content_type = models.CharField(_("jenis isi"), max_length=100)
    size = models.PositiveIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("diunggah"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("lampiran")
        verbose_name_plural = _("lampiran")
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.name
