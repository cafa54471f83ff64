"""Set 100-1077/2017 says what the decree says, letter for letter (II.A, II.C.1)."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from kinerja.exchange.indicator_set import SetFile, read_set

PROVINCE_1 = (
    "Meningkatkan Fasilitasi kepada Pemerintah Kab/Kota dalam melakukan pelayanan penerbitan KTP Elektronik, "
    "KK dan Akta Pencatatan Sipil serta rencana pelayanan pemanfaatan NIK, KTP Elektronik dan Data "
    "Kependudukan Kepada Lembaga Pengguna di Provinsi."
)
PROVINCE_2 = (
    "Ketaatan Pemerintah Provinsi dan Kabupaten/Kota terhadap regulasi Pengangkatan dan Pemberhentian "
    "Pejabat Dukcapil Daerah"
)
REGENCY_1 = (
    "Meningkatkan Kualitas Pelayanan penerbitan KTP-el, KK dan Akta Pencatatan Sipil serta rencana pelayanan "
    "pemanfaatan NIK, KTP Elektronik dan Data Kependudukan Kepada Lembaga Pengguna di Kabupaten/Kota"
)
REGENCY_2 = "Capaian Keluaran/Output Kinerja Dokumen Pelayanan Lainnya"
REGENCY_3 = "Inovasi Pelayanan Administrasi Kependudukan"
NATIONAL = "Sesuai dengan Target Nasional"
VERSION = "Sesuai dengan Versi yang ditetapkan"
NO_BREACH = "Tidak ada pelanggaran terhadap Permendagri No. 76 Tahun 2015"

TABLE_PROVINCE = [
    (
        "P1.1",
        PROVINCE_1,
        "Fasilitasi Dalam Penyelesaian Perekaman dan Pencetakan KTP Elektronik di Kabupaten/Kota.",
        "100%",
    ),
    (
        "P1.2",
        PROVINCE_1,
        "Fasilitasi Pencapaian Cakupan Kepemilikan Akta Kelahiran usia 0 – 18 tahun.",
        NATIONAL,
    ),
    ("P1.3", PROVINCE_1, "Penerapan Aplikasi SIAK.", VERSION),
    ("P1.4", PROVINCE_1, "Pemanfaatan Data dan Dokumen Kependudukan oleh SKPD Provinsi.", "Seluruh SKPD"),
    ("P1.5", PROVINCE_1, "Tingkat Realisasi Penyerapan Anggaran", "94 – 98%"),
    ("P2", PROVINCE_2, "Pelaksanaan Permendagri No. 76 Tahun 2015 oleh:", NO_BREACH),
]
TABLE_REGENCY = [
    ("K1.1", REGENCY_1, "Penyelesaian Perekaman dan Pencetakan KTP Elektronik.", "100%"),
    ("K1.2", REGENCY_1, "Pencapaian Cakupan Kepemilikan Akta Kelahiran usia 0 – 18 tahun.", NATIONAL),
    ("K1.3", REGENCY_1, "Penerapan Aplikasi SIAK.", VERSION),
    (
        "K1.4",
        REGENCY_1,
        "Pemanfaatan Data dan Dokumen Kependudukan oleh SKPD Kabupaten/Kota.",
        "Seluruh SKPD",
    ),
    (
        "K1.5",
        REGENCY_1,
        "Larangan melakukan pungutan dalam pengurusan dokumen kependudukan.",
        "Tidak ada Pungutan/tidak terjadi OTT",
    ),
    ("K1.6", REGENCY_1, "Tingkat Realisasi Penyerapan Anggaran", "94 – 98%"),
    (
        "K2",
        REGENCY_2,
        "Keluaran/Output Dokumen hasil Pelayanan Lainnya",
        "Laporan hasil pelayanan Dukcapil per keluaran/output",
    ),
    (
        "K3",
        REGENCY_3,
        "Pelayanan Bidang Dafduk, Capil dan PIAK serta Pemanfaatan Data dan Dokumen Kependudukan",
        "Jenis dan jumlah inovasi",
    ),
]
PARTS = [
    ("P1.1a", "P1.1", "Perekaman", "100%"),
    ("P1.1b", "P1.1", "Pencetakan KTP Elektronik di Kabupaten/Kota.", "100%"),
    ("P2.a", "P2", "Pemerintah Provinsi", NO_BREACH),
    ("P2.b", "P2", "Pemerintah Kabupaten/Kota", NO_BREACH),
    ("K1.1a", "K1.1", "Perekaman", "100%"),
    ("K1.1b", "K1.1", "Pencetakan KTP Elektronik.", "100%"),
]
# code: section, kind, target, upper, measure, rollup, fed by, field
READING = {
    "P1.1": ("II.C.1.a no. 1 butir 1", "mean", None, None, "", "", "", "dafduk"),
    "P1.1a": ("II.C.1.a no. 1 butir 1", "ratio", 100, None, "", "sum", "K1.1a", "dafduk"),
    "P1.1b": ("II.C.1.a no. 1 butir 1", "ratio", 100, None, "", "sum", "K1.1b", "dafduk"),
    "P1.2": ("II.C.1.a no. 1 butir 2", "national_target", None, None, "akta_0_18", "sum", "K1.2", "capil"),
    "P1.3": ("II.C.1.a no. 1 butir 3", "version", None, None, "", "share", "K1.3", "piak"),
    "P1.4": ("II.C.1.a no. 1 butir 4", "all_units", 100, None, "", "", "", "pemanfaatan"),
    "P1.5": ("II.C.1.a no. 1 butir 5", "range", 94, 98, "", "", "", "sekretariat"),
    "P2": ("II.C.1.a no. 2", "mean", None, None, "", "", "", "sekretariat"),
    "P2.a": ("II.C.1.a no. 2 huruf a", "none_allowed", 0, None, "breach", "", "", "sekretariat"),
    "P2.b": ("II.C.1.a no. 2 huruf b", "none_allowed", 0, None, "breach", "share", "P2.b", "sekretariat"),
    "K1.1": ("II.C.1.b no. 1 butir 1", "mean", None, None, "", "", "", "dafduk"),
    "K1.1a": ("II.C.1.b no. 1 butir 1", "ratio", 100, None, "", "", "", "dafduk"),
    "K1.1b": ("II.C.1.b no. 1 butir 1", "ratio", 100, None, "", "", "", "dafduk"),
    "K1.2": ("II.C.1.b no. 1 butir 2", "national_target", None, None, "akta_0_18", "", "", "capil"),
    "K1.3": ("II.C.1.b no. 1 butir 3", "version", None, None, "", "", "", "piak"),
    "K1.4": ("II.C.1.b no. 1 butir 4", "all_units", 100, None, "", "", "", "pemanfaatan"),
    "K1.5": ("II.C.1.b no. 1 butir 5", "none_allowed", 0, None, "levy", "", "", ""),
    "K1.6": ("II.C.1.b no. 1 butir 6", "range", 94, 98, "", "", "", "sekretariat"),
    "K2": ("II.C.1.b no. 2", "reports", None, None, "", "", "", ""),
    "K3": ("II.C.1.b no. 3", "count", None, None, "", "", "", ""),
}
OUTPUTS = {
    "dafduk": [
        "Biodata Penduduk",
        "Kartu Keluarga (KK)",
        "KTP-el",
        "Kartu Identitas Anak (KIA)",
        "Surat Keterangan Kependudukan",
        "Pas Pelintas Batas",
        "Data Penduduk Rentan Adminduk",
        "Data Penduduk Non Permanen",
    ],
    "capil": [
        "Akta Kelahiran",
        "Akta Kematian",
        "Akta Perkawinan",
        "Akta Pembatalan perkawinan",
        "Akta Perceraian",
        "Akta Pembatalan Perceraian",
        "Akta Pengesahan Anak",
        "Akta Pengangkatan Anak",
        "Akta Pengakuan Anak",
        "Surat Keterangan Lahir Mati",
        "Surat Keterangan Pembatalan Perkawinan",
        "Pembuatan Catatan Pinggir Akta Pencatatan Sipil",
    ],
    "piak": ["Pengelolaan Data Kependudukan", "Penyajian Data Kependudukan"],
    "pemanfaatan": [
        "Perjanjian Kerjasama Pemanfaatan NIK, KTP-Elektronik dan Data Kependudukan",
        "Pemanfaatan NIK, KTP-Elektronik dan Data Kependudukan",
    ],
}
DUTIES = [
    ("a", "II.A.2 huruf a", "Fasilitasi Kumulatif pencapaian Sasaran kinerja kabupaten/kota."),
    (
        "b",
        "II.A.2 huruf b",
        "Pembinaan Aparatur dan Kelembagaan Dinas Kependudukan dan Pencatatan Sipil Kabupaten/Kota.",
    ),
    ("c", "II.A.2 huruf c", "Monitoring dan Evaluasi Pelaksanaan dan Pencapaian Kinerja Kabupaten/Kota."),
]


@pytest.fixture(scope="module")
def decree() -> SetFile:
    return read_set(settings.BASE_DIR / "fixtures" / "indicator_sets" / "100-1077-2017.json")


def test_the_head_names_the_decree(decree: SetFile) -> None:
    head = decree.head
    assert (head.code, head.number, head.decided_on) == (
        "100-1077/2017",
        "100-1077 DUKCAPIL TAHUN 2017",
        date(2017, 4, 10),
    )
    assert head.title == (
        "Petunjuk Teknis Penilaian Kinerja Pejabat Pada Unit Kerja yang Menangani Urusan Administrasi "
        "Kependudukan di Provinsi dan Kabupaten/Kota"
    )


@pytest.mark.parametrize(
    ("duties", "table"),
    [("provinsi", TABLE_PROVINCE), ("kabkota", TABLE_REGENCY)],
    ids=["II.C.1.a", "II.C.1.b"],
)
def test_the_table_stands_word_for_word(
    decree: SetFile, duties: str, table: list[tuple[str, str, str, str]]
) -> None:
    rows = [row for row in decree.indicators if row.duties == duties and row.code not in decree.parents]

    assert [(row.code, row.sasaran, row.text, row.target_text) for row in rows] == table


def test_cells_with_several_items_keep_their_opening_words(decree: SetFile) -> None:
    opening = {row.code: row.intro for row in decree.indicators if row.intro}

    assert opening == {
        **dict.fromkeys(
            ["P1.1", "P1.2", "P1.3", "P1.4", "P1.5"],
            "Fasilitasi Pengelolaan Kegiatan Penyelenggaraan Adminduk Provinsi, meliputi:",
        ),
        **dict.fromkeys(
            ["K1.1", "K1.2", "K1.3", "K1.4", "K1.5", "K1.6"],
            "Pengelolaan Kegiatan Penyelenggaraan Adminduk Kab/Kota, meliputi:",
        ),
    }


def test_parts_keep_to_words_of_their_group(decree: SetFile) -> None:
    by_code = {row.code: row for row in decree.indicators}

    assert [
        (code, decree.parents[code], row.text, row.target_text)
        for code, row in by_code.items()
        if code in decree.parents
    ] == PARTS
    assert all(by_code[code].sasaran == by_code[group].sasaran for code, group in decree.parents.items())


def test_every_row_is_read_as_r2_says(decree: SetFile) -> None:
    read = {
        row.code: (
            row.section,
            row.kind,
            row.target,
            row.upper,
            row.measure,
            row.rollup,
            row.fed_by,
            row.field,
        )
        for row in decree.indicators
    }

    assert read == READING
    assert {row.weight for row in decree.indicators} == {Decimal(1)}


def test_rows_stand_in_the_order_of_the_decree(decree: SetFile) -> None:
    assert [(row.duties, row.sequence) for row in decree.indicators] == [
        *(("provinsi", number) for number in range(1, 11)),
        *(("kabkota", number) for number in range(1, 11)),
    ]


def test_every_figure_to_enter_has_a_label(decree: SetFile) -> None:
    counted = {"ratio", "national_target", "all_units", "range", "reports", "count"}
    labels = {
        row.code: (
            bool(row.numerator_label),
            bool(row.denominator_label),
            bool(row.value_label),
            bool(row.unit_label),
        )
        for row in decree.indicators
        if row.kind != "mean"
    }

    assert labels == {
        row.code: (
            row.kind in counted or row.rollup == "share",
            row.kind in counted or row.rollup == "share",
            row.kind not in counted and row.code != "P1.3",
            True,
        )
        for row in decree.indicators
        if row.kind != "mean"
    }


def test_the_24_outputs_stand_in_order_under_their_field(decree: SetFile) -> None:
    outputs = [row for row in decree.outputs if row.duties == "kabkota"]

    assert [(row.code, row.section, row.field, row.text) for row in outputs] == [
        (f"{number}.{letter}", f"II.A.1 no. {number} huruf {letter}", field, text)
        for number, (field, texts) in enumerate(OUTPUTS.items(), start=1)
        for letter, text in zip("abcdefghijkl", texts, strict=False)
    ]
    assert [row.sequence for row in outputs] == list(range(1, 25))


def test_two_outputs_are_scored_by_themselves_and_22_are_reported(decree: SetFile) -> None:
    scored = {row.text: row.scored_by for row in decree.outputs if row.scored_by}

    assert scored == {"KTP-el": "K1.1", "Akta Kelahiran": "K1.2"}
    assert Counter(row.duties for row in decree.outputs if not row.scored_by) == {
        "kabkota": 22,
        "provinsi": 3,
    }


def test_the_three_duties_of_the_province_stand_word_for_word(decree: SetFile) -> None:
    assert [(row.code, row.section, row.text) for row in decree.outputs if row.duties == "provinsi"] == DUTIES
