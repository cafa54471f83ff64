"""Forms of reference data in the admin that must see more than the fields they show."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kinerja.forms.fields import NumberField
from kinerja.models import Indicator, IndicatorTarget, PerformanceAgreement, Period

if TYPE_CHECKING:
    PeriodModelForm: TypeAlias = forms.ModelForm[Period]
    TargetModelForm: TypeAlias = forms.ModelForm[IndicatorTarget]
else:  # Django's class takes no type argument at run time
    PeriodModelForm = TargetModelForm = forms.ModelForm


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


class IndicatorTargetForm(TargetModelForm):
    """The target of one indicator of the agreement's own table."""

    class Meta:
        model = IndicatorTarget
        fields = ["indicator", "target"]

    def clean(self) -> dict[str, Any]:
        """An indicator of the set and of the duties that the agreement is about."""
        cleaned = super().clean() or {}
        indicator, agreement = cleaned.get("indicator"), cleaned.get("agreement")
        if indicator and agreement and not _belongs(indicator, agreement):
            self.add_error("indicator", _("Indikator ini bukan bagian dari tabel perjanjian tersebut."))
        return cleaned


def _belongs(indicator: Indicator, agreement: PerformanceAgreement) -> bool:
    """Whether an agreement is about an indicator; one not yet complete is refused by its own form."""
    if not agreement.indicator_set_id or not agreement.unit_id:
        return True
    same_set = indicator.indicator_set_id == agreement.indicator_set_id
    return same_set and indicator.duties == agreement.unit.duties


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
