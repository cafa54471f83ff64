"""Opening an appraisal for each of 11,000 posts against a bare insert of the same rows.

Ours: one ``open_appraisals``, from reading posts and tenures to the last commit, with an audit entry a row.
The limit: one ``bulk_create`` of the same rows, ready in memory. The issue asks for less than 30 seconds; a
measure of its own says how many there were.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from kinerja.models import Appraisal, Period
from kinerja.selectors.posts import posts_at_cutoff
from kinerja.services.appraisal_opening import open_appraisals
from kinerja.services.appraisal_plan import Plan
from kinerja.services.period import open_period
from tests.bench.measure import Measure, in_turns

GOAL = 6
SECONDS = 30
OTHER_PERIOD = "2023-2"
ROUNDS = 5


def measures(period: Period) -> Iterator[Measure]:
    """Every measure of opening, on a period whose offices have all their posts held."""
    run = _Run(period, open_period(code=OTHER_PERIOD, actor=None).period)
    ours, limit = in_turns(run.ours, run.limit, run.prepare, rounds=ROUNDS)
    name = f"open {len(run.rows)} appraisals"
    yield Measure(name, ours, limit, GOAL)
    yield Measure(f"{name}, seconds", ours, SECONDS, 1)


@dataclass
class _Run:
    """Rounds over one period; the bare rows are of another one, where no row of ours is in their way."""

    period: Period
    other: Period
    rows: list[Appraisal] = field(default_factory=list)

    def prepare(self) -> None:
        """Empty the table, and make the rows of the bare insert anew."""
        Appraisal.objects.all()._raw_delete("default")
        self.rows = list(Plan(self.period, posts_at_cutoff(self.period)).wanted.values())
        for row in self.rows:
            row.period = self.other

    def ours(self) -> None:
        report = open_appraisals(period=self.period, actor=None)
        if report.added != len(self.rows):
            raise RuntimeError(f"measured the wrong work: {report}")

    def limit(self) -> None:
        with transaction.atomic():
            Appraisal.objects.bulk_create(self.rows)
