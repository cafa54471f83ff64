"""Indicators and realizations to JSON and strictly back."""

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from kinerja.rules.plain import DataError, indicator_from, realization_from, to_data
from kinerja.rules.types import Indicator, Kind, Notice, Realization
from tests.kinerja.rules.builders import RATIO, counts

JUNE = date(2025, 6, 30)


def other(default: Any) -> Any:
    """Return a value unlike the default, so that a field forgotten in reading shows."""
    match default:
        case bool():
            return not default
        case StrEnum():
            return next(member for member in type(default) if member != default)
        case str():
            return "lain"
        case int():
            return 3
        case Decimal():
            return Decimal("2.5")
    return default


FILLED_INDICATOR = Indicator("X1", Kind.RANGE, Decimal("94.5"), Decimal(98), required=22)
FILLED_INDICATOR = replace(
    FILLED_INDICATOR,
    **{
        field.name: other(field.default)
        for field in fields(Indicator)
        if field.name not in ("code", "kind", "target", "upper", "required")
    },
)
FILLED_REALIZATION = Realization(
    numerator=Decimal(1),
    denominator=Decimal("2.25"),
    percent=Decimal("90.47"),
    value="0",
    cutoff=JUNE,
    numerator_cutoff=date(2018, 3, 31),
    denominator_cutoff=date(2017, 12, 31),
    source="ANTARA",
    synthetic=True,
    incidents=1,
    decided_zero="alasan",
    children_reported=1,
    children_expected=2,
    children_missing=("92.01",),
    children_failed=("92.02",),
    stands_in=True,
    notices=(Notice("kode", "teks"),),
)


def test_every_field_of_an_indicator_comes_back() -> None:
    data = json.loads(json.dumps(to_data(FILLED_INDICATOR)))
    assert (set(data), indicator_from(data)) == (
        {field.name for field in fields(Indicator)},
        FILLED_INDICATOR,
    )


def test_every_field_of_a_realization_comes_back() -> None:
    data = json.loads(json.dumps(to_data(FILLED_REALIZATION)))
    assert (set(data), realization_from(data)) == (
        {field.name for field in fields(Realization)},
        FILLED_REALIZATION,
    )


def test_defaults_are_left_out() -> None:
    assert (to_data(RATIO), to_data(Realization()), to_data(counts(1, 2))) == (
        {
            "code": "K1.1a",
            "kind": "ratio",
            "target": "100",
            "group": "K1.1",
            "field": "dafduk",
            "clause": "II.C.1.b",
        },
        {},
        {"numerator": "1", "denominator": "2"},
    )


@pytest.mark.parametrize(
    "data",
    [
        "K1.2",
        {},
        {"code": "K1.2"},
        {"code": "K1.2", "kind": "other"},
        {"code": "K1.2", "kind": "ratio", "goal": "1"},
        {"code": "K1.2", "kind": "ratio", "target": 90.5},
        {"code": "K1.2", "kind": "ratio", "target": "sembilan"},
        {"code": 12, "kind": "ratio"},
        {"code": "K1.2", "kind": "ratio", "target_by_policy": "true"},
        {"code": "K1.2", "kind": "ratio", "rollup": "mean"},
    ],
)
def test_an_indicator_that_cannot_be_read_is_refused(data: object) -> None:
    with pytest.raises(DataError):
        indicator_from(data)


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"numerator": 1},
        {"cutoff": "30-06-2025"},
        {"incidents": "1"},
        {"incidents": True},
        {"children_missing": "92.01"},
        {"children_missing": [1]},
        {"notices": [{"code": "x"}]},
        {"notices": ["x"]},
        {"synthetic": 1},
    ],
)
def test_a_realization_that_cannot_be_read_is_refused(data: object) -> None:
    with pytest.raises(DataError):
        realization_from(data)
