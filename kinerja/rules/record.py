"""A unit's whole input as data, and the judgement over it: enough to recompute a document alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kinerja.rules.aggregate import unit_score
from kinerja.rules.completion import completion
from kinerja.rules.data import Data, as_data
from kinerja.rules.plain import DataError, indicator_from, realization_from, to_data
from kinerja.rules.policy import Policy
from kinerja.rules.rollup import Child, roll_up
from kinerja.rules.types import Completion, FigureError, Indicator, Realization, UnitScore
from kinerja.rules.warnings import chain_warnings


@dataclass(frozen=True, slots=True)
class Unit:
    """Who is judged: code and name as they were at the cut-off, kind provinsi, kabupaten or kota."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator with what the unit reported; ``children`` only where it is rolled up.

    With ``children`` the realization is the province's own published figure, if any, and the
    roll-up is part of the judgement.
    """

    indicator: Indicator
    realization: Realization | None = None
    children: tuple[Child, ...] | None = None


@dataclass(frozen=True, slots=True)
class UnitInput:
    """Everything a unit's score depends on."""

    unit: Unit
    period: str
    cutoff: date
    indicator_set: str
    policy: Policy
    figures: tuple[Figure, ...]

    def to_data(self) -> Data:
        """Return the input in plain JSON types."""
        return {
            "unit": _unit_data(self.unit),
            "period": self.period,
            "cutoff": self.cutoff.isoformat(),
            "indicator_set": self.indicator_set,
            "policy": {"version": self.policy.version, "data": self.policy.to_data()},
            "figures": [_figure_data(figure) for figure in self.figures],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> UnitInput:
        """Read an input back.

        Raises:
            DataError: a part is absent, unknown or of the wrong type.
            PolicyError: the policy is not one.
        """
        unit, policy = _map(data, "unit"), _map(data, "policy")
        figures = data.get("figures")
        if not isinstance(figures, list):
            raise DataError("figures: harus daftar")
        return cls(
            Unit(_text(unit, "code"), _text(unit, "name"), _text(unit, "kind")),
            _text(data, "period"),
            _day(data, "cutoff"),
            _text(data, "indicator_set"),
            Policy.from_data(_map(policy, "data"), _text(policy, "version")),
            tuple(_figure(row) for row in figures),
        )


def score(inputs: UnitInput) -> UnitScore:
    """Judge a unit: roll up, each indicator, the whole.

    Raises:
        FigureError: a figure cannot be judged; the text names the indicator.

    Source: R2 to R6.
    """
    pairs = [(figure.indicator, _realization(figure, inputs)) for figure in inputs.figures]
    completions = [_judged(row, figure, inputs) for row, figure in pairs]
    result = unit_score(completions, inputs.policy)
    found = chain_warnings(pairs)
    return replace(result, warnings=found) if found else result


def result_data(inputs: UnitInput, result: UnitScore) -> Data:
    """Return the result with what it was judged under, in plain JSON types."""
    return {
        "period": inputs.period,
        "unit": _unit_data(inputs.unit),
        "indicator_set": inputs.indicator_set,
        "policy": inputs.policy.version,
        **as_data(result),
    }


def judge(data: Mapping[str, object]) -> Data:
    """Recompute a result from the data of its input alone.

    Args:
        data: as ``UnitInput.to_data`` gave it, for instance out of a document.

    Returns:
        What ``result_data`` gave when the input was judged: the same data, key by key.

    Raises:
        DataError, PolicyError, FigureError: the data cannot be read or judged.
    """
    inputs = UnitInput.from_data(data)
    return result_data(inputs, score(inputs))


def _realization(figure: Figure, inputs: UnitInput) -> Realization | None:
    if figure.children is None:
        return figure.realization
    own, policy = figure.realization, inputs.policy
    return roll_up(figure.indicator, figure.children, own, policy, cutoff=inputs.cutoff)


def _judged(indicator: Indicator, figure: Realization | None, inputs: UnitInput) -> Completion:
    try:
        return completion(indicator, figure, inputs.policy, cutoff=inputs.cutoff)
    except FigureError as error:
        raise FigureError(error.code, f"{indicator.code}: {error.text}", error.field) from error


def _unit_data(unit: Unit) -> Data:
    return {"code": unit.code, "name": unit.name, "kind": unit.kind}


def _figure_data(figure: Figure) -> Data:
    data: Data = {"indicator": to_data(figure.indicator), "realization": _maybe(figure.realization)}
    if figure.children is not None:
        data["children"] = [[code, _maybe(child)] for code, child in _sorted(figure.children)]
    return data


def _sorted(children: Iterable[Child]) -> list[Child]:
    return sorted(children, key=lambda child: child[0])


def _maybe(figure: Realization | None) -> Data | None:
    return None if figure is None else to_data(figure)


def _figure(data: object) -> Figure:
    if not isinstance(data, Mapping) or set(data) - {"indicator", "realization", "children"}:
        raise DataError("figures: harus daftar {indicator, realization, children}")
    children = data.get("children")
    return Figure(
        indicator_from(data.get("indicator")),
        realization_from(data.get("realization")),
        None if children is None else tuple(_child(row) for row in children),
    )


def _child(row: object) -> Child:
    match row:
        case [str(code), figure]:
            return code, realization_from(figure)
    raise DataError("children: harus daftar [kode, realisasi]")


def _map(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = data.get(key)
    if not isinstance(value, Mapping):
        raise DataError(f"{key}: harus objek")
    return value


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise DataError(f"{key}: harus teks")
    return value


def _day(data: Mapping[str, object], key: str) -> date:
    try:
        return date.fromisoformat(_text(data, key))
    except ValueError as error:
        raise DataError(f"{key}: harus tanggal, misalnya 2025-06-30") from error
