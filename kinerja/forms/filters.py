"""What one may ask a list for: the filters of the pages, read from the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.forms.fields import DayField
from kinerja.models import Incident, SemesterEvaluation

ALL = ("", _("Semua"))
KINDS = [
    ALL,
    ("provinsi", _("Provinsi")),
    ("kabkota", _("Kabupaten dan kota")),
    ("kabupaten", _("Kabupaten")),
    ("kota", _("Kota")),
]
_SELECT = {"class": "form-select"}
_TEXT = {"class": "form-control"}


class UnitFilter(forms.Form):
    """Filters of a list of units; a value that is no choice is ignored, never an error page."""

    cari = forms.CharField(
        label=_("Cari nama atau kode"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=_TEXT | {"type": "search", "autocomplete": "off"}),
    )
    jenis = forms.ChoiceField(
        label=_("Jenis"), required=False, choices=KINDS, widget=forms.Select(attrs=_SELECT)
    )
    provinsi = forms.ChoiceField(label=_("Provinsi"), required=False, widget=forms.Select(attrs=_SELECT))
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[ALL, *SemesterEvaluation.State.choices],
        widget=forms.Select(attrs=_SELECT),
    )
    kategori = forms.ChoiceField(label=_("Kategori"), required=False, widget=forms.Select(attrs=_SELECT))

    def __init__(
        self,
        data: Any,
        *,
        provinces: Iterable[tuple[str, str]],
        kategori: Iterable[str],
        all_final: bool = False,
    ) -> None:
        super().__init__(data)
        if all_final:
            del self.fields["keadaan"]
        known = [(name, name) for name in kategori]
        _offer(self, "provinsi", [ALL, *provinces])
        _offer(self, "kategori", [ALL, *known, ("-", _("Belum ada nilai"))])

    def filters(self) -> dict[str, str]:
        """The filters as ``selectors.overview.narrowed`` takes them; unreadable ones are left out."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "kind": asked.get("jenis", ""),
            "province": asked.get("provinsi", ""),
            "state": asked.get("keadaan", ""),
            "kategori": asked.get("kategori", ""),
            "text": asked.get("cari", ""),
        }


class AuditFilter(forms.Form):
    """Filters of the audit trail."""

    tindakan = forms.ChoiceField(label=_("Tindakan"), required=False, widget=forms.Select(attrs=_SELECT))
    pelaku = forms.CharField(
        label=_("Pelaku"), required=False, max_length=80, widget=forms.TextInput(attrs=_TEXT)
    )
    objek = forms.CharField(
        label=_("Objek"), required=False, max_length=80, widget=forms.TextInput(attrs=_TEXT)
    )
    sejak = DayField(label=_("Sejak"), required=False)
    sampai = DayField(label=_("Sampai"), required=False)

    def __init__(self, data: Any, *, actions: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        _offer(self, "tindakan", [ALL, *actions])

    def filters(self) -> dict[str, Any]:
        """The filters as ``selectors.audit.entries`` takes them; unreadable ones are left out."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "action": asked.get("tindakan", ""),
            "actor": asked.get("pelaku", ""),
            "about": asked.get("objek", ""),
            "since": asked.get("sejak"),
            "until": asked.get("sampai"),
        }


class IncidentFilter(forms.Form):
    """Filters of the register of incidents."""

    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[ALL, *Incident.State.choices],
        widget=forms.Select(attrs=_SELECT),
    )
    jenis = forms.ChoiceField(
        label=_("Jenis"),
        required=False,
        choices=[ALL, *Incident.Kind.choices],
        widget=forms.Select(attrs=_SELECT),
    )

    def filters(self) -> dict[str, str]:
        """The filters as ``selectors.incident.visible_incidents`` takes them."""
        self.is_valid()
        asked = self.cleaned_data
        return {"state": asked.get("keadaan", ""), "kind": asked.get("jenis", "")}


def _offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Set the choices of a field that depend on what there is."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
