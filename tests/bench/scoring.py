"""Scoring all 552 units against the pure rules over the same figures in memory.

Ours: one ``score_period``, from the first lock to the commit: read every figure, agreement and register,
judge with all steps, compare with what is stored, write what changed, and the audit entry. The limit:
``rules.record.score``, with all steps, over the same inputs already read. Three shares of changed figures,
since writing costs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from kinerja.models import Period, Realization, SemesterEvaluation
from kinerja.rules.record import score
from kinerja.selectors.inputs import ScoringInput, scoring_inputs
from kinerja.services.scoring import score_period
from tests.bench.measure import Measure, in_turns

GOAL = 5
SHARE = 10


def measures(period: Period) -> Iterator[Measure]:
    """Every measure of scoring, on a period with figures for all."""
    score_period(period=period, actor=None)
    run = _Run(period)
    ids = list(SemesterEvaluation.objects.order_by("pk").values_list("pk", flat=True))
    for name, changed in (
        ("one unit in ten changed", ids[::SHARE]),
        ("all units changed", ids),
        ("nothing changed", []),
    ):
        yield run.measure(f"score {len(ids)} units, {name}", changed)
    yield _writes(period)


@dataclass
class _Run:
    """Rounds over one period; the inputs in memory follow the figures in the database."""

    period: Period
    inputs: list[ScoringInput] = field(default_factory=list)
    expected: int = 0

    def measure(self, name: str, changed: list[int]) -> Measure:
        self.expected = len(changed)
        ours, limit = in_turns(self.ours, self.limit, lambda: self.prepare(changed))
        return Measure(name, ours, limit, GOAL)

    def prepare(self, changed: list[int]) -> None:
        """Change the budget figure of some units, so that each of them has another result."""
        figures = Realization.objects.filter(evaluation__in=changed, indicator__kind="range")
        figures.update(denominator=F("denominator") + 1)
        self.inputs = scoring_inputs(self.period)

    def ours(self) -> None:
        report = score_period(period=self.period, actor=None)
        if len(report.changed) < self.expected or report.unfit:
            raise RuntimeError(f"measured the wrong work: {report}")

    def limit(self) -> None:
        for item in self.inputs:
            score(item.inputs)


def _writes(period: Period) -> Measure:
    """How many statements of a second scoring write to the evaluations or to the audit trail."""
    score_period(period=period, actor=None)
    with CaptureQueriesContext(connection) as said:
        score_period(period=period, actor=None)
    writes = [row["sql"] for row in said.captured_queries if _is_write(row["sql"])]
    return Measure("rows written by a second scoring with nothing changed", len(writes), 0, 1, "writes")


def _is_write(statement: str) -> bool:
    return not statement.lstrip().upper().startswith(("SELECT", "BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
