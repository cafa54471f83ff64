"""Offices, posts, people, tenures: the pages where admin_pusat keeps who serves where (R7, R9)."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials import admin_account  # noqa: F401 - accounts and tokens have a file of their own
from officials.admin_audit import ReadOnlyInline
from officials.forms_admin import OfficialForm
from officials.models import Appointment, Delegation, Official, Position, WorkUnit
from officials.nip import nip_warnings

if TYPE_CHECKING:
    UnitPage: TypeAlias = admin.ModelAdmin[WorkUnit]
    PositionPage: TypeAlias = admin.ModelAdmin[Position]
    OfficialPage: TypeAlias = admin.ModelAdmin[Official]
    AppointmentPage: TypeAlias = admin.ModelAdmin[Appointment]
    DelegationPage: TypeAlias = admin.ModelAdmin[Delegation]
else:  # Django's class takes no type argument at run time
    UnitPage = PositionPage = OfficialPage = AppointmentPage = DelegationPage = admin.ModelAdmin


@admin.register(WorkUnit)
class WorkUnitAdmin(UnitPage):
    """The office of a region, with what its letterhead says."""

    list_display = ["name", "region", "duties", "type", "is_example"]
    list_filter = ["duties", "type", "is_example"]
    list_select_related = ["region"]
    search_fields = ["name", "region__name", "region__codes__code"]
    autocomplete_fields = ["region"]
    fieldsets = [
        (None, {"fields": ["region", "name", "duties", "type", "is_example"]}),
        (gettext_lazy("Kop surat"), {"fields": ["address", "postal_code", "phone", "email", "website"]}),
    ]


class TenureInline(ReadOnlyInline):
    """Tenures, latest first; they are written on their own page."""

    model = Appointment
    ordering = ["-valid_from"]
    show_change_link = True


class HolderInline(TenureInline):
    """Who held a post."""

    fields = ["official", "kind", "decree_number", "valid_from", "valid_until"]
    verbose_name_plural = gettext_lazy("pemegang jabatan")


class PostInline(TenureInline):
    """The posts that somebody held."""

    fields = ["position", "kind", "decree_number", "valid_from", "valid_until"]
    verbose_name_plural = gettext_lazy("jabatan yang dipegang")


@admin.register(Position)
class PositionAdmin(PositionPage):
    """A typed post; its title is free text, its kind is the law's."""

    list_display = ["title", "kind", "unit", "region", "field", "holder"]
    list_filter = ["kind", "field", "is_example"]
    list_select_related = ["unit", "region"]
    search_fields = ["title", "unit__name", "region__name"]
    autocomplete_fields = ["unit", "region", "superior"]
    inlines = [HolderInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        return super().get_queryset(request).prefetch_related("appointments__official")

    @admin.display(description=gettext_lazy("pemegang hari ini"))
    def holder(self, position: Position) -> str:
        """Who holds it today, and as what where not definitively."""
        today = timezone.localdate()
        for held in position.appointments.all():
            if held.valid_from <= today and (held.valid_until is None or held.valid_until >= today):
                return f"{held.official} ({held.get_kind_display()})"
        return _("kosong")


@admin.register(Official)
class OfficialAdmin(OfficialPage):
    """A person with NIP and rank; the NIP may be written with dots and spaces."""

    form = OfficialForm
    list_display = ["name", "nip", "rank", "rank_since", "is_example"]
    list_filter = ["rank", "is_example"]
    search_fields = ["name", "nip"]
    inlines = [PostInline]

    def save_model(self, request: HttpRequest, obj: Official, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for warning in nip_warnings(obj.nip) if obj.nip else []:
            messages.warning(request, warning)


@admin.register(Appointment)
class AppointmentAdmin(AppointmentPage):
    """A dated tenure with its decree; two of one post never overlap (R9)."""

    list_display = ["position", "official", "kind", "valid_from", "valid_until", "decree_number"]
    list_filter = ["kind", "position__kind", "is_example"]
    list_select_related = ["position", "official"]
    search_fields = ["official__name", "position__title", "decree_number"]
    autocomplete_fields = ["position", "official"]
    date_hierarchy = "valid_from"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; where somebody else filled the post in the same moment, the database said no."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            messages.error(
                request,
                _("Tidak disimpan: jabatan ini baru saja diisi orang lain pada masa itu. Periksa lagi."),
            )
            return HttpResponseRedirect(request.get_full_path())


@admin.register(Delegation)
class DelegationAdmin(DelegationPage):
    """Who acts for whom, to look at; delegations are recorded and ended on their own page."""

    list_display = ["position", "delegate", "valid_from", "valid_until", "decree_number", "recorded_by"]
    list_select_related = ["position", "delegate", "recorded_by"]
    search_fields = ["position__title", "delegate__name", "decree_number"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Delegation | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Delegation | None = None) -> bool:
        return False
