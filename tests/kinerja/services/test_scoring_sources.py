"""What a score is drawn from besides the figures: the kab/kota below, the registers (R2, R5)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import Period, SemesterEvaluation
from kinerja.services.scoring import score_period
from tests.builders import (
    make_agreement,
    make_evaluation,
    make_figures,
    make_incident,
    make_innovation,
    make_period,
    make_region,
    make_unit,
)
from tests.kinerja.services.scored import kabkota, stored

pytestmark = pytest.mark.django_db


class TestRollUp:
    """A province is what its kab/kota are (R5)."""

    def test_by_the_province_of_the_cutoff(self, period: Period) -> None:
        old, new = make_region("92", "Papua Barat"), make_region("96", "Papua Barat Daya")
        both = [make_evaluation(make_unit(region), period) for region in (old, new)]
        moved = kabkota(both[0], "92.71", {"K1.1a": (1, 4)})
        moved.unit.region.codes.update(parent=new)  # what the register says later does not matter
        score_period(period=period, actor=None)
        sums = [
            {
                row["code"]: row["numerator"]
                for row in SemesterEvaluation.objects.get(pk=row.pk).result["indicators"]
            }
            for row in both
        ]
        assert [row["P1.1a"] for row in sums] == ["1", None]

    def test_a_kabkota_without_an_office_is_missing(self, province: SemesterEvaluation) -> None:
        kabkota(province, "92.03", {"K1.1a": (3, 4)})
        make_region("92.06", "Teluk Bintuni", parent=province.unit.region)
        make_region("92.99", "Bubar", parent=province.unit.region, valid_until=date(2018, 6, 29))
        score_period(period=province.period, actor=None)
        row = SemesterEvaluation.objects.get(pk=province.pk).result["indicators"][0]
        assert row["children"] == {"reported": 1, "expected": 2, "missing": ["92.06"], "failed": []}
        assert stored(province)[3] is True

    def test_a_published_figure_stands_in(self, province: SemesterEvaluation) -> None:
        kabkota(province, "92.03", {"K1.2": (3, 4)})
        make_figures(province, {"P1.2": Decimal("50.29")})
        score_period(period=province.period, actor=None)
        rows = {
            row["code"]: row for row in SemesterEvaluation.objects.get(pk=province.pk).result["indicators"]
        }
        row = rows["P1.2"]
        assert (row["raw"], row["completion"], row["kategori"]) == ("50.29", "55.88", "Kurang")
        assert (row["stands_in"], row["published_only"]) == (True, True)
        assert row["steps"][0]["text"].startswith(
            "Angka terbitan provinsi menggantikan penjumlahan kab/kota."
        )

    def test_a_kabkota_scored_as_such_rolls_up_nothing(self, period: Period) -> None:
        jakarta = make_unit(make_region("31", "Jakarta"), duties="kabkota")
        evaluation = make_evaluation(jakarta, period)
        kabkota(evaluation, "31.71")
        make_agreement(evaluation)
        make_figures(evaluation)
        score_period(period=period, actor=None)
        assert stored(evaluation) == (Decimal("99.50"), 90, "Sangat Baik", False, 8, 8, False)


def first_day_levy(evaluation: SemesterEvaluation) -> None:
    make_incident(evaluation, "levy", happened_on=date(2018, 1, 1))


REGISTERS: list[tuple[Callable[[SemesterEvaluation], object], dict[str, tuple[str, str | None]]]] = [
    (first_day_levy, {"K1.5": ("reported", "0.00")}),
    (
        lambda unit: make_incident(unit, "levy", happened_on=date(2017, 12, 31)),
        {"K1.5": ("reported", "100.00")},
    ),
    (
        lambda unit: make_incident(unit, "levy", happened_on=date(2018, 7, 1)),
        {"K1.5": ("reported", "100.00")},
    ),
    (lambda unit: make_incident(unit, "levy", state="reported"), {"K1.5": ("reported", "100.00")}),
    (lambda unit: make_incident(unit, "levy", state="rejected"), {"K1.5": ("reported", "100.00")}),
    (lambda unit: make_incident(unit, "breach"), {"K1.5": ("reported", "100.00")}),
    (lambda unit: make_innovation(unit, "verified"), {"K3": ("reported", "50.00")}),
    (lambda unit: make_innovation(unit, "rejected"), {"K3": ("reported", "0.00")}),
    (lambda unit: make_innovation(unit, "proposed"), {"K3": ("missing", None)}),
]


@pytest.mark.parametrize(("act", "expected"), REGISTERS)
def test_registers_speak(
    province: SemesterEvaluation,
    act: Callable[[SemesterEvaluation], object],
    expected: dict[str, tuple[str, str | None]],
) -> None:
    unit = kabkota(province, "92.03")
    act(unit)
    score_period(period=province.period, actor=None)
    rows = SemesterEvaluation.objects.get(pk=unit.pk).result["indicators"]
    assert {
        row["code"]: (row["state"], row["completion"]) for row in rows if row["code"] in expected
    } == expected


def test_an_incident_speaks_for_a_silent_unit(province: SemesterEvaluation) -> None:
    unit = kabkota(province, "92.03", {})
    make_incident(unit, "breach")
    make_incident(unit, "levy")
    score_period(period=province.period, actor=None)
    own = {row["code"]: row for row in SemesterEvaluation.objects.get(pk=unit.pk).result["indicators"]}
    above = {row["code"]: row for row in SemesterEvaluation.objects.get(pk=province.pk).result["indicators"]}
    assert (own["K1.5"]["completion"], [flag["text"] for flag in own["K1.5"]["red_flags"]]) == (
        *("0.00", ["K1.5: 1 pungutan atau OTT."]),
    )
    assert (above["P2.b"]["completion"], above["P2.b"]["children"]["failed"]) == ("0.00", ["92.03"])
    assert above["P2.a"]["state"] == "missing"


def test_an_undecided_innovation_says_why_the_number_is_unknown(province: SemesterEvaluation) -> None:
    unit = kabkota(province, "92.03")
    make_innovation(unit, "proposed")
    make_innovation(unit, "verified")
    score_period(period=province.period, actor=None)
    [row] = [r for r in SemesterEvaluation.objects.get(pk=unit.pk).result["indicators"] if r["code"] == "K3"]
    assert [warning["text"] for warning in row["warnings"]] == [
        "1 inovasi masih menunggu keputusan Ditjen, jadi jumlahnya belum diketahui."
    ]


def innovations(evaluation: SemesterEvaluation) -> tuple[str, str | None, list[str]]:
    """How K3 stands in the stored result: its state, its numerator, its warnings."""
    score_period(period=evaluation.period, actor=None)
    rows = SemesterEvaluation.objects.get(pk=evaluation.pk).result["indicators"]
    row = next(row for row in rows if row["code"] == "K3")
    return row["state"], row["numerator"], [notice["code"] for notice in row["warnings"]]


@pytest.mark.parametrize(
    ("typed", "named", "expected"),
    [
        (None, (), ("missing", None, [])),
        (0, (), ("reported", "2", ["innovations_earlier"])),
        (3, (), ("reported", "3", [])),
        (None, ("verified",), ("reported", "3", ["innovations_earlier"])),
        (None, ("proposed",), ("missing", None, ["innovations_earlier", "innovation_undecided"])),
    ],
)
def test_semester_two_counts_the_innovations_of_the_year(
    province: SemesterEvaluation, typed: int | None, named: tuple[str, ...], expected: tuple[Any, ...]
) -> None:
    first = kabkota(province, "92.03", {})
    for state in ("verified", "verified", "rejected"):
        make_innovation(first, state)
    second = make_evaluation(first.unit, make_period("2018-2"))
    if typed is not None:
        make_figures(second, {"K3": typed})
    for state in named:
        make_innovation(second, state)
    assert innovations(second) == expected


def test_semester_one_counts_nothing_of_the_year_before(province: SemesterEvaluation) -> None:
    first = kabkota(province, "92.03", {})
    make_innovation(first, "verified")
    make_agreement(after := make_evaluation(first.unit, make_period("2019-1")))
    make_figures(after, {"K3": 0})
    assert innovations(after) == ("reported", "0", [])
