"""What an approval writes beside the state: the frozen result, recommendation, guidance, acknowledgement."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.demo import advice
from kinerja.demo.appraisal_course import Course, Done
from kinerja.demo.verdicts import Verdicts
from kinerja.models import GuidanceStep, Period, Recommendation
from kinerja.selectors.period import policy_of
from kinerja.selectors.red_flags import red_flags_of
from kinerja.services.appraisal_preconditions import is_low_result

ACKNOWLEDGED = _("Contoh: kejadian itu di luar tugas jabatan ini dan sudah dibahas dengan pejabatnya.")


def approve(period: Period, courses: Sequence[Course], ratings: Mapping[int, dict[str, Any]]) -> int:
    """Freeze the results of the courses that end in an approval.

    Args:
        period: of all of them.
        courses: what they gain is not stored: columns of the appraisal, and acts of following up.
        ratings: the columns of the rating, by id of the appraisal.

    Returns:
        How many were approved.
    """
    chosen = [course for course in courses if course.done("approve")]
    rows = [course.appraisal for course in chosen]
    flags, verdicts = red_flags_of(period, rows), Verdicts({row.evaluation for row in rows})
    recommendations, steps = [], []
    for course in chosen:
        row = course.appraisal
        verdict = verdicts.of(row, ratings[row.pk])
        low = is_low_result(verdict.result, policy_of(period))
        row.inputs, row.result = verdict.inputs, verdict.data | {"red_flags": flags[row.pk]}
        _acknowledge(course, flags[row.pk])
        by = _act(course, "recommend").by.user
        said = advice.parts(f"{row.title}, {period.code}", low=low)
        recommendations.append(Recommendation(appraisal=row, written_by=by, **said))
        if low:
            steps += _guidance(course)
    Recommendation.objects.bulk_create(recommendations)
    GuidanceStep.objects.bulk_create(steps)
    return len(chosen)


def _acknowledge(course: Course, flags: Sequence[str]) -> None:
    """Sign the approval, with the assessor's words where there is a red flag."""
    row, done = course.appraisal, _act(course, "approve")
    row.approved_at, row.approved_by = done.at, done.by.user
    row.approved_as = asdict(done.by.capacity) if done.by.capacity else None
    row.acknowledgement = done.note = ACKNOWLEDGED if flags else ""


def _guidance(course: Course) -> list[GuidanceStep]:
    """The steps planned at the approval; those that were done are acts of the superior."""
    row, today = course.appraisal, timezone.localdate()
    superior = _act(course, "submit").by
    found = []
    for step in advice.plan(row.title, timezone.localdate(_act(course, "approve").at)):
        done_on = advice.followed_up(f"{row.title}, {step.what}", step.due_on, today)
        note, by = (advice.FOLLOWED, superior.user) if done_on else ("", None)
        found.append(
            GuidanceStep(
                appraisal=row, what=step.what, due_on=step.due_on, done_on=done_on, note=note, recorded_by=by
            )
        )
        if done_on:
            at = timezone.make_aware(datetime.combine(done_on, time(15, 0)))
            course.acts.append(Done("follow_up", at, superior, note))
    return found


def _act(course: Course, name: str) -> Done:
    """An act that the path to an approval has."""
    found = course.done(name)
    assert found is not None
    return found
