"""Example appraisals: opened by the service, then brought to their states in bulk (``appraisal_plan``).

As ``history`` does for evaluations: along the path of the table of ``rules.workflow``, dated in the weeks
after the cut-off, each act by whoever held the post on its day, or acted for the holder.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from kinerja.demo.appraisal_course import Course, Done, courses_of
from kinerja.demo.appraisal_fates import fates_of
from kinerja.demo.appraisal_plan import is_worked_on
from kinerja.demo.appraisal_results import approve
from kinerja.demo.colleagues import add_colleagues, in_provinces
from kinerja.demo.history import moment_of
from kinerja.demo.holders import Holders
from kinerja.demo.ratings import columns
from kinerja.models import (
    Appraisal,
    AppraisalEvent,
    Period,
    Recommendation,
    SemesterEvaluation,
    StaffRating,
)
from kinerja.rules import workflow
from kinerja.services.appraisal_opening import open_appraisals
from officials.models import User

#: How many days after the cut-off the appraisals were opened.
OPENED = 8
MOVED = (
    *("state", "state_since", "submitted_at", "submitted_by", "approved_at", "approved_by", "approved_as"),
    *("acknowledgement", "inputs", "result"),
)
ROWS = 50


def add_appraisals(period: Period, actors: Mapping[str, User]) -> dict[str, int]:
    """Open a period's appraisals and bring some of them to their states, but for those of the story.

    Args:
        period: made by the demonstration.
        actors: the example accounts by name.

    Returns:
        How many of what was made.
    """
    opened = open_appraisals(period=period, actor=None)
    accounts = add_colleagues(period)
    fresh = Appraisal.objects.filter(period=period, state=Appraisal.State.DRAFT, events=None, rating=None)
    Appraisal.objects.filter(pk__in=fresh.values("pk")).update(state_since=moment_of(period, OPENED))
    told = fates_of(period)
    rows = [row for row in _worked_on(period) if row.title not in told]
    courses = courses_of(rows, Holders(), actors)
    ratings = _rate(period, courses)
    approved = approve(period, courses, ratings)
    _date(courses)
    events = _remember(courses)
    _move(courses)
    return {
        "appraisals": opened.added,
        "accounts": accounts,
        "worked_on": len(courses),
        "approved": approved,
        "events": events,
    }


def _worked_on(period: Period) -> Iterable[Appraisal]:
    """The untouched appraisals of example people in the offices that are worked on."""
    offices = SemesterEvaluation.objects.filter(period=period)
    evaluations = {row.pk: row for row in offices.filter(in_provinces("region_code"))}
    others = offices.exclude(in_provinces("region_code")).defer("inputs", "result", "fields")
    evaluations |= {row.pk: row for row in others}
    chosen = [row.pk for row in evaluations.values() if is_worked_on(row.region_code, period.code)]
    rows = Appraisal.objects.filter(period=period, evaluation__in=chosen, official__is_example=True)
    for row in rows.filter(state=Appraisal.State.DRAFT, events=None, rating=None).order_by("pk"):
        row.evaluation, row.period = evaluations[row.evaluation_id], period
        yield row


def _rate(period: Period, courses: Iterable[Course]) -> dict[int, dict[str, Any]]:
    """Store the ratings; returns the columns of each by id of the appraisal."""
    found = {course.appraisal.pk: columns(course.said, period.cutoff) for course in courses}
    StaffRating.objects.bulk_create(
        StaffRating(
            appraisal=course.appraisal,
            rated_by=course.acts[0].by.user,
            synthetic=True,
            **found[course.appraisal.pk],
        )
        for course in courses
    )
    return found


def _date(courses: Iterable[Course]) -> None:
    """Date ratings and recommendations as their acts; the moment of storing gives way to it."""
    rated, written = defaultdict(list), defaultdict(list)
    for course in courses:
        rated[course.acts[0].at].append(course.appraisal.pk)
        recommended = course.done("recommend")
        if recommended:
            written[recommended.at].append(course.appraisal.pk)
    for at, rows in rated.items():
        StaffRating.objects.filter(appraisal__in=rows).update(rated_at=at)
    for at, rows in written.items():
        Recommendation.objects.filter(appraisal__in=rows).update(written_at=at)


def _remember(courses: Iterable[Course]) -> int:
    """Store the history in the order of time; returns how many acts it tells."""
    events = [event for course in courses for event in _events(course)]
    events.sort(key=lambda event: event.at)
    return len(AppraisalEvent.objects.bulk_create(events))


def _events(course: Course) -> Iterable[AppraisalEvent]:
    state: str = workflow.AppraisalState.DRAFT
    for done in course.acts:
        after = workflow.appraisal_act(done.act).next_state(state)
        yield _event(course.appraisal, done, state, after)
        state = after


def _event(row: Appraisal, done: Done, before: str, after: str) -> AppraisalEvent:
    user = done.by.user
    return AppraisalEvent(
        appraisal=row,
        act=done.act,
        from_state=before,
        to_state=after,
        revision=row.revision,
        actor=user,
        actor_name=user.display_name,
        acting_as=done.by.line,
        note=done.note,
        at=done.at,
    )


def _move(courses: Iterable[Course]) -> None:
    """Write the state of each with the signatures that stand in it."""
    moved = [course for course in courses if course.plan.state != workflow.AppraisalState.DRAFT]
    for course in moved:
        row = course.appraisal
        row.state, row.state_since = course.plan.state, _since(course)
        submitted = course.done("submit")
        if submitted and course.plan.state != workflow.AppraisalState.RETURNED:
            row.submitted_at, row.submitted_by = submitted.at, submitted.by.user
    Appraisal.objects.bulk_update([course.appraisal for course in moved], MOVED, batch_size=ROWS)


def _since(course: Course) -> datetime:
    """When the state began: at the last act that led to another one."""
    return next(
        done.at for done in reversed(course.acts) if workflow.appraisal_act(done.act).to_state is not None
    )
