"""A Perjanjian Kinerja on paper: a statement of two parties and an annex that breaks well."""

from dataclasses import replace

from kinerja.documents import render
from kinerja.documents.agreement_layout import promises, rupiah
from kinerja.documents.kinds import read
from tests.kinerja.documents.agreement_samples import LONG_NAME, agreement, hard
from tests.kinerja.documents.papers import pages_of, text_of, words_of


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


def test_it_is_true_before_and_after_the_second_signature() -> None:
    text = text_of(render.pdf(agreement()))
    assert "Ditandatangani secara elektronik oleh" not in text
    assert text.count("Penanda tangan elektronik:") == 2
    assert "adalah berkas PDF ini; perjanjian mengikat begitu keduanya ada di dalamnya." in text


def test_a_long_post_stays_within_the_margin() -> None:
    long = "Kepala Dinas Kependudukan dan Pencatatan Sipil Provinsi Papua Barat"
    made = agreement()
    made = replace(made, signer=replace(made.signer, post=long))
    words = [row for paper in (made, hard()) for row in words_of(render.pdf(paper))]
    assert len(words) > 500
    assert [word for word, left, right, _top in words if left < 14.9 or right > 195.1] == []


def test_the_columns_of_the_annex_stand_apart() -> None:
    annex = words_of(render.pdf(agreement()), page=2)
    begin = next(left for word, left, _right, _top in annex if word == "Indikator")
    sasaran = [right for _word, left, right, top in annex if left < begin - 1 and 30 < top < 120]
    assert begin - max(sasaran) >= 4
