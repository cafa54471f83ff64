"""How one indicator counts in the unit's score: alone, or as the plain mean of its parts (R2)."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from kinerja.rules.bands import grade
from kinerja.rules.policy import Policy
from kinerja.rules.rounding import percent_text, round_half_up
from kinerja.rules.types import Completion, GroupScore, State, Step

_CLAUSE = "II.C.1"
_PARTS = re.compile(r"(\d+)")


@lru_cache(maxsize=1024)
def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """Return the sort key under which K1.2 stands before K1.10 and K1.1a before K1.1b."""
    parts = _PARTS.split(code)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def group_score(code: str, parts: list[Completion], policy: Policy) -> GroupScore:
    """Join the parts of one indicator.

    Args:
        code: the group's code (K1.1), or the indicator's own.
        parts: its parts, sorted by code; one for an indicator that stands alone.
        policy: ``weights``, and the table for the group's own nilai.

    Returns:
        The plain mean of the parts; missing as soon as one part is missing.

    Source: R2 ('an "and" indicator is the plain mean of its parts; it counts once').
    """
    weight = policy.weight_of(code, max(part.weight for part in parts))
    members = tuple(part.code for part in parts)
    values = [part.exact for part in parts if part.exact is not None]
    if len(values) < len(parts):
        return GroupScore(code, _worst(parts), weight, None, None, None, members)
    if len(parts) == 1:
        return GroupScore(code, State.REPORTED, weight, values[0], parts[0].percent, parts[0].grade, members)
    exact = sum(values, Fraction(0)) / len(values)
    percent = round_half_up(exact)
    *figures, last = (f"{part.code} {percent_text(part.exact or 0)}" for part in parts)
    comma = "," if len(figures) > 1 else ""
    text = f"{code}: rata-rata {', '.join(figures)}{comma} dan {last} = {percent_text(percent)}."
    step = Step(text, "R2", _CLAUSE, policy=True)
    return GroupScore(code, State.REPORTED, weight, exact, percent, grade(percent, policy), members, step)


def _worst(parts: list[Completion]) -> State:
    if any(part.state is State.MISSING for part in parts):
        return State.MISSING
    return State.NOT_ASSESSABLE
