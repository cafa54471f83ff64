"""What a page shows of an appraisal, as a digest: another basis of approval or signature is another view."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from kinerja.models import Appraisal, GuidanceStep, Recommendation, SemesterEvaluation, StaffRating
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.appraisal import perform_act
from kinerja.services.recommendation import record_follow_up
from tests.builders import make_incident
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.parties import day_there

pytestmark = pytest.mark.django_db
Change = Callable[[Appraising], object]
#: The signatures of a unit's result, taken back.
UNSIGNED = {f"{act}_{what}": None for act in ("submitted", "verified", "final") for what in ("at", "by")}


def unit(**columns: object) -> None:
    """Other columns of the unit's evaluation."""
    SemesterEvaluation.objects.update(**columns)


def follow_up(cast: Appraising) -> None:
    """The one step of the plan is done."""
    step = cast.kabid.guidance_steps.get()
    record_follow_up(step=step, actor=cast.bupati, done_on=day_there(cast.kabid), note="Selesai")


def row(cast: Appraising, **columns: object) -> None:
    """Other columns of the appraisal."""
    Appraisal.objects.filter(pk=cast.kabid.pk).update(**columns)


BEFORE: dict[str, tuple[Change, bool]] = {
    "nothing": (lambda cast: None, False),
    "the unit's state": (
        lambda cast: unit(state="reopened", inputs=None, **UNSIGNED),
        True,
    ),
    "the unit's result": (lambda cast: unit(result_digest="lain"), True),
    "element 2": (lambda cast: StaffRating.objects.update(predikat="Kurang"), True),
    "a red flag": (lambda cast: make_incident(cast.office.evaluation, "breach"), True),
    **{
        f"the recommendation's {part}": (
            lambda cast, part=part: Recommendation.objects.update(**{part: "Lain"}),
            True,
        )
        for part in Recommendation.PARTS
    },
    "who wrote it": (lambda cast: Recommendation.objects.update(written_by=cast.admin), False),
    "a step": (lambda cast: GuidanceStep.objects.update(what="Pelatihan"), True),
    "its day": (lambda cast: GuidanceStep.objects.update(due_on=date(2100, 1, 2)), True),
    "a step less": (lambda cast: GuidanceStep.objects.all().delete(), True),
    "a step done": (
        lambda cast: GuidanceStep.objects.update(done_on=date(2025, 8, 1), recorded_by=cast.bupati),
        True,
    ),
    "the revision": (lambda cast: row(cast, revision=2), True),
}
AFTER: dict[str, tuple[Change, bool]] = {
    "nothing": (lambda cast: None, False),
    "the unit's result": (lambda cast: unit(result_digest="lain"), False),
    "a red flag": (lambda cast: make_incident(cast.office.evaluation, "breach"), False),
    "a follow-up": (follow_up, False),
    "the signature": (lambda cast: row(cast, state="signed", signed_at=timezone.now()), False),
    "approved again": (lambda cast: row(cast, approved_at=timezone.now()), True),
    "the frozen result": (lambda cast: row(cast, result={}), True),
    "the revision": (lambda cast: row(cast, revision=2), True),
}


def is_another(cast: Appraising, change: Change) -> bool:
    """Whether an appraisal is another view after a change."""
    first = seen_now(cast.kabid)
    change(cast)
    return seen_now(cast.kabid) != first


@pytest.mark.parametrize("what", BEFORE)
def test_before_the_approval_everything_that_it_decides_on_counts(what: str) -> None:
    cast = Appraising()
    cast.bring("in_review")
    cast.recommended("kabid")
    change, expected = BEFORE[what]
    assert is_another(cast, change) == expected


@pytest.mark.parametrize("what", AFTER)
def test_afterwards_what_was_frozen_counts(what: str) -> None:
    cast = Appraising()
    cast.bring("approved")
    change, expected = AFTER[what]
    assert is_another(cast, change) == expected


def test_a_result_returned_and_approved_the_same_again_is_another_view() -> None:
    cast = Appraising()
    cast.bring("approved")
    first = seen_now(cast.kabid)
    perform_act(appraisal=cast.kabid, act="return_", actor=cast.bupati, note="Periksa")
    cast.bring("approved")
    assert seen_now(cast.kabid) != first
