"""Reports on outputs by workbook: checked whole, written whole, undone whole; K2 follows (R2, R4)."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kinerja.models import Realization, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.rules.reports import Report
from kinerja.services.books import BOOKS
from kinerja.services.errors import NotPermitted
from kinerja.services.evaluation import save_figures
from kinerja.services.imports import apply_import, undo_import
from kinerja.services.report import save_reports
from officials.models import AuditEntry
from tests.builders import make_evaluation, make_figures, make_period, make_region, make_unit, make_user
from tests.kinerja.cast import Cast, refusal
from tests.kinerja.services.record_book import kept_file, planned, queries_of_planning, said
from tests.kinerja.services.report_book import (
    FAKFAK,
    HEADS,
    IN_TIME,
    KIND,
    LATE,
    SHEET,
    TYPED,
    facts,
    reported,
    sent,
    short,
)


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


def k2_of(evaluation: SemesterEvaluation) -> tuple[str, str | None]:
    evaluation.refresh_from_db()
    row = next(row for row in (evaluation.result or {})["indicators"] if row["code"] == "K2")
    return row["state"], row["completion"]


def test_reported_then_undone(cast: Cast) -> None:
    """K2 follows, the result with it; undone, the figure that was typed and who typed it are back."""
    sorong = cast.evaluation(make_region("92.71", "Sorong", parent=cast.region))
    reported(cast, o1_a=Report(IN_TIME, 5, synthetic=True), o2_b=Report(LATE, 1))
    before = facts()
    run = sent(
        cast,
        (*FAKFAK, LATE, 7, "31/07/2018", 0),
        ("92.71", "Kota Sorong", IN_TIME, 3, None, None),
    )
    plan = planned(run)
    assert [(row.title, row.changed) for row in plan.rows] == [
        (
            "92.03 Kabupaten Fakfak",
            {
                "1.a:tgl": ("2018-07-31", "2018-08-01"),
                "1.a:jml": (5, 7),
                "1.b:tgl": (None, "2018-07-31"),
                "1.b:jml": (None, 0),
            },
        ),
        ("92.71 Kota Sorong", {"1.a:tgl": (None, "2018-07-31"), "1.a:jml": (None, 3)}),
    ]
    assert said(plan) == [TYPED.replace("C3", "C4")]
    apply_import(run=run, actor=cast.ditjen, seen=plan.digest)
    assert short() == (
        [
            ("92.03", "1.a", LATE, 7),
            ("92.03", "1.b", IN_TIME, 0),
            ("92.03", "2.b", LATE, 1),
            ("92.71", "1.a", IN_TIME, 3),
        ],
        [("92.03", 1, 22), ("92.71", 1, 22)],
        {"92.03": 2, "92.71": 1},
    )
    assert [row[4:6] for row in facts()["reports"]] == [
        (False, "ditjen"),
        (False, "ditjen"),
        (False, "operator"),
        (False, "ditjen"),
    ]
    assert (k2_of(cast.kabupaten), k2_of(sorong)) == (("reported", "4.55"), ("reported", "4.55"))
    undo_import(run=run, actor=cast.ditjen)
    assert facts() == before
    assert (k2_of(cast.kabupaten), k2_of(sorong)) == (("reported", "4.55"), ("reported", "100.00"))
    assert short()[2] == {"92.03": 3, "92.71": 2}


def test_each_unit_is_audited_with_the_figure_it_makes(cast: Cast) -> None:
    run = sent(cast, (*FAKFAK, IN_TIME, 7, None, None))
    apply_import(run=run, actor=cast.ditjen)
    entry = AuditEntry.objects.get(action="evaluation.report")
    typed = {"numerator": "22", "denominator": "22", "source": "Laporan unit"}
    counted = {"numerator": "1", "denominator": "22", "source": "Laporan per keluaran"}
    report = {"reported_on": "2018-07-31", "quantity": 7, "synthetic": False}
    assert (entry.before, entry.after, run.sha256 in entry.note) == (
        {"version": 0, "figures": {"K2": typed}, "reports": {"1.a": None}},
        {"version": 1, "figures": {"K2": counted}, "reports": {"1.a": report}},
        True,
    )


def test_a_decided_zero_ends_and_comes_back(cast: Cast) -> None:
    Realization.objects.filter(indicator__code="K2").update(
        numerator=None, denominator=None, source="", zero_reason="Tidak melapor"
    )
    before = facts()
    run = sent(cast, (*FAKFAK, IN_TIME, 7, None, None))
    assert said(planned(run)) == ["Kabupaten-Kota!C3 (1.a:tgl): K2: nol yang ditetapkan Ditjen berakhir [R4]"]
    apply_import(run=run, actor=cast.ditjen)
    assert short()[1] == [("92.03", 1, 22)]
    undo_import(run=run, actor=cast.ditjen)
    assert facts() == before


def test_an_emptied_row_takes_reports_back(cast: Cast) -> None:
    reported(cast, o1_a=Report(IN_TIME, 5), o1_b=Report(IN_TIME, 5))
    apply_import(run=sent(cast, (*FAKFAK, None, None, IN_TIME, 5)), actor=cast.ditjen)
    assert short() == ([("92.03", "1.b", IN_TIME, 5)], [("92.03", 1, 22)], {"92.03": 2})
    apply_import(run=sent(cast, (*FAKFAK, None, None, None, None)), actor=cast.ditjen)
    assert short() == ([], [], {"92.03": 3})


def test_a_missing_column_leaves_what_is_stored(cast: Cast) -> None:
    reported(cast, o1_a=Report(IN_TIME, 5), o1_b=Report(IN_TIME, 5))
    run = sent(cast, ("92.03", 6), heads=("kode", "1.a:jml"))
    assert [row.changed for row in planned(run).rows] == [{"1.a:jml": (5, 6)}]
    apply_import(run=run, actor=cast.ditjen)
    assert short()[0] == [("92.03", "1.a", IN_TIME, 6), ("92.03", "1.b", IN_TIME, 5)]


def test_the_template_says_what_is_stored(cast: Cast) -> None:
    """Sent in as it is, it changes nothing, also where nothing can be entered any more."""
    reported(cast, o1_a=Report(IN_TIME, 5, synthetic=True), o1_b=Report(LATE, 0))
    make_evaluation(make_unit(cast.region), cast.period)
    cast.evaluation(make_region("92.71", "Sorong", parent=cast.region))
    cast.act(SemesterEvaluation.objects.get(pk=cast.kabupaten.pk), "submit")
    content = BOOKS[KIND].template(cast.period, "", cast.ditjen)
    before = facts()
    plan = apply_import(run=kept_file(KIND, cast.ditjen, content, period=cast.period), actor=cast.ditjen)
    assert (plan.rows, plan.same, plan.faults, facts() == before) == ((), 2, (), True)
    book = openpyxl.load_workbook(BytesIO(content))
    assert book.sheetnames == ["Kabupaten-Kota", "Penjelasan", "_templat"]
    heads, labels, first, second, *more = (row for row in book[SHEET].values if any(row))
    assert (heads[:4], len([head for head in heads if head]), more) == (HEADS[:4], 46, [])
    assert labels[2:4] == ("1.a Biodata Penduduk: tanggal laporan", "1.a Biodata Penduduk: jumlah dokumen")
    assert [cell.date() if hasattr(cell, "date") else cell for cell in first[:6]] == [
        *FAKFAK,
        *(IN_TIME, 5, LATE, 0),
    ]
    assert second[:3] == ("92.71", "Kota Sorong", None)


def test_touched_since_it_is_not_undone(cast: Cast) -> None:
    run = sent(cast, (*FAKFAK, IN_TIME, 1, None, None))
    apply_import(run=run, actor=cast.ditjen)
    reported(cast, o1_d=Report(IN_TIME, 1))
    before = facts()
    assert refusal(lambda: undo_import(run=run, actor=cast.ditjen)) == [
        "92.03 Kabupaten Fakfak: sudah diubah sesudah impor ini."
    ]
    assert (run.state, facts()) == ("applied", before)


def test_another_figure_entered_since_stays_when_it_is_undone(cast: Cast) -> None:
    run = sent(cast, (*FAKFAK, IN_TIME, 1, None, None))
    apply_import(run=run, actor=cast.ditjen)
    later = {"K1.3": Figures(value="7.4.4", source="Surat")}
    save_figures(evaluation=cast.kabupaten, actor=cast.operator, version=1, figures=later)
    undo_import(run=run, actor=cast.ditjen)
    assert short() == ([], [("92.03", 22, 22)], {"92.03": 3})
    assert Realization.objects.get(indicator__code="K1.3").value == "7.4.4"


def test_closed_since_it_is_not_undone(cast: Cast) -> None:
    run = sent(cast, (*FAKFAK, IN_TIME, 1, None, None))
    apply_import(run=run, actor=cast.ditjen)
    cast.act(SemesterEvaluation.objects.get(pk=cast.kabupaten.pk), "submit")
    before = facts()
    assert refusal(lambda: undo_import(run=run, actor=cast.ditjen)) == [
        "92.03 Fakfak: Isian tidak dapat diubah: keadaan penilaian ini Diajukan."
    ]
    assert facts() == before


def test_the_unit_reported_since_the_plan_was_shown(cast: Cast) -> None:
    run = sent(cast, (*FAKFAK, IN_TIME, 1, None, None))
    seen = planned(run).digest
    reported(cast, o1_a=Report(IN_TIME, 9))
    assert refusal(lambda: apply_import(run=run, actor=cast.ditjen, seen=seen)) == [
        "Ada yang berubah sejak rencana ini ditampilkan; periksa lagi."
    ]


def test_an_operator_of_a_province_neither_sees_nor_writes_others(cast: Cast) -> None:
    papua = make_region("91", "Papua")
    other = make_evaluation(make_unit(make_region("91.01", "Merauke", parent=papua)), cast.period)
    by = make_user("operator_ditjen")
    save_reports(evaluation=other, actor=by, version=0, reports={"1.a": Report(IN_TIME, 987)})
    local = make_user("operator_ditjen", cast.region)
    content = BOOKS[KIND].template(cast.period, "", local)
    sheets = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for sheet in sheets for row in sheet.values for cell in row]
    assert ("92.03" in cells, "91.01" in cells, 987 in cells) == (True, False, False)
    run = sent(cast, ("91.01", None, IN_TIME, 1, None, None), actor=local)
    told = [
        (
            "Kabupaten-Kota!A3 (kode) “91.01”: tidak ada unit kerja dengan kode ini pada periode 2018-1 "
            "dalam wilayah Anda; periksa kodenya, atau hapus barisnya."
        )
    ]
    assert (said(planned(run)), refusal(lambda: apply_import(run=run, actor=local))) == (told, told)
    own = sent(cast, (*FAKFAK, IN_TIME, 1, None, None))
    apply_import(run=own, actor=cast.ditjen)
    elsewhere = make_user("operator_ditjen", papua)
    assert refusal(lambda: undo_import(run=own, actor=elsewhere)) == [
        "92.03 Fakfak: Peran Anda tidak mencakup pengisian unit kerja ini."
    ]


def test_who_sees_by_another_role_does_not_write(cast: Cast) -> None:
    watching = make_user("operator_ditjen", make_region("91", "Papua"))
    watching.roles.create(role="auditor", valid_from=date(2000, 1, 1))
    run = sent(cast, (*FAKFAK, IN_TIME, 1, None, None), actor=watching)
    assert said(planned(run)) == [
        "Kabupaten-Kota!A3 (kode) “92.03”: Peran Anda tidak mencakup pengisian unit kerja ini [R12]"
    ]


@pytest.mark.parametrize("role", ["operator_unit", "admin_pusat", "auditor", "verifikator_ditjen"])
def test_others_may_not(cast: Cast, role: str) -> None:
    with pytest.raises(NotPermitted):
        sent(cast, FAKFAK, actor=make_user(role, cast.fakfak if role == "operator_unit" else None))


def test_a_template_of_another_period_is_refused(cast: Cast) -> None:
    content = BOOKS[KIND].template(cast.period, "", cast.ditjen)
    [reason] = refusal(lambda: kept_file(KIND, cast.ditjen, content, period=make_period("2018-2")))
    assert "“2018-1”, seharusnya “2018-2”" in reason


def test_it_asks_as_much_for_one_unit_as_for_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    rows = [(*FAKFAK, IN_TIME, 1, LATE, 2)]
    one = queries_of_planning(sent(cast, *rows))
    for number in range(10, 14):
        made = make_evaluation(make_unit(make_region(f"92.{number}", parent=cast.region)), cast.period)
        make_figures(made)
        rows.append((made.region_code, made.full_name, IN_TIME, 1, LATE, 2))
    run = sent(cast, *rows)
    assert queries_of_planning(run) == one
    with django_assert_max_num_queries(75):
        apply_import(run=run, actor=cast.ditjen)
