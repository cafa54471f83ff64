"""An old score beside ours: the difference, and the reading of the decree that explains it (R1 to R5)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kinerja.rules.history import Comparison, Difference, Past, compare
from kinerja.rules.readings import Outcome
from kinerja.rules.record import Figure, UnitInput, score
from kinerja.rules.types import Grade, Indicator, Kind, Realization
from tests.kinerja.rules.builders import (
    BIRTH,
    BUDGET,
    KABKOTA,
    P_RATIO,
    P_SIAK,
    PAPUA_BARAT,
    RATIO,
    SKPD,
    counts,
    declared,
    full,
    published,
)
from tests.kinerja.rules.past_units import RPJMN, given_figures, unit


def one(percent: str, **policy: Any) -> UnitInput:
    """A unit of one indicator that comes to a percentage."""
    return unit((RATIO, published(percent)), **policy)


def past(completion: str = "", nilai: int | None = None, kategori: str = "") -> Past:
    given = None if nilai is None else Decimal(nilai)
    return Past(Decimal(completion) if completion else None, given, kategori)


def told(found: Comparison) -> tuple[str, list[tuple[str, ...]]]:
    return found.difference.value, [reason.codes for reason in found.reasons]


HALF = counts(1, 2)
CASES: dict[str, tuple[UnitInput, Past, str, list[tuple[str, ...]]]] = {
    "equal": (one("90.47"), past("90.47", 80, "Baik"), "same", []),
    "equal within a hundredth": (one("90.47"), past("90.48", 80, "baik"), "same", []),
    "two hundredths are none": (one("90.47"), past("90.49", 80, "Baik"), "completion", []),
    "only the band is known": (one("90.47"), past("", None, "Baik"), "same", []),
    "other band, same completion": (
        one("90.47"),
        past("90.47", 90, "Sangat Baik"),
        "band",
        [("holes_up",)],
    ),
    "rounded to a whole": (one("90.50"), past("91", 90, "Sangat Baik"), "both", [("whole",)]),
    "graded by a whole": (
        one("90.50"),
        past("90.50", 90, "Sangat Baik"),
        "band",
        [("graded_whole",), ("holes_up",)],
    ),
    "rounded to a tenth": (one("84.33"), past("84.3", 80, "Baik"), "completion", [("tenth",)]),
    "not rounded": (one("90.995"), past("91.00", 80, "Baik"), "band", [("unrounded",), ("above_lower",)]),
    "the lower bound itself": (one("91"), past("91", 80, "Baik"), "band", [("above_lower",)]),
    "below the table": (one("50"), past("50", 50, "Buruk"), "band", [("below_table",)]),
    "nothing below the table": (
        one("50", below_table={"nilai": 50, "kategori": "Buruk"}),
        past("50", None, "Di bawah tabel"),
        "band",
        [("below_none",)],
    ),
    "missing is zero": (
        unit((RATIO, counts(1, 1)), (SKPD, None)),
        past("50", None, "Di bawah tabel"),
        "both",
        [("missing_zero",)],
    ),
    "an innovation without a target is zero": (
        unit((RATIO, counts(1, 1)), (Indicator("K3", Kind.COUNT), Realization(Decimal(2)))),
        past("50"),
        "completion",
        [("missing_zero",)],
    ),
    "missing is left out": (
        unit((RATIO, counts(1, 1)), (SKPD, None)),
        past("100", 90, "Sangat Baik"),
        "band",
        [("missing_left_out",)],
    ),
    "a decided zero is left out": (
        unit((RATIO, counts(1, 1)), (SKPD, Realization(decided_zero="diam"))),
        past("100", 90, "Sangat Baik"),
        "both",
        [("zero_left_out",)],
    ),
    "another national target": (
        unit((BIRTH, counts(66, 100))),
        past("80"),
        "completion",
        [("target_K1.2_RPJMN",)],
    ),
    "no national target": (
        unit((BIRTH, counts(81, 100))),
        past("81", 80, "Baik"),
        "completion",
        [("target_K1.2_none",)],
    ),
    "no cap": (
        unit((RATIO, published("120")), (SKPD, HALF)),
        past("85", 80, "Baik"),
        "both",
        [("uncapped",)],
    ),
    "a cap": (
        unit((RATIO, published("120")), (SKPD, HALF), cap=None),
        past("75", 70, "Cukup"),
        "both",
        [("capped",)],
    ),
    "a published percentage": (
        unit((RATIO, replace(counts(2534506, 2582019), percent=Decimal("99.46")))),
        past("99.46"),
        "completion",
        [("published",)],
    ),
    "above a range": (unit((BUDGET, counts(140, 100))), past("70", 70, "Cukup"), "both", [("range_over",)]),
    "above a range, the other way": (
        unit((BUDGET, counts(140, 100)), range_over="divide_by_upper"),
        past("100", 90),
        "both",
        [("range_over",)],
    ),
    "mean of nilai": (
        unit((RATIO, counts(100, 100)), (SKPD, counts(60, 100))),
        past("80", 70),
        "band",
        [("aggregate",)],
    ),
    "mean of completion": (
        unit((RATIO, counts(100, 100)), (SKPD, counts(60, 100)), aggregate="mean_of_nilai"),
        past("80", 80),
        "band",
        [("aggregate",)],
    ),
    "without weights": (
        unit((BIRTH, counts(90, 100)), (SKPD, HALF), weights={"K1.2": "3"}),
        past("75"),
        "completion",
        [("unweighted",)],
    ),
    "parts apart": (
        unit((RATIO, counts(1, 1)), (replace(RATIO, code="K1.1b"), counts(1, 1)), (SKPD, HALF)),
        past("83.33"),
        "completion",
        [("parts_apart",)],
    ),
    "mean of the kab/kota": (
        given_figures(Figure(P_RATIO, None, PAPUA_BARAT)),
        past("78.70", 80, "Baik"),
        "completion",
        [("mean_of_children",)],
    ),
    "summed beside a published figure": (
        given_figures(Figure(P_RATIO, published("90"), PAPUA_BARAT)),
        past("84.33"),
        "completion",
        [("summed",)],
    ),
    "silent kab/kota of a share fail": (
        given_figures(Figure(P_SIAK, None, (("92.01", declared("SIAK 7.3")), ("92.02", None)))),
        past("50"),
        "completion",
        [("missing_zero",)],
    ),
    "two readings together": (
        unit((RATIO, published("120")), (SKPD, None)),
        past("60", 60, "Kurang"),
        "both",
        [("missing_zero", "uncapped")],
    ),
    "nothing explains it": (one("84.33"), past("12.34", 60, "Kurang"), "both", []),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_difference_and_its_reason(
    case: tuple[UnitInput, Past, str, list[tuple[str, ...]]],
) -> None:
    inputs, then, difference, reasons = case
    assert told(compare(inputs, then, RPJMN)) == (difference, reasons)


def test_a_levy_zeroes_the_unit_or_its_indicator() -> None:
    figures = full() | {"K1.5": declared("0", incidents=1)}
    rows = [(row, figures[row.code]) for row in KABKOTA]
    assert told(compare(unit(*rows), past("0"))) == ("completion", [("levy",)])
    assert told(compare(unit(*rows, levy_knockout=True), past("87.5", 80))) == ("both", [("levy",)])


def test_the_whole_outcome() -> None:
    inputs = unit((RATIO, counts(1, 1)), (SKPD, None))
    found = compare(inputs, past("50", 60, "Kurang"))
    assert (found.past, found.ours, found.difference, found.gap, found.missing, found.reasons) == (
        Past(Decimal(50), Decimal(60), "Kurang"),
        Outcome(Decimal("100.00"), None),
        Difference.BOTH,
        Decimal("50.00"),
        ("K1.4",),
        (),
    )
    text = (
        "Tidak ada cara baca lain yang menghasilkan skor itu: dulu 50,00 % nilai 60 (Kurang), "
        "di sini 100,00 %, nilai belum diberikan. Yang belum ada di sini: K1.4."
    )
    assert found.explained == ((text, ""),)


def test_a_reason_is_a_sentence_with_its_rule() -> None:
    found = compare(one("90.47"), past("90.47", 90, "Sangat Baik"))
    text = (
        "Skor dulu diperoleh bila celah antara dua baris tabel (misalnya 90–91) masuk baris atasnya; "
        "di sini celah itu masuk baris bawahnya."
    )
    assert found.explained == ((text, "R1"),)
    assert (found.ours, found.our_text) == (
        Outcome(Decimal("90.47"), Grade(80, "Baik")),
        "90,47 % nilai 80 (Baik)",
    )


def test_nothing_reported_here() -> None:
    found = compare(unit((RATIO, None)), past("", 80, "Baik"))
    assert (told(found), found.gap, found.our_text) == (("band", []), None, "belum ada")
    assert found.explained[0][0].endswith("di sini belum ada. Yang belum ada di sini: K1.1a.")


def test_a_figure_that_cannot_be_judged_counts_as_missing() -> None:
    inputs = unit((RATIO, counts(1, 1)), (SKPD, counts(3, 2)))
    assert told(compare(inputs, past("100", 90))) == ("band", [("missing_left_out",)])


def test_a_reading_that_cannot_be_judged_explains_nothing() -> None:
    impossible = replace(counts(1, 2), percent=Decimal(101))
    assert told(compare(unit((SKPD, impossible)), past("101"))) == ("completion", [])


def test_the_completion_is_kept_exactly() -> None:
    assert score(one("84.3349")).exact == Fraction("84.3349")
