"""Everything a score depends on, read for one unit or for all 552 in as many queries (R2 to R6).

A province is drawn from the kab/kota that were its own at the cut-off: those whose evaluation was opened
under it, and any that has no evaluation (no office yet), which counts as not reported (R5).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from kinerja.models import Indicator, Period, SemesterEvaluation
from kinerja.rules.element import OwnOutputs
from kinerja.rules.policy import Policy
from kinerja.rules.record import Figure, Unit, UnitInput
from kinerja.rules.rollup import Child
from kinerja.rules.types import Realization
from kinerja.selectors.figures import Figures, Instead, read_figures
from kinerja.selectors.outputs import Outputs, read_outputs
from kinerja.selectors.period import policy_of
from kinerja.selectors.targets import Targets
from officials.models import WorkUnit
from regions.models import RegionCode


class EvaluationRow(NamedTuple):
    """What scoring needs to know of an evaluation, without its stored result."""

    pk: int
    unit: int
    region: int
    code: str
    name: str
    kind: str
    province: int | None
    duties: str
    state: str
    digest: str


class ScoringInput(NamedTuple):
    """An evaluation and everything its score depends on; ``bidang`` pairs the fields of each bidang whose
    result an official carries with the outputs that it reports on (R8).

    ``own`` is all that the unit itself reports, by code: what it declares for its province too (P2.b).
    """

    row: EvaluationRow
    inputs: UnitInput
    bidang: tuple[tuple[tuple[str, ...], OwnOutputs], ...]
    own: Mapping[str, Realization]


#: The kab/kota of each province's region: code, and evaluation (None: not opened, it has no office).
Children = dict[int, list[tuple[str, int | None]]]


def unit_input(evaluation: SemesterEvaluation) -> UnitInput:
    """Everything one unit's score depends on now: what the rules judge and a document freezes."""
    return scoring_inputs(evaluation.period, [evaluation.pk])[0].inputs


def scoring_inputs(
    period: Period, only: Collection[int] | None = None, instead: Instead = MappingProxyType({})
) -> list[ScoringInput]:
    """Everything the scores of a period depend on.

    Args:
        period: with its policy and set.
        only: ids of evaluations; None for all of the period.
        instead: figures taken as if they were stored, by id of an evaluation and code of an indicator.

    Returns:
        One input an evaluation, in order of region code. The number of queries (at most 16) does not depend
        on how many there are.
    """
    everyone = SemesterEvaluation.objects.filter(period=period)
    rows = _rows(everyone if only is None else everyone.filter(pk__in=list(only)))
    provinces = [row.region for row in rows if row.duties == WorkUnit.Duties.PROVINSI]
    feeding = rows if only is None else _rows(everyone.filter(province__in=provinces))
    units = {row.pk: row.unit for row in (*rows, *feeding)}
    policy = policy_of(period)
    targets = Targets(period, policy, None if only is None else {row.unit for row in rows})
    figures = read_figures(period, units, targets.indicators, everything=only is None, instead=instead)
    outputs = read_outputs(period, None if only is None else [row.pk for row in rows], set(units.values()))
    read = _Read(period, policy, targets, figures, outputs, _children(period, feeding, provinces))
    return [
        ScoringInput(row, read.input_of(row), read.bidang_of(row), figures.get(row.pk, {})) for row in rows
    ]


_COLUMNS = (
    *("pk", "unit_id", "unit__region_id", "region_code", "region_name", "region_kind"),
    *("province_id", "duties", "state", "result_digest"),
)


def _rows(evaluations: Any) -> list[EvaluationRow]:
    return [EvaluationRow(*values) for values in evaluations.order_by("region_code").values_list(*_COLUMNS)]


def _children(period: Period, feeding: Iterable[EvaluationRow], provinces: Collection[int]) -> Children:
    children: Children = defaultdict(list)
    if not provinces:
        return children
    for row in feeding:
        if row.province is not None:
            children[row.province].append((row.code, row.pk))
    without = RegionCode.objects.on(period.cutoff).filter(parent__in=provinces)
    without = without.exclude(region__work_unit__evaluations__period=period)
    for province, code in without.values_list("parent_id", "code"):
        children[province].append((code, None))
    return children


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a period, to be put together unit by unit."""

    period: Period
    policy: Policy
    targets: Targets
    figures: Figures
    outputs: Outputs
    children: Children

    def input_of(self, row: EvaluationRow) -> UnitInput:
        """Everything the score of one evaluation depends on."""
        own = self.figures.get(row.pk, {})
        rows = tuple(
            Figure(self.targets.rule(stored, row.unit), own.get(stored.code), self._feeding(stored, row))
            for stored in self.targets.scored(row.duties)
        )
        unit = Unit(row.code, row.name, row.kind)
        period = self.period
        return UnitInput(unit, period.code, period.cutoff, period.indicator_set.code, self.policy, rows)

    def bidang_of(self, row: EvaluationRow) -> tuple[tuple[tuple[str, ...], OwnOutputs], ...]:
        """The bidang of one office, each with the outputs that it reports on."""
        return tuple(
            (fields, self.outputs.of(row.pk, row.duties, fields)) for fields in self.outputs.bidang(row.unit)
        )

    def _feeding(self, stored: Indicator, row: EvaluationRow) -> tuple[Child, ...] | None:
        """The figures of the kab/kota that an indicator is rolled up from; None where it is not."""
        if not stored.rollup:
            return None
        return tuple(
            (code, self.figures[child].get(stored.fed_by) if child in self.figures else None)
            for code, child in self.children[row.region]
        )
