"""A zero that the Ditjen decided, and a figure beside it: preview, plan and storing say the same (R4)."""

from datetime import date
from decimal import Decimal

import pytest

from kinerja.models import Realization
from kinerja.rules.entry import Figures
from kinerja.rules.record import result_data, score
from kinerja.selectors.inputs import unit_input
from kinerja.selectors.preview import preview, previews
from kinerja.services.evaluation import save_figures
from kinerja.services.imports import apply_import, plan_import
from tests.builders import make_evaluation, make_incident, make_innovation, make_period, make_unit
from tests.kinerja.cast import Cast
from tests.kinerja.results_book import cell, kept

REASON = "Tidak melapor."
HALF = Figures(denominator=Decimal(20), source="Laporan unit")


def decide(cast: Cast, code: str = "K1.4", figure: Figures = HALF) -> None:
    """Leave a decided zero on an indicator, beside half a figure or none."""
    said = {name: getattr(figure, name) for name in ("numerator", "denominator", "value", "source")}
    Realization.objects.filter(indicator__code=code).update(**said, zero_reason=REASON)


@pytest.mark.parametrize(
    ("stored", "given", "zero"),
    [
        (Figures(), Figures(numerator=Decimal(5), source="Laporan unit"), ""),
        (Figures(), Figures(Decimal(5), Decimal(20), source="Laporan unit"), ""),
        (HALF, Figures(denominator=Decimal(21), source="Laporan unit"), ""),
        (HALF, HALF, REASON),
        (HALF, Figures(denominator=Decimal(20), source="Lain", note="Diperiksa"), REASON),
        (HALF, Figures(denominator=Decimal(20), cutoff=date(2018, 5, 31), source="Laporan unit"), REASON),
        (HALF, Figures(source="Laporan unit"), REASON),
        (Figures(), Figures(source="Lain"), REASON),
    ],
    ids=["half", "whole", "other half", "same", "other source", "other day", "taken back", "source alone"],
)
def test_a_preview_is_what_saving_gives(cast: Cast, stored: Figures, given: Figures, zero: str) -> None:
    decide(cast, figure=stored)
    seen = preview(cast.kabupaten, {"K1.4": given}).score
    many = previews(cast.period, {cast.kabupaten.pk: {"K1.4": given}})[cast.kabupaten.pk]
    save_figures(evaluation=cast.kabupaten, actor=cast.operator, version=0, figures={"K1.4": given})
    inputs = unit_input(cast.kabupaten)
    assert [result_data(inputs, each) for each in (seen, many)] == [result_data(inputs, score(inputs))] * 2
    assert Realization.objects.get(indicator__code="K1.4").zero_reason == zero


@pytest.mark.usefixtures("media_root")
def test_a_plan_is_what_applying_gives(cast: Cast) -> None:
    decide(cast, figure=Figures())
    run = kept(cast, cell("K1.4:n", 5), cell("K1.4:sumber", "Laporan"))
    plan = plan_import(run=run, actor=cast.ditjen)
    [row] = plan.rows
    apply_import(run=run, actor=cast.ditjen)
    cast.kabupaten.refresh_from_db()
    assert (row.score.percent, row.score.missing, row.score.provisional) == (
        cast.kabupaten.completion,
        ("K1.4",),
        cast.kabupaten.provisional,
    )
    assert [remark.what for remark in plan.remarks] == ["K1.4: nol yang ditetapkan Ditjen berakhir"]


@pytest.mark.usefixtures("media_root")
def test_another_source_ends_no_zero_and_a_plan_says_so(cast: Cast) -> None:
    decide(cast)
    run = kept(cast, cell("K1.4:sumber", "Rekap"))
    plan = plan_import(run=run, actor=cast.ditjen)
    apply_import(run=run, actor=cast.ditjen)
    stored = Realization.objects.get(indicator__code="K1.4")
    assert (plan.remarks, plan.rows[0].score.missing, stored.zero_reason) == ((), (), REASON)


def test_what_cannot_be_stored_ends_no_zero(cast: Cast) -> None:
    decide(cast)
    seen = preview(cast.kabupaten, {"K1.4": Figures(Decimal(30), Decimal(0), source="Laporan")})
    assert (seen.errors.keys(), seen.completions["K1.4"].decided_zero) == ({"K1.4"}, REASON)


@pytest.mark.parametrize(
    ("given", "expected"),
    [(Figures(), (Decimal("0.00"), REASON)), (Figures(value="0", source="Surat"), (Decimal("100.00"), ""))],
)
def test_a_declaration_for_the_province(
    cast: Cast, given: Figures, expected: tuple[Decimal | None, str]
) -> None:
    decide(cast, "P2.b", Figures())
    seen = preview(cast.kabupaten, {"P2.b": given}).completions["P2.b"]
    assert (seen.percent, seen.decided_zero) == expected


def test_a_proven_breach_counts_against_a_declaration_for_the_province(cast: Cast) -> None:
    make_incident(cast.kabupaten, "breach")
    seen = preview(cast.kabupaten, {"P2.b": Figures(value="0", source="Surat")})
    assert seen.completions["P2.b"].percent == Decimal("0.00")


def test_innovations_of_the_first_semester_count_in_the_second(cast: Cast) -> None:
    make_innovation(cast.kabupaten)
    later = make_evaluation(cast.kabupaten.unit, make_period("2018-2"))
    figures = {"K3": Figures(numerator=Decimal(0), source="Laporan")}
    seen = preview(later, figures)
    foreseen = result_data(unit_input(later), seen.score)
    saved = save_figures(evaluation=later, actor=cast.operator, version=0, figures=figures)
    assert foreseen == saved.evaluation.result
    assert seen.completions["K3"].numerator == 1


def test_a_province_in_a_file_is_judged_over_the_kabupaten_in_it(cast: Cast) -> None:
    province = make_evaluation(make_unit(cast.region), cast.period)
    wanted = {
        province.pk: {"P1.4": Figures(Decimal(15), Decimal(30), source="Laporan")},
        cast.kabupaten.pk: {"K1.1a": Figures(Decimal(1_000), Decimal(10_000), source="Laporan")},
    }
    judged = {row.code: row for row in previews(cast.period, wanted)[province.pk].completions}
    assert (judged["P1.1a"].numerator, judged["P1.4"].numerator) == (1_000, 15)
