"""What an assessor approves together: each appraisal in full, in a constant number of queries a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinerja.models import Appraisal, GuidanceStep, Indicator, Recommendation, SemesterEvaluation, StaffRating
from kinerja.rules.appraisal import AppraisalInput, AppraisalResult, appraise
from kinerja.rules.appraisal_needs import (
    ELEMENT_TWO_TOLD,
    FIELD_KNOWN,
    GUIDANCE_PLANNED,
    RECOMMENDED,
    UNIT_FINAL,
)
from kinerja.rules.policy import Policy
from kinerja.rules.record import UnitInput
from kinerja.rules.types import FigureError
from kinerja.rules.workflow import AppraisalState
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_asked import Asked, ordered
from kinerja.selectors.appraisal_field import lacks_field
from kinerja.selectors.appraisal_input import fields_carried, outputs_of, staff_of
from kinerja.selectors.appraisal_row import post_alone
from kinerja.selectors.appraisal_seen import seen_digest
from kinerja.selectors.appraisal_turn import Clock
from kinerja.selectors.inputs import scoring_inputs
from kinerja.selectors.red_flags import Flags, red_flags_of
from kinerja.services.appraisal_preconditions import is_low_result, is_planned

#: Rows on a page: what somebody can look at, and well below ``services.appraisal.MOST_AT_ONCE``.
PER_PAGE = 40
#: What people read for a precondition that is not met.
LACKS: dict[str, str | Promise] = {
    UNIT_FINAL: _("hasil unit kerja belum final"),
    FIELD_KNOWN: _("bidang belum tercatat"),
    ELEMENT_TWO_TOLD: _("unsur 2 belum diisi"),
    RECOMMENDED: _("rekomendasi belum ditulis"),
    GUIDANCE_PLANNED: _("hasilnya rendah, rencana pembinaan yang akan datang belum ada"),
}
_BESIDE = ("evaluation__unit", "evaluation__period", "rating", "recommendation")


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """One indicator of element 1 as it counts; ``completion`` None where it is not reported."""

    code: str
    text: str
    completion: Decimal | None
    nilai: int | None
    kategori: str


@dataclass(frozen=True, slots=True)
class Together:
    """One appraisal in full, as an approval would freeze it; ``lacks`` are keys of ``LACKS``.

    ``result`` is None where a figure of the unit cannot be judged.
    """

    appraisal: Appraisal
    result: AppraisalResult | None
    groups: tuple[GroupFigure, ...]
    rating: StaffRating | None
    recommendation: Recommendation | None
    steps: tuple[GuidanceStep, ...]
    flags: tuple[str, ...]
    lacks: tuple[str, ...]
    digest: str

    @property
    def post(self) -> str:
        """The post without its office."""
        row = self.appraisal
        return post_alone(row.title, row.evaluation.unit_name, row.kind)

    @property
    def lacking(self) -> list[str | Promise]:
        """What is missing, in words."""
        return [LACKS[name] for name in self.lacks]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What was read for a page: units by evaluation, flags and steps by appraisal, labels of indicators."""

    policy: Policy
    clock: Clock
    units: Mapping[int, UnitInput]
    flags: Flags
    steps: Mapping[int, tuple[GuidanceStep, ...]]
    labels: Mapping[tuple[str, str], str]


def in_review(rows: Appraisals) -> "QuerySet[Any]":
    """The appraisals in review that are the account's own turn."""
    return _of_mine(rows, AppraisalState.IN_REVIEW)


def submitted(rows: Appraisals) -> "QuerySet[Any]":
    """Those submitted to the account that it has not begun to review."""
    return _of_mine(rows, AppraisalState.SUBMITTED)


def page_together(rows: Appraisals, number: Any) -> "Page[Any]":
    """One page of what is in review; ``object_list`` holds ``Together``."""
    page: Page[Any] = Paginator(in_review(rows).values_list("pk", flat=True), PER_PAGE).get_page(number)
    page.object_list = read_together(rows, list(page.object_list))
    return page


def read_together(rows: Appraisals, ids: Sequence[int]) -> list[Together]:
    """Some appraisals in full, in the order of their ids.

    Args:
        rows: the period's, for the account.
        ids: at most a page of them.
    """
    found = {row.pk: row for row in rows.all.filter(pk__in=ids).select_related(*_BESIDE)}
    appraisals = [found[pk] for pk in ids if pk in found]
    for row in appraisals:
        row.period = rows.period
    beside = _Beside(
        rows.policy,
        rows.clock,
        _units(rows, appraisals),
        red_flags_of(rows.period, appraisals),
        _steps(ids),
        _labels(rows),
    )
    return [_together(row, beside) for row in appraisals]


def _of_mine(rows: Appraisals, state: AppraisalState) -> "QuerySet[Any]":
    return ordered(rows.all.filter(rows.is_mine, state=state), Asked(), rows.policy)


def _units(rows: Appraisals, appraisals: Sequence[Appraisal]) -> dict[int, UnitInput]:
    """What each unit is judged from, by the evaluation: as frozen, or as it stands while it is not final."""
    evaluations = {row.evaluation_id: row.evaluation for row in appraisals}
    found = {
        pk: UnitInput.from_data(evaluation.inputs)
        for pk, evaluation in evaluations.items()
        if evaluation.inputs is not None
    }
    live = [pk for pk in evaluations if pk not in found]
    if live:
        found |= {read.row.pk: read.inputs for read in scoring_inputs(rows.period, live)}
    return found


def _steps(ids: Sequence[int]) -> dict[int, tuple[GuidanceStep, ...]]:
    found: dict[int, tuple[GuidanceStep, ...]] = {}
    for step in GuidanceStep.objects.filter(appraisal__in=ids):
        found[step.appraisal_id] = (*found.get(step.appraisal_id, ()), step)
    return found


def _labels(rows: Appraisals) -> dict[tuple[str, str], str]:
    """The short text of each indicator, by duties and code."""
    known = Indicator.objects.filter(indicator_set=rows.period.indicator_set_id)
    return {(duties, code): text for duties, code, text in known.values_list("duties", "code", "short_text")}


def _together(row: Appraisal, beside: _Beside) -> Together:
    rating, recommendation = getattr(row, "rating", None), getattr(row, "recommendation", None)
    steps, flags = beside.steps.get(row.pk, ()), beside.flags[row.pk]
    result = _judged(row, beside.units[row.evaluation_id], rating)
    met = {
        UNIT_FINAL: row.evaluation.state == SemesterEvaluation.State.FINAL,
        FIELD_KNOWN: not lacks_field(row, beside.policy),
        ELEMENT_TWO_TOLD: rating is not None,
        RECOMMENDED: recommendation is not None,
        GUIDANCE_PLANNED: (
            is_planned(steps, beside.clock.day(row.zone))
            or result is None
            or not is_low_result(result, beside.policy)
        ),
    }
    return Together(
        appraisal=row,
        result=result,
        groups=_groups(row, result, beside.labels),
        rating=rating,
        recommendation=recommendation,
        steps=steps,
        flags=tuple(flags),
        lacks=tuple(name for name in LACKS if not met[name]),
        digest=seen_digest(row, rating, flags, recommendation, steps),
    )


def _judged(row: Appraisal, unit: UnitInput, rating: StaffRating | None) -> AppraisalResult | None:
    """Both elements, from the same data as ``appraisal_input``."""
    fields = fields_carried(row)
    try:
        return appraise(AppraisalInput(unit, fields, outputs_of(row, fields), staff_of(rating)))
    except FigureError:
        return None


def _groups(
    row: Appraisal, result: AppraisalResult | None, labels: Mapping[tuple[str, str], str]
) -> tuple[GroupFigure, ...]:
    if result is None:
        return ()
    duties = row.evaluation.duties
    return tuple(
        GroupFigure(
            group.code,
            labels.get((duties, group.code), ""),
            group.percent,
            group.grade.nilai if group.grade else None,
            group.grade.kategori if group.grade else "",
        )
        for group in result.one.carried.groups
    )
