"""Which periods there are, which one a page shows, and the policy each one froze."""

from kinerja.models import Period
from kinerja.rules.policy import Policy


def periods() -> list[Period]:
    """Every period, the latest first, with its policy and set of indicators."""
    return list(Period.objects.select_related("policy", "indicator_set").order_by("-code"))


def choose(found: list[Period], code: str = "") -> Period | None:
    """The period of a code, else the one that is at work: open for entry, or the latest."""
    if code:
        return next((period for period in found if period.code == code), None)
    at_work = next((period for period in found if period.accepts_entry()), None)
    return at_work or next(iter(found), None)


def policy_of(period: Period) -> Policy:
    """The policy that the period froze, as the rules read it."""
    return Policy.from_data(period.policy.data, version=str(period.policy.version))
