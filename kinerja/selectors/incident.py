"""The register of incidents, as far as an account sees it."""

from typing import Any

from django.db.models import QuerySet

from kinerja.models import Incident


def visible_incidents(user: Any, *, state: str = "", kind: str = "") -> "QuerySet[Incident]":
    """The incidents of the units that an account sees today, the latest first.

    Args:
        user: who asks; nothing for a visitor.
        state: "reported", "verified" or "rejected"; empty for all.
        kind: "levy" or "breach"; empty for all.
    """
    found: QuerySet[Incident] = Incident.objects.visible_to(user)
    found = found.select_related("unit__region", "recorded_by", "decided_by")
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("-happened_on", "-id")
