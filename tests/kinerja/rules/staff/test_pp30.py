from decimal import Decimal
from typing import Any

import pytest

from kinerja.rules.staff.pp30 import Rating, judge
from kinerja.rules.staff.types import Part, StaffError, StaffResult
from kinerja.rules.types import Step
from tests.kinerja.rules.staff.builders import pp30_data, rounded

LAW, ORDER = "PP 30/2019", "PermenPANRB 8/2021"


def judged(**changed: Any) -> StaffResult:
    return judge(Rating.from_data(pp30_data(**changed)))


def errors(data: object) -> dict[str, str]:
    with pytest.raises(StaffError) as caught:
        Rating.from_data(data)
    return caught.value.errors


def test_a_whole_rating() -> None:
    assert judged(skp="112.5", perilaku="105", new_idea=True) == StaffResult(
        regime="pp30",
        value=Decimal("110.25"),
        predikat="Sangat Baik",
        steps=(
            Step(
                "70 % × SKP 112,50 + 30 % × perilaku 105,00 = 110,25 (rekan dan bawahan tidak didengar).",
                "R8",
                ORDER,
            ),
            rounded(LAW),
            Step("110 ke atas: Sangat Baik bila ada ide baru, selain itu Baik.", "R8", LAW),
            Step("110,25 ≥ 110: predikat Sangat Baik.", "R8", LAW),
        ),
        parts=(
            Part("skp", "SKP", Decimal("112.50"), "70 %"),
            Part("perilaku", "Perilaku kerja", Decimal("105.00"), "30 %"),
            Part("new_idea", "Ide baru", None, "Ada"),
        ),
    )


def test_hearing_peers_and_staff_gives_behaviour_more_weight() -> None:
    assert judged(peers_heard=True) == StaffResult(
        regime="pp30",
        value=Decimal("96.00"),
        predikat="Baik",
        steps=(
            Step(
                "60 % × SKP 100,00 + 40 % × perilaku 90,00 = 96,00 (rekan dan bawahan didengar).", "R8", ORDER
            ),
            rounded(LAW),
            Step("96,00 ≥ 90: predikat Baik.", "R8", LAW),
        ),
        parts=(
            Part("skp", "SKP", Decimal("100.00"), "60 %"),
            Part("perilaku", "Perilaku kerja", Decimal("90.00"), "40 %"),
            Part("new_idea", "Ide baru", None, "Tidak ada"),
        ),
    )
    assert judged().value == Decimal("97.00")


@pytest.mark.parametrize(
    ("both", "value", "plain", "with_idea", "policy"),
    [
        ("120", "120.00", "Baik", "Sangat Baik", False),
        ("110", "110.00", "Baik", "Sangat Baik", False),
        ("109.995", "110.00", "Baik", "Sangat Baik", True),
        ("109.99", "109.99", "Baik", "Baik", False),
        ("90", "90.00", "Baik", "Baik", False),
        ("89.995", "90.00", "Baik", "Baik", True),
        ("89.994", "89.99", "Cukup", "Cukup", False),
        ("70", "70.00", "Cukup", "Cukup", False),
        ("69.99", "69.99", "Kurang", "Kurang", False),
        ("50", "50.00", "Kurang", "Kurang", False),
        ("49.99", "49.99", "Sangat Kurang", "Sangat Kurang", False),
        ("0", "0.00", "Sangat Kurang", "Sangat Kurang", False),
    ],
)
def test_bands_with_and_without_a_new_idea(
    both: str, value: str, plain: str, with_idea: str, policy: bool
) -> None:
    found = [judged(skp=both, perilaku=both, new_idea=idea) for idea in (False, True)]
    assert [(str(row.value), row.predikat, row.steps[-1].policy) for row in found] == [
        (value, plain, policy),
        (value, with_idea, policy),
    ]


def test_a_rating_comes_back_as_it_went_in() -> None:
    rating = Rating.from_data(pp30_data(skp="99.50", perilaku=100, new_idea=True))
    assert rating.to_data() == pp30_data(skp="99.5", perilaku="100", new_idea=True)
    assert Rating.from_data(rating.to_data()) == rating


def test_nothing_is_guessed() -> None:
    flag = "belum diisi; isi true (ya) atau false (tidak)."
    assert errors({}) == {
        "skp": "Nilai SKP belum diisi; isi angka 0 sampai 120.",
        "perilaku": "Nilai perilaku kerja belum diisi; isi angka 0 sampai 120.",
        "peers_heard": f"Keterangan rekan dan bawahan didengar {flag}",
        "new_idea": f"Keterangan ide baru {flag}",
    }


@pytest.mark.parametrize("wrong", ["120.01", "-0.01", "NaN", "Infinity", "seratus"])
def test_figures_are_0_to_120(wrong: str) -> None:
    text = f"harus angka 0 sampai 120, bukan {wrong}; perbaiki isiannya."
    assert errors(pp30_data(skp=wrong, perilaku=wrong)) == {
        "skp": f"Nilai SKP {text}",
        "perilaku": f"Nilai perilaku kerja {text}",
    }


def test_floats_bools_words_and_unknown_keys() -> None:
    data = pp30_data(skp=100.0, perilaku=True, peers_heard="true", new_idea=1, nilai="1")
    assert errors(data) == {
        "nilai": "Isian 'nilai' tidak dikenal; hapus isian itu.",
        "skp": "Nilai SKP harus angka yang ditulis sebagai teks, bukan float; isi angka 0 sampai 120.",
        "perilaku": (
            "Nilai perilaku kerja harus angka yang ditulis sebagai teks, bukan bool; isi angka 0 sampai 120."
        ),
        "peers_heard": (
            "Keterangan rekan dan bawahan didengar harus true atau false, bukan true; pilih salah satu."
        ),
        "new_idea": "Keterangan ide baru harus true atau false, bukan 1; pilih salah satu.",
    }


def test_a_float_in_a_rating_built_by_hand_is_refused() -> None:
    with pytest.raises(StaffError) as caught:
        judge(Rating(100.0, Decimal(90), peers_heard=False, new_idea=False))
    assert list(caught.value.errors) == ["skp"]
