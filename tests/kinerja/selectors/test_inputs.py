"""What the rules are given: figures, registers, kab/kota; the same queries for any number (R2 to R6)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.record import Unit, UnitInput
from kinerja.rules.types import Realization
from kinerja.selectors.inputs import scoring_inputs, unit_input
from tests.builders import (
    make_agreement,
    make_designated,
    make_evaluation,
    make_figures,
    make_incident,
    make_innovation,
    make_period,
    make_region,
    make_unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def period() -> Period:
    """Semester I 2018."""
    make_designated()
    return make_period("2018-1")


def figures_of(evaluation: SemesterEvaluation) -> dict[str, Realization | None]:
    """What a unit reported, by indicator."""
    return {figure.indicator.code: figure.realization for figure in unit_input(evaluation).figures}


def test_the_head_is_what_was_frozen(period: Period) -> None:
    evaluation = make_evaluation(make_unit("92.03"), period, region_name="Fakfak (lama)")
    found = unit_input(evaluation)
    assert (found.unit, found.period, found.cutoff, found.indicator_set, found.policy.version) == (
        Unit("92.03", "Fakfak (lama)", "kabupaten"),
        *("2018-1", date(2018, 6, 30), "100-1077/2017", "1"),
    )


def test_every_field_of_a_figure_arrives(period: Period) -> None:
    evaluation = make_evaluation(make_unit("92.03"), period)
    counts = {
        "numerator": Decimal("10.50"),
        "denominator": Decimal(20),
        "percent": Decimal("52.5"),
        "cutoff": date(2018, 3, 31),
        "denominator_cutoff": date(2017, 12, 31),
        "source": "DKB",
        "synthetic": True,
    }
    make_figures(evaluation, {"K1.6": counts, "K1.3": "7.4.3", "K1.4": {"zero_reason": "Tidak melapor"}})
    found = figures_of(evaluation)
    assert {code: figure for code, figure in found.items() if figure} == {
        "K1.6": Realization(**counts),
        "K1.3": Realization(value="7.4.3", source="Laporan unit"),
        "K1.4": Realization(source="Laporan unit", decided_zero="Tidak melapor"),
    }


def test_registers_stand_beside_or_in_place_of_figures(period: Period) -> None:
    evaluation = make_evaluation(make_unit("92.03"), period)
    make_figures(evaluation, {"K1.5": "0", "K3": 7}, source="Surat")
    make_incident(evaluation, "levy")
    make_incident(evaluation, "levy", synthetic=True)
    make_innovation(evaluation, "verified", synthetic=True)
    make_innovation(evaluation, "rejected")
    found = figures_of(evaluation)
    assert found["K1.5"] == Realization(value="0", source="Surat", incidents=2, synthetic=True)
    assert found["K3"] == Realization(numerator=Decimal(1), source="Surat", synthetic=True)


def test_innovations_alone_name_the_register_as_their_source(period: Period) -> None:
    evaluation = make_evaluation(make_unit("92.03"), period)
    make_innovation(evaluation, "verified")
    assert figures_of(evaluation)["K3"] == Realization(numerator=Decimal(1), source="Register inovasi")


def test_a_province_is_given_its_kabkota(period: Period) -> None:
    region = make_region("92")
    province = make_evaluation(make_unit(region), period)
    reporting = make_evaluation(make_unit(make_region("92.03", parent=region)), period)
    make_evaluation(make_unit(make_region("92.06", parent=region)), period)
    make_region("92.07", parent=region)  # no office
    make_region("92.08", parent=region, valid_until=date(2018, 6, 29))  # gone at the cut-off
    make_evaluation(make_unit("91.01"), period)
    make_figures(reporting, {"K1.1a": (1, 2), "P2.b": "0"}, source="")
    children = {figure.indicator.code: figure.children for figure in unit_input(province).figures}
    assert children["P1.1a"] == (
        ("92.03", Realization(numerator=Decimal(1), denominator=Decimal(2))),
        *(("92.06", None), ("92.07", None)),
    )
    assert children["P2.b"] == (("92.03", Realization(value="0")), ("92.06", None), ("92.07", None))
    assert children["P1.4"] is None
    assert unit_input(reporting).figures[0].children is None


def test_one_or_all_say_the_same(period: Period) -> None:
    region = make_region("92")
    rows = [make_evaluation(make_unit(region), period)]
    for code in ("92.03", "92.06"):
        rows.append(make_evaluation(make_unit(make_region(code, parent=region)), period))
        make_agreement(rows[-1])
        make_figures(rows[-1])
        make_incident(rows[-1], "breach")
        make_innovation(rows[-1])
    everything = [found.inputs for found in scoring_inputs(period)]
    assert everything == [unit_input(row) for row in rows]
    assert [UnitInput.from_data(found.to_data()) for found in everything] == everything


def test_the_same_queries_for_one_and_for_many(period: Period) -> None:
    region = make_region("92")
    province = make_evaluation(make_unit(region), period)
    counts = []
    for codes in (["92.01"], ["92.02", "92.03", "92.04"]):
        for code in codes:
            made = make_evaluation(make_unit(make_region(code, parent=region)), period)
            make_agreement(made)
            make_figures(made)
            make_incident(made)
            make_innovation(made)
        fresh = Period.objects.get()
        with CaptureQueriesContext(connection) as all_of_them:
            scoring_inputs(fresh)
        with CaptureQueriesContext(connection) as one:
            scoring_inputs(fresh, [province.pk])
        counts.append((len(all_of_them), len(one)))
    assert counts == [(15, 14)] * 2
