"""Files of an appraisal: documents of a rating, and what backs an objection, its answer or its decision."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .appraisal import Appraisal
from .stored_file import StoredFile


class AttachmentQuerySet(models.QuerySet[Any]):
    """Files are seen by whoever sees their appraisal."""

    def visible_to(self, user: Any) -> Self:
        """The files of the appraisals that an account may see."""
        return self.filter(appraisal__in=Appraisal.objects.visible_to(user))


def attachment_path(attachment: "Attachment", name: str) -> str:
    """Where a file is stored: by its id, never by the name a user gave it."""
    return f"attachments/{attachment.pk}"


class Attachment(StoredFile):
    """One uploaded file of an appraisal."""

    class Purpose(models.TextChoices):
        RATING = "rating", _("Dokumen SKP dan perilaku")
        OBJECTION = "objection", _("Lampiran keberatan")
        ANSWER = "answer", _("Lampiran jawaban")
        DECISION = "decision", _("Lampiran putusan")
        CLARIFICATION = "clarification", _("Lampiran klarifikasi")

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="attachments")
    revision = models.PositiveSmallIntegerField(_("revisi"))
    purpose = models.CharField(_("untuk"), max_length=14, choices=Purpose.choices)
    file = models.FileField(_("berkas"), upload_to=attachment_path)

    objects = AttachmentQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = _("lampiran")
        verbose_name_plural = _("lampiran")
