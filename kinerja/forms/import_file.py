"""A workbook that is sent in, and the period it is for."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kinerja.forms.registers import ServiceForm
from kinerja.models import Period


class ImportFileForm(ServiceForm):
    """An XLSX or CSV file, and a period where its kind is for one; the service reads it.

    Args:
        periods: those to choose from, the one at work first; empty for a kind that is for none.
    """

    period = forms.ModelChoiceField(
        Period.objects.all(),
        label=_("Periode"),
        to_field_name="code",
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    file = forms.FileField(
        label=_("Berkas XLSX atau CSV, paling besar 10 MB"),
        allow_empty_file=True,  # said in the words of the reader
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv"}),
        error_messages={"required": _("Pilih berkas yang akan diimpor.")},
    )

    def __init__(self, periods: Sequence[Period], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        if periods:
            chosen = cast("forms.ModelChoiceField", self.fields["period"])
            chosen.choices = [(period.code, period.label) for period in periods]
        else:
            del self.fields["period"]
        self.fields["file"].widget.attrs["data-max-bytes"] = str(settings.EVIDENCE_MAX_BYTES)
