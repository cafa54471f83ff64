"""A recapitulation judges each unit again and counts; it averages nothing."""

import pytest

from kinerja.rules.plain import DataError
from kinerja.rules.recapitulation import judge_recapitulation, same_recapitulation
from kinerja.rules.record import judge
from tests.kinerja.documents import samples


def inputs() -> dict[str, object]:
    unit = samples.kabkota().inputs
    other = unit | {"unit": unit["unit"] | {"code": "92.04", "name": "Sorong"}}
    return {"province": samples.province().inputs, "units": [unit, other]}


def test_each_unit_judged_and_counted() -> None:
    data = inputs()
    made = judge_recapitulation(data)
    assert made["province"] == judge(samples.province().inputs)
    assert made["units"] == [judge(unit) for unit in data["units"]]
    assert (made["counts"], made["final"]) == ({"Baik": 2}, 2)
    assert set(made) == {"province", "units", "counts", "final"}


def test_what_counts_as_the_same() -> None:
    made = judge_recapitulation(inputs())
    worded = made | {"units": [row | {"steps": []} for row in made["units"]]}
    assert same_recapitulation(made, worded)
    for part in ({"final": 3}, {"counts": {"Baik": 1}}, {"units": made["units"][:1]}):
        assert not same_recapitulation(made, made | part)
    raised = [made["units"][0] | {"nilai": 90}, made["units"][1]]
    assert not same_recapitulation(made, made | {"units": raised})


@pytest.mark.parametrize("data", [{}, {"province": [], "units": []}, inputs() | {"units": [1]}])
def test_what_is_none(data: dict[str, object]) -> None:
    with pytest.raises(DataError):
        judge_recapitulation(data)
