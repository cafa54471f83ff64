"""Until when one may object, answer, or ask about figures (R10). Days are those of the office's time zone."""

from __future__ import annotations

from datetime import date, timedelta

from kinerja.rules.policy import DEFAULT, Policy


def clarification_until(final_on: date, policy: Policy = DEFAULT) -> date | None:
    """Return the last day of the data clarification.

    Args:
        final_on: the day, in the office's time zone, on which the result was made final.
        policy: ``clarification_days``.

    Returns:
        The last day, inclusive; None where the policy turns clarification off (0 days).

    Source: R10.
    """
    if not policy.clarification_days:
        return None
    return final_on + timedelta(days=policy.clarification_days)


def may_clarify(final_on: date, today: date, policy: Policy = DEFAULT) -> bool:
    """Whether a clarification may still be asked on this day (R10)."""
    until = clarification_until(final_on, policy)
    return until is not None and final_on <= today <= until


def objection_until(received_on: date, policy: Policy = DEFAULT) -> date:
    """Return the last day, inclusive, on which the official may object.

    Args:
        received_on: the day, in the office's time zone, on which the official received the result.
        policy: ``objection_days`` (14).

    Source: PP 46/2011 as in facts.md 1; R10.
    """
    return received_on + timedelta(days=policy.objection_days)


def answer_until(filed_on: date, policy: Policy = DEFAULT) -> date:
    """Return the last day, inclusive, on which the assessor may answer an objection filed on a day.

    After it the objection goes to the decider without an answer.

    Source: R10.
    """
    return filed_on + timedelta(days=policy.answer_days)


def days_left(until: date, today: date) -> int:
    """Return how many days are left, 0 on the last day, negative once it is over."""
    return (until - today).days
