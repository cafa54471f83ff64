"""What one may ask a list for: the filters of the pages, read from the address."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet

from kinerja.forms.fields import DayField
from kinerja.models import Appraisal, Incident, SemesterEvaluation
from kinerja.selectors.appraisal_asked import MINE, PROVINCE_ALONE, Asked
from kinerja.selectors.appraisal_row import PARTIES
from kinerja.selectors.appraisal_wait import BLOCKED, BLOCKED_REASONS, GROUPS, LATE, LATE_REASONS
from kinerja.selectors.recommendation import FOLLOW_UPS, PARTS
from officials.models import Position

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


class AppraisalFilter(forms.Form):
    """Filters of the list of appraisals; a value that is no choice is ignored, never an error page."""

    cari = forms.CharField(
        label=_("Cari nama, jabatan, atau kantor"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=_TEXT | {"type": "search", "autocomplete": "off"}),
    )
    giliran = forms.ChoiceField(
        label=_("Giliran"),
        required=False,
        choices=[ALL, (MINE, _("Giliran saya")), *((party.value, label) for party, label in PARTIES.items())],
        widget=forms.Select(attrs=_SELECT),
    )
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ALL,
            (_("Kelompok"), [(key, label) for key, (label, _states) in GROUPS.items()]),
            (_("Keadaan"), Appraisal.State.choices),
        ],
        widget=forms.Select(attrs=_SELECT),
    )
    jabatan = forms.ChoiceField(
        label=_("Jabatan"),
        required=False,
        choices=[ALL, *((kind.value, kind.label) for kind in Position.LEVELS)],
        widget=forms.Select(attrs=_SELECT),
    )
    wilayah = forms.RegexField(
        r"^\d{2}(\.\d{2})?$", label=_("Wilayah"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    perhatian = forms.ChoiceField(
        label=_("Perlu perhatian"),
        required=False,
        choices=[
            ALL,
            (LATE, _("Terlambat")),
            (BLOCKED, _("Terhambat")),
            (_("Sebab terlambat"), list(LATE_REASONS.items())),
            (_("Sebab terhambat"), list(BLOCKED_REASONS.items())),
        ],
        widget=forms.Select(attrs=_SELECT),
    )
    penilai = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, provinces: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        _offer_places(self, list(provinces))

    def asked(self, order: str = "unit", descending: bool = False) -> Asked:
        """What the address asks for; unreadable filters are left out."""
        self.is_valid()
        asked = self.cleaned_data
        return Asked(
            state=asked.get("keadaan", ""),
            turn=asked.get("giliran", ""),
            kind=asked.get("jabatan", ""),
            region=asked.get("wilayah", ""),
            assessor=asked.get("penilai"),
            attention=asked.get("perhatian", ""),
            text=asked.get("cari", ""),
            order=order,
            descending=descending,
        )


class RecommendationFilter(forms.Form):
    """Filters of the list of recommendations; a value that is no choice is ignored."""

    jenis = forms.ChoiceField(
        label=_("Jenis rekomendasi"),
        required=False,
        choices=[ALL, *PARTS.items()],
        widget=forms.Select(attrs=_SELECT),
    )
    wilayah = forms.RegexField(
        r"^\d{2}(\.\d{2})?$", label=_("Wilayah"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    tindak_lanjut = forms.ChoiceField(
        label=_("Tindak lanjut"),
        required=False,
        choices=[ALL, *FOLLOW_UPS.items()],
        widget=forms.Select(attrs=_SELECT),
    )

    def __init__(self, data: Any, *, provinces: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        _offer_places(self, list(provinces))

    def filters(self) -> dict[str, str]:
        """The filters as ``selectors.recommendation.recommended`` takes them."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "part": asked.get("jenis", ""),
            "region": asked.get("wilayah", ""),
            "follow_up": asked.get("tindak_lanjut", ""),
        }


def _offer_places(form: forms.Form, provinces: list[tuple[str, str]]) -> None:
    """Offer the provinces, and the kab/kota that the address names."""
    code = str(form.data.get("wilayah", ""))
    known = {name for name, _label in provinces}
    alone = code.endswith(PROVINCE_ALONE)
    label = _("Kantor provinsi %s") % code.removesuffix(PROVINCE_ALONE) if alone else code
    named = [(code, label)] if code and code not in known else []
    cast("forms.Select", form.fields["wilayah"].widget).choices = [ALL, *provinces, *named]


def _offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Set the choices of a field that depend on what there is."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
