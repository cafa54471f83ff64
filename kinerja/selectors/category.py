"""The names that a result's kategori can bear."""

from kinerja.models import ScoringPolicy
from kinerja.rules.bands import BELOW_TABLE
from kinerja.rules.policy import Policy


def known_categories() -> list[str]:
    """Every kategori that a policy in the database may give, best first; one query (R1)."""
    known: dict[str, None] = {}
    for data in ScoringPolicy.objects.order_by("version").values_list("data", flat=True):
        policy = Policy.from_data(data)
        known |= dict.fromkeys(band.kategori for band in policy.bands)
        known[policy.below_table.kategori if policy.below_table else BELOW_TABLE] = None
    return list(known)
