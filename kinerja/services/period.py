"""Opening a semester: which policy and set judge it, and one evaluation for each office (II.D.3, R6, R11)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import IndicatorSet, Period, ScoringPolicy, SemesterEvaluation
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.period_terms import Terms, differences, new_period, parse_code
from kinerja.services.scoring import score_period
from officials import audit
from officials.access import has_role
from officials.models import User
from regions.models import Region, RegionCode

__all__ = ["NoOffice", "OpenedPeriod", "open_period", "parse_code"]

OPEN = audit.register("period.open", gettext_lazy("Membuka periode"))


class NoOffice(NamedTuple):
    """A region of the cut-off that no work unit stands for."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class OpenedPeriod:
    """A period that is open, and what opening it this time did.

    ``added`` and ``kept`` count evaluations. ``without_office`` names the regions valid at the cut-off that
    have no work unit: nobody is evaluated there until an office is recorded and the period is opened again.
    """

    period: Period
    created: bool
    added: int
    kept: int
    without_office: tuple[NoOffice, ...]


def open_period(
    *,
    code: str,
    policy_version: int | None = None,
    indicator_set: str | None = None,
    actor: User | None,
    entry_opens: date | None = None,
    entry_closes: date | None = None,
) -> OpenedPeriod:
    """Open a semester, or add to an open one what is missing.

    Freezes the policy and the set, and gives each office whose region had a code at the cut-off an evaluation
    with the code, the name and the province of that day, scored as far as that goes. A cut-off in the future
    is allowed: figures are entered from ``entry_opens`` on, never before the cut-off.

    Args:
        code: ``2025-1`` or ``2025-2``.
        policy_version: version of the scoring policy; default the highest, or the one the period has.
        indicator_set: code of a set; default the latest decided by the cut-off, or the one the period has.
        actor: an admin_pusat; None for the system itself (set-up commands).
        entry_opens: default the day after the cut-off.
        entry_closes: default none, open until the period is closed.

    Returns:
        The period with what was added; opening again adds what is missing and changes nothing else.

    Raises:
        NotPermitted: the actor is no admin_pusat.
        Refused: a malformed code, an unknown policy or set, a set decided after the cut-off, a window that
            begins before the cut-off ends, or other terms than the open period has.

    Source: II.D.3; R5, R6, R11.
    """
    if actor is not None and not has_role(actor, "admin_pusat"):
        raise NotPermitted([_("Hanya admin pusat yang dapat membuka periode.")])
    terms = Terms(policy_version, indicator_set, entry_opens, entry_closes)
    with transaction.atomic():
        period, created = _get_or_create(code, terms)
        now = timezone.now()
        ScoringPolicy.objects.filter(pk=period.policy_id).freeze(now)
        IndicatorSet.objects.filter(pk=period.indicator_set_id).freeze(now)
        opened = _add_evaluations(period, created)
        if opened.added:
            score_period(period=period, actor=actor)
        if created or opened.added:
            audit.record(OPEN, actor=actor, obj=period, after=_facts(opened))
    return opened


def _get_or_create(code: str, terms: Terms) -> tuple[Period, bool]:
    """The locked period of a code, made now where there is none."""
    locked = Period.objects.select_for_update().filter(code=code)
    period = locked.first()
    if period is None:
        fresh = new_period(code, terms)
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
            return fresh, True
        except IntegrityError:  # somebody else opened it in the same moment
            period = locked.get()
    faults = differences(period, terms)
    if faults:
        raise Refused(faults)
    return period, False


class _RegionRow(NamedTuple):
    """A region as it was at the cut-off, with its office; the last three are None without one."""

    code: str
    province: int | None
    name: str
    kind: str
    unit: Any
    duties: Any
    office: Any


_COLUMNS = (
    *("code", "parent_id", "region__name", "region__kind"),
    *("region__work_unit__id", "region__work_unit__duties", "region__work_unit__name"),
)


def _add_evaluations(period: Period, created: bool) -> OpenedPeriod:
    """Give each office of the cut-off that has none an evaluation, frozen as its region was that day."""
    have = set(SemesterEvaluation.objects.filter(period=period).values_list("unit_id", flat=True))
    codes = RegionCode.objects.on(period.cutoff).order_by("code")
    rows = [_RegionRow(*values) for values in codes.values_list(*_COLUMNS)]
    new = [_evaluation(period, row) for row in rows if row.unit and row.unit not in have]
    SemesterEvaluation.objects.bulk_create(new)
    kinds = dict(Region.Kind.choices)
    without = tuple(NoOffice(row.code, f"{kinds[row.kind]} {row.name}") for row in rows if not row.unit)
    return OpenedPeriod(period, created, len(new), len(have), without)


def _evaluation(period: Period, row: _RegionRow) -> SemesterEvaluation:
    return SemesterEvaluation(
        period=period,
        unit_id=row.unit,
        region_code=row.code,
        region_name=row.name,
        region_kind=row.kind,
        province_id=row.province,
        duties=row.duties,
        unit_name=row.office,
    )


def _facts(opened: OpenedPeriod) -> dict[str, Any]:
    period = opened.period
    return {
        "policy": period.policy.version,
        "indicator_set": period.indicator_set.code,
        "cutoff": period.cutoff,
        "entry_opens": period.entry_opens,
        "entry_closes": period.entry_closes,
        "reports_due": period.reports_due,
        "added": opened.added,
        "without_office": [region.code for region in opened.without_office],
    }
