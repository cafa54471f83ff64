"""How a score was reached, figure by figure: the stored result with the words of the decree (R12).

One structure for the unit page, ``manage.py explain`` and whoever else shows a derivation; nothing is
reckoned here. Texts are Indonesian, numbers in Indonesian notation where they stand in a text.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kinerja.models import Indicator, SemesterEvaluation
from kinerja.rules.record import result_data, score
from kinerja.rules.rounding import target_text, written
from kinerja.rules.warnings import date_text
from kinerja.selectors.derived import (
    Child,
    Children,
    Derivation,
    DerivedGroup,
    DerivedIndicator,
    Line,
    shown_percent,
)
from kinerja.selectors.inputs import unit_input
from regions.models import RegionCode

Data = Mapping[str, Any]


def derivation(evaluation: SemesterEvaluation) -> Derivation:
    """How the stored result of a unit was reached.

    Args:
        evaluation: whoever calls has checked that it may be seen. One never scored is judged here, unstored.

    Returns:
        The result in the decree's order and words; three queries and those of relations not loaded yet.

    Source: I.E.4; R2 to R6, R12.
    """
    period = evaluation.period
    result = result_of(evaluation)
    return Derivation(
        period=period.code,
        period_label=period.label,
        cutoff=date_text(period.cutoff),
        code=evaluation.region_code,
        name=evaluation.full_name,
        kind=evaluation.region_kind,
        office=evaluation.unit_name,
        province=evaluation.province.full_name if evaluation.province else "",
        indicator_set=period.indicator_set.code,
        decree=period.indicator_set.number,
        policy=str(period.policy.version),
        policy_name=period.policy.name,
        status=evaluation.state,
        status_text=evaluation.get_state_display(),
        completion=result["completion"],
        nilai=result["nilai"],
        kategori=result["kategori"],
        provisional=result["provisional"],
        reported=result["reported"],
        required=result["required"],
        synthetic=any(row["synthetic"] for row in result["indicators"]),
        groups=derived_groups(evaluation, result),
        steps=lines(result),
        warnings=_texts(result["warnings"]),
        red_flags=_texts(result["red_flags"]),
    )


def derived_groups(evaluation: SemesterEvaluation, result: Data) -> tuple[DerivedGroup, ...]:
    """The indicators of a result, of the unit or of a bidang, in the decree's order and words.

    Args:
        evaluation: of the unit, with its period and set.
        result: in the shape of ``rules.data.as_data``.
    """
    rows = evaluation.period.indicator_set.indicators.filter(duties=evaluation.duties).order_by("sequence")
    labels = {row.code: row for row in rows}
    judged = {row["code"]: row for row in result["indicators"]}
    names = _names(evaluation, judged.values())
    groups = sorted(result["groups"], key=lambda group: labels[group["code"]].sequence)
    return tuple(_group(group, labels, judged, names) for group in groups)


def result_of(evaluation: SemesterEvaluation) -> Data:
    """The stored result of a unit, in the shape of ``rules.data.as_data``; else it is judged here."""
    stored: Data | None = evaluation.result
    if stored:
        return stored
    inputs = unit_input(evaluation)
    return result_data(inputs, score(inputs))


def _names(evaluation: SemesterEvaluation, rows: Iterable[Data]) -> dict[str, str]:
    """The names of the kab/kota that a roll-up lacks or that did not fulfil, by code, as of the cut-off."""
    rolled = [row["children"] for row in rows if row["children"]]
    named = {code for children in rolled for key in ("missing", "failed") for code in children[key]}
    if not named:
        return {}
    opened = SemesterEvaluation.objects.filter(period=evaluation.period_id, region_code__in=named)
    names = {row.region_code: row.full_name for row in opened.defer("result")}
    without = named - names.keys()
    if without:
        codes = RegionCode.objects.on(evaluation.period.cutoff).filter(code__in=without)
        names |= {row.code: row.region.full_name for row in codes.select_related("region")}
    return names


def _group(
    group: Data, labels: Mapping[str, Indicator], judged: Mapping[str, Data], names: Mapping[str, str]
) -> DerivedGroup:
    label = labels[group["code"]]
    members = sorted(group["members"], key=lambda code: labels[code].sequence)
    return DerivedGroup(
        code=label.code,
        text=label.text,
        short_text=label.short_text,
        section=label.section,
        state=group["state"],
        weight=group["weight"],
        completion=group["completion"],
        nilai=group["nilai"],
        kategori=group["kategori"],
        parts=tuple(_indicator(judged[code], labels[code], names) for code in members),
    )


_COPIED = (
    *("code", "kind", "state", "numerator", "denominator", "value", "raw", "target", "upper", "completion"),
    *("nilai", "kategori", "source", "synthetic", "published_only", "stands_in", "decided_zero"),
)


def _indicator(row: Data, label: Indicator, names: Mapping[str, str]) -> DerivedIndicator:
    return DerivedIndicator(
        **{name: row[name] for name in _COPIED},
        text=label.text,
        short_text=label.short_text,
        section=label.section,
        target_text=label.target_text,
        target_shown=_target(row, label),
        state_text=_states()[row["state"]],
        formula=_formula(row, label),
        marks=tuple(_marks(row)),
        children=_children(row["children"], names),
        steps=lines(row),
        warnings=_texts(row["warnings"]),
        red_flags=_texts(row["red_flags"]),
    )


def _states() -> dict[str, str]:
    return {
        "reported": _("dilaporkan"),
        "missing": _("belum dilaporkan"),
        "not_assessable": _("belum dapat dinilai"),
    }


def _target(row: Data, label: Indicator) -> str:
    """The target that binds the unit; the decree's words where it is no number."""
    if row["target"] is None or row["kind"] == "none_allowed":
        return label.target_text
    if row["kind"] == "count":
        return f"{written(Decimal(row['target']))} {label.unit_label}".strip()
    return "–".join(
        target_text(Decimal(bound)) for bound in (row["target"], row["upper"]) if bound is not None
    )


def _formula(row: Data, label: Indicator) -> str:
    """The figure in one line, as far as it is in."""
    if row["decided_zero"]:
        return _("ditetapkan 0")
    if row["state"] == "missing":
        return _states()["missing"]
    return _counted(row, label) or shown_percent(row["raw"]) or _said(row)


def _counted(row: Data, label: Indicator) -> str:
    above, below = row["numerator"], row["denominator"]
    if above is None:
        return ""
    if row["kind"] == "count":
        return f"{written(Decimal(above))} {label.unit_label}".strip()
    if below is None:
        return ""
    return f"{written(Decimal(above))} ÷ {written(Decimal(below))} = {shown_percent(row['raw'])}"


def _said(row: Data) -> str:
    """A version, a declaration in the words of its step, or that it cannot be assessed."""
    if row["kind"] == "version" and row["value"]:
        return str(row["value"])
    return _states()[row["state"]] if row["state"] == "not_assessable" else str(row["steps"][0]["text"])


def _marks(row: Data) -> Iterable[str]:
    if row["synthetic"]:
        yield _("sintetis")
    if row["published_only"]:
        yield _("tanpa pembilang/penyebut")
    if row["stands_in"]:
        yield _("angka terbitan provinsi menggantikan penjumlahan")
    if row["decided_zero"]:
        yield _("ditetapkan nol oleh Ditjen")


def _children(found: Data | None, names: Mapping[str, str]) -> Children | None:
    if found is None:
        return None
    missing, failed = (
        tuple(Child(code, names.get(code, "")) for code in found[key]) for key in ("missing", "failed")
    )
    return Children(found["reported"], found["expected"], missing, failed)


def lines(found: Data) -> tuple[Line, ...]:
    """The steps of a result, an indicator or a composition."""
    return tuple(Line(step["text"], step["rule"], step["clause"], step["policy"]) for step in found["steps"])


def _texts(notices: Iterable[Data]) -> tuple[str, ...]:
    return tuple(notice["text"] for notice in notices)
