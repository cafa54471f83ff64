"""What one may ask a list for: the filters of the pages, read from the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet

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


class DayFilter(Filter):
    """A day as people write it."""

    field_class = DayField


class AuditFilter(FilterSet):
    """Filters of the audit trail; a value that cannot be read filters nothing and is named at its field."""

    tindakan = ChoiceFilter(
        "action", label=_("Tindakan"), empty_label=ALL[1], widget=forms.Select(attrs=_SELECT)
    )
    pelaku = CharFilter(
        "actor_name", "icontains", label=_("Pelaku"), max_length=80, widget=forms.TextInput(attrs=_TEXT)
    )
    objek = CharFilter(method="about", label=_("Objek"), max_length=80, widget=forms.TextInput(attrs=_TEXT))
    sejak = DayFilter("at", "date__gte", label=_("Sejak"))
    sampai = DayFilter("at", "date__lte", label=_("Sampai"))

    def __init__(self, data: Any, *, queryset: Any, actions: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, queryset)
        self.filters["tindakan"].extra["choices"] = list(actions)

    def about(self, rows: Any, name: str, value: str) -> Any:
        """Entries of an object by a part of its name, or by its id."""
        return rows.filter(Q(object_name__icontains=value) | Q(object_id=value))


class IncidentFilter(FilterSet):
    """Filters of the register of incidents."""

    keadaan = ChoiceFilter(
        "state",
        label=_("Keadaan"),
        choices=Incident.State.choices,
        empty_label=ALL[1],
        widget=forms.Select(attrs=_SELECT),
    )
    jenis = ChoiceFilter(
        "kind",
        label=_("Jenis"),
        choices=Incident.Kind.choices,
        empty_label=ALL[1],
        widget=forms.Select(attrs=_SELECT),
    )


def _offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Set the choices of a field that depend on what there is."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
