from datetime import date

import pytest

from kinerja.rules.deadlines import clarification_until, may_clarify
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
