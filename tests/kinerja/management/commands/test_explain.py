"""``manage.py explain``: the whole derivation in lines, as JSON, and its refusals."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.models import SemesterEvaluation
from kinerja.selectors.derivation import derivation
from kinerja.services.scoring import score_period
from regions.models import RegionCode
from tests.builders import (
    make_agreement,
    make_designated,
    make_evaluation,
    make_figures,
    make_incident,
    make_period,
    make_region,
    make_unit,
)
from tests.kinerja.published import ktpel_2025

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("explain", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


def test_papua_barat_in_2025() -> None:
    ktpel_2025()
    lines = said("2025-1", "92")
    assert lines[:14] == [
        "Provinsi Papua Barat (92), Semester I Tahun 2025, per 30 Juni 2025",
        f"Disdukcapil Papua Barat — keadaan: {SemesterEvaluation.State.DRAFT.label}",
        "Dasar: Keputusan 100-1077 DUKCAPIL TAHUN 2017 (set 100-1077/2017); kebijakan versi 1 (Kebijakan 1)",
        "",
        "P1.1 Perekaman dan pencetakan KTP-el [II.C.1.a no. 1 butir 1]: belum lengkap",
        "  P1.1a Perekaman KTP-el [II.C.1.a no. 1 butir 1], target: 100 %",
        "    336.569 ÷ 399.092 = 84,33 %",
        "    7 dari 7 kabupaten/kota melapor",
        "    capaian 84,33 %, nilai 80 (Baik)",
        (
            "    - Kumulatif kab/kota, jumlah pembilang ÷ jumlah penyebut. 7 dari 7 kab/kota melapor. "
            "[R5; II.A.2.a]"
        ),
        "    - 336.569 ÷ 399.092 × 100 = 84,33 %. [R5; II.C.1.a no. 1 butir 1]",
        "    - 84,33 % ÷ target 100 % × 100 = 84,33 %. [R2; II.C.1.a no. 1 butir 1]",
        "    - 84,33 % ≥ 76 %: nilai 80 (Baik). [R1; II.D.2]",
        "    Sumber: Kumulatif 7 kab/kota",
    ]
    assert "    0 dari 7 kabupaten/kota melapor; belum: 92.02 Kabupaten Manokwari, 92.03" in "\n".join(lines)
    assert lines[-3:] == [
        "0 dari 6 indikator dilaporkan",
        (
            "  - Belum dilaporkan: P1.1b, P1.2, P1.3, P1.4, P1.5, P2.a, P2.b. Hasil sementara, nilai belum "
            "diberikan. [R4; II.D.2; kebijakan, bukan bunyi Keputusan]"
        ),
        "Nilai belum diberikan.",
    ]


def test_a_whole_semester_with_a_flag() -> None:
    make_designated()
    period, region = make_period("2018-1"), make_region("92", "Papua Barat")
    make_evaluation(make_unit(region), period)
    unit = make_evaluation(make_unit(make_region("92.03", "Fakfak", parent=region)), period)
    make_agreement(unit)
    make_figures(unit)
    make_incident(unit, "levy")
    score_period(period=period, actor=None)
    lines = said("2018-1", "92.03")
    start = lines.index(
        "K1.5 Larangan pungutan [II.C.1.b no. 1 butir 5], target: Tidak ada Pungutan/tidak terjadi OTT"
    )
    assert lines[start + 1 : start + 8] == [
        "  1 kejadian terbukti dalam periode ini: capaian 0,00 %.",
        "  capaian 0,00 %, tidak ada nilai (Di bawah tabel)",
        (
            "  - 1 kejadian terbukti dalam periode ini: capaian 0,00 %. "
            "[R2; II.C.1.b no. 1 butir 5; kebijakan, bukan bunyi Keputusan]"
        ),
        (
            "  - 0,00 % di bawah 51 %: tidak ada nilainya dalam tabel Keputusan (Di bawah tabel). "
            "[R1; II.D.2; kebijakan, bukan bunyi Keputusan]"
        ),
        "  ! Peringatan: Unit menyatakan tidak ada kejadian, padahal 1 sudah terbukti.",
        "  !! Tanda merah: K1.5: 1 pungutan atau OTT.",
        "  Sumber: Laporan unit",
    ]
    ours = "kebijakan, bukan bunyi Keputusan]"
    assert lines[-7:] == [
        "Hasil unit: capaian 87,00 %",
        "8 dari 8 indikator dilaporkan",
        f"  - K1.1: rata-rata K1.1a 92,00 % dan K1.1b 100,00 % = 96,00 %. [R2; II.C.1; {ours}",
        f"  - Rata-rata 8 indikator (bobot sama): 87,00 %. [R3; II.D.2; {ours}",
        "  - 87,00 % ≥ 76 %: nilai 80 (Baik). [R1; II.D.2]",
        "  !! Tanda merah: K1.5: 1 pungutan atau OTT.",
        "Nilai 80 (Baik)",
    ]


def test_json_is_the_derivation() -> None:
    ktpel_2025()
    out = json.loads("\n".join(said("2025-1", "92.03", "--json")))
    whole = derivation(SemesterEvaluation.objects.get(region_code="92.03")).as_data()
    assert out == json.loads(json.dumps(whole))
    assert out["groups"][0]["parts"][0]["formula"] == "59.828 ÷ 63.429 = 94,32 %"


def test_codes_of_another_time_are_refused_with_the_right_one() -> None:
    """Kota Sorong moved in December 2022: neither code explains the other's time."""
    old, new = make_region("92", "Papua Barat"), make_region("96", "Papua Barat Daya")
    sorong = make_region("92.71", "Sorong", parent=old, valid_until=date(2022, 12, 7))
    RegionCode.objects.create(region=sorong, code="96.71", parent=new, valid_from=date(2022, 12, 8))
    unit = make_unit(sorong)
    for code in ("2022-1", "2022-2"):
        make_evaluation(unit, make_period(code))
    assert [said("2022-1", "92.71")[0], said("2022-2", "96.71")[0]] == [
        "Kota Sorong (92.71), Semester I Tahun 2022, per 30 Juni 2022",
        "Kota Sorong (96.71), Semester II Tahun 2022, per 31 Desember 2022",
    ]
    reasons = []
    for arguments in (("2022-1", "96.71"), ("2022-2", "92.71")):
        with pytest.raises(RefusedError) as refused:
            said(*arguments)
        reasons += refused.value.reasons
    assert reasons == [
        (
            "Kode 96.71 (Kota Sorong) tidak berlaku pada 30 Juni 2022; kode itu berlaku sejak "
            "8 Desember 2022. Kodenya pada tanggal itu: 92.71."
        ),
        (
            "Kode 92.71 (Kota Sorong) tidak berlaku pada 31 Desember 2022; kode itu berlaku sampai "
            "7 Desember 2022. Kodenya pada tanggal itu: 96.71."
        ),
    ]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [(("2018-1", "99"), RefusedError), (("2025-1", "92"), RefusedError), (("2018-1", "x"), WrongUsageError)],
)
def test_what_names_nothing_is_refused(arguments: tuple[str, str], error: type[Exception]) -> None:
    make_period("2018-1")
    with pytest.raises(error):
        said(*arguments)
