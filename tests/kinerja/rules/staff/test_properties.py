"""What must hold for every rating: exact to the last digit, whatever is filled in."""

import json
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.rules.staff.regime import judge, read, regime
from kinerja.rules.staff.types import StaffError, StaffResult
from tests.kinerja.rules.staff.builders import SIX

Data = dict[str, Any]


def numbers(low: str, high: str, places: int = 3) -> st.SearchStrategy[str]:
    """Exact numbers as text."""
    return st.decimals(low, high, places=places).map(lambda number: f"{number:f}")


targets = numbers("1", "1000")
hundred = numbers("0", "100")
hundred_twenty = numbers("0", "120")


@st.composite
def activities(draw: st.DrawFn) -> Data:
    """Draw an activity in which at most twice as much is done as was planned."""
    targets_ = {key: draw(targets) for key in ("quantity", "time", "cost")}
    row: Data = {"name": draw(st.sampled_from(["Akta", "KTP-el"])), "quality_target": "100"}
    row |= {"quantity_target": targets_["quantity"], "time_target": targets_["time"]}
    costed = draw(st.booleans())
    if costed:
        row["cost_target"] = targets_["cost"]
    if not draw(st.sampled_from([True, True, True, False])):
        return {**row, "carried_out": False}
    row["quantity_realised"] = draw(numbers("0.01", "2000").map(_at_most(targets_["quantity"])))
    row |= {"quality_realised": draw(hundred), "time_realised": draw(numbers("0", "3000"))}
    return {**row, "cost_realised": draw(numbers("0", "3000"))} if costed else row


def _at_most(target: str) -> Any:
    return lambda text: f"{min(Decimal(text), 2 * Decimal(target)):f}"


@st.composite
def pp46_ratings(draw: st.DrawFn) -> Data:
    """Draw a whole form of PP 46."""
    structural = draw(st.booleans())
    return {
        "activities": draw(st.lists(activities(), min_size=1, max_size=5)),
        "additional_tasks": str(draw(st.integers(0, 10))),
        "creativity": draw(st.sampled_from(["0", "3", "6", "12"])),
        "behaviours": {key: draw(hundred) for key in (SIX if structural else SIX[:-1])},
        "structural": structural,
    }


pp30_ratings = st.fixed_dictionaries(
    {
        "skp": hundred_twenty,
        "perilaku": hundred_twenty,
        "peers_heard": st.booleans(),
        "new_idea": st.booleans(),
    }
)
expectations = st.sampled_from(["di_bawah", "sesuai", "di_atas"])
panrb6_ratings = st.fixed_dictionaries({"hasil_kerja": expectations, "perilaku": expectations})
scored = st.one_of(
    st.tuples(st.just("pp46"), pp46_ratings()),
    st.tuples(st.just("pp30"), pp30_ratings),
)
ratings = st.one_of(scored, st.tuples(st.just("panrb6"), panrb6_ratings))


def half_up(value: Fraction) -> str:
    """Round by another road than the rules take: whole hundredths, as text."""
    hundredths = floor(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def expected_efficiency(target: str, realised: str) -> Fraction:
    planned, done = Fraction(target), Fraction(realised)
    value = (Fraction("1.76") * planned - done) / planned * 100
    if 100 - done / planned * 100 > 24:
        value = 76 - (value - 100)
    return max(value, Fraction(0))


def expected_activity(row: Data) -> Fraction:
    if row.get("carried_out") is False:
        return Fraction(0)
    found = [
        Fraction(row["quantity_realised"]) / Fraction(row["quantity_target"]) * 100,
        Fraction(row["quality_realised"]),
        expected_efficiency(row["time_target"], row["time_realised"]),
    ]
    if "cost_target" in row:
        found.append(expected_efficiency(row["cost_target"], row["cost_realised"]))
    return sum(found) / Fraction(len(found))


def expected_pp46(data: Data) -> dict[str, Fraction]:
    rows = [expected_activity(row) for row in data["activities"]]
    tasks = int(data["additional_tasks"])
    more = Fraction((tasks > 0) + (tasks > 3) + (tasks > 6))
    scores = {key: Fraction(value) for key, value in data["behaviours"].items()}
    skp = sum(rows) / Fraction(len(rows)) + more + int(data["creativity"])
    perilaku = sum(scores.values()) / Fraction(len(scores))
    return {
        **{f"activity.{place}": value for place, value in enumerate(rows)},
        "additional_tasks": more,
        "creativity": Fraction(data["creativity"]),
        "skp": skp,
        **{f"behaviour.{key}": value for key, value in scores.items()},
        "perilaku": perilaku,
        "": skp * Fraction(60, 100) + perilaku * Fraction(40, 100),
    }


def expected_pp30(data: Data) -> dict[str, Fraction]:
    own = Fraction(60 if data["peers_heard"] else 70, 100)
    skp, perilaku = Fraction(data["skp"]), Fraction(data["perilaku"])
    return {"skp": skp, "perilaku": perilaku, "": own * skp + (1 - own) * perilaku}


def found_figures(result: StaffResult) -> dict[str, str]:
    """Every number of a result; "" is the value itself."""
    parts = {part.key: part.value for part in result.parts if part.value is not None}
    assert all(type(value) is Decimal for value in (*parts.values(), result.value))
    return {key: str(value) for key, value in ({**parts, "": result.value}).items()}


@given(pp46_ratings())
def test_every_figure_of_pp46_is_exact(data: Data) -> None:
    found = found_figures(judge("pp46", "entered", data))
    assert found == {key: half_up(value) for key, value in expected_pp46(data).items()}


@given(pp30_ratings)
def test_every_figure_of_pp30_is_exact(data: Data) -> None:
    found = found_figures(judge("pp30", "entered", data))
    assert found == {key: half_up(value) for key, value in expected_pp30(data).items()}


@given(pp46_ratings())
def test_no_decimal_context_changes_a_score(data: Data) -> None:
    before = judge("pp46", "entered", data)
    with localcontext(prec=2):
        assert judge("pp46", "entered", data) == before


@given(ratings)
def test_a_result_keeps_to_its_scale_and_its_words(case: tuple[str, Data]) -> None:
    key, data = case
    found, rules = judge(key, "entered", data), regime(key)
    assert (found.regime, found.value is None) == (key, rules.scale is None)
    assert found.predikat in rules.predikats
    if rules.scale and found.value is not None:
        assert rules.scale[0] <= found.value <= rules.scale[1]


@given(ratings)
def test_a_rating_survives_storing(case: tuple[str, Data]) -> None:
    key, data = case
    rating = read(key, "entered", data)
    stored = json.loads(json.dumps(rating.to_data()))
    assert read(key, "entered", stored) == rating
    assert judge(key, "entered", stored) == judge(key, "entered", data)


def numbers_of(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a number stands, written as text."""
    items: Any = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from numbers_of(value, (*path, key))
        elif isinstance(value, str) and value[0].isdigit():
            yield (*path, key)


@given(scored, st.data())
def test_a_float_anywhere_is_refused_by_its_name(case: tuple[str, Data], data: st.DataObject) -> None:
    key, plain = case
    place = data.draw(st.sampled_from(list(numbers_of(plain))))
    spoilt = deepcopy(plain)
    inside: Any = spoilt
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = float(inside[place[-1]])
    with pytest.raises(StaffError) as caught:
        judge(key, "entered", spoilt)
    assert ".".join(map(str, place)) in caught.value.errors


@given(pp46_ratings(), st.data())
def test_better_behaviour_is_never_a_worse_result(data: Data, more: st.DataObject) -> None:
    key = more.draw(st.sampled_from(sorted(data["behaviours"])))
    better = more.draw(numbers(data["behaviours"][key], "100"))
    worse_result = judge("pp46", "entered", data)
    better_result = judge("pp46", "entered", {**data, "behaviours": {**data["behaviours"], key: better}})
    order = regime("pp46").predikats
    assert worse_result.value is not None
    assert better_result.value is not None
    assert worse_result.value <= better_result.value
    assert order.index(better_result.predikat) <= order.index(worse_result.predikat)


@given(pp30_ratings, hundred_twenty, hundred_twenty)
def test_more_is_never_worse_under_pp30(data: Data, one: str, other: str) -> None:
    low, high = sorted((one, other), key=Decimal)
    order = regime("pp30").predikats
    for key in ("skp", "perilaku"):
        worse, better = (judge("pp30", "entered", {**data, key: figure}) for figure in (low, high))
        assert worse.value is not None
        assert better.value is not None
        assert worse.value <= better.value
        assert order.index(better.predikat) <= order.index(worse.predikat)


@given(expectations, st.tuples(expectations, expectations))
def test_more_is_never_worse_in_the_matrix(fixed: str, pair: tuple[str, str]) -> None:
    rank, order = ["di_bawah", "sesuai", "di_atas"].index, regime("panrb6").predikats
    low, high = sorted(pair, key=rank)
    work = [judge("panrb6", "entered", {"hasil_kerja": one, "perilaku": fixed}) for one in (low, high)]
    behaviour = [judge("panrb6", "entered", {"hasil_kerja": fixed, "perilaku": one}) for one in (low, high)]
    assert order.index(behaviour[1].predikat) <= order.index(behaviour[0].predikat)
    assert order.index(work[1].predikat) <= order.index(work[0].predikat)


@given(numbers("0", "120"), st.sampled_from(["pp46", "pp30"]))
def test_a_value_from_elsewhere_fits_only_its_own_words(value: str, key: str) -> None:
    refused = [word for word in regime(key).predikats if faults(key, value, word) == ["predikat"]]
    two = key == "pp30" and Decimal(half_up(Fraction(value))) >= 110
    assert len(refused) == (3 if two else 4)


def faults(key: str, value: str, predikat: str) -> list[str]:
    """The paths at fault of a result decided elsewhere; none if it is taken over as it is."""
    data = {"value": value, "predikat": predikat, "source": "BKN", "document_number": "1"}
    try:
        found = judge(key, "elsewhere", data)
    except StaffError as error:
        return list(error.errors)
    return [] if (str(found.value), found.predikat) == (half_up(Fraction(value)), predikat) else ["result"]
