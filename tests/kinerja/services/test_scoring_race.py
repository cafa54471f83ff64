"""Figures change while a whole period is scored: nobody waits for ever, and the last word is right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F

from kinerja.models import Realization, SemesterEvaluation
from kinerja.services.locking import lock
from kinerja.services.scoring import ScoringReport, score_period, score_unit
from tests.builders import make_evaluation, make_figures, make_period, make_region, make_unit

ROUNDS = 6


@pytest.mark.django_db(transaction=True)
def test_scoring_and_entering_at_once() -> None:
    period = make_period("2018-1")
    province = make_evaluation(make_unit(make_region("92")), period)
    units = [
        make_evaluation(make_unit(make_region(code, parent=province.unit.region)), period)
        for code in ("92.01", "92.02")
    ]
    for unit in units:
        make_figures(unit, {"K1.1a": (100, 1_000)})

    def enter(unit: SemesterEvaluation) -> None:
        with transaction.atomic():
            locked = lock(unit)
            Realization.objects.filter(evaluation=locked).update(numerator=F("numerator") + 1)
            score_unit(evaluation=locked, actor=None)

    def score_all() -> None:
        score_period(period=period, actor=None)

    jobs: list[Callable[[], Any]] = [lambda: enter(units[0]), lambda: enter(units[1]), score_all, score_all]
    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(_closing, job) for job in jobs for _ in range(ROUNDS)]:
            done.result(timeout=60)
    assert score_period(period=period, actor=None) == ScoringReport("2018-1", 3, (), 0)
    rows = SemesterEvaluation.objects.get(pk=province.pk).result["indicators"]
    assert (rows[0]["numerator"], rows[0]["denominator"]) == (str(200 + 2 * ROUNDS), "2000")


def _closing(job: Callable[[], Any]) -> None:
    try:
        job()
    finally:
        connection.close()
