"""Scores follow the figures: what is judged, what is written, what is left alone (R2 to R6)."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Period, Realization, SemesterEvaluation
from kinerja.rules.record import judge
from kinerja.selectors.inputs import unit_input
from kinerja.services.scoring import ROWS, ScoringReport, score_period, score_unit
from officials.models import AuditEntry
from regions.models import Region
from tests.builders import (
    KABKOTA_FIGURES,
    make_designated,
    make_evaluation,
    make_figures,
    make_final,
    make_period,
    make_policy,
    make_region,
    make_unit,
    make_user,
)
from tests.kinerja.services.scored import kabkota, stored

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2018, 7, 1, tzinfo=UTC)


def test_a_complete_semester_is_scored_and_judged_like_its_document(province: SemesterEvaluation) -> None:
    unit = kabkota(province, "92.03")
    make_figures(province)
    report = score_period(period=province.period, actor=None)
    assert report == ScoringReport("2018-1", 2, ("92", "92.03"), 0)
    assert stored(unit) == (Decimal("99.50"), 90, "Sangat Baik", False, 8, 8, False)
    assert stored(province) == (Decimal("99.33"), 90, "Sangat Baik", False, 6, 6, False)
    for evaluation in SemesterEvaluation.objects.all():
        assert evaluation.result == judge(unit_input(evaluation).to_data())


def test_one_missing_figure_withholds_the_nilai(province: SemesterEvaluation) -> None:
    figures = {code: figure for code, figure in KABKOTA_FIGURES.items() if code != "K1.6"}
    unit = kabkota(province, "92.03", figures)
    score_period(period=province.period, actor=None)
    assert stored(unit) == (Decimal("99.43"), None, "", True, 7, 8, False)


def test_a_synthetic_figure_marks_the_unit_and_its_province(province: SemesterEvaluation) -> None:
    unit = kabkota(province, "92.03", {"K1.1a": {"numerator": 1, "denominator": 2, "synthetic": True}})
    score_period(period=province.period, actor=None)
    assert (stored(unit)[-1], stored(province)[-1]) == (True, True)


def test_a_second_run_writes_nothing(province: SemesterEvaluation) -> None:
    kabkota(province, "92.03")
    score_period(period=province.period, actor=None)
    SemesterEvaluation.objects.update(updated_at=LONG_AGO)
    before = list(SemesterEvaluation.objects.order_by("pk").values())
    with CaptureQueriesContext(connection) as queries:
        report = score_period(period=province.period, actor=None)
    assert report == ScoringReport("2018-1", 2, (), 0)
    assert [row["sql"] for row in queries.captured_queries if "UPDATE kinerja" in row["sql"]] == []
    assert list(SemesterEvaluation.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.filter(action="period.score").count() == 1


def test_only_what_changed_is_written(province: SemesterEvaluation) -> None:
    first, second = kabkota(province, "92.03"), kabkota(province, "92.06")
    make_figures(province)
    score_period(period=province.period, actor=None)
    SemesterEvaluation.objects.update(updated_at=LONG_AGO)
    Realization.objects.filter(evaluation=first, indicator__code="K1.6").update(numerator=47)
    report = score_period(period=province.period, actor=make_user("operator_ditjen", username="rina"))
    assert report == ScoringReport("2018-1", 3, ("92.03",), 0)
    times = dict(SemesterEvaluation.objects.values_list("region_code", "updated_at"))
    assert (times["92"], times["92.06"], times["92.03"] > LONG_AGO) == (LONG_AGO, LONG_AGO, True)
    assert (stored(first)[0], stored(second)[0]) == (Decimal("93.25"), Decimal("99.50"))
    entry = AuditEntry.objects.order_by("sequence").last()
    assert entry is not None
    assert (entry.action, entry.actor_name, entry.object_name, entry.after) == (
        *("period.score", "rina", "2018-1"),
        {"judged": 3, "changed": ["92.03"]},
    )


def test_more_rows_than_one_statement_holds(
    province: SemesterEvaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kinerja.services.scoring.ROWS", 2)
    units = [kabkota(province, f"92.0{number}", {"K1.6": (number, 10)}) for number in range(1, 6)]
    with CaptureQueriesContext(connection) as queries:
        score_period(period=province.period, actor=None)
    assert len([row for row in queries.captured_queries if "UPDATE kinerja" in row["sql"]]) == 3
    assert [str(stored(unit)[0]) for unit in units] == ["10.64", "21.28", "31.91", "42.55", "53.19"]
    assert ROWS == 100


def test_final_results_are_never_scored_again(province: SemesterEvaluation) -> None:
    unit = kabkota(province, "92.03")
    score_period(period=province.period, actor=None)
    make_final(SemesterEvaluation.objects.get(pk=unit.pk))
    before = SemesterEvaluation.objects.values().get(pk=unit.pk)
    Realization.objects.filter(evaluation=unit).update(numerator=0)
    assert score_period(period=province.period, actor=None) == ScoringReport("2018-1", 1, ("92",), 1)
    assert score_unit(evaluation=unit, actor=None) == ScoringReport("2018-1", 1, (), 1)
    assert SemesterEvaluation.objects.values().get(pk=unit.pk) == before


def test_the_same_statements_for_one_and_for_many(province: SemesterEvaluation) -> None:
    kabkota(province, "92.01")
    score_period(period=province.period, actor=None)  # begins the audit trail
    counts = []
    for number in (2, 3, 4, 5, 6, 7):
        kabkota(province, f"92.0{number}")
        if number in (2, 7):
            with CaptureQueriesContext(connection) as queries:
                score_period(period=province.period, actor=None)
            counts.append(len(queries))
    assert counts[0] == counts[1]


class TestOneUnit:
    """``score_unit``: the unit and the province that is drawn from it, nobody else."""

    def test_the_province_follows(self, province: SemesterEvaluation) -> None:
        unit, other = kabkota(province, "92.03"), kabkota(province, "92.06", {"K1.1a": (5_000, 10_000)})
        report = score_unit(evaluation=unit, actor=None)
        assert report == ScoringReport("2018-1", 2, ("92", "92.03"), 0)
        assert (unit.completion, unit.nilai, unit.result["unit"]["code"]) == (Decimal("99.50"), 90, "92.03")
        row = SemesterEvaluation.objects.get(pk=province.pk).result["indicators"][0]
        assert (row["code"], row["numerator"], row["denominator"]) == ("P1.1a", "14200", "20000")
        assert stored(other)[5] == 0
        assert AuditEntry.objects.count() == 0

    def test_a_province_alone(self, province: SemesterEvaluation) -> None:
        kabkota(province, "92.03")
        assert score_unit(evaluation=province, actor=None) == ScoringReport("2018-1", 1, ("92",), 0)

    def test_another_period_stays(self, province: SemesterEvaluation) -> None:
        unit = kabkota(province, "92.03")
        later = make_evaluation(unit.unit, make_period("2018-2"))
        score_unit(evaluation=unit, actor=None)
        assert stored(later)[5] == 0


def test_some_evaluations_and_the_provinces_above_them(province: SemesterEvaluation) -> None:
    unit = kabkota(province, "92.03")
    kabkota(province, "92.06")
    report = score_period(period=province.period, actor=None, evaluations=[unit])
    assert report == ScoringReport("2018-1", 2, ("92", "92.03"), 0)


def test_a_figure_that_cannot_be_judged_stops_nobody(province: SemesterEvaluation) -> None:
    bad = kabkota(province, "92.03", KABKOTA_FIGURES | {"K1.4": (21, 20)})
    good = kabkota(province, "92.06")
    fault = "Pembilang 21 tidak mungkin melebihi penyebut 20."
    report = score_period(period=province.period, actor=None)
    assert report.unfit == (("92.03", f"K1.4: {fault}"),)
    assert stored(bad) == (Decimal("99.43"), None, "", True, 7, 8, False)
    assert stored(good) == (Decimal("99.50"), 90, "Sangat Baik", False, 8, 8, False)
    [row] = [r for r in SemesterEvaluation.objects.get(pk=bad.pk).result["indicators"] if r["code"] == "K1.4"]
    assert (row["state"], row["warnings"]) == ("missing", [{"code": "figure_unfit", "text": fault}])


TWO_BANDS = [{"lower": "99.6", "nilai": 95, "kategori": "A"}, {"lower": "1", "nilai": 10, "kategori": "B"}]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, (Decimal("99.50"), 90)),
        ({"cap": None}, (Decimal("100.89"), 90)),
        ({"weights": {"K1.1": "3"}}, (Decimal("98.80"), 90)),
        ({"bands": TWO_BANDS}, (Decimal("99.50"), 10)),
        ({"national_series": "RPJMN 2015-2019", "cap": None}, (Decimal("102.15"), 90)),
    ],
)
def test_the_period_is_judged_by_its_own_policy(data: dict[str, Any], expected: tuple[Any, ...]) -> None:
    make_designated()
    make_policy(1)
    period = make_period("2018-1", policy=make_policy(2, **data))
    province = make_evaluation(make_unit(make_region("92")), period)
    unit = kabkota(province, "92.03", KABKOTA_FIGURES | {"K1.2": (5_000, 5_000)})
    score_period(period=period, actor=None)
    row = SemesterEvaluation.objects.get(pk=unit.pk)
    assert (row.completion, row.nilai, row.result["policy"]) == (*expected, "2")


def test_a_run_that_fails_leaves_nothing_half_written(
    province: SemesterEvaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    kabkota(province, "92.03")

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the audit trail is gone")

    monkeypatch.setattr("kinerja.services.scoring.audit.record", fail)
    with pytest.raises(RuntimeError):
        score_period(period=province.period, actor=None)
    assert SemesterEvaluation.objects.filter(result__isnull=False).count() == 0


def test_regions_of_another_country_code_do_not_leak(period: Period) -> None:
    """A province only sums its own: the neighbour's kab/kota with a like code stays out."""
    first, second = (make_evaluation(make_unit(make_region(code)), period) for code in ("91", "92"))
    kabkota(first, "91.01", {"K1.1a": (1, 2)})
    kabkota(second, "92.01", {"K1.1a": (3, 4)})
    score_period(period=period, actor=None)
    sums = {
        row.region_code: row.result["indicators"][0]["numerator"]
        for row in SemesterEvaluation.objects.filter(region_kind=Region.Kind.PROVINSI)
    }
    assert sums == {"91": "1", "92": "3"}
