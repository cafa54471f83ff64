"""Forms of reference data in the admin that must see more than the fields they show."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kinerja.forms.fields import NumberField
from kinerja.models import Period

if TYPE_CHECKING:
    PeriodModelForm: TypeAlias = forms.ModelForm[Period]
else:  # Django's class takes no type argument at run time
    PeriodModelForm = forms.ModelForm


class PeriodForm(PeriodModelForm):
    """The window of a semester; its cut-off is shown, not entered."""

    class Meta:
        model = Period
        fields = ["entry_opens", "entry_closes", "reports_due", "state"]

    def clean_entry_opens(self) -> Any:
        """Figures are entered after the cut-off, never before (R6)."""
        opens = self.cleaned_data["entry_opens"]
        if opens <= self.instance.cutoff:
            raise ValidationError(_("Pengisian dimulai sesudah tanggal posisi."))
        return opens

    def clean(self) -> dict[str, Any]:
        """A window ends after it begins."""
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("entry_opens"), cleaned.get("entry_closes")
        if opens and closes and closes < opens:
            self.add_error("entry_closes", _("Pengisian berakhir sesudah dimulai."))
        return cleaned


def decimal_field(field: Any) -> NumberField | None:
    """The form field of a model's decimal, for a comma or a point; None for any other kind of field."""
    if not isinstance(field, models.DecimalField):
        return None
    return NumberField(
        percent=True,
        label=capfirst(field.verbose_name),
        required=not field.blank,
        help_text=field.help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
