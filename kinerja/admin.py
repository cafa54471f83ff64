"""Reference data of the decree for admin_pusat; states, figures and documents to look at only.

Nothing here changes an evaluation: what moves one is a service (house, One home for each concern).
"""

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kinerja.forms.reference import PeriodForm, decimal_field
from kinerja.models import (
    Appraisal,
    AppraisalEvent,
    DesignatedVersion,
    EvaluationEvent,
    Incident,
    Indicator,
    IndicatorSet,
    IndicatorTarget,
    NationalTarget,
    PerformanceAgreement,
    Period,
    Realization,
    ScoringPolicy,
    SemesterEvaluation,
    ServiceOutput,
    SignedDocument,
)
from kinerja.models.frozen import frozen_message
from kinerja.services.scoring import rescore_open
from officials.admin_audit import ReadOnlyInline

if TYPE_CHECKING:
    from officials.models import User

    BasePage: TypeAlias = admin.ModelAdmin[Any]
else:  # Django's class takes no type argument at run time
    BasePage = admin.ModelAdmin


class Page(BasePage):
    """A page where numbers may be written with a comma or a point."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Decimals as people write them."""
        return decimal_field(db_field) or super().formfield_for_dbfield(db_field, request, **kwargs)


class LookOnly(Page):
    """A page where nobody changes anything."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FreezingPage(Page):
    """Rows that freeze once a period is judged by them (R11)."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Frozen rows are to look at."""
        return super().has_change_permission(request, obj) and not is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Frozen rows stay."""
        return super().has_delete_permission(request, obj) and not is_frozen(obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the frozen rows among those chosen as what stands in the way."""
        rows, counts, missing, protected = super().get_deleted_objects(objs, request)
        frozen = [frozen_message(obj.owner) for obj in objs if is_frozen(obj)]
        return rows, counts, set() if frozen else missing, [*protected, *frozen]

    @admin.display(description=_("dibekukan"), boolean=True)
    def frozen(self, row: Any) -> bool:
        """Whether a period is judged by it."""
        return is_frozen(row)


def is_frozen(row: Any) -> bool:
    """Whether a row, or the set that it belongs to, is frozen; False where no row is meant."""
    return row is not None and row.owner is not None and row.owner.frozen_at is not None


@admin.register(IndicatorSet)
class IndicatorSetAdmin(FreezingPage):
    """A decree's tables; a successor is another row."""

    list_display = ["code", "number", "decided_on", "frozen"]


@admin.register(Indicator)
class IndicatorAdmin(FreezingPage):
    """A row of a decree's table, word for word."""

    list_display = [
        "code",
        "short_text",
        "duties",
        "kind",
        "target",
        "upper",
        "weight",
        "indicator_set",
        "frozen",
    ]
    list_filter = ["indicator_set", "duties", "kind"]
    list_select_related = ["indicator_set"]
    search_fields = ["code", "short_text", "text"]
    raw_id_fields = ["parent"]


@admin.register(ServiceOutput)
class ServiceOutputAdmin(FreezingPage):
    """An output that K2 counts, or a duty of a province."""

    list_display = ["code", "text", "duties", "field", "scored_by", "indicator_set", "frozen"]
    list_filter = ["indicator_set", "duties", "field"]
    list_select_related = ["indicator_set"]
    search_fields = ["code", "text"]


@admin.register(ScoringPolicy)
class ScoringPolicyAdmin(FreezingPage):
    """A version of the reading of the decree."""

    list_display = ["version", "name", "frozen"]


class Register(Page):
    """A register that open periods are judged by: after a change their scores are brought up to date (R2)."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store, then judge anew what is not final."""
        super().save_related(request, form, formsets, change)
        rescore_open(actor=cast("User", request.user))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Remove, then judge anew what is not final."""
        super().delete_model(request, obj)
        rescore_open(actor=cast("User", request.user))


@admin.register(NationalTarget)
class NationalTargetAdmin(Register):
    """A national target by year and series, with its source."""

    list_display = ["measure", "year", "series", "target", "source", "synthetic"]
    list_filter = ["measure", "series", "year"]


@admin.register(DesignatedVersion)
class DesignatedVersionAdmin(Register):
    """The SIAK version that the Ditjen designated."""

    list_display = ["version", "valid_from", "source", "synthetic"]


@admin.register(Period)
class PeriodAdmin(Page):
    """A semester: its window may move, what it is judged by may not. ``open_period`` makes one."""

    list_display = ["code", "cutoff", "entry_opens", "entry_closes", "state", "policy", "indicator_set"]
    list_select_related = ["policy", "indicator_set"]
    form = PeriodForm
    readonly_fields = ["code", "year", "semester", "cutoff", "policy", "indicator_set", "opened_at"]
    fields = [*readonly_fields, "entry_opens", "entry_closes", "reports_due", "state"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Opening freezes policy and set and makes 552 evaluations: the service's work."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A semester that was, stays."""
        return False


class IndicatorTargetInline(ReadOnlyInline):
    """Targets that differ from the decree's own."""

    model = IndicatorTarget
    fields = ["indicator", "target"]


@admin.register(PerformanceAgreement)
class PerformanceAgreementAdmin(LookOnly):
    """What a unit promised for a year, with its targets; it is drafted and signed on its own page."""

    list_display = ["unit", "year", "state", "number", "signed_on", "national_series", "synthetic"]
    list_filter = ["year", "state", "synthetic"]
    list_select_related = ["unit"]
    search_fields = ["unit__name", "number", "unit__region__codes__code"]
    inlines = [IndicatorTargetInline]


@admin.register(Incident)
class IncidentAdmin(LookOnly):
    """The register of incidents; it is written by the Ditjen on its own page."""

    list_display = ["kind", "unit", "happened_on", "state", "recorded_by", "decided_by", "synthetic"]
    list_filter = ["kind", "state"]
    list_select_related = ["unit", "recorded_by", "decided_by"]
    date_hierarchy = "happened_on"


class FigureInline(ReadOnlyInline):
    """The figures of an evaluation."""

    model = Realization
    readonly_fields = ["entered_at"]
    fields = [
        "indicator",
        "numerator",
        "denominator",
        "percent",
        "value",
        "source",
        "entered_by",
        "entered_at",
    ]


class HistoryInline(ReadOnlyInline):
    """Who moved an evaluation, and why."""

    model = EvaluationEvent
    readonly_fields = ["at"]
    fields = ["at", "act", "from_state", "to_state", "actor_name", "note"]


@admin.register(SemesterEvaluation)
class SemesterEvaluationAdmin(LookOnly):
    """A unit's semester with its figures and its history."""

    list_display = ["region_code", "region_name", "period", "state", "completion", "nilai", "kategori"]
    list_filter = ["period", "state", "kategori", "provisional"]
    list_select_related = ["period"]
    search_fields = ["=region_code", "region_name"]
    exclude = ["result", "result_digest"]
    inlines = [FigureInline, HistoryInline]


@admin.register(SignedDocument)
class SignedDocumentAdmin(LookOnly):
    """A signed document; its bytes are on its own page."""

    list_display = ["code", "kind", "evaluation", "revision", "status", "signer_name", "issued_at"]
    list_filter = ["status", "kind", "evaluation__period"]
    list_select_related = ["evaluation"]
    search_fields = ["code", "number"]
    exclude = ["snapshot", "file"]


class AppraisalHistoryInline(ReadOnlyInline):
    """Who moved an appraisal, in which capacity, and why."""

    model = AppraisalEvent
    readonly_fields = ["at"]
    fields = ["at", "act", "from_state", "to_state", "actor_name", "acting_as", "note"]


@admin.register(Appraisal)
class AppraisalAdmin(LookOnly):
    """An official's appraisal with its history; it is worked on on its own page."""

    list_display = ["name", "title", "period", "state", "revision", "assessor_title"]
    list_select_related = ["period"]
    list_filter = ["period", "state", "kind"]
    search_fields = ["name", "title", "evaluation__region_name"]
    exclude = ["inputs", "result", "nip", "superior_nip"]
    inlines = [AppraisalHistoryInline]
