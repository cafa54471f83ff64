"""What to issue of a period: a region or all of it, numbered or not."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinerja.forms.fields import text_field
from kinerja.models import Period
from kinerja.selectors.lookup import NothingFoundError, evaluations_in

#: The longest code is that of a kab/kota, "92.03".
CODE_LENGTH = 5


class IssueForm(forms.Form):
    """The question before "Terbitkan semua"; the passphrase is asked beside it and never shown again."""

    wilayah = text_field(_("Kode wilayah (kosong: semua)"), length=CODE_LENGTH)
    nomor = forms.BooleanField(
        label=_("Beri nomor berurutan"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, period: Period, data: Any = None) -> None:
        super().__init__(data, auto_id="terbitkan-%s")
        self.period = period
        self.fields["wilayah"].widget.attrs["placeholder"] = "92"

    def clean_wilayah(self) -> str:
        """A code that names something in the period, or nothing at all."""
        code: str = self.cleaned_data["wilayah"]
        try:
            evaluations_in(self.period, code)
        except NothingFoundError as none:
            raise ValidationError(str(none)) from none
        return code
