"""What the units reported, as the rules read it: stored figures, register of incidents, innovations (R2)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from kinerja.models import Incident, Indicator, Innovation, Period, Realization
from kinerja.rules import entry, types
from kinerja.rules.types import Kind, Notice

#: By evaluation, then by code of the indicator.
Figures = dict[int, dict[str, types.Realization]]
#: Figures as if they were stored, likewise.
Instead = Mapping[int, Mapping[str, entry.Figures]]

_COLUMNS = (
    *("evaluation_id", "indicator_id", "numerator", "denominator", "percent", "value"),
    *("cutoff", "denominator_cutoff", "source", "synthetic", "zero_reason"),
)
_NOTHING = types.Realization()


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number drawn from a register, and whether anything in it is synthetic."""

    number: int
    synthetic: bool
    undecided: int = 0


_NONE = _Counted(0, False)


def read_figures(
    period: Period,
    units: Mapping[int, int],
    indicators: Mapping[int, Indicator],
    *,
    everything: bool,
    instead: Instead,
) -> Figures:
    """The figures of some evaluations in three queries, and one more in semester II.

    Args:
        period: incidents count when they are dated between its first day and its cut-off.
        units: the office of each evaluation, by evaluation id.
        indicators: those of the period's set, by id.
        everything: ``units`` are all of the period, so nothing needs to be picked out.
        instead: taken for what is stored of these indicators, as storing them would leave it.

    Returns:
        Realizations of the rules; no entry where a unit is silent and no register speaks of it (R4).
    """
    codes = {pk: row.code for pk, row in indicators.items()}
    rows = Realization.objects.filter(evaluation__period=period)
    if not everything:
        rows = rows.filter(evaluation__in=list(units))
    found: Figures = defaultdict(dict)
    for (
        evaluation,
        indicator,
        above,
        below,
        percent,
        value,
        day,
        below_day,
        source,
        made_up,
        zero,
    ) in rows.order_by().values_list(*_COLUMNS):
        found[evaluation][codes[indicator]] = types.Realization(
            numerator=above,
            denominator=below,
            percent=percent,
            value=value or None,
            cutoff=day,
            denominator_cutoff=below_day,
            source=source,
            synthetic=made_up,
            decided_zero=zero,
        )
    for evaluation in instead.keys() & units.keys():
        for code, figure in instead[evaluation].items():
            found[evaluation][code] = _stored(found[evaluation].get(code, _NOTHING), figure)
    _add_incidents(found, period, units, indicators, everything)
    _add_innovations(found, period, units, indicators, everything)
    return found


def _stored(before: types.Realization, figure: entry.Figures) -> types.Realization:
    """A figure as it would be stored over another: a zero once decided stays until it ends (R4)."""
    kept = "" if entry.ends_zero(before, figure) else before.decided_zero
    said = _NOTHING if figure.is_empty else figure.as_realization()
    return replace(said, decided_zero=kept)


def _add_incidents(
    found: Figures,
    period: Period,
    units: Mapping[int, int],
    indicators: Mapping[int, Indicator],
    everything: bool,
) -> None:
    """Put the verified incidents of the register beside what the units declare (R2)."""
    proven = _proven(period, None if everything else units)
    if not proven:
        return
    read = [(row.code, row.measure) for row in indicators.values() if row.kind == Kind.NONE_ALLOWED]
    for evaluation, unit in units.items():
        for code, kind in read:
            counted = proven.get((unit, kind))
            if counted:
                own = found[evaluation].get(code, _NOTHING)
                made_up = own.synthetic or counted.synthetic
                found[evaluation][code] = replace(own, incidents=counted.number, synthetic=made_up)


def _proven(period: Period, units: Mapping[int, int] | None) -> dict[tuple[int, str], _Counted]:
    rows = Incident.objects.filter(
        state=Incident.State.VERIFIED, happened_on__range=(period.starts, period.cutoff)
    )
    if units is not None:
        rows = rows.filter(unit__in=set(units.values()))
    counts = rows.order_by().values_list("unit_id", "kind")
    counted = counts.annotate(number=Count("pk"), made_up=Count("pk", filter=Q(synthetic=True)))
    return {(unit, kind): _Counted(number, bool(made_up)) for unit, kind, number, made_up in counted}


def _add_innovations(
    found: Figures,
    period: Period,
    units: Mapping[int, int],
    indicators: Mapping[int, Indicator],
    everything: bool,
) -> None:
    """Count the verified innovations of the year so far; while one is undecided the number is not known.

    An agreement's target is yearly and figures are cumulative at the cut-off (R6), so semester II counts what
    semester I verified too; but only once the unit said something of its own semester (R4).
    """
    codes = [row.code for row in indicators.values() if row.kind == Kind.COUNT]
    own_semester = _innovations(period, None if everything else units)
    earlier = _earlier_innovations(period) if period.semester > 1 else {}
    for evaluation in own_semester.keys() | (units.keys() if earlier else ()):
        counted = own_semester.get(evaluation)
        before = earlier.get(units[evaluation], _NONE)
        for code in codes:
            own = found[evaluation].get(code)
            if counted is not None:
                found[evaluation][code] = _with_innovations(own or _NOTHING, counted, before)
            elif own is not None and own.numerator is not None and own.numerator < before.number:
                found[evaluation][code] = _with_innovations(own, _NONE, before)


def _with_innovations(own: types.Realization, counted: _Counted, before: _Counted) -> types.Realization:
    notices: tuple[Notice, ...] = ()
    if before.number:
        text = _("%d inovasi sudah terverifikasi pada semester sebelumnya tahun ini dan ikut dihitung.")
        notices = (Notice("innovations_earlier", text % before.number),)
    if counted.undecided:
        text = _("%d inovasi masih menunggu keputusan Ditjen, jadi jumlahnya belum diketahui.")
        notices = (*notices, Notice("innovation_undecided", text % counted.undecided))
    return replace(
        own,
        numerator=None if counted.undecided else Decimal(counted.number + before.number),
        source=own.source or _("Register inovasi"),
        synthetic=own.synthetic or counted.synthetic or before.synthetic,
        notices=notices,
    )


def _innovations(period: Period, units: Mapping[int, int] | None) -> dict[int, _Counted]:
    rows = Innovation.objects.filter(evaluation__period=period)
    if units is not None:
        rows = rows.filter(evaluation__in=list(units))
    counted = (
        rows.order_by()
        .values_list("evaluation_id")
        .annotate(
            verified=Count("pk", filter=Q(state=Innovation.State.VERIFIED)),
            undecided=Count("pk", filter=Q(state=Innovation.State.PROPOSED)),
            made_up=Count("pk", filter=Q(synthetic=True, state=Innovation.State.VERIFIED)),
        )
    )
    return {
        evaluation: _Counted(verified, bool(made_up), undecided)
        for evaluation, verified, undecided, made_up in counted
    }


def _earlier_innovations(period: Period) -> dict[int, _Counted]:
    """What earlier semesters of the year verified, by office."""
    rows = Innovation.objects.filter(
        state=Innovation.State.VERIFIED,
        evaluation__period__year=period.year,
        evaluation__period__semester__lt=period.semester,
    )
    counts = rows.order_by().values_list("evaluation__unit_id")
    counted = counts.annotate(number=Count("pk"), made_up=Count("pk", filter=Q(synthetic=True)))
    return {unit: _Counted(number, bool(made_up)) for unit, number, made_up in counted}
