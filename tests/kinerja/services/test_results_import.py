"""Results by workbook: checked whole, written whole, undone whole."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kinerja.models import Realization, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.services.evaluation import save_figures
from kinerja.services.import_plan import Plan
from kinerja.services.imports import (
    ImportRefused,
    apply_import,
    plan_import,
    undo_import,
)
from kinerja.services.realization import store
from kinerja.services.scoring import score_period
from officials.models import AuditEntry
from tests.builders import (
    make_evaluation,
    make_figures,
    make_innovation,
    make_period,
    make_region,
    make_unit,
    make_user,
)
from tests.kinerja.cast import Cast, refusal
from tests.kinerja.results_book import Change, cell, kept, sent, template


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


def said(plan: Plan) -> list[str]:
    return [str(fault) for fault in plan.errors]


def result(evaluation: SemesterEvaluation) -> tuple[Any, ...]:
    evaluation.refresh_from_db()
    return evaluation.version, evaluation.completion, evaluation.kategori


def test_the_template_itself_changes_nothing_and_says_so(cast: Cast) -> None:
    run = kept(cast)
    plan = apply_import(run=run, actor=cast.ditjen)
    assert (plan.rows, plan.same, plan.faults) == ((), 1, ())
    assert (run.state, result(cast.kabupaten)[0]) == ("checked", 0)
    assert not AuditEntry.objects.filter(action="import.apply").exists()


def test_what_changes_is_shown_then_written_whole(cast: Cast) -> None:
    run = kept(cast, cell("K1.2:n", "4.000,00"), cell("K1.2:d", 5000), cell("K1.4:n", None))
    plan = plan_import(run=run, actor=cast.ditjen)
    [row] = plan.rows
    shown = {each.indicator.code: each for each in row.changes}
    assert sorted(shown) == ["K1.2", "K1.4"]
    assert (shown["K1.2"].before.numerator, shown["K1.2"].after.numerator) == (4500, 4000)
    assert shown["K1.2"].completion is not None
    assert str(shown["K1.2"].completion.raw) == "80.00"
    assert row.score.provisional
    assert Realization.objects.get(indicator__code="K1.2").numerator == 4500
    done = apply_import(run=run, actor=cast.ditjen, seen=plan.digest)
    assert done.digest == plan.digest
    assert (run.state, result(cast.kabupaten)[0]) == ("applied", 1)
    assert Realization.objects.get(indicator__code="K1.2").numerator == 4000
    half = Realization.objects.get(indicator__code="K1.4")
    assert (half.numerator, half.denominator, half.entered_by) == (None, 20, cast.ditjen)
    trail = AuditEntry.objects.filter(action__in=["evaluation.enter", "import.apply"]).order_by("sequence")
    assert [entry.action for entry in trail] == ["evaluation.enter", "import.apply"]
    assert run.sha256 in trail[0].note
    assert trail[1].after["sha256"] == run.sha256


def test_the_same_file_a_second_time_changes_nothing(cast: Cast) -> None:
    change = cell("K1.2:n", 4000)
    content = template(cast, change)
    for expected in (1, 0):
        run = sent(cast, content, "a.xlsx")
        assert len(apply_import(run=run, actor=cast.ditjen).rows) == expected
    assert result(cast.kabupaten)[0] == 1


def test_undone_as_one_act_with_who_had_entered(cast: Cast) -> None:
    before = list(Realization.objects.order_by("indicator__code").values("indicator", *NAMED))
    run = kept(cast, cell("K1.2:n", 4000), cell("K1.5:v", None), cell("K1.5:sumber", None))
    apply_import(run=run, actor=cast.ditjen)
    assert Realization.objects.filter(indicator__code="K1.5").count() == 0
    undo_import(run=run, actor=cast.ditjen)
    assert run.state == "undone"
    assert list(Realization.objects.order_by("indicator__code").values("indicator", *NAMED)) == before
    assert refusal(lambda: undo_import(run=run, actor=cast.ditjen)) == ["Berkas ini sudah dibatalkan."]
    assert refusal(lambda: apply_import(run=run, actor=cast.ditjen)) == ["Berkas ini sudah dibatalkan."]


NAMED = ("numerator", "denominator", "value", "source", "entered_by", "entered_at", "zero_reason")


def test_not_undone_once_somebody_touched_a_unit(cast: Cast) -> None:
    run = kept(cast, cell("K1.2:n", 4000))
    apply_import(run=run, actor=cast.ditjen)
    figure = Figures(numerator=Decimal(21), denominator=Decimal(21), source="Laporan unit")
    save_figures(evaluation=cast.kabupaten, actor=cast.operator, version=1, figures={"K1.4": figure})
    assert refusal(lambda: undo_import(run=run, actor=cast.ditjen)) == [
        "92.03 Fakfak: sudah diubah sesudah impor ini."
    ]
    assert Realization.objects.get(indicator__code="K1.2").numerator == 4000


def test_a_plan_that_changed_since_it_was_shown(cast: Cast) -> None:
    run = kept(cast, cell("K1.2:n", 4000))
    seen = plan_import(run=run, actor=cast.ditjen).digest
    figure = Figures(numerator=Decimal(21), denominator=Decimal(21), source="Laporan unit")
    save_figures(evaluation=cast.kabupaten, actor=cast.operator, version=0, figures={"K1.4": figure})
    assert refusal(lambda: apply_import(run=run, actor=cast.ditjen, seen=seen)) == [
        "Ada yang berubah sejak rencana ini ditampilkan; periksa lagi."
    ]
    plan = plan_import(run=run, actor=cast.ditjen)
    assert sorted(each.indicator.code for each in plan.rows[0].changes) == ["K1.2", "K1.4"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (cell("kode", "99.99"), "Kabupaten-Kota!A3 (kode) “99.99”: tidak ada unit kerja dengan kode ini"),
        (cell("kode", "92"), "Kabupaten-Kota!A3 (kode) “92”: tidak ada unit kerja dengan kode ini"),
        (cell("K1.2:d", 0), "K1.2:d) “0”: "),
        (cell("K1.2:n", -1), "K1.2:n) “-1”: "),
        (cell("K1.2:n", "banyak"), "K1.2:n) “banyak”: “banyak” bukan angka; tulis misalnya 336569"),
        (cell("K1.5:v", "ada"), "K1.5:v) “ada”: "),
        (
            cell("K1.2:tgl", "31/12/2017"),
            "K1.2:tgl) “2017-12-31”: Tanggal 31 Desember 2017 di luar periode; ",
        ),
    ],
)
def test_what_cannot_be_stored_is_named_and_nothing_is_written(
    cast: Cast, change: Change, expected: str
) -> None:
    run = kept(cast, change, cell("K1.4:n", 19))
    with pytest.raises(ImportRefused) as refused:
        apply_import(run=run, actor=cast.ditjen)
    [text] = refused.value.reasons
    assert expected in text
    assert result(cast.kabupaten)[0] == 0
    assert Realization.objects.get(indicator__code="K1.4").numerator == 20


def test_a_submitted_unit_stands_in_the_file_untouched_or_is_named(cast: Cast) -> None:
    run, changed = kept(cast), kept(cast, cell("K1.2:n", 4000))
    cast.act(cast.kabupaten, "submit")
    assert said(plan_import(run=run, actor=cast.ditjen)) == []
    place, todo = "Kabupaten-Kota!A3 (kode) “92.03”", "hapus barisnya, atau kembalikan isian yang tersimpan."
    assert said(plan_import(run=changed, actor=cast.ditjen)) == [
        f"{place}: Isian tidak dapat diubah: keadaan penilaian ini Diajukan; {todo} [R6]"
    ]


def test_what_a_register_decides_is_not_entered(cast: Cast) -> None:
    make_innovation(cast.kabupaten)
    run = kept(cast, cell("K3:n", 5))
    [text] = said(plan_import(run=run, actor=cast.ditjen))
    assert "(K3:n): Angka ini dihitung dari daftar inovasi; kembalikan angka yang tersimpan" in text


def test_remarks_keep_nothing_back(cast: Cast) -> None:
    run = kept(
        cast,
        cell("nama", "Sorong"),
        cell("K1.1a:n", 9000),
        cell("K1.1a:p", 99.46),
        cell("K1.4:n", None),
        cell("K1.4:d", None),
    )
    plan = plan_import(run=run, actor=cast.ditjen)
    assert plan.errors == ()
    texts = [str(fault) for fault in plan.remarks]
    assert "nama dalam berkas lain; kode ini milik Kabupaten Fakfak" in texts[0]
    assert any("Persentase terbitan 99,46 % bertentangan" in text for text in texts)
    assert any("K1.4 yang tersimpan dihapus: menjadi belum dilaporkan [R4]" in text for text in texts)


def test_five_hundred_units_cost_as_many_queries_as_two(cast: Cast) -> None:
    for number in range(4, 16):
        cast.evaluation(make_region(f"92.{number:02d}", f"Kab {number}", parent=cast.region))

    def queries(units: int) -> int:
        changes = [cell("K1.2:n", 4000 - units, row) for row in range(3, 3 + units)]
        run = kept(cast, *changes)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(apply_import(run=run, actor=cast.ditjen).rows) == units
        return len(asked)

    few = queries(2)
    assert queries(12) <= few + 2


def test_a_zero_decided_by_the_ditjen_comes_back_when_undone(cast: Cast) -> None:
    code = cast.period.indicator_set.indicators.get(code="K1.4")
    with transaction.atomic():
        store(
            evaluation=cast.kabupaten,
            actor=cast.verifier,
            action="evaluation.decide_zero",
            figures={code: Figures()},
            zero_reason="Tidak melapor sampai batas.",
        )
    run = kept(cast, cell("K1.4:n", 20), cell("K1.4:d", 20), cell("K1.4:sumber", "Laporan"))
    apply_import(run=run, actor=cast.ditjen)
    assert Realization.objects.get(indicator=code).zero_reason == ""
    undo_import(run=run, actor=cast.ditjen)
    row = Realization.objects.get(indicator=code)
    assert (row.zero_reason, row.numerator) == ("Tidak melapor sampai batas.", None)


def test_a_jump_since_the_period_before_is_asked_about(cast: Cast) -> None:
    before = make_evaluation(cast.kabupaten.unit, make_period("2017-2"))
    make_figures(before, {"K1.4": (10, 20)}, by=cast.operator)
    score_period(period=before.period, actor=None)
    plan = plan_import(run=kept(cast, cell("K1.4:n", 19)), actor=cast.ditjen)
    assert [remark.what for remark in plan.remarks if "15 poin" in remark.what] == [
        "capaian berubah lebih dari 15 poin sejak periode lalu: 50,00 menjadi 95,00"
    ]


def test_only_units_within_reach_are_found(cast: Cast) -> None:
    elsewhere = make_user("operator_ditjen", make_region("91", "Papua"), username="papua")
    [text] = said(plan_import(run=kept(cast, cell("K1.4:n", 19)), actor=elsewhere))
    assert "tidak ada unit kerja dengan kode ini pada periode 2018-1 dalam wilayah Anda" in text


def test_a_province_is_drawn_anew_from_its_kab_kota(cast: Cast) -> None:
    province = make_evaluation(make_unit(cast.region), cast.period)
    score_period(period=cast.period, actor=None)
    run = kept(cast, cell("K1.1a:n", 1000), cell("K1.1b:d", 1000), cell("K1.1b:n", 1000))
    apply_import(run=run, actor=cast.ditjen)
    stored = {row["code"]: row for row in SemesterEvaluation.objects.get(pk=province.pk).result["indicators"]}
    assert stored["P1.1a"]["numerator"] == "1000"
