from typing import Any

import pytest

from kinerja.rules.staff.panrb6 import Rating, judge
from kinerja.rules.staff.types import Part, StaffError, StaffResult
from kinerja.rules.types import Step
from tests.kinerja.rules.staff.builders import panrb6_data

WORDS = {"di_bawah": "di bawah ekspektasi", "sesuai": "sesuai ekspektasi", "di_atas": "di atas ekspektasi"}
CELLS = [
    ("di_atas", "di_bawah", "Kurang"),
    ("di_atas", "sesuai", "Baik"),
    ("di_atas", "di_atas", "Sangat Baik"),
    ("sesuai", "di_bawah", "Kurang"),
    ("sesuai", "sesuai", "Baik"),
    ("sesuai", "di_atas", "Baik"),
    ("di_bawah", "di_bawah", "Sangat Kurang"),
    ("di_bawah", "sesuai", "Butuh Perbaikan"),
    ("di_bawah", "di_atas", "Butuh Perbaikan"),
]


def errors(data: object) -> dict[str, str]:
    with pytest.raises(StaffError) as caught:
        Rating.from_data(data)
    return caught.value.errors


@pytest.mark.parametrize(("work", "behaviour", "predikat"), CELLS)
def test_every_cell_of_the_matrix(work: str, behaviour: str, predikat: str) -> None:
    told = f"Hasil kerja {WORDS[work]} dan perilaku kerja {WORDS[behaviour]}: predikat {predikat}."
    assert judge(Rating(work, behaviour)) == StaffResult(
        regime="panrb6",
        value=None,
        predikat=predikat,
        steps=(Step(told, "R8", "PermenPANRB 6/2022"),),
        parts=(
            Part("hasil_kerja", "Hasil kerja", None, WORDS[work].capitalize()),
            Part("perilaku", "Perilaku kerja", None, WORDS[behaviour].capitalize()),
        ),
    )


def test_a_rating_comes_back_as_it_went_in() -> None:
    data = panrb6_data()
    assert Rating.from_data(data) == Rating("sesuai", "di_atas")
    assert Rating.from_data(data).to_data() == data


@pytest.mark.parametrize("wrong", ["Sesuai", "baik", 1, True, 1.5, ["sesuai"]])
def test_only_the_three_words_count(wrong: Any) -> None:
    text = f"harus salah satu dari: di_bawah, sesuai, di_atas; bukan {wrong}."
    assert errors({"hasil_kerja": wrong, "perilaku": wrong, "nilai": "90"}) == {
        "nilai": "Isian 'nilai' tidak dikenal; hapus isian itu.",
        "hasil_kerja": f"Hasil kerja {text}",
        "perilaku": f"Perilaku kerja {text}",
    }


@pytest.mark.parametrize("data", [{}, {"hasil_kerja": None, "perilaku": ""}])
def test_both_are_asked_for(data: dict[str, object]) -> None:
    text = "belum diisi; isi salah satu dari: di_bawah, sesuai, di_atas."
    assert errors(data) == {"hasil_kerja": f"Hasil kerja {text}", "perilaku": f"Perilaku kerja {text}"}


def test_a_rating_built_by_hand_is_read_as_strictly() -> None:
    with pytest.raises(StaffError) as caught:
        judge(Rating("sesuai", "hebat"))
    assert list(caught.value.errors) == ["perilaku"]
