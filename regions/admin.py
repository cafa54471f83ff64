"""Reference data of regions for staff: one page a region, its dated codes beneath."""

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.emblem import emblem_png
from regions.models import Emblem, Region, RegionCode
from regions.selectors import provinces_on

if TYPE_CHECKING:
    RegionModelAdmin: TypeAlias = admin.ModelAdmin[Region]
    CodeTable: TypeAlias = admin.TabularInline[RegionCode, Region]
    EmblemModelAdmin: TypeAlias = admin.ModelAdmin[Emblem]
    EmblemModelForm: TypeAlias = forms.ModelForm[Emblem]
else:  # Django's classes take no type argument at run time
    RegionModelAdmin, CodeTable = admin.ModelAdmin, admin.TabularInline
    EmblemModelAdmin, EmblemModelForm = admin.ModelAdmin, forms.ModelForm


class ProvinceFilter(admin.SimpleListFilter):
    """Narrow the list to one of today's provinces with its kabupaten and kota, past ones included."""

    title = _("provinsi")
    parameter_name = "provinsi"

    def lookups(self, request: HttpRequest, model_admin: RegionModelAdmin) -> list[tuple[str, str]]:
        return [(str(row.pk), f"{row.code} {row.name}") for row in provinces_on(_today())]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Region]) -> QuerySet[Region]:
        chosen = self.value() or ""
        if not chosen.isdecimal():
            return queryset
        return queryset.filter(Q(pk=int(chosen)) | Q(codes__parent=int(chosen))).distinct()


class RegionCodeInline(CodeTable):
    """The codes a region bore and bears; an empty end means still valid."""

    model = RegionCode
    fk_name = "region"
    extra = 0
    fields = ["code", "parent", "valid_from", "valid_until", "source"]
    autocomplete_fields = ["parent"]


@admin.register(Region)
class RegionAdmin(RegionModelAdmin):
    """A region with its codes; search by any code it ever bore or by name."""

    list_display = ["codes_borne", "full_name", "capital", "timezone", "population", "area_km2"]
    list_display_links = ["full_name"]
    list_filter = ["kind", "timezone", "is_administrative", ProvinceFilter]
    search_fields = ["name", "short_name", "capital", "codes__code"]
    inlines = [RegionCodeInline]
    list_per_page = 50
    fieldsets = [
        (None, {"fields": ["name", "short_name", "kind", "is_administrative", "capital", "timezone"]}),
        (_("Peta dan penduduk"), {"fields": ["latitude", "longitude", "area_km2", "population"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        return super().get_queryset(request).prefetch_related("codes")

    @admin.display(description=_("kode (lama → sekarang)"))
    def codes_borne(self, region: Region) -> str:
        """Every code of the region, oldest first."""
        rows = sorted(region.codes.all(), key=lambda row: row.valid_from or date.min)
        return " → ".join(row.code for row in rows)

    @admin.display(description=_("nama"), ordering="name")
    def full_name(self, region: Region) -> str:
        """Kind and name, as official letters write it."""
        return region.full_name


def _today() -> date:
    return timezone.localdate()


class EmblemForm(EmblemModelForm):
    """A region, or none for the ministry, and a picture that is made small and plain."""

    file = forms.FileField(
        label=_("gambar (PNG)"), help_text=_("Dikecilkan; tercetak di kiri kop surat dokumen wilayah ini.")
    )

    class Meta:
        model = Emblem
        fields = ["region", "is_example"]

    def clean_file(self) -> bytes:
        """The picture as it is kept."""
        return emblem_png(self.cleaned_data["file"].read())

    def save(self, commit: bool = True) -> Emblem:
        """Keep the picture with the row."""
        self.instance.png = self.cleaned_data["file"]
        return super().save(commit)


@admin.register(Emblem)
class EmblemAdmin(EmblemModelAdmin):
    """The coats of arms on letterheads; without a region, that of the ministry."""

    form = EmblemForm
    list_display = ["__str__", "is_example"]
    list_select_related = ["region"]
    autocomplete_fields = ["region"]
