"""Indicator and Realization to plain JSON types and strictly back; defaults are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from kinerja.rules.data import Data, decimal_text
from kinerja.rules.types import Incident, Indicator, Kind, Notice, Realization, Rollup


class DataError(ValueError):
    """Data that does not say what a rule can read; the text names the place."""


def to_data(row: Indicator | Realization) -> Data:
    """Return every field that differs from its default, in plain JSON types."""
    return {
        field.name: _out(value)
        for field in _FIELDS[type(row)]
        if (value := getattr(row, field.name)) != field.default
    }


def indicator_from(data: object) -> Indicator:
    """Read an indicator.

    Raises:
        DataError: an unknown or a required field, or a value of the wrong type.
    """
    return Indicator(**_read(Indicator, data))


def realization_from(data: object) -> Realization | None:
    """Read a realization; null is None.

    Raises:
        DataError: as ``indicator_from``.
    """
    return None if data is None else Realization(**_read(Realization, data))


def _out(value: object) -> object:
    match value:
        case Decimal():
            return decimal_text(value)
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case tuple():
            return [
                {"code": item.code, "text": item.text} if isinstance(item, Notice) else item for item in value
            ]
    return value


def _read(kind: type[Indicator | Realization], data: object) -> Data:
    if not isinstance(data, Mapping):
        raise DataError(f"{kind.__name__}: harus objek JSON")
    required = {field.name for field in _FIELDS[kind] if field.default is MISSING}
    unknown, absent = set(data) - {field.name for field in _FIELDS[kind]}, required - set(data)
    if unknown or absent:
        raise DataError(f"{kind.__name__}: tidak dikenal {sorted(unknown)}, belum ada {sorted(absent)}")
    return {name: _in(kind, name, value) for name, value in data.items()}


def _in(kind: type[Indicator | Realization], name: str, value: object) -> object:
    try:
        return _READERS.get(name, _text)(value)
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise DataError(f"{kind.__name__}.{name}: {value!r} tidak dapat dibaca") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _decimal(value: object) -> Decimal:
    return Decimal(_text(value))


def _date(value: object) -> date:
    return date.fromisoformat(_text(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("flag")
    return value


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("number")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("list")
    return value


def _codes(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(value))


def _notices(value: object) -> tuple[Notice, ...]:
    return tuple(_notice(row) for row in _list(value))


def _notice(row: object) -> Notice:
    if not isinstance(row, Mapping) or set(row) != {"code", "text"}:
        raise TypeError("notice")
    return Notice(_text(row["code"]), _text(row["text"]))


_FIELDS: dict[type, tuple[Field[Any], ...]] = {kind: fields(kind) for kind in (Indicator, Realization)}
_READERS: dict[str, Callable[[Any], object]] = {
    "kind": Kind,
    "rollup": Rollup,
    "incident": Incident,
    **dict.fromkeys(("target", "upper", "weight", "numerator", "denominator", "percent"), _decimal),
    **dict.fromkeys(("cutoff", "numerator_cutoff", "denominator_cutoff"), _date),
    **dict.fromkeys(("target_by_policy", "target_by_agreement", "synthetic", "stands_in"), _flag),
    **dict.fromkeys(("required", "incidents", "children_reported", "children_expected"), _number),
    **dict.fromkeys(("children_missing", "children_failed"), _codes),
    "notices": _notices,
}
