"""``manage.py open_period``: what it says, in words and as JSON, and its exit codes."""

import json
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.models import Appraisal, Period
from officials.models import Position, WorkUnit
from tests.builders import make_policy, make_region, make_set, make_unit
from tests.kinerja.appraisal_cast import seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reference() -> None:
    """Set, policy, one province with an office and two kabupaten without."""
    make_set()
    make_policy()
    province = make_unit(make_region("92", "Papua Barat")).region
    make_region("92.02", "Manokwari", parent=province)
    make_region("92.03", "Fakfak", parent=province)


def said(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("open_period", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_in_words() -> None:
    first, second = said("2025-1"), said("2025-1")
    told = [
        "Periode 2025-1 dibuka.",
        "Tanggal posisi 30 Juni 2025, pengisian mulai 1 Juli 2025, sampai ditutup.",
        "Kebijakan versi 1, set indikator 100-1077/2017 (dibekukan).",
        "Penilaian: 1 ditambah, 0 sudah ada.",
        (
            "Penilaian pejabat: 0 ditambah, 0 diperbarui, 0 sudah ada; "
            "0 jabatan tanpa nilai pribadi (kosong, Plt, Plh)."
        ),
        (
            "Perhatian: 2 wilayah belum mempunyai unit kerja dan belum dinilai: Kabupaten Manokwari (92.02), "
            "Kabupaten Fakfak (92.03). Catat unit kerjanya, lalu jalankan perintah ini lagi."
        ),
    ]
    assert first.splitlines() == told
    told[0], told[3] = "Periode 2025-1 sudah terbuka.", "Penilaian: 0 ditambah, 1 sudah ada."
    assert second.splitlines() == told


def test_many_regions_without_an_office_are_counted_and_some_named() -> None:
    for number in range(10, 20):
        make_region(f"91.{number}")
    last = said("2025-1").splitlines()[-1]
    assert "12 wilayah belum mempunyai unit kerja" in last
    assert (last.count("Kabupaten"), ", dan 2 lagi. Catat" in last) == (10, True)


def test_as_json() -> None:
    options = ["--policy", "1", "--indicator-set", "100-1077/2017", "--entry-closes", "2025-08-31"]
    assert json.loads(said("2025-1", "--json", *options)) == {
        "period": "2025-1",
        "created": True,
        "cutoff": "2025-06-30",
        "entry_opens": "2025-07-01",
        "entry_closes": "2025-08-31",
        "reports_due": "2025-07-31",
        "policy": "1",
        "indicator_set": "100-1077/2017",
        "added": 1,
        "kept": 0,
        "without_office": [
            {"code": "92.02", "name": "Kabupaten Manokwari"},
            {"code": "92.03", "name": "Kabupaten Fakfak"},
        ],
        "appraisals": {
            "period": "2025-1",
            "added": 0,
            "renewed": 0,
            "kept": 0,
            "differing": [],
            "unassessed": 0,
            "withdrawn": 0,
        },
    }


def test_the_officials_of_an_office_come_with_it() -> None:
    unit = WorkUnit.objects.get(region__name="Papua Barat")
    chief = Position.objects.create(kind="kepala_dinas", title="Kepala Dinas", unit=unit)
    Position.objects.create(kind="sekretaris", title="Sekretaris", unit=unit)
    seat(chief, "kepala")
    told = "Penilaian pejabat: %d ditambah, 0 diperbarui, %d sudah ada; 1 jabatan tanpa nilai pribadi"
    lines = [said("2025-1").splitlines()[4] for _time in range(2)]
    assert [line.split(" (")[0] for line in lines] == [told % (1, 0), told % (0, 1)]


def test_before_the_cutoff_nobody_knows_who_holds_which_post() -> None:
    with time_machine.travel(datetime(2025, 6, 30, 12, tzinfo=UTC)):
        assert said("2025-1").splitlines()[4] == (
            "Penilaian pejabat dibuka sesudah 30 Juni 2025: jalankan perintah ini sekali lagi saat itu."
        )
    assert Appraisal.objects.count() == 0


def test_a_refusal_lists_its_reasons() -> None:
    with pytest.raises(RefusedError) as refused:
        said("2025-1", policy=9)
    assert (refused.value.returncode, refused.value.reasons) == (
        1,
        ["Kebijakan penilaian versi 9 tidak ada."],
    )
    assert Period.objects.count() == 0


def test_a_malformed_code_is_wrong_usage() -> None:
    with pytest.raises(WrongUsageError) as wrong:
        said("2025-3")
    assert (wrong.value.returncode, str(wrong.value)) == (
        *(2, "Kode periode “2025-3” tidak dikenal; tulis misalnya 2025-1 atau 2025-2."),
    )
