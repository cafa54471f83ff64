"""A province drawn from its kab/kota (R5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja.rules.completion import completion
from kinerja.rules.rollup import Child, roll_up
from kinerja.rules.types import Indicator, Notice, Realization, Rollup, State, Step
from tests.kinerja.rules.builders import (
    BUDGET,
    P_BIRTH,
    P_BREACH,
    P_RATIO,
    P_SIAK,
    PAPUA_BARAT,
    RATIO,
    counts,
    declared,
    published,
)

MARCH, DECEMBER = date(2018, 3, 31), date(2017, 12, 31)


def test_papua_barat_is_the_published_figure() -> None:
    rolled = roll_up(P_RATIO, PAPUA_BARAT)
    assert rolled == Realization(
        numerator=Decimal(336569),
        denominator=Decimal(399092),
        source="Kumulatif 7 kab/kota",
        children_reported=7,
        children_expected=7,
    )
    found = completion(P_RATIO, rolled)
    assert (found.raw, found.percent, found.incomplete, found.steps[:2]) == (
        Decimal("84.33"),
        Decimal("84.33"),
        False,
        (
            Step(
                "Kumulatif kab/kota, jumlah pembilang ÷ jumlah penyebut. 7 dari 7 kab/kota melapor.",
                "R5",
                "II.A.2.a",
            ),
            Step("336.569 ÷ 399.092 × 100 = 84,33 %.", "R5", "II.C.1.a"),
        ),
    )


def test_the_plain_mean_would_be_another_figure() -> None:
    percents = [completion(RATIO, figure).exact or Fraction(0) for _, figure in PAPUA_BARAT]
    assert round(sum(percents) / 7, 2) == Fraction(7870, 100)


def test_the_silent_are_named_and_not_counted_as_zero() -> None:
    children: list[Child] = [*PAPUA_BARAT[:5], ("92.06", None), ("92.07", Realization())]
    rolled = roll_up(P_RATIO, children)
    found = completion(P_RATIO, rolled)
    assert (rolled.children_reported, rolled.children_expected, rolled.children_missing) == (
        5,
        7,
        ("92.06", "92.07"),
    )
    assert (found.raw, found.incomplete) == (Decimal("89.46"), True)  # 303,728 ÷ 339,499


def test_nobody_reported_is_missing() -> None:
    found = completion(P_RATIO, roll_up(P_RATIO, [("92.01", None)]))
    assert (found.state, found.children_missing) == (State.MISSING, ("92.01",))


def test_a_percentage_alone_cannot_be_summed() -> None:
    rolled = roll_up(P_RATIO, [("92.01", counts(1, 2)), ("92.02", published("90"))])
    assert (rolled.numerator, rolled.denominator, rolled.children_missing, rolled.notices) == (
        Decimal(1),
        Decimal(2),
        ("92.02",),
        (
            Notice(
                "child_without_counts",
                "92.02 hanya memberi persentase tanpa pembilang/penyebut, jadi tidak dapat dijumlahkan.",
            ),
        ),
    )


def test_a_figure_that_cannot_be_judged_is_named_and_left_out() -> None:
    rolled = roll_up(P_RATIO, [("92.01", counts(1, 2)), ("92.02", counts(1, 0))])
    assert (rolled.children_missing, rolled.notices) == (
        ("92.02",),
        (
            Notice(
                "child_unfit",
                "92.02 tidak dapat dijumlahkan: Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %.",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("figure", "missing", "codes"),
    [
        (Realization(denominator=Decimal(8), decided_zero="tidak melapor"), (), []),
        (Realization(decided_zero="tidak melapor"), ("92.02",), ["child_without_counts"]),
    ],
)
def test_a_decided_zero_is_summed_over_its_denominator(
    figure: Realization, missing: tuple[str, ...], codes: list[str]
) -> None:
    rolled = roll_up(P_RATIO, [("92.01", counts(1, 2)), ("92.02", figure)])
    assert (rolled.numerator, rolled.children_missing, [notice.code for notice in rolled.notices]) == (
        Decimal(1),
        missing,
        codes,
    )


def test_the_sum_of_a_synthetic_figure_is_synthetic() -> None:
    assert (
        roll_up(P_RATIO, [("92.01", counts(1, 2, synthetic=True)), ("92.02", counts(1, 2))]).synthetic is True
    )


def test_money_is_summed_with_its_decimals() -> None:
    budget = replace(BUDGET, rollup=Rollup.SUM)
    rolled = roll_up(budget, [("92.01", counts("0.1", "0.3")), ("92.02", counts("0.25", 1))])
    assert (rolled.numerator, rolled.denominator) == (Decimal("0.35"), Decimal("1.3"))


def test_mixed_dates_in_one_kabkota_are_a_warning() -> None:
    odd = counts(1, 2, numerator_cutoff=MARCH, denominator_cutoff=DECEMBER)
    assert roll_up(P_RATIO, [("92.01", odd), ("92.02", counts(1, 2))]).notices == (
        Notice("cutoff_mismatch", "Pembilang dan penyebut berbeda tanggal posisi di 92.01."),
    )


def test_kabkota_of_different_dates_are_a_warning() -> None:
    children = [("92.01", counts(1, 2, cutoff=MARCH)), ("92.02", counts(1, 2))]
    assert roll_up(P_RATIO, children).notices == (
        Notice("cutoff_mismatch", "Tanggal posisi kab/kota tidak sama; di luar tanggal periode: 92.01."),
    )


def test_a_shared_date_is_kept() -> None:
    children = [("92.01", counts(1, 2, cutoff=MARCH)), ("92.02", counts(1, 2, cutoff=MARCH))]
    rolled = roll_up(P_RATIO, children)
    assert (rolled.cutoff, rolled.notices) == (MARCH, ())


def test_the_date_of_the_period_written_out_is_no_other_date() -> None:
    june = date(2018, 6, 30)
    children = [
        ("92.01", counts(1, 2, cutoff=june)),
        ("92.02", counts(1, 2, denominator_cutoff=june)),
        ("92.03", counts(1, 2)),
    ]
    assert roll_up(P_RATIO, children, cutoff=june).notices == ()
    late = [*children, ("92.04", counts(1, 2, cutoff=MARCH)), ("92.05", counts(1, 2, cutoff=june))]
    assert roll_up(P_RATIO, late, cutoff=june).notices == (
        Notice("cutoff_mismatch", "Tanggal posisi kab/kota tidak sama; di luar tanggal periode: 92.04."),
    )


def test_a_published_province_figure_stands_in_and_says_so() -> None:
    rolled = roll_up(P_BIRTH, [("52.01", None), ("52.02", counts(1, 2))], published("90.47"))
    found = completion(P_BIRTH, rolled)
    assert (found.raw, found.percent, found.stands_in, found.incomplete, found.steps[0]) == (
        Decimal("90.47"),
        Decimal("100.00"),
        True,
        False,
        Step(
            "Angka terbitan provinsi menggantikan penjumlahan kab/kota. 1 dari 2 kab/kota melapor.",
            "R5",
            "II.A.2.a",
            policy=True,
        ),
    )


@pytest.mark.parametrize(
    ("own", "codes"),
    [
        (published("84.33"), []),
        (published("84.34"), []),
        (published("85"), ["published_differs_from_sum"]),
        (counts(336569, 399092), []),
        (counts(1, 2), ["published_differs_from_sum"]),
    ],
)
def test_a_published_figure_is_compared_with_a_complete_sum(own: Realization, codes: list[str]) -> None:
    rolled = roll_up(P_RATIO, PAPUA_BARAT, own)
    assert (rolled.stands_in, [notice.code for notice in rolled.notices]) == (True, codes)


def test_an_incomplete_sum_is_not_compared() -> None:
    assert roll_up(P_RATIO, [*PAPUA_BARAT[:6], ("92.07", None)], published("99")).notices == ()


def test_the_provinces_decided_zero_counts_only_while_nobody_reported() -> None:
    zero = Realization(decided_zero="tidak melapor")
    silent = completion(P_RATIO, roll_up(P_RATIO, [("92.01", None)], zero))
    partly = completion(P_RATIO, roll_up(P_RATIO, [("92.01", counts(1, 2)), ("92.02", None)], zero))
    assert (silent.percent, silent.decided_zero, partly.percent, partly.decided_zero) == (
        Decimal("0.00"),
        "tidak melapor",
        Decimal("50.00"),
        "",
    )


def test_what_was_said_of_the_provinces_own_figure_is_kept() -> None:
    said = Notice("figure_unfit", "Penyebut 0.")
    kept = [
        roll_up(P_RATIO, PAPUA_BARAT, own).notices
        for own in (Realization(notices=(said,)), published("84.33", notices=(said,)))
    ]
    assert kept == [(said,), (said,)]


def test_versions_are_counted_over_those_that_reported() -> None:
    children = [
        ("92.01", declared("SIAK 7.3")),
        ("92.02", declared("SIAK 7.2")),
        ("92.03", declared("siak 7.3", synthetic=True)),
        ("92.04", None),
        ("92.05", Realization(decided_zero="tidak melapor")),
    ]
    assert roll_up(P_SIAK, children) == Realization(
        numerator=Decimal(2),
        denominator=Decimal(4),
        synthetic=True,
        source="Kumulatif 4 kab/kota",
        children_reported=4,
        children_expected=5,
        children_missing=("92.04",),
        children_failed=("92.02", "92.05"),
    )


def test_kabkota_without_a_breach() -> None:
    children = [
        ("92.01", declared("0")),
        ("92.02", declared("1")),
        ("92.03", Realization(incidents=2)),
        ("92.04", Realization()),
        ("92.05", declared("0")),
    ]
    found = completion(P_BREACH, roll_up(P_BREACH, children))
    assert (found.percent, found.children_missing, found.children_failed, found.red_flags) == (
        Decimal("50.00"),
        ("92.04",),
        ("92.02", "92.03"),
        (Notice("breach", "P2.b: pelanggaran Permendagri 76/2015 di 2 kab/kota (92.02, 92.03)."),),
    )


def test_a_kabkota_with_a_decided_zero_is_not_accused_of_a_breach() -> None:
    children = [("92.01", declared("3")), ("92.02", Realization(decided_zero="tidak melapor"))]
    found = completion(P_BREACH, roll_up(P_BREACH, children))
    assert (found.children_failed, found.red_flags) == (
        ("92.01", "92.02"),
        (Notice("breach", "P2.b: pelanggaran Permendagri 76/2015 di 1 kab/kota."),),
    )


def test_a_share_says_how_it_was_counted() -> None:
    found = completion(P_BREACH, roll_up(P_BREACH, [("92.01", declared("0"))]))
    assert [(step.text, step.policy) for step in found.steps] == [
        ("Kumulatif kab/kota, yang memenuhi ÷ yang melapor. 1 dari 1 kab/kota melapor.", True),
        ("1 ÷ 1 × 100 = 100,00 %.", False),
        ("100,00 % ÷ target 100 % × 100 = 100,00 %.", False),
        ("100,00 % ≥ 91 %: nilai 90 (Sangat Baik).", False),
    ]


def test_a_declaration_that_cannot_be_read_is_named() -> None:
    rolled = roll_up(P_BREACH, [("92.01", declared("nihil"))])
    assert (rolled.children_missing, rolled.notices[0].code) == (("92.01",), "child_unfit")


@pytest.mark.parametrize("indicator", [RATIO, replace(P_RATIO, rollup=Rollup.SHARE)])
def test_what_is_not_rolled_up_is_refused(indicator: Indicator) -> None:
    with pytest.raises(ValueError, match="cannot roll up"):
        roll_up(indicator, [])
