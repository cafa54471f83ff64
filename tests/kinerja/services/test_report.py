"""Reports of outputs, and the K2 that follows them."""

from datetime import date

import pytest

from kinerja.models import Realization, ServiceReport
from kinerja.rules.entry import Figures
from kinerja.rules.reports import Report
from kinerja.selectors.entry import stored_figures
from kinerja.selectors.report import required_outputs, stored_reports
from kinerja.services.errors import FigureErrors, NotPermitted
from kinerja.services.evaluation import Saved, save_figures
from kinerja.services.report import save_reports
from kinerja.services.stale import StaleEntry
from officials.models import AuditEntry, User
from tests.builders import make_evaluation, make_unit
from tests.kinerja.cast import Cast, refusal

IN_TIME, LATE = date(2018, 7, 31), date(2018, 8, 1)


def save(cast: Cast, version: int, actor: User | None = None, **reports: Report) -> Saved:
    """Save reports named o1_a for output 1.a."""
    named = {code[1:].replace("_", "."): report for code, report in reports.items()}
    return save_reports(
        evaluation=cast.kabupaten, actor=actor or cast.operator, version=version, reports=named
    )


def k2(cast: Cast) -> tuple[object, ...] | None:
    row = Realization.objects.filter(evaluation=cast.kabupaten, indicator__code="K2").first()
    return row and (row.numerator, row.denominator, row.source, row.synthetic)


def test_the_22_outputs_without_an_indicator_of_their_own(cast: Cast) -> None:
    codes = [row.code for row in required_outputs(cast.kabupaten)]
    assert (len(codes), "1.c" in codes, "2.a" in codes) == (22, False, False)


def test_k2_counts_those_on_time_over_those_required(cast: Cast) -> None:
    saved = save(cast, 0, o1_a=Report(IN_TIME, 120), o1_b=Report(IN_TIME, 0), o2_b=Report(LATE, 7))
    judged = next(row for row in saved.evaluation.result["indicators"] if row["code"] == "K2")
    assert k2(cast) == (2, 22, "Laporan per keluaran", False)
    assert (saved.changed, saved.evaluation.version, judged["raw"]) == (("1.a", "1.b", "2.b"), 1, "9.09")


def test_taking_a_report_back(cast: Cast) -> None:
    save(cast, 0, o1_a=Report(IN_TIME, 120), o1_b=Report(IN_TIME, 0))
    save(cast, 1, o1_a=Report())
    assert (k2(cast), list(stored_reports(cast.kabupaten))) == (
        (1, 22, "Laporan per keluaran", False),
        ["1.b"],
    )


def test_without_a_report_k2_is_missing(cast: Cast) -> None:
    save(cast, 0, o1_a=Report(IN_TIME, 120))
    saved = save(cast, 1, o1_a=Report())
    assert (k2(cast), saved.evaluation.result["missing"]) == (None, ["K2"])


def test_a_synthetic_report_makes_k2_synthetic(cast: Cast) -> None:
    save(cast, 0, o1_a=Report(IN_TIME, 120, synthetic=True))
    assert k2(cast) == (1, 22, "Laporan per keluaran", True)


def test_it_is_audited_with_the_figure_it_makes(cast: Cast) -> None:
    Realization.objects.filter(indicator__code="K2").delete()
    save(cast, 0, o1_a=Report(IN_TIME, 120))
    entry = AuditEntry.objects.get()
    figure = {"numerator": "1", "denominator": "22", "source": "Laporan per keluaran"}
    assert (entry.action, entry.before, entry.after) == (
        "evaluation.report",
        {"version": 0, "figures": {"K2": None}, "reports": {"1.a": None}},
        {
            "version": 1,
            "figures": {"K2": figure},
            "reports": {"1.a": {"reported_on": "2018-07-31", "quantity": 120, "synthetic": False}},
        },
    )


def test_k2_is_no_longer_typed(cast: Cast) -> None:
    save(cast, 0, o1_a=Report(IN_TIME, 120))
    with pytest.raises(FigureErrors) as caught:
        save_figures(evaluation=cast.kabupaten, actor=cast.operator, version=1, figures={"K2": Figures()})
    assert caught.value.errors == {"K2": {"": "Angka ini dihitung dari laporan per keluaran."}}


def test_nothing_changed_uses_up_no_version(cast: Cast) -> None:
    save(cast, 0, o1_a=Report(IN_TIME, 120))
    assert save(cast, 1, o1_a=Report(IN_TIME, 120), o1_b=Report()).evaluation.version == 1


def test_reports_of_two_people_merge(cast: Cast) -> None:
    save(cast, 0, o1_a=Report(IN_TIME, 120))
    second = save(cast, 0, cast.ditjen, o1_b=Report(IN_TIME, 5))
    assert (second.changed, second.theirs, k2(cast)) == (
        ("1.b",),
        ("1.a",),
        (2, 22, "Laporan per keluaran", False),
    )


def test_the_same_report_of_two_people_is_shown_to_the_second(cast: Cast) -> None:
    save(cast, 0, o1_a=Report(IN_TIME, 120), o1_d=Report(IN_TIME, 1))
    with pytest.raises(StaleEntry) as caught:
        save(cast, 0, cast.ditjen, o1_a=Report(LATE, 120))
    (conflict,) = caught.value.conflicts
    assert (conflict.code, conflict.base, conflict.mine, conflict.theirs, conflict.by) == (
        "1.a",
        Report(),
        Report(LATE, 120),
        Report(IN_TIME, 120),
        "operator",
    )
    assert caught.value.theirs == {"1.d": Report(IN_TIME, 1)}


def test_a_report_does_not_disturb_a_figure(cast: Cast) -> None:
    save(cast, 0, o1_a=Report(IN_TIME, 120))
    figures = {"K1.3": Figures(value="7.4.4", source="Surat")}
    saved = save_figures(evaluation=cast.kabupaten, actor=cast.ditjen, version=0, figures=figures)
    assert (saved.changed, saved.theirs) == (("K1.3",), ("K2",))


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (Report(IN_TIME, None), {"quantity": "Jumlah dokumen belum diisi; tulis 0 bila nihil."}),
        (Report(None, 3), {"reported_on": "Tanggal laporan belum diisi."}),
        (Report(IN_TIME, -1), {"quantity": "Jumlah dokumen harus 0 sampai 2.147.483.647."}),
        (Report(IN_TIME, 2**31), {"quantity": "Jumlah dokumen harus 0 sampai 2.147.483.647."}),
    ],
)
def test_an_impossible_report(cast: Cast, report: Report, found: dict[str, str]) -> None:
    with pytest.raises(FigureErrors) as caught:
        save(cast, 0, o1_a=report, o1_b=Report(IN_TIME, 1))
    assert (caught.value.errors, ServiceReport.objects.count()) == ({"1.a": found}, 0)


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2999, 1, 1)])
def test_a_day_before_the_semester_or_after_today(cast: Cast, day: date) -> None:
    with pytest.raises(FigureErrors) as caught:
        save(cast, 0, o1_a=Report(day, 1))
    assert list(caught.value.errors["1.a"]) == ["reported_on"]


def test_an_output_that_is_not_reported_on(cast: Cast) -> None:
    assert refusal(lambda: save(cast, 0, o1_c=Report(IN_TIME, 1))) == [
        "1.c bukan keluaran yang dilaporkan unit kerja ini."
    ]


def test_a_province_reports_on_none(cast: Cast) -> None:
    province = make_evaluation(make_unit(cast.region), cast.period)
    told = refusal(lambda: save_reports(evaluation=province, actor=cast.ditjen, version=0, reports={}))
    assert told == ["Unit kerja ini tidak menyampaikan laporan per keluaran."]


def test_who_and_when_is_as_for_figures(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        save(cast, 0, cast.verifier, o1_a=Report(IN_TIME, 1))
    cast.act(cast.kabupaten, "submit")
    assert refusal(lambda: save(cast, 0, o1_a=Report(IN_TIME, 1))) == [
        "Isian tidak dapat diubah: keadaan penilaian ini Diajukan."
    ]
    assert stored_figures(cast.kabupaten)["K2"].numerator == 22
