"""An official's whole result from data alone (II.C, R8)."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.rules.appraisal import (
    AppraisalInput,
    StaffInput,
    appraisal_data,
    appraise,
    judge_appraisal,
    outputs_data,
    outputs_from,
    same_appraisal,
    score_field,
)
from kinerja.rules.element import NO_OUTPUTS, OwnOutputs
from kinerja.rules.plain import DataError
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.record import Figure, Unit, UnitInput, score
from kinerja.rules.staff.types import StaffError
from kinerja.rules.types import FigureError
from tests.kinerja.rules.builders import KABKOTA, counts, full

FIGURES = full() | {"K1.2": counts(45, 100)}
UNIT = UnitInput(
    unit=Unit("92.03", "Fakfak", "kabupaten"),
    period="2020-1",
    cutoff=date(2020, 6, 30),
    indicator_set="100-1077/2017",
    policy=DEFAULT,
    figures=tuple(Figure(row, FIGURES[row.code]) for row in KABKOTA),
)
BEHAVIOURS = dict.fromkeys(
    ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama", "kepemimpinan"), "80"
)
ELSEWHERE = {"value": "80", "predikat": "Baik", "source": "BKN", "document_number": "1"}
PP46 = StaffInput("pp46", "elsewhere", ELSEWHERE)
MATRIX = StaffInput("panrb6", "entered", {"hasil_kerja": "sesuai", "perilaku": "sesuai"})
KABID = AppraisalInput(UNIT, ("capil",), OwnOutputs(11, 9), PP46)
WEIGHTED = {"composition": "weighted", "composition_weights": {"unsur_1": "60", "unsur_2": "40"}}


def under(inputs: AppraisalInput, **policy: Any) -> AppraisalInput:
    """The same under another policy."""
    return replace(inputs, unit=replace(inputs.unit, policy=Policy.from_data(policy)))


def codes(result: Any) -> tuple[str, ...]:
    """The indicators of a result."""
    return tuple(row.code for row in result.completions)


@pytest.mark.parametrize(
    "inputs",
    [
        KABID,
        AppraisalInput(UNIT),
        AppraisalInput(UNIT, ("dafduk", "capil"), OwnOutputs(20, None, synthetic=True), MATRIX),
        under(KABID, responsibility="unit"),
    ],
)
def test_data_is_read_back_and_recomputes(inputs: AppraisalInput) -> None:
    data = json.loads(json.dumps(inputs.to_data()))
    assert AppraisalInput.from_data(data) == inputs
    assert judge_appraisal(data) == appraisal_data(appraise(inputs))


def test_a_field_is_carried_with_the_unit_beside_it() -> None:
    found = appraise(KABID)
    assert found.one.beside == score(UNIT)
    assert (codes(found.one.carried), found.one.carried.percent) == (
        ("K1.2", "K1.5", "K2", "K3"),
        Decimal("82.95"),
    )
    assert score_field(("capil",), UNIT, score(UNIT), OwnOutputs(11, 9)) == found.one.carried


def test_who_carries_the_unit_has_nothing_beside() -> None:
    found = appraise(AppraisalInput(UNIT, staff=PP46))
    assert (found.one.carried, found.one.beside) == (score(UNIT), None)


def test_by_the_letter_the_unit_is_carried_and_the_field_beside() -> None:
    by_field, by_unit = appraise(KABID), appraise(under(KABID, responsibility="unit"))
    assert (by_unit.one.carried.percent, by_unit.one.beside and codes(by_unit.one.beside)) == (
        score(UNIT).percent,
        codes(by_field.one.carried),
    )


def test_both_elements_stand_side_by_side() -> None:
    found = appraise(KABID)
    assert (found.together.element_one, found.together.element_two, found.together.joined) == (
        Decimal("82.95"),
        Decimal("80.00"),
        None,
    )


@pytest.mark.parametrize(
    ("staff", "values", "joined"),
    [
        (PP46, {}, Decimal("81.77")),  # 60 % × 82.95 + 40 % × 80
        (MATRIX, {"Baik": "85"}, Decimal("83.77")),
        (MATRIX, {"Kurang": "55"}, None),
        (None, {"Baik": "85"}, None),
    ],
)
def test_weights_of_a_policy_join_them(
    staff: StaffInput | None, values: dict[str, str], joined: Decimal | None
) -> None:
    inputs = under(replace(KABID, staff=staff), **WEIGHTED, predikat_values=values)
    assert appraise(inputs).together.joined == joined


def test_a_provisional_element_1_joins_nothing() -> None:
    figures = tuple(
        replace(figure, realization=None) if figure.indicator.code == "K1.2" else figure
        for figure in UNIT.figures
    )
    inputs = replace(under(KABID, **WEIGHTED), unit=replace(under(KABID, **WEIGHTED).unit, figures=figures))
    found = appraise(inputs)
    assert (found.one.carried.provisional, found.together.element_one, found.together.joined) == (
        True,
        None,
        None,
    )


def test_what_is_not_available_is_none_and_not_zero() -> None:
    data = appraisal_data(appraise(replace(KABID, staff=None)))
    assert data["element_two"] is None
    assert data["composition"]["joined"] is None


def test_another_rating_in_its_place() -> None:
    other = KABID.with_staff("pp46", "elsewhere", ELSEWHERE | {"value": "95", "predikat": "Sangat Baik"})
    first, second = appraise(KABID), appraise(other)
    assert second.one == first.one
    assert second.two is not None
    assert (second.two.value, second.two.predikat) == (Decimal("95.00"), "Sangat Baik")


@pytest.mark.parametrize(
    "damage",
    [
        {"unit": None},
        {"fields": "capil"},
        {"outputs": {"required": "11", "on_time": 9, "synthetic": False}},
        {"staff": {"regime": "pp46"}},
    ],
)
def test_damaged_data_is_not_read(damage: dict[str, Any]) -> None:
    with pytest.raises(DataError):
        AppraisalInput.from_data(KABID.to_data() | damage)


def test_data_without_a_part_is_not_read() -> None:
    data = KABID.to_data()
    del data["outputs"]
    with pytest.raises(DataError):
        AppraisalInput.from_data(data)


def test_a_rating_that_cannot_be_judged_is_told() -> None:
    with pytest.raises(StaffError):
        appraise(replace(KABID, staff=StaffInput("pp46", "entered", {})))


def test_a_figure_that_cannot_be_judged_is_told() -> None:
    figures = (Figure(KABKOTA[0], counts(2, 0)), *UNIT.figures[1:])
    with pytest.raises(FigureError):
        appraise(replace(KABID, unit=replace(UNIT, figures=figures)))


@pytest.mark.parametrize("outputs", [NO_OUTPUTS, OwnOutputs(11, None), OwnOutputs(11, 0, synthetic=True)])
def test_outputs_are_read_back(outputs: OwnOutputs) -> None:
    assert outputs_from(json.loads(json.dumps(outputs_data(outputs)))) == outputs


def test_two_results_are_the_same_in_whatever_words() -> None:
    first = appraisal_data(appraise(KABID))
    reworded = deepcopy(first)
    reworded["element_one"]["carried"]["steps"] = []
    reworded["element_two"]["steps"] = []
    reworded["composition"]["steps"] = []
    assert same_appraisal(first, reworded)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("element_one", "carried", "completion"), "82.96"),
        (("element_one", "beside", "nilai"), 60),
        (("element_two", "value"), "81.00"),
        (("element_two", "predikat"), "Cukup"),
        (("composition", "joined"), "80.00"),
        (("element_two",), None),
    ],
)
def test_two_results_that_decide_differently_are_not_the_same(path: tuple[str, ...], value: Any) -> None:
    first = appraisal_data(appraise(KABID))
    other = deepcopy(first)
    place: Any = other
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not same_appraisal(first, other)
