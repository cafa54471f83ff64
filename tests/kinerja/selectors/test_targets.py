"""Which target binds: agreement, decree, national series; what happens where there is none (R2)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import DesignatedVersion, IndicatorTarget, SemesterEvaluation
from kinerja.rules.types import Incident, Indicator, Kind, Rollup
from kinerja.selectors.inputs import unit_input
from kinerja.selectors.targets import designated_version
from tests.builders import (
    make_agreement,
    make_designated,
    make_evaluation,
    make_period,
    make_policy,
    make_region,
    make_unit,
)

pytestmark = pytest.mark.django_db

CLAUSE = "II.C.1.b no. 1 butir 1"


@pytest.fixture
def unit() -> SemesterEvaluation:
    """A kab/kota in 2018-1, before it agreed on anything."""
    make_designated("7.4.3", date(2017, 1, 1))
    make_designated("8.0", date(2018, 7, 1))
    return make_evaluation(make_unit("92.03"), make_period("2018-1"))


def binding(evaluation: SemesterEvaluation) -> dict[str, Indicator]:
    """The indicators of an evaluation as the rules read them."""
    return {figure.indicator.code: figure.indicator for figure in unit_input(evaluation).figures}


def told(evaluation: SemesterEvaluation, code: str) -> tuple[Any, ...]:
    """Target, upper bound, its source, and whether only the policy chose it."""
    row = binding(evaluation)[code]
    return (row.target, row.upper, row.target_source, row.target_by_policy)


def test_without_an_agreement_the_decree_and_the_policy_bind(unit: SemesterEvaluation) -> None:
    assert {code: told(unit, code) for code in binding(unit)} == {
        "K1.1a": (Decimal(100), None, "", False),
        "K1.1b": (Decimal(100), None, "", False),
        "K1.2": (Decimal(90), None, "Ditjen Dukcapil 2018, tanpa Perjanjian Kinerja yang menyebutnya", True),
        "K1.3": (None, None, "", False),
        "K1.4": (Decimal(100), None, "", False),
        "K1.5": (Decimal(0), None, "", False),
        "K1.6": (Decimal(94), Decimal(98), "", False),
        "K2": (None, None, "", False),
        "K3": (None, None, "", False),
    }


def test_the_agreement_comes_first(unit: SemesterEvaluation) -> None:
    agreed = {"K1.1a": "99.4", "K1.2": 95, "K1.4": 80, "K1.5": 5, "K1.6": 99, "K2": 50, "K3": 3}
    make_agreement(unit, agreed, number="PK-7")
    source = "Perjanjian Kinerja 2018 PK-7"
    assert {code: told(unit, code) for code in agreed} == {
        "K1.1a": (Decimal("99.4"), None, source, False),
        "K1.2": (Decimal(95), None, source, False),
        "K1.4": (Decimal(80), None, source, False),
        "K1.5": (Decimal(0), None, "", False),  # a prohibition has no number to agree on
        "K1.6": (Decimal(99), Decimal(99), source, False),
        "K2": (None, None, "", False),  # every required report is due
        "K3": (Decimal(3), None, source, False),
    }
    own = {code for code, row in binding(unit).items() if row.target_by_agreement}
    assert own == {"K1.1a", "K1.2", "K1.4", "K1.6", "K3"}


def test_the_agreement_names_the_national_series(unit: SemesterEvaluation) -> None:
    make_agreement(unit, national_series="RPJMN 2015-2019")
    assert told(unit, "K1.2") == (Decimal("82.5"), None, "RPJMN 2015-2019 2018", False)


def test_a_series_without_a_value_for_the_year_is_not_replaced(unit: SemesterEvaluation) -> None:
    make_agreement(unit, national_series="RPJMN 2020-2024")
    assert told(unit, "K1.2") == (None, None, "", False)


def test_the_policy_names_the_series_that_serves_without_an_agreement() -> None:
    policy = make_policy(2, national_series="RPJMN 2015-2019")
    unit = make_evaluation(make_unit("92.03"), make_period("2018-1", policy=policy))
    assert told(unit, "K1.2")[0] == Decimal("82.5")
    assert binding(unit)["K1.2"].target_by_policy


def test_a_year_without_a_target_borrows_from_no_other(unit: SemesterEvaluation) -> None:
    later = make_evaluation(unit.unit, make_period("2025-1"))
    assert told(later, "K1.2") == (None, None, "", False)


@pytest.mark.parametrize(
    "fields", [{"state": "draft", "signed_on": None}, {"year": 2017}, {"unit": "another"}]
)
def test_only_the_signed_agreement_of_the_unit_and_year_binds(
    unit: SemesterEvaluation, fields: dict[str, Any]
) -> None:
    agreement = make_agreement(unit, {"K3": 3})
    for name, value in fields.items():
        setattr(agreement, name, make_unit("92.06") if name == "unit" else value)
    agreement.save()
    assert IndicatorTarget.objects.count() == 1
    assert told(unit, "K3") == (None, None, "", False)


@pytest.mark.parametrize(("code", "version"), [("2016-2", ""), ("2018-1", "7.4.3"), ("2018-2", "8.0")])
def test_the_version_designated_at_the_cutoff(unit: SemesterEvaluation, code: str, version: str) -> None:
    period = unit.period if code == "2018-1" else make_period(code)
    assert (designated_version(period), DesignatedVersion.objects.count()) == (version, 2)


def test_a_row_in_full(unit: SemesterEvaluation) -> None:
    assert binding(unit)["K1.1b"] == Indicator(
        code="K1.1b",
        kind=Kind.RATIO,
        target=Decimal(100),
        group="K1.1",
        field="dafduk",
        clause=CLAUSE,
        base="K1.1a",
    )
    assert (binding(unit)["K1.3"].designated, binding(unit)["K1.5"].incident) == ("7.4.3", Incident.LEVY)


def test_a_province_rolls_up(unit: SemesterEvaluation) -> None:
    province = make_evaluation(make_unit(make_region("92")), unit.period)
    rows = binding(province)
    assert {code: (row.rollup, row.target, row.base, row.incident) for code, row in rows.items()} == {
        "P1.1a": (Rollup.SUM, Decimal(100), "", Incident.NONE),
        "P1.1b": (Rollup.SUM, Decimal(100), "P1.1a", Incident.NONE),
        "P1.2": (Rollup.SUM, Decimal(90), "", Incident.NONE),
        "P1.3": (Rollup.SHARE, None, "", Incident.NONE),
        "P1.4": (Rollup.NONE, Decimal(100), "", Incident.NONE),
        "P1.5": (Rollup.NONE, Decimal(94), "", Incident.NONE),
        "P2.a": (Rollup.NONE, Decimal(0), "", Incident.BREACH),
        "P2.b": (Rollup.SHARE, None, "", Incident.BREACH),
    }
