"""An official's appraisal judged from data alone: element 1, element 2, and both together (II.C, R8).

What an approval freezes, and what a signed document carries so that it recomputes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kinerja.rules.composition import Composition, compose
from kinerja.rules.data import Data, as_data, steps_data
from kinerja.rules.element import NO_OUTPUTS, ElementOne, OwnOutputs, element_one, field_score, own_outputs
from kinerja.rules.plain import DataError
from kinerja.rules.record import UnitInput, score
from kinerja.rules.staff.regime import judge as judge_staff
from kinerja.rules.staff.types import StaffResult
from kinerja.rules.types import Completion, Kind, UnitScore


@dataclass(frozen=True, slots=True)
class StaffInput:
    """A rating as it is stored: ``regime`` and ``origin`` as in ``rules.staff.regime``."""

    regime: str
    origin: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AppraisalInput:
    """Everything an official's result depends on.

    ``fields`` are the official's bidang, none for whoever carries the unit; ``staff`` is None while element 2
    is "belum tersedia".
    """

    unit: UnitInput
    fields: tuple[str, ...] = ()
    outputs: OwnOutputs = NO_OUTPUTS
    staff: StaffInput | None = None

    def with_staff(self, regime: str, origin: str, data: Mapping[str, object]) -> AppraisalInput:
        """Return the same input with another rating: what a decision on an objection sets (R10)."""
        return replace(self, staff=StaffInput(regime, origin, data))

    def to_data(self) -> Data:
        """Return the input in plain JSON types."""
        staff = self.staff
        return {
            "unit": self.unit.to_data(),
            "fields": list(self.fields),
            "outputs": outputs_data(self.outputs),
            "staff": staff and {"regime": staff.regime, "origin": staff.origin, "data": dict(staff.data)},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> AppraisalInput:
        """Read an input back.

        Raises:
            DataError: a part is absent, unknown or of the wrong type.
            PolicyError: the policy is not one.
        """
        match data:
            case {"unit": Mapping() as unit, "fields": list(fields), "outputs": outputs, "staff": staff}:
                named = tuple(str(field) for field in fields)
                return cls(UnitInput.from_data(unit), named, outputs_from(outputs), _staff(staff))
        raise DataError("data penilaian: harus {unit, fields, outputs, staff}")


@dataclass(frozen=True, slots=True)
class AppraisalResult:
    """Both elements of an official; ``two`` is None while element 2 is not available."""

    one: ElementOne
    two: StaffResult | None
    together: Composition


def appraise(inputs: AppraisalInput) -> AppraisalResult:
    """Judge an official.

    Raises:
        FigureError: a figure of the unit cannot be judged.
        StaffError: the rating cannot be judged.

    Source: II.C, II.D; R8.
    """
    unit = inputs.unit
    whole = score(unit)
    own = _own_outputs(inputs.fields, unit, whole, inputs.outputs) if inputs.fields else None
    one = element_one(inputs.fields, whole.completions, unit.policy, own)
    staff = inputs.staff
    two = None if staff is None else judge_staff(staff.regime, staff.origin, staff.data)
    first = None if one.carried.provisional else one.carried.percent
    second, word = (two.value, two.predikat) if two else (None, "")
    return AppraisalResult(one, two, compose(first, second, unit.policy, predikat=word))


def score_field(fields: tuple[str, ...], unit: UnitInput, whole: UnitScore, outputs: OwnOutputs) -> UnitScore:
    """Score a bidang of a unit that is judged already (R8)."""
    own = _own_outputs(fields, unit, whole, outputs)
    return field_score(fields, whole.completions, unit.policy, own)


def judge_appraisal(data: Mapping[str, object]) -> Data:
    """Recompute an official's result from the data of its input alone.

    Raises:
        DataError, PolicyError, FigureError, StaffError: the data cannot be read or judged.
    """
    return appraisal_data(appraise(AppraisalInput.from_data(data)))


def appraisal_data(result: AppraisalResult) -> Data:
    """Return a result in plain JSON types, deterministically."""
    one, two, together = result.one, result.two, result.together
    return {
        "element_one": {"carried": as_data(one.carried), "beside": one.beside and as_data(one.beside)},
        "element_two": two and staff_data(two),
        "composition": {
            "joined": None if together.joined is None else str(together.joined),
            "steps": steps_data(together.steps),
        },
    }


def staff_data(result: StaffResult) -> Data:
    """Return element 2 in plain JSON types."""
    return {
        "regime": result.regime,
        "value": None if result.value is None else str(result.value),
        "predikat": result.predikat,
        "parts": [
            {"key": part.key, "label": part.label, "value": _number(part.value), "text": part.text}
            for part in result.parts
        ],
        "steps": steps_data(result.steps),
    }


def outputs_data(outputs: OwnOutputs) -> Data:
    """Return the outputs of a bidang in plain JSON types."""
    return {"required": outputs.required, "on_time": outputs.on_time, "synthetic": outputs.synthetic}


def outputs_from(data: object) -> OwnOutputs:
    """Read ``outputs_data`` back.

    Raises:
        DataError: another shape.
    """
    match data:
        case {"required": int(required), "on_time": int() | None as on_time, "synthetic": bool(made_up)}:
            return OwnOutputs(required, on_time, made_up)
    raise DataError("outputs: harus {required, on_time, synthetic}")


def same_appraisal(first: Data, second: Data) -> bool:
    """Whether two results decide the same, in whatever words; sentences do not count."""
    return _outcome(first) == _outcome(second)


def _outcome(data: Data) -> Data:
    one, two = data["element_one"], data["element_two"]
    return {
        "carried": _decided(one["carried"]),
        "beside": one["beside"] and _decided(one["beside"]),
        "two": two and _rated(two),
        "joined": data["composition"]["joined"],
    }


def _rated(two: Data) -> Data:
    parts = [(part["key"], part["value"]) for part in two["parts"]]
    return {key: two[key] for key in ("regime", "value", "predikat")} | {"parts": parts}


#: What is printed of an indicator's figure and result.
_PRINTED = ("code", "state", "numerator", "denominator", "value", "raw", "completion", "nilai", "kategori")


def _decided(score: Data) -> Data:
    rows = [[row[key] for key in _PRINTED] for row in score["indicators"]]
    flags = sorted(flag["code"] for flag in score["red_flags"])
    whole = {key: score[key] for key in ("completion", "nilai", "kategori", "provisional", "missing")}
    return {**whole, "indicators": rows, "red_flags": flags}


def _own_outputs(
    fields: tuple[str, ...], unit: UnitInput, whole: UnitScore, outputs: OwnOutputs
) -> Completion | None:
    """K2 over the outputs of some fields; None where the unit is not judged by reports."""
    rows = [figure.indicator for figure in unit.figures if figure.indicator.kind is Kind.REPORTS]
    if not rows or not fields:
        return None
    of_unit = next(row for row in whole.completions if row.code == rows[0].code)
    return own_outputs(rows[0], of_unit, outputs, unit.policy, cutoff=unit.cutoff)


def _staff(data: object) -> StaffInput | None:
    match data:
        case None:
            return None
        case {"regime": str(regime), "origin": str(origin), "data": Mapping() as given}:
            return StaffInput(regime, origin, given)
    raise DataError("staff: harus null atau {regime, origin, data}")


def _number(value: object) -> str | None:
    return None if value is None else str(value)
