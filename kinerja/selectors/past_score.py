"""The scores that were given then, beside the results by the rules now: how they differ, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.history_columns import HEADS, past_data
from kinerja.models import Indicator, NationalTarget, PastScore, Period, SemesterEvaluation
from kinerja.rules.history import Comparison, Difference, Past, compare
from kinerja.rules.readings import Register
from kinerja.rules.record import UnitInput
from kinerja.rules.rounding import written
from kinerja.rules.targets import NationalTarget as Target
from kinerja.selectors.figures import Instead
from kinerja.selectors.inputs import scoring_inputs
from kinerja.selectors.overview import UnitRow

FINAL = SemesterEvaluation.State.FINAL
DIFFERENCES = {
    Difference.SAME: gettext_lazy("Sama"),
    Difference.COMPLETION: gettext_lazy("Capaian berbeda"),
    Difference.BAND: gettext_lazy("Nilai atau kategori berbeda"),
    Difference.BOTH: gettext_lazy("Capaian dan nilai berbeda"),
}


@dataclass(frozen=True, slots=True)
class PastSeen:
    """A score that was given then, with how it differs from ours."""

    score: PastScore
    compared: Comparison

    @property
    def difference(self) -> str:
        """How they differ, in words."""
        return str(DIFFERENCES[self.compared.difference])

    @property
    def band(self) -> str:
        """Whether nilai and kategori differ, in words; "" where neither was known then."""
        if self.score.nilai is None and not self.score.kategori:
            return ""
        is_same = self.compared.difference in {Difference.SAME, Difference.COMPLETION}
        return _("sama") if is_same else _("berbeda")

    @property
    def gap(self) -> str:
        """Our completion less the old one, in words; "" where one is not known."""
        points = self.compared.gap
        if points is None:
            return ""
        sign = "+" if points > 0 else "−" if points < 0 else ""
        return _("%s poin") % f"{sign}{written(abs(points), 2)}"

    @property
    def reasons(self) -> str:
        """Why they differ, with the rules, in one text; "" where they do not."""
        return " ".join(f"{text} ({rules})" if rules else text for text, rules in self.compared.explained)


class UnitWithPast(NamedTuple):
    """A unit of a list with the score it was given then, where there is one."""

    unit: UnitRow
    past: PastSeen | None


def past_of(row: PastScore) -> Past:
    """A stored score as the rules read it."""
    return Past(row.completion, row.nilai, row.kategori)


def past_facts(row: PastScore) -> dict[str, Any]:
    """A stored score under the heads of its workbook, as a record keeps it."""
    return past_data({head: getattr(row, name) for name, head in HEADS.items()})


def past_seen(evaluation: SemesterEvaluation) -> PastSeen | None:
    """The score that a unit was given then; whoever calls has found the unit for the account."""
    rows = PastScore.objects.filter(evaluation=evaluation).select_related("recorded_by__official")
    return _seen(evaluation.period, rows).get(evaluation.pk)


def with_past(user: Any, period: Period, units: Sequence[UnitRow]) -> list[UnitWithPast]:
    """Units of a list with what they were given then; as many queries for one as for all."""
    rows = PastScore.objects.visible_to(user).filter(evaluation__period=period)
    seen = _seen(period, rows.filter(evaluation__in=[row.id for row in units]))
    return [UnitWithPast(row, seen.get(row.id)) for row in units]


def _seen(period: Period, rows: Iterable[PastScore]) -> dict[int, PastSeen]:
    found = {row.evaluation_id: row for row in rows}
    said = compared(period, {pk: past_of(row) for pk, row in found.items()})
    return {pk: PastSeen(row, said[pk]) for pk, row in found.items()}


def compared(
    period: Period, pasts: Mapping[int, Past], instead: Instead = MappingProxyType({})
) -> dict[int, Comparison]:
    """Compare scores that were given then with those by the rules.

    Args:
        period: theirs.
        pasts: by the id of an evaluation.
        instead: figures taken as if they were stored, as in ``scoring_inputs``.

    Returns:
        By the id of an evaluation. A final one is compared by what it was judged from.
    """
    if not pasts:
        return {}
    read = {row.row.pk: row for row in scoring_inputs(period, list(pasts), instead)}
    final = SemesterEvaluation.objects.filter(pk__in=[pk for pk in read if read[pk].row.state == FINAL])
    frozen = {pk: UnitInput.from_data(data or {}) for pk, data in final.values_list("pk", "inputs")}
    register = _register(period)
    return {pk: _compared(frozen.get(pk, found.inputs), pasts[pk], register) for pk, found in read.items()}


def _compared(inputs: UnitInput, past: Past, register: Register) -> Comparison:
    bound = {row.indicator.code: row.indicator.target for row in inputs.figures}
    other = {code: [row for row in rows if row.value != bound.get(code)] for code, rows in register.items()}
    return compare(inputs, past, other)


def _register(period: Period) -> Register:
    """The national targets of the year, by the code of each indicator that has one."""
    measures = defaultdict(list)
    for row in NationalTarget.objects.filter(year=period.year).order_by("series"):
        measures[row.measure].append(Target(row.year, row.target, row.series, row.source))
    kind = Indicator.Kind.NATIONAL_TARGET
    codes = period.indicator_set.indicators.filter(kind=kind).values_list("code", "measure")
    return {code: measures[measure] for code, measure in codes}
