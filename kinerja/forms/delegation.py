"""The form with which a holder puts the powers of a post into another's hands (Plh)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.forms.fields import DayField, text_field
from kinerja.forms.registers import ServiceForm
from kinerja.selectors.delegation import delegable_posts, people_named
from officials.models import Official, Position

NUMBER_LENGTH, NAME_LENGTH = 80, 120


class DelegationForm(ServiceForm):
    """Whose powers, to whom, by which decision, from when until when."""

    position: "forms.ModelChoiceField[Position]" = forms.ModelChoiceField(
        label=gettext_lazy("Jabatan"), queryset=None, widget=forms.Select(attrs={"class": "form-select"})
    )
    delegate = text_field(
        gettext_lazy("Pelaksana harian"),
        length=NAME_LENGTH,
        required=True,
        help_text=gettext_lazy("NIP, atau nama persis seperti dalam daftar pejabat."),
    )
    decree_number = text_field(gettext_lazy("Nomor keputusan"), length=NUMBER_LENGTH, required=True)
    decree_date = DayField(label=gettext_lazy("Tanggal keputusan"))
    valid_from = DayField(label=gettext_lazy("Mulai"))
    valid_until = DayField(label=gettext_lazy("Sampai dengan"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field: Any = self.fields["position"]
        field.queryset = delegable_posts(user)
        if field.queryset.count() == 1:
            field.initial = field.queryset.first()

    def clean_delegate(self) -> Official:
        """The one person of a NIP or a name."""
        found = people_named(self.cleaned_data["delegate"], self.user)
        if not found:
            text = _("Tidak ada dalam daftar pejabat, atau menjabat di luar wilayah Anda; minta admin pusat.")
            raise ValidationError(text)
        if len(found) > 1:
            raise ValidationError(_("Beberapa orang bernama sama; tulis NIP-nya."))
        return found[0]
