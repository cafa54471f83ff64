"""What falls due around a day, for reminders: one query a kind, however many rows (R10).

Each function takes the days that matter and returns the rows whose deadline, or whose beginning of waiting,
is one of them. Days are those of the office's zone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import F, QuerySet

from kinerja.models import Appraisal, GuidanceStep, Objection, Period, SemesterEvaluation
from kinerja.rules.deadlines import objection_until
from kinerja.rules.workflow import EDITABLE, AppraisalState
from kinerja.selectors.period import policy_of
from regions.zones import local_day

Days = Collection[date]


@dataclass(frozen=True, slots=True)
class Due:
    """An appraisal, or a unit's evaluation, and the day that matters of it."""

    row: Appraisal | SemesterEvaluation
    on: date


def unsubmitted_units(days: Days) -> list[Due]:
    """Units that have not submitted, by the last day of entry."""
    rows = SemesterEvaluation.objects.filter(state__in=EDITABLE, **_closing(days))
    rows = rows.select_related("period", "unit").defer("inputs", "result", "fields")
    return [Due(row, closes) for row in rows if (closes := row.period.entry_closes)]


def unsubmitted(days: Days) -> list[Due]:
    """Appraisals whose superior has not submitted a rating, by the last day of entry."""
    rows = _appraisals(AppraisalState.DRAFT, AppraisalState.RETURNED).filter(**_closing(days))
    return [Due(row, row.period.entry_closes) for row in rows]


def with_assessor(days: Days) -> list[Due]:
    """Appraisals that wait for their assessor, by the day on which they came into their state."""
    return _since(days, AppraisalState.SUBMITTED, AppraisalState.IN_REVIEW, AppraisalState.APPROVED)


def unreceived(days: Days) -> list[Due]:
    """Signed results that their official has not received, by the day of the signature."""
    return _since(days, AppraisalState.SIGNED)


def open_to_objection(days: Days) -> list[Due]:
    """Received results, by the last day on which the official may object; a decision is final (R10)."""
    rows = list(_appraisals(AppraisalState.RECEIVED).exclude(objections__decided_at__isnull=False))
    policies = {row.period_id: policy_of(row.period) for row in rows}
    found = (
        Due(row, objection_until(local_day(row.zone, row.received_at), policies[row.period_id]))
        for row in rows
    )
    return [due for due in found if due.on in days]


def unanswered(days: Days) -> list[Due]:
    """Objections without an answer, by the last day to answer."""
    rows = Objection.objects.filter(answer_due__in=days, revision=F("appraisal__revision"))
    rows = rows.filter(appraisal__state=AppraisalState.OBJECTED)
    return [Due(row.appraisal, row.answer_due) for row in _light(rows, "appraisal__")]


def undecided(days: Days) -> list[Due]:
    """Objections without a decision, by the day on which they came to the decider: answered, or overdue."""
    return [*_since(days, AppraisalState.ANSWERED), *unanswered(days)]


def guidance(days: Days) -> list[Due]:
    """Steps of guidance not done, by the day they are due."""
    rows = GuidanceStep.objects.filter(done_on__isnull=True, due_on__in=days)
    return [Due(row.appraisal, row.due_on) for row in _light(rows, "appraisal__")]


def _closing(days: Days) -> dict[str, Any]:
    return {"period__state": Period.State.OPEN, "period__entry_closes__in": days}


def _appraisals(*states: AppraisalState) -> "QuerySet[Any]":
    return _light(Appraisal.objects.filter(state__in=states))


def _light(rows: "QuerySet[Any]", prefix: str = "") -> "QuerySet[Any]":
    """With what messages and recipients read of an appraisal, and without its frozen results."""
    unread = ("inputs", "result", "evaluation__inputs", "evaluation__result", "evaluation__fields")
    beside = (f"{prefix}period__policy", f"{prefix}evaluation__unit")
    return rows.select_related(*beside).defer(*(f"{prefix}{name}" for name in unread))


def _since(days: Days, *states: AppraisalState) -> list[Due]:
    """The appraisals that came into their state on one of the days; a wide net, then the office's own day."""
    first, last = (datetime.combine(day, time(), UTC) for day in (min(days), max(days)))
    rows = _appraisals(*states).filter(
        state_since__gte=first - timedelta(days=1), state_since__lt=last + timedelta(days=2)
    )
    found = (Due(row, local_day(row.zone, row.state_since)) for row in rows)
    return [due for due in found if due.on in days]
