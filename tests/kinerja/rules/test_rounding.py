from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest

from kinerja.rules.rounding import percent_text, round_half_up, target_text, written


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Decimal("90.994"), "90.99"),
        (Decimal("90.995"), "91.00"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 200), "0.01"),
        (Decimal("-0.005"), "-0.01"),
        (Decimal("-0.004"), "0.00"),
        (Decimal("-1.234"), "-1.23"),
        (7, "7.00"),
        (Fraction(10**30 + 1, 1), f"{10**30 + 1}.00"),
    ],
)
def test_half_goes_away_from_zero_with_two_decimals(value: Decimal | Fraction | int, rounded: str) -> None:
    assert str(round_half_up(value)) == rounded


def test_the_decimal_context_does_not_matter() -> None:
    with localcontext(Context(prec=2)):
        assert str(round_half_up(Fraction(33656900, 399092))) == "84.33"


def test_other_places() -> None:
    assert (str(round_half_up(Decimal("2.5"), 0)), str(round_half_up(Fraction(1, 3), 6))) == ("3", "0.333333")


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        round_half_up(90.995)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (336569, None, "336.569"),
        (Decimal("336569.0000"), None, "336.569"),
        (Decimal("82.50"), None, "82,5"),
        (Decimal("844812425.8815"), None, "844.812.425,8815"),
        (Decimal("1234.5"), 2, "1.234,50"),
    ],
)
def test_numbers_are_written_as_indonesians_do(
    value: Decimal | Fraction | int, places: int | None, text: str
) -> None:
    assert written(value, places) == text


def test_percentages_are_written_with_a_comma() -> None:
    shown = [
        percent_text(Fraction(33656900, 399092)),
        percent_text(Decimal("12345.675")),
        target_text(Decimal("82.5")),
    ]
    assert shown == ["84,33 %", "12.345,68 %", "82,5 %"]


def test_a_negative_percentage_keeps_its_sign() -> None:
    assert percent_text(Decimal("-1.005")) == "-1,01 %"
