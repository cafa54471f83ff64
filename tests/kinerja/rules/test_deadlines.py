from datetime import date

import pytest

from kinerja.rules.deadlines import (
    answer_until,
    clarification_until,
    days_left,
    may_clarify,
    objection_until,
)
from kinerja.rules.policy import Policy

FINAL = date(2025, 8, 1)


def test_fourteen_days_after_the_final_result() -> None:
    assert clarification_until(FINAL) == date(2025, 8, 15)


@pytest.mark.parametrize(
    ("today", "may"),
    [
        (date(2025, 7, 31), False),
        (date(2025, 8, 1), True),
        (date(2025, 8, 15), True),
        (date(2025, 8, 16), False),
    ],
)
def test_the_last_day_is_included(today: date, may: bool) -> None:
    assert may_clarify(FINAL, today) is may


def test_zero_days_turn_it_off() -> None:
    off = Policy.from_data({"clarification_days": 0})
    assert (clarification_until(FINAL, off), may_clarify(FINAL, FINAL, off)) == (None, False)


def test_fourteen_days_to_object_and_to_answer() -> None:
    assert (objection_until(FINAL), answer_until(FINAL)) == (date(2025, 8, 15), date(2025, 8, 15))


def test_a_policy_sets_other_days() -> None:
    policy = Policy.from_data({"objection_days": 10, "answer_days": 7})
    assert (objection_until(FINAL, policy), answer_until(FINAL, policy)) == (
        date(2025, 8, 11),
        date(2025, 8, 8),
    )


@pytest.mark.parametrize(("today", "left"), [(14, 1), (15, 0), (16, -1)])
def test_days_left_are_none_on_the_last_day(today: int, left: int) -> None:
    assert days_left(date(2025, 8, 15), date(2025, 8, today)) == left
