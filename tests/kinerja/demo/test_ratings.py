"""Made-up ratings of element 2: judged by the rules of their time, the same for the same words."""

from datetime import date

from kinerja.demo.ratings import Said, columns, rating_of
from kinerja.rules.staff.regime import judge

CUTOFF = date(2025, 12, 31)
TITLES = [f"Kepala Seksi {place}" for place in range(300)]


def test_every_origin_occurs_and_none_is_drawn_by_lot() -> None:
    first = [rating_of(title, "2025-2") for title in TITLES]
    assert {said.origin for said in first} == {"entered", "elsewhere", "unavailable"}
    assert first == [rating_of(title, "2025-2") for title in TITLES]
    assert first != [rating_of(title, "2025-1") for title in TITLES]


def test_what_is_stored_is_what_the_rules_say() -> None:
    told = [said for title in TITLES if (said := rating_of(title, "2025-2")).origin != "unavailable"]
    stored = [columns(said, CUTOFF) for said in told]
    assert [row["predikat"] for row in stored] == [
        judge("panrb6", said.origin, said.data).predikat for said in told
    ]
    assert {row["predikat"] for row in stored} >= {"Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang"}


def test_a_rating_of_elsewhere_names_its_source() -> None:
    said = rating_of("Kepala Seksi Kelahiran", "2025-2", "elsewhere")
    assert said.data["source"] == "BKN e-Kinerja (contoh)"
    assert said.data["document_number"].endswith("/2025 (contoh)")


def test_what_is_not_available_says_why_and_has_no_result() -> None:
    said = rating_of("Kepala Seksi Kelahiran", "2025-2", "unavailable")
    assert said == Said("unavailable", {}, "Contoh: SKP semester ini masih dievaluasi; hasilnya menyusul.")
    assert columns(said, CUTOFF) == {
        "regime": "panrb6",
        "origin": "unavailable",
        "data": {},
        "reason": said.reason,
        "result": None,
        "value": None,
        "predikat": "",
    }
