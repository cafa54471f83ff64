"""What unsaved figures would come to: as if saved, with nothing written."""

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.rules.record import result_data
from kinerja.selectors.entry import stored_figures
from kinerja.selectors.inputs import unit_input
from kinerja.selectors.preview import preview
from kinerja.services.evaluation import save_figures
from tests.builders import make_evaluation, make_incident, make_innovation, make_unit
from tests.kinerja.cast import Cast


def test_a_preview_is_what_saving_gives(cast: Cast) -> None:
    figures = {
        "K1.2": Figures(Decimal(4_000), Decimal(5_000), source="Laporan"),
        "K1.3": Figures(value="6.0", source="Surat"),
    }
    seen = preview(cast.kabupaten, figures)
    foreseen = result_data(unit_input(cast.kabupaten), seen.score)
    saved = save_figures(evaluation=cast.kabupaten, actor=cast.operator, version=0, figures=figures)
    assert foreseen == saved.evaluation.result


def test_nothing_is_written(cast: Cast) -> None:
    before = stored_figures(cast.kabupaten)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        preview(cast.kabupaten, {"K1.2": Figures(Decimal(1), Decimal(5_000), source="Laporan")})
    assert stored_figures(cast.kabupaten) == before
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_each_indicator_has_its_completion_and_band(cast: Cast) -> None:
    seen = preview(cast.kabupaten, {"K1.2": Figures(Decimal(4_000), Decimal(5_000), source="Laporan")})
    judged = seen.completions["K1.2"]
    assert judged.grade is not None
    assert (judged.raw, judged.percent, judged.grade.nilai, judged.grade.kategori) == (
        Decimal("80.00"),
        Decimal("88.89"),
        80,
        "Baik",
    )
    assert (seen.score.percent, seen.score.provisional) == (Decimal("98.11"), False)


def test_a_fault_counts_as_not_reported_and_says_why(cast: Cast) -> None:
    seen = preview(cast.kabupaten, {"K1.2": Figures(Decimal(5), Decimal(0), source="Laporan")})
    assert seen.errors == {"K1.2": {"denominator": "Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %."}}
    assert (seen.score.missing, seen.score.grade) == (("K1.2",), None)


def test_an_emptied_figure_is_missing(cast: Cast) -> None:
    assert preview(cast.kabupaten, {"K1.2": Figures()}).score.missing == ("K1.2",)


def test_a_declaration_for_the_province_is_judged_beside_the_unit(cast: Cast) -> None:
    seen = preview(cast.kabupaten, {"P2.b": Figures(value="1", source="Surat")})
    assert seen.completions["P2.b"].percent == Decimal("0.00")
    assert "P2.b" not in {row.code for row in seen.score.completions}


def test_a_proven_levy_stays_proven_whatever_is_declared(cast: Cast) -> None:
    make_incident(cast.kabupaten)
    seen = preview(cast.kabupaten, {"K1.5": Figures(value="0", source="Surat")})
    assert seen.completions["K1.5"].percent == Decimal("0.00")
    assert [flag.code for flag in seen.score.red_flags] == ["levy"]


def test_what_a_register_decides_is_not_previewed(cast: Cast) -> None:
    make_innovation(cast.kabupaten)
    seen = preview(cast.kabupaten, {"K3": Figures(numerator=Decimal(9)), "K9": Figures(value="x")})
    assert seen.completions["K3"].numerator == 1


def test_a_province_is_judged_over_its_kabupaten(cast: Cast) -> None:
    province: SemesterEvaluation = make_evaluation(make_unit(cast.region), cast.period)
    seen = preview(province, {"P1.4": Figures(Decimal(15), Decimal(30), source="Laporan")})
    assert (seen.completions["P1.1a"].raw, seen.completions["P1.4"].percent) == (
        Decimal("92.00"),
        Decimal("50.00"),
    )
