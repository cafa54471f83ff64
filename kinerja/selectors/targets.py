"""Which target binds each unit on each indicator of a period (II.C.1, R2).

The agreement of the unit and year comes first, then the decree's own target. A national target is taken from
the series that the agreement names, else from the policy's, and then the result says that none was agreed.
Without a target for the year an indicator cannot be assessed: no other year and no other series steps in.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from kinerja.models import DesignatedVersion, IndicatorTarget, NationalTarget, PerformanceAgreement, Period
from kinerja.models import Indicator as StoredIndicator
from kinerja.rules import targets as choice
from kinerja.rules.policy import Policy
from kinerja.rules.types import Incident, Indicator, Kind, Rollup

#: Kinds whose target an agreement may set; a version, a prohibition and a list of reports have none to set.
AGREED = frozenset({Kind.RATIO, Kind.NATIONAL_TARGET, Kind.ALL_UNITS, Kind.RANGE, Kind.COUNT})


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the signed agreement of a unit says for the year."""

    number: str
    series: str
    targets: dict[int, Decimal]


NO_AGREEMENT = Agreement("", "", {})


class Targets:
    """The indicators of a period's set, each with the target that binds a unit.

    Args:
        period: its set, year and cut-off decide.
        policy: ``national_series`` serves where no agreement names a series.
        units: ids of the offices asked about; None for all of the period. Six queries, whatever their number.
    """

    def __init__(self, period: Period, policy: Policy, units: Iterable[int] | None = None) -> None:
        self._policy = policy
        self._year = period.year
        self.indicators = _indicators(period)
        self._scored: dict[str, list[StoredIndicator]] = defaultdict(list)
        for row in self.indicators.values():
            if row.kind != StoredIndicator.Kind.MEAN:
                self._scored[row.duties].append(row)
        self._agreements = _agreements(period.year, units)
        self._register = _register(period.year)
        self._designated = designated_version(period)
        self._bases = _bases(self.indicators)
        self._made: dict[tuple[int, Decimal | None, str, str], Indicator] = {}

    def scored(self, duties: str) -> list[StoredIndicator]:
        """The single indicators that are scored for these duties, in the decree's order; no groups."""
        return self._scored[duties]

    def rule(self, row: StoredIndicator, unit: int) -> Indicator:
        """The indicator as the rules read it, with the target of one unit (equal ones are one object)."""
        agreement = self._agreements.get(unit, NO_AGREEMENT)
        agreed = agreement.targets.get(row.pk) if row.kind in AGREED else None
        number, series = (agreement.number if agreed is not None else ""), agreement.series
        key = (row.pk, agreed, number, series if row.kind == Kind.NATIONAL_TARGET else "")
        if key not in self._made:
            self._made[key] = self._with_target(row, agreed, number, series)
        return self._made[key]

    def without_agreement(self, row: StoredIndicator, series: str = "") -> Indicator:
        """The indicator with the decree's own target, or the national one of a series; "" is the policy's."""
        return self._with_target(row, None, "", series)

    def _with_target(
        self, row: StoredIndicator, agreed: Decimal | None, number: str, series: str
    ) -> Indicator:
        plain = _plain(row, self._bases.get(row.pk, ""))
        if agreed is not None:
            source = _("Perjanjian Kinerja %(year)d %(number)s") % {"year": self._year, "number": number}
            upper = None if plain.upper is None else max(plain.upper, agreed)
            plain = replace(plain, target=agreed, upper=upper, target_source=source.strip())
            return replace(plain, target_by_agreement=True)
        if row.kind == Kind.NATIONAL_TARGET:
            chosen = choice.choose_target(self._register[row.measure], self._year, series, self._policy)
            if chosen is None:
                return replace(plain, target=None)
            return replace(
                plain, target=chosen.value, target_source=chosen.source, target_by_policy=chosen.by_policy
            )
        if row.kind == Kind.VERSION:
            return replace(plain, designated=self._designated)
        return plain


def designated_version(period: Period) -> str:
    """The SIAK version designated at the cut-off; "" where none was yet (K1.3)."""
    named = DesignatedVersion.objects.filter(valid_from__lte=period.cutoff).order_by("-valid_from")
    return str(named.values_list("version", flat=True).first() or "")


def _plain(row: StoredIndicator, base: str) -> Indicator:
    """A row of the decree's table as the rules read it, with the decree's own target.

    A share of kab/kota asks for all of them, so its target is not the 0 of the prohibition; innovations are
    promised in the agreement alone. The parts of a group carry the group's weight (R2).
    """
    kind = Kind(row.kind)
    own = None if kind is Kind.COUNT or row.rollup == Rollup.SHARE else row.target
    return Indicator(
        code=row.code,
        kind=kind,
        target=own,
        upper=row.upper,
        group=row.parent.code if row.parent else "",
        rollup=Rollup(row.rollup),
        field=row.field,
        clause=row.section,
        incident=Incident(row.measure) if kind is Kind.NONE_ALLOWED else Incident.NONE,
        base=base,
        weight=row.parent.weight if row.parent else row.weight,
    )


def _indicators(period: Period) -> dict[int, StoredIndicator]:
    rows = period.indicator_set.indicators.select_related("parent").order_by("duties", "sequence")
    return {row.pk: row for row in rows}


def _bases(rows: dict[int, StoredIndicator]) -> dict[int, str]:
    """The part of the same group whose numerator an indicator is measured over, found by what both count.

    K1.1b is printed ÷ recorded, and K1.1a counts the recorded: the decree's rows say so in their labels.
    """
    parts = [row for row in rows.values() if row.parent_id and row.numerator_label]
    counted: dict[tuple[int | None, str], str] = {
        (row.parent_id, row.numerator_label): row.code for row in parts
    }
    return {pk: counted.get((row.parent_id, row.denominator_label), "") for pk, row in rows.items()}


def _agreements(year: int, units: Iterable[int] | None) -> dict[int, Agreement]:
    signed = Q(agreement__year=year, agreement__state=PerformanceAgreement.State.SIGNED)
    heads = PerformanceAgreement.objects.filter(year=year, state=PerformanceAgreement.State.SIGNED)
    lines = IndicatorTarget.objects.filter(signed)
    if units is not None:
        wanted = list(units)
        heads, lines = heads.filter(unit__in=wanted), lines.filter(agreement__unit__in=wanted)
    found = {
        unit: Agreement(number, series, {})
        for unit, number, series in heads.order_by().values_list("unit_id", "number", "national_series")
    }
    for unit, indicator, target in lines.order_by().values_list(
        "agreement__unit_id", "indicator_id", "target"
    ):
        found[unit].targets[indicator] = target
    return found


def _register(year: int) -> dict[str, list[choice.NationalTarget]]:
    register: dict[str, list[choice.NationalTarget]] = defaultdict(list)
    rows = NationalTarget.objects.filter(year=year).values_list("measure", "target", "series", "source")
    for measure, target, series, source in rows:
        register[measure].append(choice.NationalTarget(year, target, series, source))
    return register
