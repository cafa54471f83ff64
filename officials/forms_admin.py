"""Forms of the admin that are more than their model."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from officials.models import Official
from officials.nip import clean_nip, validate_nip

if TYPE_CHECKING:
    OfficialModelForm: TypeAlias = forms.ModelForm[Official]
else:  # Django's class takes no type argument at run time
    OfficialModelForm = forms.ModelForm


class NipField(forms.CharField):
    """Eighteen digits, with dots or spaces between them as people write them (facts.md 4)."""

    default_validators = [validate_nip]

    def to_python(self, value: Any) -> str:
        """The digits alone; what is no digit stays for the validator to name."""
        return clean_nip(super().to_python(value) or "")


class OfficialForm(OfficialModelForm):
    """A person; somebody elected has no NIP."""

    nip = NipField(
        label="NIP",
        required=False,
        max_length=40,
        help_text=_("18 angka; titik dan spasi boleh ditulis. Kosong untuk pejabat yang bukan PNS."),
    )

    class Meta:
        model = Official
        fields = ["name", "nip", "rank", "rank_since", "email", "is_example"]

    def clean_nip(self) -> str | None:
        """No NIP is stored as none, not as an empty one, of which there could be one only."""
        return self.cleaned_data["nip"] or None
