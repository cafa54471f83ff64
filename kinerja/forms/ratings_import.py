"""The file of results of element 2 that were decided elsewhere."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kinerja.exchange.staff_rating import RatingTable, read_ratings
from kinerja.exchange.upload import UploadError, clean_name
from kinerja.forms.registers import ServiceForm


class RatingsFileForm(ServiceForm):
    """A workbook or CSV file; ``table`` is what it holds, after ``is_valid()``."""

    file = forms.FileField(
        label=_("Berkas XLSX atau CSV, paling besar 10 MB"),
        allow_empty_file=True,  # said in the words of the reader
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv"}),
        error_messages={"required": _("Pilih berkas yang akan diimpor.")},
    )
    table: RatingTable

    def clean_file(self) -> UploadedFile:
        """Read the file; a fault of the file as a whole stands at the input."""
        file: UploadedFile = self.cleaned_data["file"]
        limit = settings.EVIDENCE_MAX_BYTES
        try:
            self.table = read_ratings(
                clean_name(file.name or ""), cast("Any", file.file), file.size or 0, limit
            )
        except UploadError as error:
            raise ValidationError(str(error)) from error
        return file
