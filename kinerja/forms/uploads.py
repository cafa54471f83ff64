"""A field for several files, each checked as the service will check it."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from kinerja.exchange.upload import UploadError, check_upload, clean_name
from kinerja.services.attachment import Upload

ACCEPT = ".pdf,.png,.jpg,.jpeg,.xlsx,.docx"


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; each that is not taken is named with the reason."""

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "form-control", "accept": ACCEPT}
        attrs["data-max-bytes"] = str(settings.EVIDENCE_MAX_BYTES)
        given: dict[str, Any] = {"required": False, "widget": FilesInput(attrs=attrs)}
        super().__init__(**(given | options))

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Check every file as the service will."""
        uploads = [_upload(file) for file in data or []]
        faults = [fault for upload in uploads if (fault := _fault(upload))]
        if faults:
            raise ValidationError(faults)
        return uploads


def _upload(file: UploadedFile) -> Upload:
    return Upload(cast("Any", file.file), file.name or "", file.size or 0)


def _fault(upload: Upload) -> str:
    shown = clean_name(upload.name)
    try:
        check_upload(shown, upload.file, upload.size, settings.EVIDENCE_MAX_BYTES)
    except UploadError as error:
        return f"{shown}: {error}"
    return ""
