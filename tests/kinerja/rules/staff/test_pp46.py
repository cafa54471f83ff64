from decimal import Decimal
from typing import Any

import pytest

from kinerja.rules.staff.pp46 import Activity, Rating, additional_value, judge
from kinerja.rules.staff.types import Part, StaffError, StaffResult
from kinerja.rules.types import Step
from tests.kinerja.rules.staff.builders import SIX, activity_data, pp46_data, rounded

BKN, LAW = "Perka BKN 1/2013", "PP 46/2011"
FIVE = SIX[:-1]
LABELS = ["Orientasi pelayanan", "Integritas", "Komitmen", "Disiplin", "Kerja sama", "Kepemimpinan"]


def judged(**changed: Any) -> StaffResult:
    return judge(Rating.from_data(pp46_data(**changed)))


def figures(result: StaffResult) -> dict[str, str]:
    return {part.key: str(part.value) for part in result.parts}


def test_a_whole_form() -> None:
    rows = [
        activity_data(quality_realised="90", time_realised="13", cost_target="1000", cost_realised="900"),
        activity_data(name="Melayani di luar kantor", quantity_target="3", quantity_realised="2"),
    ]
    scores = ("85", "80", "90", "78.5", "82", "75")
    behaviours = dict(zip(SIX, scores, strict=True))
    # (100 + 90 + 67,666… + 86) ÷ 4 = 85,9166…; (66,666… + 100 + 76) ÷ 3 = 80,888…; mean 83,402777…
    # 60 % × (83,402777… + 2 + 3) + 40 % × 490,5 ÷ 6 = 53,041666… + 32,7 = 85,741666…
    assert judged(
        activities=rows, behaviours=behaviours, additional_tasks="4", creativity="3"
    ) == StaffResult(
        regime="pp46",
        value=Decimal("85.74"),
        predikat="Baik",
        steps=(
            Step(
                "Kegiatan 1, Menerbitkan akta kelahiran: kuantitas 100,00 (12 ÷ 12 × 100); "
                "mutu 90,00 (90 ÷ 100 × 100); "
                "waktu 67,67 (efisiensi -8,333333 % ≤ 24 %, (1,76 × 12 − 13) ÷ 12 × 100); "
                "biaya 86,00 (efisiensi 10 % ≤ 24 %, (1,76 × 1.000 − 900) ÷ 1.000 × 100); "
                "(100,00 + 90,00 + 67,67 + 86,00) ÷ 4 = 85,92.",
                "R8",
                BKN,
            ),
            Step(
                "Kegiatan 2, Melayani di luar kantor: kuantitas 66,67 (2 ÷ 3 × 100); "
                "mutu 100,00 (100 ÷ 100 × 100); "
                "waktu 76,00 (efisiensi 0 % ≤ 24 %, (1,76 × 12 − 12) ÷ 12 × 100); "
                "(66,67 + 100,00 + 76,00) ÷ 3 = 80,89.",
                "R8",
                BKN,
            ),
            Step("SKP: rata-rata 2 kegiatan 83,40 + tugas tambahan 2 + kreativitas 3 = 88,40.", "R8", BKN),
            Step("Perilaku kerja: (85 + 80 + 90 + 78,5 + 82 + 75) ÷ 6 = 81,75.", "R8", LAW),
            Step("Nilai prestasi kerja: 60 % × 88,40 + 40 % × 81,75 = 85,74.", "R8", LAW),
            rounded(LAW),
            Step("85,74 ≥ 76: predikat Baik.", "R8", LAW),
        ),
        parts=(
            Part(
                "activity.0",
                "Menerbitkan akta kelahiran",
                Decimal("85.92"),
                "(100,00 + 90,00 + 67,67 + 86,00) ÷ 4",
            ),
            Part("activity.1", "Melayani di luar kantor", Decimal("80.89"), "(66,67 + 100,00 + 76,00) ÷ 3"),
            Part("additional_tasks", "Tugas tambahan", Decimal("2.00"), "4 tugas"),
            Part("creativity", "Kreativitas", Decimal("3.00"), ""),
            Part("skp", "SKP", Decimal("88.40"), "60 %"),
            *(
                Part(f"behaviour.{key}", label, Decimal(score).quantize(Decimal("0.01")), word)
                for key, label, score, word in zip(
                    SIX, LABELS, scores, ["Baik", "Baik", "Baik", "Baik", "Baik", "Cukup"], strict=True
                )
            ),
            Part("perilaku", "Perilaku kerja", Decimal("81.75"), "40 %"),
        ),
    )


@pytest.mark.parametrize(("tasks", "value"), [(0, 0), (1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (40, 3)])
def test_additional_tasks_add_by_their_number(tasks: int, value: int) -> None:
    assert additional_value(tasks) == value
    assert figures(judged(additional_tasks=str(tasks)))["skp"] == f"{92 + value}.00"


@pytest.mark.parametrize(
    ("creativity", "skp"), [("0", "92.00"), ("3", "95.00"), ("6", "98.00"), ("12", "104.00")]
)
def test_creativity_adds_and_skp_may_exceed_100(creativity: str, skp: str) -> None:
    assert figures(judged(creativity=creativity))["skp"] == skp


def test_what_is_left_out_is_none_of_it() -> None:
    data = pp46_data()
    short = {key: data[key] for key in ("activities", "behaviours")}
    assert Rating.from_data(short) == Rating.from_data(data)


def test_posts_that_are_not_structural_are_rated_on_five() -> None:
    scores = dict(zip(SIX, ("80", "81", "82", "83", "84", "20"), strict=True))
    six = judged(behaviours=scores)
    five = judged(behaviours={key: scores[key] for key in FIVE}, structural=False)
    assert (figures(six)["perilaku"], figures(five)["perilaku"]) == ("71.67", "82.00")
    assert (six.value, five.value) == (Decimal("83.87"), Decimal("88.00"))
    assert "behaviour.kepemimpinan" not in figures(five)


def test_an_activity_not_carried_out_pulls_the_mean_down() -> None:
    idle = activity_data(carried_out=False, quantity_realised=None, quality_realised=None, time_realised=None)
    assert figures(judged(activities=[activity_data(), idle])) == {
        "activity.0": "92.00",
        "activity.1": "0.00",
        "additional_tasks": "0.00",
        "creativity": "0.00",
        "skp": "46.00",
        **{f"behaviour.{key}": "80.00" for key in SIX},
        "perilaku": "80.00",
    }


# SKP is 92 throughout; 60 % of it is 55,2, so perilaku decides
@pytest.mark.parametrize(
    ("perilaku", "value", "word", "policy"),
    [
        ("89.5", "91.00", "Sangat Baik", False),
        ("89.4875", "91.00", "Sangat Baik", True),  # 90,995: by rounding alone
        ("89.487", "90.99", "Baik", True),  # in the hole between 90 and 91
        ("87", "90.00", "Baik", False),
        ("87.001", "90.00", "Baik", True),  # 90,0004 is above the printed 90
        ("52", "76.00", "Baik", False),
        ("51.975", "75.99", "Cukup", True),
        ("49.5", "75.00", "Cukup", False),
        ("14.5", "61.00", "Cukup", False),
        ("14", "60.80", "Kurang", True),
        ("12", "60.00", "Kurang", False),
        ("0", "55.20", "Kurang", False),
    ],
)
def test_bands_are_read_by_their_lower_bounds(perilaku: str, value: str, word: str, policy: bool) -> None:
    found = judged(behaviours=dict.fromkeys(SIX, perilaku))
    assert (str(found.value), found.predikat, found.steps[-1].policy) == (value, word, policy)


# the activity is 0 and creativity 12: 7,2 + 40 % of perilaku is at most 47,2; without it 40
@pytest.mark.parametrize(("perilaku", "value"), [("100", "40.00"), ("0", "0.00")])
def test_the_lowest_band_reaches_zero(perilaku: str, value: str) -> None:
    idle = activity_data(carried_out=False) | dict.fromkeys(
        ("quantity_realised", "quality_realised", "time_realised")
    )
    found = judged(activities=[idle], behaviours=dict.fromkeys(SIX, perilaku))
    assert (str(found.value), found.predikat, found.steps[-1]) == (
        value,
        "Buruk",
        Step(f"{value.replace('.', ',')} ≥ 0: predikat Buruk.", "R8", LAW),
    )


@pytest.mark.parametrize(
    ("quality", "value", "word", "policy"),
    [("65", "51.00", "Kurang", False), ("64.9", "50.98", "Buruk", True), ("60", "50.00", "Buruk", False)],
)
def test_the_edge_of_buruk(quality: str, value: str, word: str, policy: bool) -> None:
    row = activity_data(quantity_realised="6", quality_realised=quality, time_realised="6")
    # (50 + quality + 50) ÷ 3 × 60 % = 20 + quality ÷ 5; 40 % of 45 is 18
    found = judged(activities=[row], behaviours=dict.fromkeys(SIX, "45"))
    assert (str(found.value), found.predikat, found.steps[-1].policy) == (value, word, policy)


def test_a_rating_comes_back_as_it_went_in() -> None:
    rows = [
        activity_data(cost_target="1000", cost_realised="900.50", carried_out=True),
        activity_data(cost_target=None, cost_realised=None, carried_out=True),
    ]
    rating = Rating.from_data(pp46_data(activities=rows, additional_tasks=3, creativity=12))
    first = {**rows[0], "cost_realised": "900.5"}
    assert rating.to_data() == {
        "activities": [first, rows[1]],
        "additional_tasks": "3",
        "creativity": "12",
        "behaviours": dict.fromkeys(SIX, "80"),
        "structural": True,
    }
    assert Rating.from_data(rating.to_data()) == rating


@pytest.mark.parametrize("wrong", [80.0, Decimal("NaN"), Decimal(-1), None])
def test_a_rating_built_by_hand_is_read_as_strictly(wrong: Any) -> None:
    good = Rating.from_data(pp46_data())
    with pytest.raises(StaffError) as caught:
        judge(Rating(good.activities, {**good.behaviours, "disiplin": wrong}))
    assert list(caught.value.errors) == ["behaviours.disiplin"]


def test_a_float_in_an_activity_built_by_hand_is_refused() -> None:
    row = Activity("Akta", Decimal(1), Decimal(100), Decimal(1), 1.0, Decimal(90), Decimal(1))
    with pytest.raises(StaffError) as caught:
        judge(Rating((row,), Rating.from_data(pp46_data()).behaviours))
    assert list(caught.value.errors) == ["activities.0.quantity_realised"]
