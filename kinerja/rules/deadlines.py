"""Until when a unit may ask the Ditjen to clarify its final figures (R10, by analogy)."""

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
