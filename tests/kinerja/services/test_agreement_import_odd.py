"""Perjanjian Kinerja by workbook: every fault at its cell, every oddity remarked (II.C.1, R2)."""

from datetime import date

import pytest

from kinerja.models import PerformanceAgreement
from kinerja.services.imports import ImportRefused, apply_import
from tests.builders import make_region, make_set, make_unit
from tests.kinerja.cast import Cast
from tests.kinerja.services.agreement_book import FAKFAK, HEADS, PROGRAM, facts, sent
from tests.kinerja.services.record_book import planned, said

BESIDE = "hapus barisnya, atau kembalikan isian yang tersimpan. [II.C.1]"
pytestmark = pytest.mark.usefixtures("media_root", "unpromised")


def test_every_fault_is_named_and_nothing_written(cast: Cast, draft: PerformanceAgreement) -> None:
    make_unit(cast.region)
    make_unit(make_region("92.71", "Sorong", parent=cast.region))
    make_unit(make_region("92.72", "Baru", parent=cast.region))
    before = facts()
    run = sent(
        cast,
        (*FAKFAK, "n" * 81, "Bappeda", 101, "1,5", None, 1, "n" * 201),
        ("92.99", "Kabupaten Antah", None, None, 95, 1, None, None, None),
        ("92", "Provinsi Papua Barat", None, None, 95, 1, None, None, None),
        ("92.71", "Kota Sorong", None, None, "92,125", "dua", "Program", None, None),
        ("92.72", "Kota Baru", None, None, 95, 1, "Program", "1,5", None),
        ("92.72", "Kota Baru", None, None, 95, 1, None, None, None),
        heads=(*HEADS, *PROGRAM),
    )
    kota = "II.C.1.b no. 1 butir 2"
    assert said(planned(run)) == [
        f"Kabupaten-Kota!C3 (nomor) “{'n' * 60}”: Terlalu panjang: paling banyak 80 huruf [II.C.1]",
        (
            "Kabupaten-Kota!D3 (deret) “Bappeda”: bukan salah satu pilihannya; "
            "pilih dari: Ditjen Dukcapil, Kepmendagri 100-1077/2017, RPJMN 2015-2019. [R2]"
        ),
        f"Kabupaten-Kota!E3 (K1.2:target) “101”: Target harus lebih dari 0 dan paling banyak 100 [{kota}]",
        "Kabupaten-Kota!F3 (K3:target) “1,5”: Target inovasi harus bilangan bulat [II.C.1.b no. 3]",
        "Kabupaten-Kota!G3 (program1:nama): Tuliskan nama programnya [II.C.1]",
        (
            f"Kabupaten-Kota!I3 (program1:keterangan) “{'n' * 60}”: "
            "Terlalu panjang: paling banyak 200 huruf [II.C.1]"
        ),
        (
            "Kabupaten-Kota!A4 (kode) “92.99”: tidak ada unit kerja dengan kode ini pada periode 2018-1 "
            "dalam wilayah Anda; periksa kodenya, atau hapus barisnya."
        ),
        "Kabupaten-Kota!A5 (kode) “92”: unit ini bukan Kabupaten-Kota; pindahkan ke lembar yang lain.",
        f"Kabupaten-Kota!E6 (K1.2:target) “92,125”: Paling banyak 2 angka di belakang koma [{kota}]",
        (
            "Kabupaten-Kota!F6 (K3:target) “dua”: “dua” bukan angka; tulis misalnya 336569 atau 84,33. "
            "[II.C.1.b no. 3]"
        ),
        "Kabupaten-Kota!H6 (program1:anggaran): Isi anggarannya; 0 bila tanpa anggaran [II.C.1]",
        "Kabupaten-Kota!A7 (kode) “92.72”: kode ini ada 2 kali dalam berkas; sisakan satu baris saja.",
        (
            "Kabupaten-Kota!H7 (program1:anggaran) “1,5”: bukan bilangan bulat; "
            "tulis tanpa angka di belakang koma. [II.C.1]"
        ),
        "Kabupaten-Kota!A8 (kode) “92.72”: kode ini ada 2 kali dalam berkas; sisakan satu baris saja.",
    ]
    with pytest.raises(ImportRefused):
        apply_import(run=run, actor=cast.ditjen)
    assert facts() == before


@pytest.mark.parametrize(
    ("state", "what"),
    [
        ("signed", "Perjanjian Kinerja ini sudah ditandatangani dan tidak dapat diubah"),
        ("offered", "Perjanjian Kinerja ini sudah ditandatangani pihak pertama; kembalikan dahulu"),
    ],
)
def test_what_is_no_draft_is_not_changed(
    cast: Cast, draft: PerformanceAgreement, state: str, what: str
) -> None:
    PerformanceAgreement.objects.update(state=state, signed_on=date(2018, 1, 15))
    run = sent(cast, (*FAKFAK, "PK/1", None, "92,5", 2))
    assert (planned(run).rows, planned(run).same, planned(run).faults) == ((), 1, ())
    run = sent(cast, (*FAKFAK, "PK/1", None, "92,5", 3))
    assert said(planned(run)) == [f"Kabupaten-Kota!A3 (kode) “92.03”: {what}; {BESIDE}"]


def test_a_draft_by_another_set_is_left_to_its_page(cast: Cast, draft: PerformanceAgreement) -> None:
    PerformanceAgreement.objects.update(indicator_set=make_set("100-1882/2018"))
    assert said(planned(sent(cast, (*FAKFAK, "PK/2", None, "92,5", 2)))) == [
        (
            "Kabupaten-Kota!A3 (kode) “92.03”: Konsep unit ini menurut set indikator lain: 100-1882/2018; "
            "ubah di halaman perjanjiannya, atau hapus barisnya. [II.C.1]"
        )
    ]


def test_a_series_taken_from_the_register_no_longer_serves(cast: Cast, draft: PerformanceAgreement) -> None:
    PerformanceAgreement.objects.update(national_series="Bappeda")
    assert said(planned(sent(cast, (*FAKFAK, "PK/2", "Bappeda", "92,5", 2)))) == [
        (
            "Kabupaten-Kota!D3 (deret) “Bappeda”: "
            "Deret “Bappeda” tidak ada dalam daftar target nasional 2018 [R2]"
        )
    ]


def test_a_target_below_the_decrees_own_is_remarked(cast: Cast) -> None:
    heads = ("kode", "nama", "deret", "K1.1a:target", "K1.2:target", "K1.6:target", "K3:target")
    plan = planned(sent(cast, ("92.03", "Merauke", "RPJMN 2015-2019", 99, 82, 94, 1), heads=heads))
    assert (plan.errors, [str(remark) for remark in plan.remarks]) == (
        (),
        [
            "Kabupaten-Kota!B3 (nama) “Merauke”: nama dalam berkas lain; kode ini milik Kabupaten Fakfak",
            "Kabupaten-Kota!D3 (K1.1a:target) “99”: di bawah target Keputusan: 100 [II.C.1.b no. 1 butir 1]",
            (
                "Kabupaten-Kota!E3 (K1.2:target) “82”: di bawah target RPJMN 2015-2019 2018: 82,5 "
                "[II.C.1.b no. 1 butir 2]"
            ),
        ],
    )


def test_without_a_series_the_policys_national_target_is_the_measure(cast: Cast) -> None:
    [remark] = planned(sent(cast, (*FAKFAK, None, None, "89,99", 1))).remarks
    assert remark.what == "di bawah target Ditjen Dukcapil 2018: 90"
