"""Both elements of an official as people read them: result, derivation, origin; frozen once approved (R8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kinerja.models import Appraisal, StaffRating
from kinerja.rules.appraisal import appraisal_data
from kinerja.rules.staff.regime import regime, regime_on
from kinerja.rules.staff.types import Regime
from kinerja.selectors.appraisal_input import appraisal_result, fields_carried, rating_of
from kinerja.selectors.derivation import derived_groups, lines
from kinerja.selectors.derived import DerivedGroup, Line
from officials.models import Position


@dataclass(frozen=True, slots=True)
class Score:
    """The result of a unit or of a bidang; decimals are text, ``nilai`` None below the decree's table."""

    label: str
    completion: str | None
    nilai: int | None
    kategori: str
    provisional: bool
    reported: int
    required: int


@dataclass(frozen=True, slots=True)
class ElementOne:
    """What an official carries with its derivation, and what stands beside it; ``live``: may still change."""

    carried: Score
    beside: Score | None
    live: bool
    groups: tuple[DerivedGroup, ...]
    steps: tuple[Line, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementTwo:
    """SKP and perilaku: ``state`` is ``absent``, ``unavailable`` or ``told``, and never a zero."""

    state: str
    regime: Regime
    origin: str = ""
    value: str | None = None
    predikat: str = ""
    reason: str = ""
    synthetic: bool = False
    by: str = ""
    at: datetime | None = None
    parts: tuple[dict[str, Any], ...] = ()
    steps: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Elements:
    """Both elements and how they stand together; ``joined`` None where the policy does not join them."""

    one: ElementOne
    two: ElementTwo
    joined: str | None
    steps: tuple[Line, ...]


def elements(appraisal: Appraisal) -> Elements:
    """Both elements of an official: live until approved, as the approval froze them afterwards.

    Args:
        appraisal: with its period, policy, set and evaluation; whoever calls has checked that it may be seen.

    Source: I.E.4; II.C; R8, R12.
    """
    data = appraisal.result or appraisal_data(appraisal_result(appraisal))
    together = data["composition"]
    return Elements(
        one=_one(appraisal, data["element_one"]),
        two=_two(appraisal, rating_of(appraisal), data["element_two"]),
        joined=together["joined"],
        steps=lines(together),
    )


def _one(appraisal: Appraisal, data: dict[str, Any]) -> ElementOne:
    carried, beside, fields = data["carried"], data["beside"], fields_carried(appraisal)
    own, unit = field_label(fields), _("Hasil unit kerja")
    if appraisal.period.policy.data.get("responsibility") == "unit":
        own, unit = unit, own
    return ElementOne(
        carried=_score(carried, own if fields else _("Hasil unit kerja")),
        beside=None if beside is None else _score(beside, unit),
        live=appraisal.result is None and appraisal.evaluation.inputs is None,
        groups=derived_groups(appraisal.evaluation, carried),
        steps=lines(carried),
        warnings=tuple(notice["text"] for notice in carried["warnings"]),
    )


def field_label(fields: tuple[str, ...]) -> str:
    """The name of a bidang's result: "Hasil bidang Pencatatan Sipil"."""
    named = dict(Position.Field.choices)
    return _("Hasil bidang %s") % ", ".join(str(named[field]) for field in fields)


def _score(data: dict[str, Any], label: str) -> Score:
    names = ("completion", "nilai", "provisional", "reported", "required")
    return Score(label=label, kategori=data["kategori"] or "", **{name: data[name] for name in names})


def _two(appraisal: Appraisal, rating: StaffRating | None, data: dict[str, Any] | None) -> ElementTwo:
    if rating is None:
        return ElementTwo("absent", regime_on(appraisal.period.cutoff))
    said: dict[str, Any] = {
        "regime": regime(rating.regime),
        "origin": str(rating.get_origin_display()),
        "by": rating.rated_by.display_name,
        "at": rating.rated_at,
        "synthetic": rating.synthetic,
    }
    if data is None:
        return ElementTwo("unavailable", **said, reason=rating.reason)
    return ElementTwo(
        "told",
        **said,
        value=data["value"],
        predikat=data["predikat"],
        parts=tuple(data["parts"]),
        steps=lines(data),
    )
