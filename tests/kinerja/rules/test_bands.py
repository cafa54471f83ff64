from decimal import Decimal

import pytest

from kinerja.rules.bands import grade, grade_of_nilai, grade_step
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.types import Grade, Step

BELOW = Grade(None, "Di bawah tabel")


@pytest.mark.parametrize(
    ("completion", "given"),
    [
        ("200", Grade(90, "Sangat Baik")),
        ("100", Grade(90, "Sangat Baik")),
        ("91", Grade(90, "Sangat Baik")),
        ("90.995", Grade(90, "Sangat Baik")),
        ("90.994", Grade(80, "Baik")),
        ("90.99", Grade(80, "Baik")),
        ("90.50", Grade(80, "Baik")),
        ("90.47", Grade(80, "Baik")),
        ("90.10", Grade(80, "Baik")),
        ("76", Grade(80, "Baik")),
        ("75.99", Grade(70, "Cukup")),
        ("61", Grade(70, "Cukup")),
        ("60.99", Grade(60, "Kurang")),
        ("51", Grade(60, "Kurang")),
        ("50.995", Grade(60, "Kurang")),
        ("50.99", BELOW),
        ("50.29", BELOW),
        ("0", BELOW),
    ],
)
def test_lower_bounds_decide_after_rounding(completion: str, given: Grade) -> None:
    assert grade(Decimal(completion)) == given


def test_a_policy_may_set_a_nilai_below_the_table() -> None:
    policy = Policy.from_data({"below_table": {"nilai": 50, "kategori": "Buruk"}})
    assert (grade(Decimal("50.99"), policy), grade(Decimal(51), policy)) == (
        Grade(50, "Buruk"),
        Grade(60, "Kurang"),
    )


@pytest.mark.parametrize(
    ("nilai", "given"),
    [
        ("90", Grade(90, "Sangat Baik")),
        ("89.995", Grade(90, "Sangat Baik")),
        ("89.99", Grade(80, "Baik")),
        ("60", Grade(60, "Kurang")),
        ("59.99", BELOW),
    ],
)
def test_a_mean_of_nilai_finds_the_row_it_reaches(nilai: str, given: Grade) -> None:
    assert grade_of_nilai(Decimal(nilai)) == given


@pytest.mark.parametrize(
    ("completion", "text", "policy"),
    [
        ("91.00", "91,00 % ≥ 91 %: nilai 90 (Sangat Baik).", False),
        ("90.00", "90,00 % ≥ 76 %: nilai 80 (Baik).", False),
        ("90.01", "90,01 % ≥ 76 %: nilai 80 (Baik).", True),
        ("60.50", "60,50 % ≥ 51 %: nilai 60 (Kurang).", True),
        ("50.29", "50,29 % di bawah 51 %: tidak ada nilainya dalam tabel Keputusan (Di bawah tabel).", True),
        ("104.00", "104,00 % ≥ 91 %: nilai 90 (Sangat Baik).", True),
    ],
)
def test_a_step_marks_what_the_decree_does_not_print(completion: str, text: str, policy: bool) -> None:
    figure = Decimal(completion)
    assert grade_step(figure, grade(figure)) == Step(text, "R1", "II.D.2", policy)


def test_a_row_of_another_table_is_always_policy() -> None:
    policy = Policy.from_data({"bands": [{"lower": "50", "nilai": 75, "kategori": "Lulus"}]})
    assert grade_step(Decimal("80.00"), grade(Decimal(80), policy), policy) == Step(
        "80,00 % ≥ 50 %: nilai 75 (Lulus).", "R1", "II.D.2", policy=True
    )
    assert grade_step(Decimal("49.00"), grade(Decimal(49), policy), policy) == Step(
        "49,00 % di bawah 50 %: tidak ada nilainya dalam tabel kebijakan (Di bawah tabel).",
        "R1",
        "II.D.2",
        policy=True,
    )


def test_a_nilai_below_the_table_is_said_to_be_policy() -> None:
    policy = Policy.from_data({"below_table": {"nilai": 50, "kategori": "Buruk"}})
    assert grade_step(Decimal("44.78"), grade(Decimal("44.78"), policy), policy) == Step(
        "44,78 % di bawah 51 %: nilai 50 (Buruk) menurut kebijakan.", "R1", "II.D.2", policy=True
    )


def test_default_is_version_one() -> None:
    assert DEFAULT.version == "1"
