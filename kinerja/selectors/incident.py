"""The register of incidents, as far as an account sees it."""

from typing import Any

from django.db.models import QuerySet

from kinerja.models import Incident


def visible_incidents(user: Any) -> "QuerySet[Incident]":
    """The incidents of the units that an account sees today, the latest first; nothing for a visitor."""
    found: QuerySet[Incident] = Incident.objects.visible_to(user)
    return found.select_related("unit__region", "recorded_by", "decided_by").order_by("-happened_on", "-id")
