"""What tells one view of an appraisal from another: a page carries it, approval and signature compare it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from kinerja.models import Appraisal, GuidanceStep, Recommendation, StaffRating
from kinerja.selectors.appraisal_input import rating_of, recommendation_of
from kinerja.selectors.red_flags import red_flags


def seen_now(appraisal: Appraisal) -> str:
    """``seen_digest`` of an appraisal with everything beside it read as it is stored now.

    Args:
        appraisal: with its period and evaluation; any copy that is still current.
    """
    if appraisal.is_decided:
        return frozen_digest(appraisal)
    beside = rating_of(appraisal), red_flags(appraisal), recommendation_of(appraisal)
    return seen_digest(appraisal, *beside, appraisal.guidance_steps.all())


def seen_digest(
    appraisal: Appraisal,
    rating: StaffRating | None,
    flags: Sequence[str],
    advice: Recommendation | None,
    steps: Iterable[GuidanceStep],
) -> str:
    """The digest of everything that an approval decides on.

    Args:
        appraisal: not approved yet, with its evaluation.
        rating: of element 2, or None.
        flags: the red flags shown.
        advice: the recommendation, or None.
        steps: of the guidance plan; those that are done already say nothing of what is planned.
    """
    evaluation = appraisal.evaluation
    two: Any = None
    if rating is not None:
        two = [rating.origin, str(rating.value), rating.predikat, rating.reason, rating.data]
    parts = [getattr(advice, name, "") for name in Recommendation.PARTS]
    plan = sorted([step.due_on.isoformat(), step.what] for step in steps if step.done_on is None)
    one = [appraisal.fields, evaluation.state, evaluation.result_digest]
    return _digest([appraisal.revision, *one, two, list(flags), parts, plan])


def frozen_digest(appraisal: Appraisal) -> str:
    """The digest of an approved result, which a signature puts in force: live data count no more."""
    at = appraisal.approved_at
    return _digest([appraisal.revision, at and at.isoformat(), appraisal.result])


def _digest(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
