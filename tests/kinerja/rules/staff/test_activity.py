from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja.rules.rounding import round_half_up
from kinerja.rules.staff.activity import activity_steps, aspects, formula
from kinerja.rules.staff.pp46 import Activity, activity_value, cost_value, share_value, time_value
from kinerja.rules.types import FigureError, Step
from tests.kinerja.rules.staff.builders import activity

IDLE = replace(
    activity(cost_target="1000"),
    quantity_realised=None,
    quality_realised=None,
    time_realised=None,
    carried_out=False,
)
# realised of T = 12 → value; 9,12 is exactly 24 %, where binary floats take the wrong branch
TIMES = [
    ("12", "76.00"),
    ("13", "67.67"),
    ("10", "92.67"),
    ("9.12", "100.00"),
    ("9.11", "75.92"),
    ("9", "75.00"),
    ("6", "50.00"),
    ("15", "51.00"),
    ("0", "0.00"),
    ("21.12", "0.00"),
    ("21.13", "0.00"),
    ("120", "0.00"),
]


@pytest.mark.parametrize(("realised", "value"), TIMES)
def test_time_and_cost_take_the_branch_of_their_saving(realised: str, value: str) -> None:
    found = time_value(Decimal(12), Decimal(realised)), cost_value(Decimal(12), Decimal(realised))
    assert [round_half_up(one) for one in found] == [round_half_up(Decimal(value))] * 2


def test_just_above_24_per_cent_the_saving_costs() -> None:
    assert time_value(Decimal(12), Decimal("9.12")) == 100
    assert time_value(Decimal(12), Decimal("9.108")) == Fraction(759, 10)  # 24,1 %: 76 − (100,1 − 100)


@pytest.mark.parametrize(
    ("target", "realised", "value"),
    [
        ("12", "12", "100.00"),
        ("12", "6", "50.00"),
        ("3", "2", "66.67"),
        ("12", "15", "125.00"),
        ("5", "0", "0.00"),
    ],
)
def test_quantity_and_quality_are_the_plain_share(target: str, realised: str, value: str) -> None:
    assert round_half_up(share_value(Decimal(target), Decimal(realised))) == Decimal(value)


@pytest.mark.parametrize("wrong", [12.0, True, "12", None])
def test_no_float_reaches_a_formula(wrong: object) -> None:
    for ask in (time_value, cost_value, share_value):
        with pytest.raises(FigureError):
            ask(Decimal(12), wrong)
        with pytest.raises(FigureError):
            ask(wrong, Decimal(12))


@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ({}, Fraction(276, 3)),
        ({"quality_realised": "90", "time_realised": "13"}, Fraction(100 + 90) / 3 + Fraction(203, 9)),
        ({"cost_target": "1000", "cost_realised": "1000"}, Fraction(352, 4)),
        ({"cost_target": "1000", "cost_realised": "5000"}, Fraction(276, 4)),
        ({"cost_target": "1000", "cost_realised": "0"}, Fraction(276, 4)),
        ({"quantity_realised": "24"}, Fraction(376, 3)),
    ],
)
def test_an_activity_is_the_mean_of_its_aspects(changed: dict[str, str], value: Fraction) -> None:
    assert activity_value(activity(**changed)) == value


def test_an_activity_not_carried_out_is_zero() -> None:
    assert activity_value(IDLE) == 0


def steps_of(number: int, row: Activity) -> tuple[Step, ...]:
    return activity_steps(number, row.name, aspects(row))


def test_the_steps_tell_each_aspect() -> None:
    row = activity(quality_realised="90", time_realised="9", cost_target="1500", cost_realised="1200.5")
    text = (
        "Kegiatan 2, Menerbitkan akta kelahiran: kuantitas 100,00 (12 ÷ 12 × 100); "
        "mutu 90,00 (90 ÷ 100 × 100); "
        "waktu 75,00 (efisiensi 25 % > 24 %, 76 − ((1,76 × 12 − 9) ÷ 12 × 100 − 100)); "
        "biaya 95,97 (efisiensi 19,966667 % ≤ 24 %, (1,76 × 1.500 − 1.200,5) ÷ 1.500 × 100); "
        "(100,00 + 90,00 + 75,00 + 95,97) ÷ 4 = 90,24."
    )
    assert steps_of(2, row) == (Step(text, "R8", "Perka BKN 1/2013"),)


@pytest.mark.parametrize(
    ("realised", "told"),
    [
        ("9.12", "waktu 100,00 (efisiensi 24 % ≤ 24 %, (1,76 × 12 − 9,12) ÷ 12 × 100)"),
        ("9.1188", "waktu 75,99 (efisiensi 24,01 % > 24 %, 76 − ((1,76 × 12 − 9,1188) ÷ 12 × 100 − 100))"),
    ],
)
def test_the_steps_name_the_branch_that_was_taken(realised: str, told: str) -> None:
    (step,) = steps_of(1, activity(time_realised=realised))
    assert step.text.split("; ")[2] == told


def test_lifting_a_negative_to_zero_is_marked_as_ours() -> None:
    told, lifted = steps_of(1, activity(time_realised="24"))
    assert told.text.endswith("(100,00 + 100,00 + 0,00) ÷ 3 = 66,67.")
    text = "Kegiatan 1, Menerbitkan akta kelahiran: waktu -24,00 di bawah 0 dihitung 0,00."
    assert lifted == Step(text, "R8", "Perka BKN 1/2013", policy=True)


def test_the_steps_tell_what_was_not_carried_out() -> None:
    text = "Kegiatan 3, Menerbitkan akta kelahiran: tidak dilaksanakan, nilai 0,00."
    assert steps_of(3, IDLE) == (Step(text, "R8", "Perka BKN 1/2013"),)
    assert formula(aspects(IDLE)) == "Tidak dilaksanakan"
