"""Past periods by workbook: what is refused, who may, what a file costs."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kinerja.models import PastScore
from kinerja.services.books import BOOKS
from kinerja.services.errors import NotPermitted
from kinerja.services.imports import ImportRefused, apply_import, undo_import
from kinerja.services.scoring import score_period
from tests.builders import give_role, make_region, make_user
from tests.kinerja.cast import Cast, refusal
from tests.kinerja.results_book import Change, cell
from tests.kinerja.services.history_book import FROM, OTHER, SAME, sent, stored
from tests.kinerja.services.record_book import planned, queries_of_planning

NO_SCORE = (
    "Kabupaten-Kota!C3 (dulu:capaian): ada sumber atau catatan, tetapi tidak ada skornya; "
    "isi capaian, nilai, atau kategori."
)
NO_SOURCE = "Kabupaten-Kota!F3 (dulu:sumber): skor dulu tanpa sumber; tulis dokumen yang memuat skornya."
NO_NUMBER = (
    "Kabupaten-Kota!C3 (dulu:capaian) “sembilan”: “sembilan” bukan angka; "
    "tulis misalnya 336569 atau 84,33. [R1]"
)
NOUGHT = (
    "Kabupaten-Kota!U3 (K1.2:d) “0”: Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %; "
    "perbaiki selnya, lalu unggah lagi. [II.C.1.b no. 1 butir 2]"
)
UNKNOWN = (
    "Kabupaten-Kota!A3 (kode) “11.01”: tidak ada unit kerja dengan kode ini pada periode 2018-1 dalam "
    "wilayah Anda; periksa kodenya, atau hapus barisnya."
)
pytestmark = pytest.mark.usefixtures("media_root")


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([cell("dulu:capaian", 90)], [NO_SOURCE]),
        ([FROM], [NO_SCORE]),
        (
            [cell("dulu:capaian", "sembilan"), FROM],
            [
                NO_NUMBER,
            ],
        ),
        (
            [cell("dulu:capaian", -1), FROM],
            ["Kabupaten-Kota!C3 (dulu:capaian) “-1”: di luar jangkauan; tulis 0 sampai 9999. [R1]"],
        ),
        (
            [cell("dulu:nilai", 1000), FROM],
            ["Kabupaten-Kota!D3 (dulu:nilai) “1000”: di luar jangkauan; tulis 0 sampai 999. [R1]"],
        ),
        (
            [cell("dulu:kategori", "B" * 41), FROM],
            [f"Kabupaten-Kota!E3 (dulu:kategori) “{'B' * 41}”: lebih dari 40 huruf; singkatkan. [R1]"],
        ),
        ([*SAME, FROM, cell("kode", "11.01")], [UNKNOWN]),
        (
            [*SAME, cell("K1.2:d", 0)],
            [
                NO_SOURCE,
                NOUGHT,
            ],
        ),
    ],
)
def test_faults_are_named_and_nothing_written(scored: Cast, changes: list[Change], faults: list[str]) -> None:
    run = sent(scored, *changes)
    assert [str(each) for each in planned(run).errors] == faults
    with pytest.raises(ImportRefused):
        apply_import(run=run, actor=scored.ditjen)
    assert stored() == []


def test_a_score_is_beyond_reach_elsewhere(scored: Cast) -> None:
    aceh = make_region("11", "Aceh")
    elsewhere = make_user("operator_ditjen", aceh)
    assert [fault.what for fault in planned(sent(scored, *OTHER, FROM, actor=elsewhere)).errors] == [
        "tidak ada unit kerja dengan kode ini pada periode 2018-1 dalam wilayah Anda"
    ]
    run = sent(scored, *OTHER, FROM)
    apply_import(run=run, actor=scored.ditjen)
    assert PastScore.objects.visible_to(elsewhere).count() == 0
    assert PastScore.objects.visible_to(scored.monitor).count() == 1
    assert refusal(lambda: undo_import(run=run, actor=elsewhere)) == ["92.03 Fakfak: di luar wilayah Anda."]


def test_who_only_sees_a_unit_records_nothing_of_it(scored: Cast) -> None:
    both = make_user("operator_ditjen", make_region("11", "Aceh"))
    give_role(both, "auditor")
    assert [fault.what for fault in planned(sent(scored, *OTHER, FROM, actor=both)).errors] == [
        "Peran Anda tidak mencakup unit kerja ini."
    ]


@pytest.mark.parametrize("role", ["admin_pusat", "auditor", "dirjen", "verifikator_ditjen"])
def test_others_may_not(scored: Cast, role: str) -> None:
    with pytest.raises(NotPermitted):
        sent(scored, *OTHER, FROM, actor=make_user(role))


def test_a_province_is_compared_over_the_figures_of_the_same_file(scored: Cast) -> None:
    """P1.2 as it would be with 4.000 of 5.000 owners in Fakfak: 80 % of a target of 90 %."""
    province = scored.evaluation(scored.region)
    score_period(period=scored.period, actor=None)
    province.refresh_from_db()
    ours = str(province.completion)

    def old(book: Any) -> None:
        heads = [each.value for each in book["Provinsi"][1]]
        for head, value in (("dulu:capaian", "97,00"), ("dulu:sumber", "Rekapitulasi 2018.xls")):
            book["Provinsi"].cell(3, heads.index(head) + 1).value = value

    remarks = [fault.what for fault in planned(sent(scored, old, cell("K1.2:n", 4000))).remarks]
    without = [fault.what for fault in planned(sent(scored, old)).remarks]
    assert (ours, len(remarks), len(without)) == ("99.33", 1, 1)
    assert "di sini 97,48 %" in remarks[0]
    assert "di sini 99,33 %" in without[0]


def test_a_score_says_something_and_names_its_source(scored: Cast) -> None:
    given = {"evaluation": scored.kabupaten, "recorded_by": scored.ditjen, "recorded_at": timezone.now()}
    for wrong in ({"source": "Surat"}, {"source": "", "completion": 90}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PastScore.objects.create(**given, **wrong)


def test_as_many_queries_for_three_units_as_for_one(scored: Cast) -> None:
    counts = []
    for code in ("92.04", "92.05"):
        counts.append(queries_of_planning(sent(scored, *OTHER, FROM, cell("K1.2:n", 4000))))
        scored.evaluation(make_region(code, f"Wilayah {code}", parent=scored.region))
    many = [cell("dulu:capaian", 98, row) for row in (3, 4, 5)] + [
        cell("dulu:sumber", "Surat", row) for row in (3, 4, 5)
    ]
    figures = [cell("K1.2:n", 4000, row) for row in (3, 4, 5)]
    counts.append(queries_of_planning(sent(scored, *many, *figures)))
    assert len(set(counts)) == 1


def test_the_kind_is_registered() -> None:
    assert (BOOKS["history"].role, BOOKS["history"].has_period) == ("operator_ditjen", True)
