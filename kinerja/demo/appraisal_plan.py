"""To which state the appraisal of each example official is brought in bulk, and over which acts.

Beyond approved only what ``appraisal_story`` does through the services: a signature without its document
would be a lie. Outside some provinces nobody acted yet, but here and there a rating was imported.
"""

from dataclasses import dataclass

from kinerja.demo.colleagues import PROVINCES
from kinerja.demo.seed import pick
from kinerja.rules.workflow import AppraisalState as State

RATED = ("rate",)
SENT = (*RATED, "submit")
REVIEWED = (*SENT, "review")
#: The acts that lead to a state, from a draft.
PATHS = {
    State.DRAFT: RATED,
    State.SUBMITTED: SENT,
    State.IN_REVIEW: REVIEWED,
    State.RETURNED: (*SENT, "return_"),
    State.APPROVED: (*REVIEWED, "recommend", "approve"),
}
#: How many of 100 officials are in a state or one before it, where the unit is final and where it is not.
FINAL = (
    (8, State.DRAFT),
    (30, State.SUBMITTED),
    (48, State.IN_REVIEW),
    (56, State.RETURNED),
    (100, State.APPROVED),
)
OPEN = ((35, State.DRAFT), (70, State.SUBMITTED), (88, State.IN_REVIEW), (100, State.RETURNED))
IMPORTED = ("import_rating",)
#: In how many of 1,000 other offices an operator of the Ditjen imported the ratings.
IMPORTS = 40
#: The visitor's unit, where everything of 2025-1 is left to do.
LEFT = ("2025-1", "92.02")


@dataclass(frozen=True, slots=True)
class Plan:
    """The state an appraisal is brought to, and the acts that lead there."""

    state: State
    acts: tuple[str, ...]


def is_worked_on(code: str, period: str) -> bool:
    """Whether anybody acted on the appraisals of a region's office."""
    if code[:2] in PROVINCES:
        return (period, code) != LEFT
    return pick(1, 1000, code, period, "import") <= IMPORTS


def plan_of(title: str, code: str, period: str, *, final: bool) -> Plan:
    """What is planned for the appraisal of a post in an office that is worked on.

    Args:
        title: of the post.
        code: of the office's region.
        period: code of the period.
        final: whether the unit's result was final when its officials were reviewed.
    """
    if code[:2] not in PROVINCES:
        return Plan(State.DRAFT, IMPORTED)
    place = pick(1, 100, title, period, "appraisal")
    state = next(one for highest, one in (FINAL if final else OPEN) if place <= highest)
    return Plan(state, PATHS[state])
