"""What cannot be judged raises; it never becomes 0 % or 100 %."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kinerja.rules.completion import completion
from kinerja.rules.types import FigureError, Indicator, Realization
from tests.kinerja.rules.builders import (
    BIRTH,
    BUDGET,
    INNOVATIONS,
    KABKOTA,
    LEVY,
    P_SIAK,
    RATIO,
    REPORTS,
    SIAK,
    SKPD,
    counts,
    declared,
    published,
)

COUNTED = [row for row in KABKOTA if row not in (SIAK, LEVY)]

CASES = [
    (RATIO, counts(1, 0), "denominator_zero", "denominator"),
    (RATIO, counts(0, 0), "denominator_zero", "denominator"),
    (BUDGET, counts(0, 0), "denominator_zero", "denominator"),
    (RATIO, counts(-1, 10), "negative", "numerator"),
    (RATIO, counts(1, -10), "negative", "denominator"),
    (RATIO, published("-0.01"), "negative", "percent"),
    (RATIO, counts("NaN", 10), "not_finite", "numerator"),
    (RATIO, counts(1, "Infinity"), "not_finite", "denominator"),
    (RATIO, counts("sNaN", 10), "not_finite", "numerator"),
    (RATIO, counts("336.569", 399092), "not_whole", "numerator"),
    (RATIO, counts("1E+30", "1E+31"), "out_of_reach", "numerator"),
    (RATIO, counts(1, "1E+999999"), "out_of_reach", "denominator"),
    (RATIO, published("1E-999999"), "out_of_reach", "percent"),
    (RATIO, counts("-1E+5000", 10), "out_of_reach", "numerator"),
    (RATIO, counts(1, "-1E-999999"), "out_of_reach", "denominator"),
    (SKPD, counts(31, 30), "numerator_above_denominator", "numerator"),
    (REPORTS, counts(23, 22), "numerator_above_denominator", "numerator"),
    (P_SIAK, counts(8, 7), "numerator_above_denominator", "numerator"),
    (replace(REPORTS, required=22), counts(5, 5), "not_the_required", "denominator"),
    (replace(REPORTS, required=22), Realization(denominator=Decimal(24)), "not_the_required", "denominator"),
    (SKPD, published("100.01"), "percent_above_hundred", "percent"),
    (REPORTS, published("101"), "percent_above_hundred", "percent"),
    (INNOVATIONS, published("50"), "percent_not_allowed", "percent"),
    (SIAK, published("50"), "percent_not_allowed", "percent"),
    (LEVY, published("100"), "percent_not_allowed", "percent"),
    (INNOVATIONS, Realization(numerator=Decimal("1.5")), "not_whole", "numerator"),
    (LEVY, declared("tidak ada"), "declaration", "value"),
    (LEVY, declared("-1"), "declaration", "value"),
    (LEVY, declared("1.5"), "declaration", "value"),
    (LEVY, declared("²"), "declaration", "value"),
    (LEVY, declared("0", incidents=-1), "negative", "incidents"),
    (replace(RATIO, target=Decimal(0)), counts(1, 2), "target_zero", "target"),
    (replace(INNOVATIONS, target=Decimal(0)), counts(1, 2), "target_zero", "target"),
    (replace(BIRTH, target=Decimal(-1)), counts(1, 2), "negative", "target"),
]


@pytest.mark.parametrize(("indicator", "figure", "code", "field"), CASES)
def test_a_figure_that_cannot_be_judged_raises(
    indicator: Indicator, figure: Realization | None, code: str, field: str
) -> None:
    with pytest.raises(FigureError) as error:
        completion(indicator, figure)
    assert (error.value.code, error.value.field, str(error.value)) == (code, field, error.value.text)


@pytest.mark.parametrize("indicator", COUNTED, ids=lambda row: row.code)
@pytest.mark.parametrize("wrong", [0.5, "1", True, None.__class__], ids=str)
@pytest.mark.parametrize("field", ["numerator", "denominator"])
def test_only_exact_numbers_are_taken(indicator: Indicator, wrong: object, field: str) -> None:
    figure = replace(counts(1, 2), **{field: wrong})
    with pytest.raises(FigureError) as error:
        completion(indicator, figure)
    assert (error.value.code, error.value.field) == ("not_exact", field)


def test_a_bad_half_is_refused_even_while_the_other_is_not_in() -> None:
    with pytest.raises(FigureError, match="Penyebut 0"):
        completion(RATIO, Realization(denominator=Decimal(0)))


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (counts(1, 0), "Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %."),
        (counts(-5, 10), "Pembilang -5 tidak boleh negatif."),
        (
            counts("336.569", 399092),
            "Pembilang 336,569 harus bilangan bulat, tanpa angka di belakang koma.",
        ),
    ],
)
def test_the_text_is_plain_indonesian(figure: Realization | None, text: str) -> None:
    with pytest.raises(FigureError) as error:
        completion(RATIO, figure)
    assert error.value.text == text


def test_money_may_have_decimals() -> None:
    assert completion(BUDGET, counts("95.5", 100)).percent == Decimal("100.00")


@pytest.mark.parametrize("indicator", [RATIO, BIRTH, BUDGET], ids=lambda row: row.code)
def test_more_than_all_is_only_a_warning_where_it_happens(indicator: Indicator) -> None:
    found = completion(indicator, counts(10679, 10000))
    assert (found.raw, found.percent, [notice.code for notice in found.warnings]) == (
        Decimal("106.79"),
        Decimal("100.00"),
        ["above_hundred"],
    )
