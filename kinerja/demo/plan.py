"""In which state each example evaluation stands, and how much of it is reported.

Everything of 2018-1 is final. Of 2025-1 every state occurs: DI Yogyakarta, whose kab/kota are final, awaits
the Dirjen's last act; Bali and Gorontalo are final; Papua Barat is left to ``story``; some gave nothing. Of
2025-2 most is final, province by province; a few units are not, so that their officials' results wait.
"""

from dataclasses import dataclass

from kinerja.demo.seed import pick
from kinerja.rules.workflow import DRAFT, FINAL, REOPENED, RETURNED, SUBMITTED, VERIFIED

DONE = {"51", "75"}
READY = "34"
STORY = "92"
#: How many of 100 kab/kota are in a state or one before it, and which figures they gave: all, some, none.
KABKOTA = (
    (40, FINAL, "all"),
    (60, VERIFIED, "all"),
    (78, SUBMITTED, "all"),
    (82, SUBMITTED, "most"),
    (91, DRAFT, "some"),
    (96, DRAFT, "none"),
    (98, RETURNED, "most"),
    (100, REOPENED, "all"),
)
#: How many of 100 provinces are final in 2025-2 with all their kab/kota, and how the others stand.
WHOLE = 70
LATE = (
    (60, FINAL, "all"),
    (80, VERIFIED, "all"),
    (93, SUBMITTED, "all"),
    (100, DRAFT, "some"),
)
PROVINCE = ((40, SUBMITTED, "all"), (60, VERIFIED, "all"), (85, DRAFT, "some"), (100, DRAFT, "none"))
#: How many of 100 figures are there.
REPORTED = {"all": 100, "most": 88, "some": 55, "none": 0}


@dataclass(frozen=True, slots=True)
class Plan:
    """The state an evaluation is brought to, and whether its figures are in."""

    state: str
    reported: str = "all"


def plan_of(code: str, period: str) -> Plan:
    """What is planned for the unit of a region code in a period."""
    if period == "2018-1":
        return Plan(FINAL)
    province = code[:2]
    if period == "2025-2":
        return _second_semester(code)
    if province == STORY:
        return Plan(DRAFT, "none")
    if province in DONE:
        return Plan(FINAL)
    if province == READY:
        return Plan(VERIFIED if code == READY else FINAL)
    place = pick(1, 100, code, period, "state")
    rows = KABKOTA if "." in code else PROVINCE
    return next(Plan(state, reported) for highest, state, reported in rows if place <= highest)


def _second_semester(code: str) -> Plan:
    province = code[:2]
    if province in {*DONE, READY, STORY} or pick(1, 100, province, "2025-2", "whole") <= WHOLE:
        return Plan(FINAL)
    if "." not in code:
        return Plan(SUBMITTED)
    place = pick(1, 100, code, "2025-2", "state")
    return next(Plan(state, reported) for highest, state, reported in LATE if place <= highest)


def is_reported(plan: Plan, code: str, indicator: str) -> bool:
    """Whether a unit with this plan gave the figure of an indicator; K1.1a and K1.1b come together."""
    return pick(1, 100, code, indicator[:4], "reported") <= REPORTED[plan.reported]
