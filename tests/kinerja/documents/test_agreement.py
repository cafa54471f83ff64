"""A Perjanjian Kinerja on paper: a statement of two parties and an annex that breaks well."""

from kinerja.documents import render
from kinerja.documents.agreement_layout import promises, rupiah
from kinerja.documents.kinds import read
from tests.kinerja.documents.agreement_samples import LONG_NAME, agreement, hard
from tests.kinerja.documents.papers import pages_of, text_of


def test_a_round_trip() -> None:
    assert read(agreement().to_json()) == agreement()


def test_each_sasaran_stands_once() -> None:
    goals = promises(agreement().promises)
    codes = [(number, [row.code for row, _target in promised]) for number, _text, promised in goals]
    assert codes[1:] == [(2, ["K2"]), (3, ["K3"])]
    assert (codes[0][1][0], codes[0][1][-1], len(codes[0][1])) == ("K1.1", "K1.6", 8)
    assert rupiah(1_250_000_000) == "Rp1.250.000.000"


def test_what_is_printed() -> None:
    made = render.pdf(agreement())
    text = text_of(made)
    words = (
        "PERJANJIAN KINERJA TAHUN 2025",
        "Dra. Contoh Kepala Dinas, M.Si.",
        "pihak pertama",
        "pihak kedua",
        "No. Sasaran Indikator kinerja Target",
        "Rp2.125.500.000",
        "disepakati",
        "Fakfak, 14 Januari 2025",
        "Halaman 1 dari 2",
    )
    assert [word for word in words if word.lower() not in text.lower()] == []
    assert "sintetis" not in text
    assert pages_of(made) == 2


def test_long_names_and_many_programs() -> None:
    made = render.pdf(hard())
    text = text_of(made)
    assert "sintetis" in text
    assert " ".join(LONG_NAME[:80].split())[:50] in text
    assert "Rp10.000.000.000.045" in text
