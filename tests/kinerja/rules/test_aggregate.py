"""The unit's score over its groups (R3, R4)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja.rules.aggregate import unit_score
from kinerja.rules.completion import completion
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.rollup import roll_up
from kinerja.rules.types import (
    Completion,
    Grade,
    GroupScore,
    Indicator,
    Notice,
    Realization,
    State,
    Step,
    UnitScore,
)
from tests.kinerja.rules.builders import (
    BIRTH,
    INNOVATIONS,
    KABKOTA,
    P_BIRTH,
    P_RATIO,
    PAPUA_BARAT,
    PRINTED,
    RATIO,
    SIAK,
    counts,
    declared,
    full,
    published,
)


def judged(figures: dict[str, Realization | None], policy: Policy = DEFAULT) -> list[Completion]:
    return [completion(row, figures[row.code], policy) for row in KABKOTA]


def test_everything_reached() -> None:
    score = unit_score(judged(full()))
    assert (score.percent, score.grade, score.provisional, score.reported, score.required) == (
        Decimal("100.00"),
        Grade(90, "Sangat Baik"),
        False,
        8,
        8,
    )
    assert score.steps == (
        Step("K1.1: rata-rata K1.1a 100,00 % dan K1.1b 100,00 % = 100,00 %.", "R2", "II.C.1", policy=True),
        Step("Rata-rata 8 indikator (bobot sama): 100,00 %.", "R3", "II.D.2", policy=True),
        Step("100,00 % ≥ 91 %: nilai 90 (Sangat Baik).", "R1", "II.D.2"),
    )


def test_the_whole_outcome_of_a_small_unit() -> None:
    rows = [
        completion(PRINTED, counts(1, 3)),
        completion(RATIO, counts(2, 3)),
        completion(BIRTH, counts(90, 100)),
    ]
    assert unit_score(rows) == UnitScore(
        percent=Decimal("75.00"),
        exact=Fraction(75),
        grade=Grade(70, "Cukup"),
        provisional=False,
        reported=2,
        required=2,
        steps=(
            Step("K1.1: rata-rata K1.1a 66,67 % dan K1.1b 33,33 % = 50,00 %.", "R2", "II.C.1", policy=True),
            Step("Rata-rata 2 indikator (bobot sama): 75,00 %.", "R3", "II.D.2", policy=True),
            Step("75,00 % ≥ 61 %: nilai 70 (Cukup).", "R1", "II.D.2"),
        ),
        groups=(
            GroupScore(
                "K1.1",
                State.REPORTED,
                Decimal(1),
                Fraction(50),
                Decimal("50.00"),
                Grade(None, "Di bawah tabel"),
                ("K1.1a", "K1.1b"),
                Step(
                    "K1.1: rata-rata K1.1a 66,67 % dan K1.1b 33,33 % = 50,00 %.", "R2", "II.C.1", policy=True
                ),
            ),
            GroupScore(
                "K1.2",
                State.REPORTED,
                Decimal(1),
                Fraction(100),
                Decimal("100.00"),
                Grade(90, "Sangat Baik"),
                ("K1.2",),
            ),
        ),
        completions=(rows[1], rows[0], rows[2]),
    )


def test_an_and_indicator_counts_once() -> None:
    figures = full() | {"K1.1a": counts(0, 100), "K1.1b": counts(0, 100)}
    assert unit_score(judged(figures)).percent == Decimal("87.50")


def test_it_is_rounded_once() -> None:
    thirds = [replace(BIRTH, code=f"K{number}", target=Decimal(100)) for number in (1, 2, 3)]
    score = unit_score(completion(row, counts(272985, 300000)) for row in thirds)
    assert (score.percent, score.grade) == (Decimal("91.00"), Grade(90, "Sangat Baik"))


def test_what_is_missing_withholds_the_nilai() -> None:
    figures = full() | {"K1.1b": None, "K3": None}
    score = unit_score(judged(figures))
    assert (score.percent, score.grade, score.provisional, score.reported, score.required, score.missing) == (
        Decimal("100.00"),
        None,
        True,
        6,
        8,
        ("K1.1b", "K3"),
    )
    assert score.steps == (
        Step("Rata-rata 6 indikator (bobot sama): 100,00 %.", "R3", "II.D.2", policy=True),
        Step(
            "Belum dilaporkan: K1.1b, K3. Hasil sementara, nilai belum diberikan.",
            "R4",
            "II.D.2",
            policy=True,
        ),
    )


def test_what_cannot_be_judged_yet_withholds_the_nilai_too() -> None:
    rows = [completion(replace(INNOVATIONS, target=None), Realization(numerator=Decimal(1)))]
    score = unit_score([*rows, completion(SIAK, declared("SIAK 7.3"))])
    assert (score.percent, score.grade, score.missing, score.groups[1].state, score.steps[-1].text) == (
        Decimal("100.00"),
        None,
        ("K3",),
        State.NOT_ASSESSABLE,
        "Belum dapat dinilai: K3. Hasil sementara, nilai belum diberikan.",
    )


@pytest.mark.parametrize("rows", [[], [completion(BIRTH, None)]])
def test_nothing_reported_has_no_completion(rows: list[Completion]) -> None:
    score = unit_score(rows)
    assert (score.percent, score.grade, score.provisional, score.reported) == (None, None, True, 0)


def test_a_set_without_indicators_for_the_unit_says_so() -> None:
    text = "Set indikator periode ini tidak memuat indikator untuk unit kerja ini."
    assert unit_score([]).steps == (Step(text, "R11", "II.C.1"),)


def test_a_province_waits_for_all_its_kabkota() -> None:
    part = completion(P_RATIO, roll_up(P_RATIO, [*PAPUA_BARAT[:6], ("92.07", None)]))
    score = unit_score([part])
    assert (score.percent, score.grade, score.provisional, score.incomplete, score.missing) == (
        Decimal("88.06"),
        None,
        True,
        ("P1.1a",),
        (),
    )
    assert score.steps[-1] == Step(
        "Belum semua kab/kota melapor untuk P1.1a. Hasil sementara.", "R5", "II.A.2.a", policy=True
    )


def test_a_group_may_have_more_than_two_parts() -> None:
    rows = [
        completion(replace(BIRTH, code=code, group="A2", target=Decimal(100)), counts(number, 100))
        for code, number in (("A2.x", 50), ("A2.y", 60), ("A2.z", 71))
    ]
    assert [step.text for step in unit_score(rows).steps[:1]] == [
        "A2: rata-rata A2.x 50,00 %, A2.y 60,00 %, dan A2.z 71,00 % = 60,33 %."
    ]


def test_a_published_province_figure_waits_for_nobody() -> None:
    found = completion(P_BIRTH, roll_up(P_BIRTH, [("52.01", None)], published("90.47")))
    assert (unit_score([found]).provisional, unit_score([found]).grade) == (False, Grade(90, "Sangat Baik"))


def test_weights_of_the_indicator_and_of_the_policy() -> None:
    rows = [
        completion(replace(BIRTH, weight=Decimal(3)), counts(0, 1)),
        completion(SIAK, declared("SIAK 7.3")),
    ]
    policy = Policy.from_data({"weights": {"K1.2": "0.5"}})
    scores = [unit_score(rows), unit_score(rows, policy)]
    assert [(score.percent, score.steps[0].text) for score in scores] == [
        (Decimal("25.00"), "Rata-rata 2 indikator (K1.2 × 3, K1.3 × 1): 25,00 %."),
        (Decimal("66.67"), "Rata-rata 2 indikator (K1.2 × 0,5, K1.3 × 1): 66,67 %."),
    ]


def test_a_levy_flags_the_unit_and_zeroes_one_indicator() -> None:
    score = unit_score(judged(full() | {"K1.5": declared("0", incidents=1)}))
    assert (score.percent, score.grade, score.red_flags) == (
        Decimal("87.50"),
        Grade(80, "Baik"),
        (Notice("levy", "K1.5: 1 pungutan atau OTT."),),
    )


def test_with_knockout_a_levy_zeroes_the_unit() -> None:
    policy = Policy.from_data({"levy_knockout": True})
    figures = full() | {"K1.5": declared("0", incidents=1)}
    score = unit_score(judged(figures, policy), policy)
    assert (score.percent, score.grade, score.provisional, score.steps[1]) == (
        Decimal("0.00"),
        Grade(None, "Di bawah tabel"),
        False,
        Step("Pungutan terbukti: capaian seluruh unit menjadi 0,00 %.", "R2", "II.D.2", policy=True),
    )


def test_a_zero_decided_for_silence_is_no_levy() -> None:
    policy = Policy.from_data({"levy_knockout": True})
    figures = full() | {"K1.5": Realization(decided_zero="tidak melapor")}
    score = unit_score(judged(figures, policy), policy)
    assert (score.percent, score.red_flags) == (Decimal("87.50"), ())


def test_the_mean_of_nilai_keeps_to_the_table() -> None:
    policy = Policy.from_data({"aggregate": "mean_of_nilai"})
    figures = full() | {"K1.2": counts(0, 100), "K1.4": counts(20, 30)}
    score = unit_score(judged(figures, policy), policy)
    # six times 90, once 70, once no nilai: 610 / 8
    assert (score.percent, score.mean_nilai, score.grade, score.steps[-1]) == (
        Decimal("83.33"),
        Decimal("76.25"),
        Grade(70, "Cukup"),
        Step(
            "Rata-rata nilai indikator 76,25 (capaian tanpa nilai dihitung 0): nilai 70 (Cukup).",
            "R3",
            "II.D.2",
            policy=True,
        ),
    )


def test_a_mean_of_nilai_below_the_table() -> None:
    policy = Policy.from_data({"aggregate": "mean_of_nilai"})
    score = unit_score([completion(BIRTH, counts(1, 100), policy)], policy)
    assert (score.mean_nilai, score.grade, score.steps[-1].text) == (
        Decimal("0.00"),
        Grade(None, "Di bawah tabel"),
        "Rata-rata nilai indikator 0,00 (capaian tanpa nilai dihitung 0): nilai tidak ada (Di bawah tabel).",
    )


def test_an_indicator_judged_twice_is_refused() -> None:
    row = completion(BIRTH, counts(1, 2))
    with pytest.raises(ValueError, match=r"K1\.2 is judged twice"):
        unit_score([row, row])


def test_ten_stands_after_nine() -> None:
    rows = [completion(replace(BIRTH, code=code), counts(1, 2)) for code in ("K1.10", "K1.9", "K1.1")]
    assert [row.code for row in unit_score(rows).completions] == ["K1.1", "K1.9", "K1.10"]


def test_a_group_with_nothing_but_unassessable_parts() -> None:
    parts: list[Indicator] = [replace(RATIO, target=None), PRINTED]
    score = unit_score([completion(row, counts(1, 2)) for row in parts])
    assert (score.groups[0].state, score.missing) == (State.NOT_ASSESSABLE, ("K1.1a",))
