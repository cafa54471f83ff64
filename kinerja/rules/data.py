"""A result in plain JSON types: stored, frozen in documents, compared for "unchanged".

The same outcome always gives the same data: decimals are text without needless zeros (a database
may hand 336569 back as 336569.0000), percentages keep their two decimals, order is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kinerja.rules.types import Completion, Grade, GroupScore, Notice, Step, UnitScore

Data = dict[str, Any]


def decimal_text(value: Decimal | None) -> str | None:
    """Write a number as text without exponent and without zeros at its end; None stays None."""
    if value is None:
        return None
    if value == (number := int(value)):
        return str(number)
    return f"{value:f}".rstrip("0")


def as_data(result: UnitScore | Completion) -> Data:
    """Return a unit's score or one completion in plain JSON types, deterministically."""
    return _unit(result) if isinstance(result, UnitScore) else _completion(result)


_WHOLE = (
    *("period", "unit", "indicator_set", "policy", "completion", "nilai", "kategori", "provisional"),
    *("reported", "required", "missing", "incomplete", "mean_nilai"),
)
_GROUP = ("code", "state", "weight", "completion", "nilai", "kategori", "members")
_INDICATOR = (
    *("code", "kind", "state", "numerator", "denominator", "value", "raw", "target", "upper"),
    *("completion", "nilai", "kategori", "decided_zero", "stands_in", "children"),
)


def same_outcome(first: Data, second: Data) -> bool:
    """Whether two results of ``record.result_data`` decide the same, in whatever words.

    Figures, targets, completions, grades, states and red flags count. Sentences and warnings do not, nor what
    a later version adds: a better wording must not put a signed result in doubt.
    """
    return _outcome(first) == _outcome(second)


def _outcome(data: Data) -> Data:
    return {
        **{key: data[key] for key in _WHOLE},
        "groups": [{key: group[key] for key in _GROUP} for group in data["groups"]],
        "indicators": [
            {key: row[key] for key in _INDICATOR} | {"red_flags": _flags(row)} for row in data["indicators"]
        ],
        "red_flags": _flags(data),
    }


def _flags(data: Data) -> list[str]:
    return [flag["code"] for flag in data["red_flags"]]


def _unit(score: UnitScore) -> Data:
    return {
        "completion": _percent(score.percent),
        **_grade(score.grade),
        "provisional": score.provisional,
        "reported": score.reported,
        "required": score.required,
        "missing": list(score.missing),
        "incomplete": list(score.incomplete),
        "mean_nilai": _percent(score.mean_nilai),
        "groups": [_group(group) for group in score.groups],
        "indicators": [_completion(row) for row in score.completions],
        "steps": steps_data(score.steps),
        "warnings": _notices(score.warnings),
        "red_flags": _notices(score.red_flags),
    }


def _completion(row: Completion) -> Data:
    return {
        "code": row.code,
        "kind": row.kind.value,
        "group": row.group,
        "field": row.field,
        "state": row.state.value,
        "numerator": decimal_text(row.numerator),
        "denominator": decimal_text(row.denominator),
        "value": row.value,
        "raw": _percent(row.raw),
        "target": decimal_text(row.target),
        "upper": decimal_text(row.upper),
        "completion": _percent(row.percent),
        **_grade(row.grade),
        "rules": sorted({step.rule for step in row.steps}, key=lambda rule: int(rule[1:])),
        "source": row.source,
        "synthetic": row.synthetic,
        "published_only": row.published_only,
        "decided_zero": row.decided_zero,
        "stands_in": row.stands_in,
        "children": _children(row),
        "steps": steps_data(row.steps),
        "warnings": _notices(row.warnings),
        "red_flags": _notices(row.red_flags),
    }


def _children(row: Completion) -> Data | None:
    if row.children_expected is None:
        return None
    return {
        "reported": row.children_reported,
        "expected": row.children_expected,
        "missing": list(row.children_missing),
        "failed": list(row.children_failed),
    }


def _group(group: GroupScore) -> Data:
    return {
        "code": group.code,
        "state": group.state.value,
        "weight": decimal_text(group.weight),
        "completion": _percent(group.percent),
        **_grade(group.grade),
        "members": list(group.members),
    }


def _grade(given: Grade | None) -> Data:
    if given is None:
        return {"nilai": None, "kategori": None}
    return {"nilai": given.nilai, "kategori": given.kategori}


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def steps_data(steps: Iterable[Step]) -> list[Data]:
    """Return the sentences of a derivation in plain JSON types."""
    return [
        {"text": step.text, "rule": step.rule, "clause": step.clause, "policy": step.policy} for step in steps
    ]


def _notices(notices: Iterable[Notice]) -> list[Data]:
    return [{"code": notice.code, "text": notice.text} for notice in notices]
