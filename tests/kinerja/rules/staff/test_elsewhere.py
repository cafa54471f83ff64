from decimal import Decimal
from typing import Any

import pytest

from kinerja.rules.staff.elsewhere import Rating, judge
from kinerja.rules.staff.regime import regime
from kinerja.rules.staff.types import Part, StaffError, StaffResult
from kinerja.rules.types import Step
from tests.kinerja.rules.staff.builders import elsewhere_data

PP46, PP30, PANRB6 = (regime(key) for key in ("pp46", "pp30", "panrb6"))
NUMBER = "800.1.3.3/4873/Dukcapil"
PARTS = (
    Part("source", "Sumber", None, "BKN e-Kinerja"),
    Part("document_number", "Nomor dokumen", None, NUMBER),
)
TAKEN = f"Ditetapkan di luar aplikasi ini, BKN e-Kinerja, dokumen {NUMBER}"


def judged(key: str, **changed: Any) -> StaffResult:
    rules = regime(key)
    return judge(Rating.from_data(elsewhere_data(**changed), rules), rules)


def errors(key: str, data: object) -> dict[str, str]:
    with pytest.raises(StaffError) as caught:
        Rating.from_data(data, regime(key))
    return caught.value.errors


def test_a_value_and_a_predikat_that_agree() -> None:
    assert judged("pp46", value="87.456") == StaffResult(
        "pp46",
        Decimal("87.46"),
        "Baik",
        (
            Step(f"{TAKEN}: nilai 87,46 dan predikat Baik.", "R8", PP46.basis),
            Step("87,46 ≥ 76: predikat Baik.", "R8", PP46.basis),
        ),
        PARTS,
    )


def test_a_value_alone_gives_its_word() -> None:
    assert judged("pp46", value="90.5", predikat=None) == StaffResult(
        "pp46",
        Decimal("90.50"),
        "Baik",
        (
            Step(f"{TAKEN}: nilai 90,50.", "R8", PP46.basis),
            Step("90,50 ≥ 76: predikat Baik.", "R8", PP46.basis, policy=True),
        ),
        PARTS,
    )
    assert judged("pp46", value="0", predikat=None).predikat == "Buruk"


@pytest.mark.parametrize("key", ["pp46", "pp30", "panrb6"])
def test_a_predikat_alone_has_no_value(key: str) -> None:
    step = Step(f"{TAKEN}: predikat Baik.", "R8", regime(key).basis)
    assert judged(key) == StaffResult(key, None, "Baik", (step,), PARTS)


@pytest.mark.parametrize("predikat", ["Baik", "Sangat Baik"])
def test_from_110_on_the_document_says_whether_there_was_an_idea(predikat: str) -> None:
    found = judged("pp30", value="112", predikat=predikat)
    assert (found.value, found.predikat) == (Decimal("112.00"), predikat)
    assert errors("pp30", elsewhere_data(value="112", predikat=None)) == {
        "predikat": "Nilai 112,00 dapat berarti Sangat Baik atau Baik; isi predikat menurut dokumennya."
    }


@pytest.mark.parametrize(
    ("key", "value", "predikat", "text"),
    [
        ("pp46", "90.99", "Sangat Baik", "90,99, yang menurut PP 46/2011 berarti Baik"),
        ("pp46", "91", "Baik", "91,00, yang menurut PP 46/2011 berarti Sangat Baik"),
        ("pp46", "103.2", "Baik", "103,20, yang menurut PP 46/2011 berarti Sangat Baik"),
        ("pp30", "109.99", "Sangat Baik", "109,99, yang menurut PP 30/2019 berarti Baik"),
        ("pp30", "112", "Cukup", "112,00, yang menurut PP 30/2019 berarti Sangat Baik atau Baik"),
        ("pp30", "49.99", "Kurang", "49,99, yang menurut PP 30/2019 berarti Sangat Kurang"),
    ],
)
def test_a_predikat_that_does_not_fit_its_value(key: str, value: str, predikat: str, text: str) -> None:
    assert errors(key, elsewhere_data(value=value, predikat=predikat)) == {
        "predikat": f"Predikat {predikat} tidak cocok dengan nilai {text}; perbaiki nilai atau predikatnya."
    }


@pytest.mark.parametrize("rules", [PP46, PP30, PANRB6], ids=lambda rules: rules.key)
def test_every_word_of_a_regime_is_taken_and_no_other(rules: Any) -> None:
    found = [judged(rules.key, predikat=word).predikat for word in rules.predikats]
    assert found == list(rules.predikats)
    for word in {*PP46.predikats, *PP30.predikats, *PANRB6.predikats, "baik"} - set(rules.predikats):
        text = f"Predikat harus salah satu dari: {', '.join(rules.predikats)}; bukan {word}."
        assert errors(rules.key, elsewhere_data(predikat=word)) == {"predikat": text}


@pytest.mark.parametrize(("key", "top"), [("pp46", "200"), ("pp30", "120")])
def test_a_value_keeps_to_the_scale(key: str, top: str) -> None:
    best = regime(key).predikats[0]
    assert judged(key, value=top, predikat=best).value == Decimal(f"{top}.00")
    for wrong in (f"{top}.01", "-0.01", "NaN"):
        text = f"Nilai harus angka 0 sampai {top}, bukan {wrong}; perbaiki isiannya."
        assert errors(key, elsewhere_data(value=wrong)) == {"value": text}


def test_a_regime_of_words_takes_no_value() -> None:
    text = "PermenPANRB 6/2022 tidak mengenal nilai angka; kosongkan nilai dan isi predikat."
    assert errors("panrb6", elsewhere_data(value="90")) == {"value": text}


def test_everything_is_asked_for_at_once() -> None:
    papers = {
        "source": "Sumber belum diisi; isi teks paling panjang 200 huruf.",
        "document_number": "Nomor dokumen belum diisi; isi teks paling panjang 200 huruf.",
    }
    blank = {"value": None, "predikat": "", "source": " ", "document_number": None}
    for data in ({}, blank):
        assert errors("pp46", data) == papers | {
            "predikat": "Nilai dan predikat belum diisi; isi sedikitnya salah satu."
        }
        words = "Sangat Baik, Baik, Butuh Perbaikan, Kurang, Sangat Kurang"
        assert errors("panrb6", data) == papers | {
            "predikat": f"Predikat belum diisi; isi salah satu dari: {words}."
        }


def test_floats_lengths_types_and_unknown_keys() -> None:
    data = elsewhere_data(value=87.5, source="a" * 201, document_number=4873, nilai="1")
    text = "harus teks paling panjang 200 huruf; perbaiki isiannya."
    assert errors("pp46", data) == {
        "nilai": "Isian 'nilai' tidak dikenal; hapus isian itu.",
        "value": "Nilai harus angka yang ditulis sebagai teks, bukan float; isi angka 0 sampai 200.",
        "source": f"Sumber {text}",
        "document_number": f"Nomor dokumen {text}",
    }


def test_a_result_comes_back_as_it_went_in() -> None:
    rating = Rating.from_data(elsewhere_data(value="87.50", source="  BKN e-Kinerja "), PP46)
    assert rating.to_data() == elsewhere_data(value="87.5")
    assert Rating.from_data(rating.to_data(), PP46) == rating


def test_a_float_in_a_result_built_by_hand_is_refused() -> None:
    with pytest.raises(StaffError) as caught:
        judge(Rating(87.5, "Baik", "BKN e-Kinerja", NUMBER), PP46)
    assert list(caught.value.errors) == ["value"]
