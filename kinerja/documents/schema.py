"""The published form of the embedded data: a JSON Schema for each kind, made from its dataclass.

``inputs`` and ``result`` are the data of ``kinerja.rules``; their parts are named, and what they mean is said
by the rules themselves, which read them strictly.
"""

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from kinerja.documents.kinds import KINDS
from kinerja.documents.snapshot import Frozen
from kinerja.rules.proof import AGREEMENT, APPRAISAL, DECISION, RECAPITULATION, UNIT_RESULT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_PLAIN = {str: "string", int: "integer", bool: "boolean"}
#: The parts that the rules need and give, by format.
_INPUTS = {
    UNIT_RESULT: ("unit", "period", "cutoff", "indicator_set", "policy", "figures"),
    APPRAISAL: ("unit", "fields"),
    DECISION: ("unit", "fields"),
    RECAPITULATION: ("province", "units"),
}
_RESULTS = {
    UNIT_RESULT: ("completion", "nilai", "kategori", "indicators", "groups", "steps", "red_flags"),
    APPRAISAL: ("element_one", "element_two", "composition"),
    DECISION: ("element_one", "element_two", "composition"),
    RECAPITULATION: ("province", "units", "counts", "final"),
}


class UnknownFormError(LookupError):
    """No document has that format."""


def names() -> list[str]:
    """The published forms as "hasil-unit-kerja-1", in the order of the kinds."""
    return [name_of(*kind.snapshot.form) for kind in KINDS]


def name_of(form: str, version: int) -> str:
    """The last part of a format with its version."""
    return f"{form.rsplit('/', 1)[1]}-{version}"


def schema_named(name: str) -> Schema:
    """The schema of a published form.

    Raises:
        UnknownFormError: there is none of that name.
    """
    for kind in KINDS:
        if name_of(*kind.snapshot.form) == name:
            return schema_of(*kind.snapshot.form)
    raise UnknownFormError(name)


@cache
def schema_of(form: str, version: int) -> Schema:
    """The JSON Schema (2020-12) of a format.

    Raises:
        UnknownFormError: no document has it.
    """
    for kind in KINDS:
        if kind.snapshot.form == (form, version):
            return _schema(kind.snapshot)
    raise UnknownFormError(form)


def _schema(kind: type[Frozen]) -> Schema:
    form, version = kind.form
    made = _object(kind)
    made["properties"] |= {"format": {"const": form}, "version": {"const": version}}
    made["required"] = sorted([*made["required"], "format", "version"])
    for part, known in (("inputs", _INPUTS), ("result", _RESULTS)):
        if part in made["properties"]:
            made["properties"][part] = {"type": "object", "required": sorted(known[kind.form])}
    return {"$schema": DIALECT, "$id": f"urn:{form}:{version}", "title": form, **made}


def _object(kind: Any) -> Schema:
    """A dataclass: its parts and no others; one that has a default may be absent."""
    hints = get_type_hints(kind)
    parts = {field.name: _value(hints[field.name]) for field in fields(kind)}
    needed = sorted(field.name for field in fields(kind) if field.default is MISSING)
    return {"type": "object", "properties": parts, "required": needed, "additionalProperties": False}


def _value(hint: Any) -> Schema:
    if is_dataclass(hint):
        return _object(hint)
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    origin = get_origin(hint)
    if origin is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0])}
    if origin is UnionType:
        return {
            "anyOf": [_value(part) for part in get_args(hint) if part is not type(None)] + [{"type": "null"}]
        }
    return {"type": "object"}


assert set(_INPUTS) | {AGREEMENT} == {kind.snapshot.form for kind in KINDS}
