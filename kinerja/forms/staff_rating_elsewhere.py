"""Element 2 decided elsewhere (BKN e-Kinerja): what was decided, where it is written, and the document."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.forms.fields import NumberField, text_field
from kinerja.forms.staff_rating_judged import JudgedForm, number, plain
from kinerja.forms.uploads import FilesField
from kinerja.rules.staff.types import Regime
from kinerja.services.attachment import Upload

PRESET = "BKN e-Kinerja"
#: Inputs that the rating's data knows; the files go beside it.
KEYS = ("value", "predikat", "source", "document_number")


class ElsewhereForm(JudgedForm):
    """Value, predikat or both, with source and document; under words-only rules there is no value."""

    origin = "elsewhere"
    prefix = "luar"

    value = NumberField(label=_("Nilai"), percent=True)
    predikat = forms.ChoiceField(
        label=_("Predikat"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    source = text_field(_("Sumber"), length=200)
    document_number = text_field(_("Nomor dokumen"), length=200)
    documents = FilesField(label=_("Berkas dokumen (PDF, PNG, JPEG, XLSX, atau DOCX; paling besar 10 MB)"))

    def __init__(self, regime: Regime, *args: Any, **options: Any) -> None:
        super().__init__(regime, *args, **options)
        words = [(word, word) for word in regime.predikats]
        cast("forms.ChoiceField", self.fields["predikat"]).choices = [("", _("Pilih…")), *words]
        if regime.scale is None:
            del self.fields["value"]

    def from_rating(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """What was stored, or the usual source."""
        return {"source": PRESET, **stored, "value": number(stored.get("value"))}

    def to_rating(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The four keys, empty ones as None; the files are no part of the rating."""
        return {key: plain(cleaned.get(key)) or None for key in KEYS}

    def uploads(self) -> tuple[Upload, ...]:
        """The files to keep with the rating."""
        return tuple(self.cleaned_data.get("documents", ()))
