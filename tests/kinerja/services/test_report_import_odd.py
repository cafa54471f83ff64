"""Reports on outputs by workbook: every fault at its cell, every oddity remarked (R2, R4)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kinerja.models import Realization
from kinerja.rules.warnings import date_text
from kinerja.services.imports import ImportRefused, apply_import
from tests.builders import make_evaluation, make_region, make_unit
from tests.kinerja.cast import Cast
from tests.kinerja.services.record_book import planned, said
from tests.kinerja.services.report_book import FAKFAK, IN_TIME, facts, sent


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


def test_every_fault_is_named_and_nothing_written(cast: Cast) -> None:
    make_evaluation(make_unit(cast.region), cast.period)
    for code in ("92.71", "92.72"):
        make_evaluation(make_unit(make_region(code, parent=cast.region)), cast.period)
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    later = f"“{tomorrow:%d/%m/%Y}”: Tanggal {date_text(tomorrow)} tidak mungkin"
    before = facts()
    run = sent(
        cast,
        (*FAKFAK, date(2017, 12, 31), 5, IN_TIME, None),
        ("92.99", "Kabupaten Antah", IN_TIME, 1, None, None),
        ("92", "Provinsi Papua Barat", IN_TIME, 1, None, None),
        ("92.71", None, tomorrow, -1, None, 3),
        ("92.72", None, "kapan-kapan", 1, IN_TIME, "1,5"),
    )
    period = f"isi tanggal dari 1 Januari 2018 sampai {date_text(today)}."
    biodata, family = "[II.A.1 no. 1 huruf a]", "[II.A.1 no. 1 huruf b]"
    assert said(planned(run)) == [
        (
            "Kabupaten-Kota!C3 (1.a:tgl) “31/12/2017”: Tanggal 31 Desember 2017 tidak mungkin; "
            f"{period} {biodata}"
        ),
        f"Kabupaten-Kota!F3 (1.b:jml): Jumlah dokumen belum diisi; tulis 0 bila nihil. {family}",
        (
            "Kabupaten-Kota!A4 (kode) “92.99”: tidak ada unit kerja dengan kode ini pada periode 2018-1 "
            "dalam wilayah Anda; periksa kodenya, atau hapus barisnya."
        ),
        "Kabupaten-Kota!A5 (kode) “92”: unit ini bukan Kabupaten-Kota; pindahkan ke lembar yang lain.",
        (f"Kabupaten-Kota!C6 (1.a:tgl) {later}; {period} {biodata}"),
        f"Kabupaten-Kota!D6 (1.a:jml) “-1”: Jumlah dokumen harus 0 sampai 2.147.483.647 {biodata}",
        f"Kabupaten-Kota!E6 (1.b:tgl): Tanggal laporan belum diisi {family}",
        f"Kabupaten-Kota!C7 (1.a:tgl) “kapan-kapan”: bukan tanggal; tulis misalnya 30/06/2025. {biodata}",
        (
            "Kabupaten-Kota!F7 (1.b:jml) “1,5”: bukan bilangan bulat; tulis tanpa angka di belakang koma. "
            f"{family}"
        ),
    ]
    with pytest.raises(ImportRefused):
        apply_import(run=run, actor=cast.ditjen)
    assert facts() == before


def test_an_output_that_is_scored_by_itself_is_no_column(cast: Cast) -> None:
    run = sent(cast, ("92.03", IN_TIME, 1), heads=("kode", "1.c:tgl", "1.c:jml"))
    assert [fault.cell for fault in planned(run).errors] == ["B1", "C1"]


def test_a_closed_unit_is_named(cast: Cast) -> None:
    cast.act(cast.kabupaten, "submit")
    assert said(planned(sent(cast, (*FAKFAK, IN_TIME, 1, None, None)))) == [
        (
            "Kabupaten-Kota!A3 (kode) “92.03”: Isian tidak dapat diubah: keadaan penilaian ini Diajukan; "
            "hapus barisnya, atau kembalikan isian yang tersimpan. [R6]"
        )
    ]


def test_another_name_is_remarked(cast: Cast) -> None:
    Realization.objects.filter(indicator__code="K2").delete()
    assert said(planned(sent(cast, ("92.03", "Merauke", IN_TIME, 1, None, None)))) == [
        "Kabupaten-Kota!B3 (nama) “Merauke”: nama dalam berkas lain; kode ini milik Kabupaten Fakfak"
    ]
