from decimal import Decimal

import pytest

from kinerja.rules.policy import Policy
from kinerja.rules.targets import ChosenTarget, NationalTarget, choose_target

REGISTER = [
    NationalTarget(2018, Decimal("82.5"), "RPJMN 2015-2019", "jpnn"),
    NationalTarget(2018, Decimal(90), "Ditjen Dukcapil", "dkp3a.kaltimprov"),
    NationalTarget(2019, Decimal(95), "Ditjen Dukcapil", "bakabar"),
]


def test_the_agreement_names_its_series() -> None:
    assert choose_target(REGISTER, 2018, "RPJMN 2015-2019") == ChosenTarget(
        Decimal("82.5"), "RPJMN 2015-2019 2018", by_policy=False
    )


def test_without_an_agreement_the_policys_series_serves_and_says_so() -> None:
    rpjmn = Policy.from_data({"national_series": "RPJMN 2015-2019"})
    assert [choose_target(REGISTER, 2018), choose_target(REGISTER, 2018, policy=rpjmn)] == [
        ChosenTarget(
            Decimal(90), "Ditjen Dukcapil 2018, tanpa Perjanjian Kinerja yang menyebutnya", by_policy=True
        ),
        ChosenTarget(
            Decimal("82.5"), "RPJMN 2015-2019 2018, tanpa Perjanjian Kinerja yang menyebutnya", by_policy=True
        ),
    ]


@pytest.mark.parametrize(("year", "series"), [(2017, ""), (2019, "RPJMN 2015-2019")])
def test_a_year_without_a_row_has_no_target(year: int, series: str) -> None:
    assert choose_target(REGISTER, year, series) is None
