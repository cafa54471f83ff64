"""A versioned scoring policy: each gap the decree leaves, with the choice made for it.

``DEFAULT`` is version 1, the defaults of the reading rules.  A period freezes its version; no rule
branches on a year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from kinerja.rules import policy_fields as read
from kinerja.rules.policy_fields import Band
from kinerja.rules.types import Grade


class PolicyError(ValueError):
    """A policy that cannot be used; names the key and says in Indonesian what it should be."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(f"Kebijakan penilaian, kunci {key!r}: {text}.")
        self.key = key


_DECREE_TABLE = (
    Band(Decimal(91), 90, "Sangat Baik"),
    Band(Decimal(76), 80, "Baik"),
    Band(Decimal(61), 70, "Cukup"),
    Band(Decimal(51), 60, "Kurang"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the choices; the defaults are those of the reading rules.

    Attributes:
        bands: rows of II.D.2, best first (R1).
        below_table: the grade below the last row; None gives no nilai (R1).
        cap: highest completion of one indicator in per cent; None for none below 1000 (R2).
        range_over: ``met``, or ``divide_by_upper``: above the upper bound the completion is
            upper ÷ achieved × 100, so that overshooting costs (R2).
        levy_knockout: one proven levy zeroes the whole unit, not K1.5 alone (R2).
        aggregate: ``mean_of_completion`` or ``mean_of_nilai`` (R3).
        weights: weight by group code; codes not named keep the indicator's own (R3).
        national_series: series of national targets that serves without an agreement (R2).
        province_review: ``advisory``, ``required`` or ``off`` (R6).
        clarification_days: days for a data clarification after the final result; 0 is off (R10).
        objection_days: days to object after receiving the result (R10).
        answer_days: days for the assessor to answer an objection (R10).
        responsibility: ``field`` or ``unit``: whose result an official carries (R8).
        composition: ``separate`` or ``weighted``: how elements 1 and 2 stand together (R8).
        composition_weights: shares of the two elements in per cent, for ``weighted`` (R8).
        predikat_values: the number that stands for a predikat where element 2 has no number of its own
            (PermenPANRB 6/2022), for ``weighted``; empty joins nothing then (R8).
        version: the number of the record, printed on every result; no key of the data.
    """

    bands: tuple[Band, ...] = _DECREE_TABLE
    below_table: Grade | None = None
    cap: Decimal | None = Decimal(100)
    range_over: str = "met"
    levy_knockout: bool = False
    aggregate: str = "mean_of_completion"
    weights: tuple[tuple[str, Decimal], ...] = ()
    national_series: str = "Ditjen Dukcapil"
    province_review: str = "advisory"
    clarification_days: int = 14
    objection_days: int = 14
    answer_days: int = 14
    responsibility: str = "field"
    composition: str = "separate"
    composition_weights: tuple[Decimal, Decimal] | None = None
    predikat_values: tuple[tuple[str, Decimal], ...] = ()
    version: str = "1"

    @classmethod
    def from_data(cls, data: Mapping[str, object], version: str = "1") -> Policy:
        """Read a policy from plain JSON types, strictly.

        Args:
            data: keys as in ``KEYS``; a missing key takes the default, so that an old version
                keeps its meaning when a key is added.
            version: the record's number.

        Raises:
            PolicyError: an unknown key, or a value that does not fit its key.
        """
        if not isinstance(data, Mapping):
            raise PolicyError("-", "seluruhnya harus objek JSON")
        for key in data:
            if key not in _READERS:
                raise PolicyError(str(key), "tidak dikenal; yang ada: " + ", ".join(KEYS))
        values = {key: _value(key, raw) for key, raw in data.items()}
        return _consistent(replace(cls(), **values, version=version))

    def to_data(self) -> dict[str, object]:
        """Return every key in plain JSON types (decimals as text), for storing and freezing."""
        return {key: _plain(key, getattr(self, key)) for key in KEYS}

    def weight_of(self, code: str, own: Decimal) -> Decimal:
        """Return the weight of a group: the policy's, else the indicator's own."""
        return next((weight for named, weight in self.weights if named == code), own)


_READERS: dict[str, Callable[[object], object]] = {
    "bands": read.bands,
    "below_table": read.below_table,
    "cap": read.cap,
    "range_over": read.one_of("met", "divide_by_upper"),
    "levy_knockout": read.boolean,
    "aggregate": read.one_of("mean_of_completion", "mean_of_nilai"),
    "weights": read.weights,
    "national_series": read.text,
    "province_review": read.one_of("advisory", "required", "off"),
    "clarification_days": read.days,
    "objection_days": read.days,
    "answer_days": read.days,
    "responsibility": read.one_of("field", "unit"),
    "composition": read.one_of("separate", "weighted"),
    "composition_weights": read.shares,
    "predikat_values": read.predikat_values,
}
KEYS = tuple(field.name for field in fields(Policy) if field.name != "version")
DEFAULT = Policy()


def _consistent(policy: Policy) -> Policy:
    if policy.composition == "weighted" and policy.composition_weights is None:
        raise PolicyError("composition_weights", "wajib diisi bila composition = weighted")
    below = policy.below_table.nilai if policy.below_table else None
    if below is not None and below >= policy.bands[-1].nilai:
        raise PolicyError("below_table", "nilai harus lebih kecil daripada nilai baris terakhir tabel")
    return policy


def _value(key: str, raw: object) -> Any:
    try:
        return _READERS[key](raw)
    except read.UnfitError as unfit:
        raise PolicyError(key, str(unfit)) from None


def _plain(key: str, value: object) -> object:
    plain = value
    match key, value:
        case "bands", tuple():
            plain = [{"lower": str(row.lower), "nilai": row.nilai, "kategori": row.kategori} for row in value]
        case "below_table", Grade():
            plain = {"nilai": value.nilai, "kategori": value.kategori}
        case "below_table", None:
            plain = "none"
        case "weights" | "predikat_values", tuple():
            plain = {code: str(number) for code, number in value}
        case "composition_weights", (first, second):
            plain = {"unsur_1": str(first), "unsur_2": str(second)}
        case _, Decimal():
            plain = str(value)
    return plain
