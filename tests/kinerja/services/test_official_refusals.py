"""What the workbook of officials refuses: each at its cell, by its clause, and no NIP repeated (R12)."""

from datetime import date
from typing import Any

import pytest

from kinerja.services.imports import apply_import, kept_faults
from officials.models import Position, User
from tests.builders import make_region, make_unit, make_user
from tests.kinerja.services.official_rows import KABID, KASI, KEPALA, NIP, Given, other, sent
from tests.kinerja.services.record_book import planned, said

pytestmark = pytest.mark.django_db
NOWHERE = "jabatan ini berada di suatu wilayah, tetapi kodenya kosong; isi kode wilayahnya."
FIELD = "bidangnya kosong; isi: hasil bidang itulah yang menjadi unsur 1 pemegang jabatan ini. [R8]"
YOUNG = "menurut NIP ini umurnya saat pengangkatan di bawah 18 tahun; periksa NIP-nya. [R9]"
LOST = (
    "NIP ditulis sebagai angka, sehingga angka terakhirnya hilang; "
    "ubah format kolomnya menjadi teks, lalu tulis ulang. [R12]"
)
ADJUST = "samakan, atau ubah dahulu pengangkatannya di data acuan. [R9]"
END = "akhiri masa jabatan yang lebih dahulu. [R9]"
ACT = "akhiri dahulu, atau catat sebagai Plt atau Plh. [R9]"
NATIONAL: Given = {"jenis_jabatan": "menteri", "nama_jabatan": "Menteri", "nip": None, "pangkat": None}


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


@pytest.fixture
def admin() -> User:
    make_unit("92.03")
    make_unit("92.04")
    make_region("92.05")
    return make_user("admin_pusat")


def found(admin: User, *rows: Given) -> list[str]:
    """What is wrong, apart from the remark that a superior is not clear."""
    return [text for text in said(planned(sent(admin, *rows))) if "atasan langsung" not in text]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"kode": None}, f"Pejabat!A3 (kode): {NOWHERE} [R7]"),
        (
            {"kode": "99.99"},
            "Pejabat!A3 (kode) “99.99”: tidak ada wilayah dengan kode ini hari ini; periksa kodenya. [R7]",
        ),
        (
            {"kode": "92.05"},
            (
                "Pejabat!A3 (kode) “92.05”: wilayah ini belum mempunyai unit kerja; "
                "buat dahulu unit kerjanya di data acuan. [R7]"
            ),
        ),
        (
            NATIONAL,
            "Pejabat!A3 (kode) “92.03”: jabatan ini tidak berada di suatu wilayah; kosongkan kodenya. [R7]",
        ),
        ({"jenis_jabatan": "kabid"}, f"Pejabat!D3 (bidang): {FIELD}"),
        (
            {"nip": "1234"},
            (
                "Pejabat!F3 (nip): bukan NIP: 18 angka yang dimulai dengan "
                "tanggal lahir; periksa lalu tulis ulang. [R12]"
            ),
        ),
        ({"nip": 196808171994031005}, f"Pejabat!F3 (nip): {LOST}"),
        ({"nama": None}, "Pejabat!G3 (nama): “nama” kosong; isi: setiap masa jabatan memilikinya. [R9]"),
        ({"mulai": None}, "Pejabat!N3 (mulai): “mulai” kosong; isi: setiap masa jabatan memilikinya. [R9]"),
        ({"surel": "ani"}, "Pejabat!J3 (surel) “ani”: bukan alamat surel; tulis misalnya nama@kantor.go.id."),
        ({"nama": "x" * 121}, f"Pejabat!G3 (nama) “{'x' * 60}”: lebih dari 120 huruf; singkatkan. [R9]"),
        (
            {"sampai": date(2022, 1, 2)},
            "Pejabat!O3 (sampai) “2022-01-02”: berakhir sebelum dimulai; periksa “mulai” dan “sampai”. [R9]",
        ),
        ({"nip": "200808172022031005"}, f"Pejabat!F3 (nip): {YOUNG}"),
    ],
)
def test_a_cell(admin: User, change: Given, text: str) -> None:
    assert found(admin, KEPALA | change) == [text]


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        (
            [KEPALA, KEPALA | {"nama_jabatan": "Kadis", "nip": other(1)}],
            [
                (
                    "Pejabat!C4 (nama_jabatan) “Kadis”: jabatan ini hanya satu, dan sudah "
                    "ada: “Kepala Dinas”; tulis namanya seperti itu. [R7]"
                )
            ],
        ),
        (
            [KABID, KABID | {"nip": other(3), "nama": "Dodi", "mulai": date(2023, 5, 1)}],
            [
                (
                    "Pejabat!N4 (mulai) “2023-05-01”: jabatan ini dipegang "
                    f"Budi pada masa itu (SK SK-2), baris 3; {END}"
                )
            ],
        ),
        (
            [
                KEPALA,
                KABID
                | {"kode": "92.04", "nip": NIP, "nama": "Ani", "pangkat": "IV/a"}
                | {"pangkat_sejak": date(2020, 4, 1), "surel": "ani@x.go.id", "mulai": date(2023, 5, 1)},
            ],
            [
                (
                    "Pejabat!G4 (nama) “Ani”: pada masa itu pejabat ini "
                    f"memegang Kepala Dinas (SK SK-1), baris 3; {ACT}"
                )
            ],
        ),
        (
            [KABID, KASI | {"nip": other(1), "nama": "Budi Lain"}],
            [
                (
                    "Pejabat!G4 (nama): baris 3 menulis lain tentang pejabat "
                    "yang sama; samakan kedua barisnya. [R9]"
                )
            ],
        ),
        (
            [
                KABID,
                KABID
                | {"bidang": "capil", "nip": other(3), "mulai": date(2020, 1, 1), "sampai": date(2021, 1, 1)},
            ],
            [
                (
                    "Pejabat!D4 (bidang) “capil”: jabatan ini tercatat "
                    "dengan bidang lain, atau tanpa bidang itu; "
                    "samakan, atau ubah dahulu jabatannya di data acuan. [R8]"
                )
            ],
        ),
        (
            [
                KEPALA
                | {"nip": None, "nama": None, "pangkat": None, "pangkat_sejak": None, "surel": None}
                | dict.fromkeys(("jenis", "nomor_sk", "tanggal_sk", "mulai"))
            ],
            [
                (
                    "Pejabat!N3 (mulai): jabatan ini belum ada, dan baris ini tidak menyebut pejabatnya; "
                    "isi pejabatnya, atau hapus barisnya. [R9]"
                )
            ],
        ),
        ([KABID, KASI | {"nip": other(1), "nama": "Budi"}], []),
    ],
)
def test_rows_among_themselves(admin: User, rows: list[Given], texts: list[str]) -> None:
    assert found(admin, *rows) == texts


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (
            KABID | {"mulai": date(2021, 1, 1), "nip": other(3), "nama": "Dodi"},
            [f"Pejabat!N3 (mulai) “2021-01-01”: jabatan ini dipegang Budi pada masa itu (SK SK-2); {END}"],
        ),
        (
            KABID | {"nip": other(3), "nama": "Dodi"},
            [f"Pejabat!F3 (nip): sejak tanggal itu jabatan ini tercatat dipegang “Budi”; {ADJUST}"],
        ),
        (
            KABID | {"nip": None},
            ["Pejabat!F3 (nip): pejabat ini mempunyai NIP, tetapi selnya kosong; isi NIP-nya. [R9]"],
        ),
        (
            KABID | {"nip": None, "nama": "Dodi"},
            [f"Pejabat!G3 (nama): sejak tanggal itu jabatan ini tercatat dipegang “Budi”; {ADJUST}"],
        ),
        (
            KABID | {"nip": None, "mulai": date(2020, 1, 1), "sampai": date(2021, 1, 1)},
            [
                (
                    "Pejabat!F3 (nip): di jabatan ini pernah ada pejabat bernama sama yang mempunyai NIP; "
                    "isi NIP-nya, agar jelas siapa yang dimaksud. [R9]"
                )
            ],
        ),
        (
            KABID | {"jenis": "plt"},
            [f"Pejabat!K3 (jenis) “plt”: masa jabatan ini tercatat dengan jenis lain; {ADJUST}"],
        ),
        (
            KABID | {"nama": "Budi Baru"},
            [
                (
                    "Pejabat!G3 (nama): NIP ini tercatat atas nama “Budi”; namanya "
                    "akan diganti; pastikan orangnya sama. [R9]"
                )
            ],
        ),
        (KABID | {"nama_jabatan": "kepala bidang DAFDUK"}, []),
    ],
)
def test_a_row_beside_what_is_stored(admin: User, row: Given, texts: list[str]) -> None:
    apply_import(run=sent(admin, KABID), actor=admin)
    assert found(admin, row) == texts


def test_two_posts_of_one_name_are_not_told_apart(admin: User) -> None:
    apply_import(run=sent(admin, KABID), actor=admin)
    post = Position.objects.get(kind="kabid")
    Position.objects.create(kind="kabid", title=post.title, unit=post.unit, field="dafduk")
    text = (
        "Pejabat!C3 (nama_jabatan) “Kepala Bidang Dafduk”: ada dua jabatan sejenis dengan nama ini di "
        "wilayahnya; bedakan dahulu namanya di data acuan. [R7]"
    )
    assert text in found(admin, KABID)


def test_no_message_and_no_plan_repeats_a_nip(admin: User, client: Any) -> None:
    """Neither one that is wrong nor one that is right; only the sender's own sheet comes back whole."""
    broken = ("196813171994031005", "19681717199403100", "1968 0817 1994 03 1006 7")
    rows = [KEPALA, *(KABID | {"kode": "92.04", "nip": nip, "nama_jabatan": nip[-4:]} for nip in broken)]
    run = sent(admin, *rows)
    client.force_login(admin)
    page = client.get(f"/impor/{run.pk}/").content.decode()
    assert [nip for nip in (NIP, *broken) if nip in page or nip[:8] in page] == []
    assert "•••••••••••••••005" in page
    assert len(kept_faults(run=run, actor=admin)) > 0
