"""Past periods by workbook: figures and the score given then, written whole, undone whole, both kept."""

from decimal import Decimal
from typing import Any

import pytest

from kinerja.exchange.history_columns import HEADS
from kinerja.models import PastScore, Realization, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.services.evaluation import save_figures
from kinerja.services.imports import apply_import, undo_import
from officials.models import AuditEntry
from tests.builders import make_final, make_user
from tests.kinerja.cast import Cast, refusal
from tests.kinerja.results_book import cell
from tests.kinerja.services.history_book import FROM, OTHER, SAME, sent, stored
from tests.kinerja.services.record_book import planned, said

WHY = (
    "Kabupaten-Kota!C3 (dulu:capaian): dulu 99,11 % nilai 90, di sini 99,50 % nilai 90 (Sangat Baik). "
    "Skor dulu diperoleh bila K1.1a, K1.1b masing-masing dihitung sebagai satu indikator; "
    "di sini bagian satu indikator bersama dihitung satu kali [R2]"
)
SILENT = (
    "dulu 85,61 % (Baik), di sini 97,84 %, nilai belum diberikan. Skor dulu diperoleh bila K1.4 yang belum "
    "dilaporkan dihitung nol; di sini yang belum dilaporkan bukan nol, dan nilainya ditahan."
)
pytestmark = pytest.mark.usefixtures("media_root")


def result(cast: Cast) -> tuple[Any, ...]:
    row = SemesterEvaluation.objects.get(pk=cast.kabupaten.pk)
    return row.version, row.completion, row.nilai, row.kategori, row.state, row.result_digest


def test_the_template_itself_changes_nothing_and_says_so(scored: Cast) -> None:
    plan = apply_import(run=sent(scored), actor=scored.ditjen)
    assert (plan.rows, plan.same, plan.faults, stored()) == ((), 1, (), [])


def test_a_score_is_kept_beside_ours_which_stays(scored: Cast) -> None:
    ours = result(scored)
    run = sent(scored, *SAME, FROM, cell("dulu:catatan", "Lampiran II"))
    plan = planned(run)
    assert (said(plan), [(row.title, row.size, row.changed) for row in plan.rows]) == (
        [],
        [
            (
                "92.03 Kabupaten Fakfak",
                5,
                {
                    "dulu:capaian": (None, "99.5"),
                    "dulu:nilai": (None, "90"),
                    "dulu:kategori": (None, "sangat baik"),
                    "dulu:sumber": (None, "Rekapitulasi 2018.xls"),
                    "dulu:catatan": (None, "Lampiran II"),
                },
            )
        ],
    )
    apply_import(run=run, actor=scored.ditjen, seen=plan.digest)
    kept = ("92.03", Decimal("99.50"), 90, "sangat baik", "Rekapitulasi 2018.xls", "Lampiran II")
    assert (stored(), result(scored)) == ([(*kept, scored.ditjen.pk)], ours)
    entry = AuditEntry.objects.get(action="past_score.record")
    assert (entry.before, entry.after["dulu:capaian"], run.sha256 in entry.note) == (None, "99.5", True)
    assert apply_import(run=sent(scored), actor=scored.ditjen).rows == ()
    undo_import(run=run, actor=scored.ditjen)
    assert (stored(), result(scored)) == ([], ours)


def test_a_difference_is_told_with_its_reason_and_both_are_kept(scored: Cast) -> None:
    ours = result(scored)
    run = sent(scored, *OTHER, FROM)
    plan = apply_import(run=run, actor=scored.ditjen)
    assert (said(plan), plan.errors) == ([WHY], ())
    assert ([row[1:3] for row in stored()], result(scored)) == ([(Decimal("99.11"), 90)], ours)


def test_one_sheet_brings_figures_and_the_score(scored: Cast) -> None:
    """What the figures would come to is compared, before anything is written; undone as one act."""
    before = list(Realization.objects.order_by("indicator__code").values("indicator", *NAMED))
    ours = result(scored)
    silent = [cell(f"K1.4:{field}", None) for field in ("n", "d", "sumber")]
    old = [cell("dulu:capaian", "85,61"), cell("dulu:kategori", "Baik"), FROM]
    run = sent(scored, cell("K1.2:n", 4000), *silent, *old)
    plan = planned(run)
    assert [fault.what for fault in plan.remarks] == [
        SILENT,
        "K1.4 yang tersimpan dihapus: menjadi belum dilaporkan",
    ]
    apply_import(run=run, actor=scored.ditjen, seen=plan.digest)
    assert result(scored)[:4] == (1, Decimal("97.84"), None, "")
    assert Realization.objects.get(indicator__code="K1.2").numerator == 4000
    assert [row[:2] for row in stored()] == [("92.03", Decimal("85.61"))]
    undo_import(run=run, actor=scored.ditjen)
    assert list(Realization.objects.order_by("indicator__code").values("indicator", *NAMED)) == before
    assert (stored(), result(scored)[1:]) == ([], ours[1:])


NAMED = ("numerator", "denominator", "value", "source", "entered_by", "entered_at", "zero_reason")


def test_a_score_is_replaced_then_put_back_with_who_recorded_it(scored: Cast) -> None:
    apply_import(run=sent(scored, *OTHER, FROM), actor=scored.ditjen)
    before = PastScore.objects.values().get()
    second = make_user("operator_ditjen", scored.region)
    run = sent(scored, *SAME, actor=second)
    apply_import(run=run, actor=second)
    assert [(row[1], row[4], row[6]) for row in stored()] == [
        (Decimal("99.50"), "Rekapitulasi 2018.xls", second.pk)
    ]
    undo_import(run=run, actor=second)
    assert PastScore.objects.values().get() == before


def test_emptied_cells_take_a_score_away_and_a_missing_column_leaves_it(scored: Cast) -> None:
    apply_import(run=sent(scored, *OTHER, FROM), actor=scored.ditjen)

    def without_score(book: Any) -> None:
        for _column in range(5):
            book["Kabupaten-Kota"].delete_cols(3)

    assert apply_import(run=sent(scored, without_score), actor=scored.ditjen).rows == ()
    plan = apply_import(run=sent(scored, *(cell(head, None) for head in HEADS.values())), actor=scored.ditjen)
    assert ([fault.what for fault in plan.remarks], stored()) == (["skor dulu yang tersimpan dihapus"], [])


def test_a_final_unit_takes_its_past_score_and_no_figure(scored: Cast) -> None:
    make_final(scored.kabupaten)
    ours = result(scored)
    refused = sent(scored, *OTHER, FROM, cell("K1.2:n", 4000))
    assert [fault.what for fault in planned(refused).errors] == [
        "Isian tidak dapat diubah: keadaan penilaian ini Final."
    ]
    run = sent(scored, *OTHER, FROM)
    assert said(apply_import(run=run, actor=scored.ditjen)) == [WHY]
    assert (len(stored()), result(scored)) == (1, ours)
    undo_import(run=run, actor=scored.ditjen)
    assert (stored(), result(scored)) == ([], ours)


def test_a_final_unit_is_compared_by_what_it_was_judged_from(scored: Cast) -> None:
    make_final(scored.kabupaten)
    Realization.objects.filter(indicator__code="K1.2").update(numerator=1)
    assert said(planned(sent(scored, *SAME, FROM))) == []


def test_touched_since_it_is_not_undone(scored: Cast) -> None:
    run = sent(scored, *OTHER, FROM, cell("K1.2:n", 4500.0), cell("K1.4:n", 19))
    apply_import(run=run, actor=scored.ditjen)
    figure = Figures(numerator=Decimal(20), denominator=Decimal(20), source="Laporan unit")
    save_figures(evaluation=scored.kabupaten, actor=scored.operator, version=1, figures={"K1.4": figure})
    PastScore.objects.update(kategori="Baik")
    assert refusal(lambda: undo_import(run=run, actor=scored.ditjen)) == [
        "92.03 Fakfak: sudah diubah sesudah impor ini.",
        "92.03 Fakfak: skor dulunya sudah diubah sesudah impor ini.",
    ]
    assert (run.state, len(stored())) == ("applied", 1)


def test_later_figures_do_not_keep_a_score_from_being_undone(scored: Cast) -> None:
    run = sent(scored, *OTHER, FROM)
    apply_import(run=run, actor=scored.ditjen)
    figure = Figures(numerator=Decimal(19), denominator=Decimal(20), source="Laporan unit")
    save_figures(evaluation=scored.kabupaten, actor=scored.operator, version=0, figures={"K1.4": figure})
    undo_import(run=run, actor=scored.ditjen)
    assert (stored(), result(scored)[0]) == ([], 1)
