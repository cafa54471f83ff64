"""Certificates that people signed with, and how long they are still valid."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from kinerja.models import DocumentSignature
from officials.models import User

#: Days before its end from which a certificate is announced.
AHEAD = 60


@dataclass(frozen=True, slots=True)
class Expiring:
    """A certificate about to end: its serial number, its owner as they sign, the account, the last day."""

    serial: str
    name: str
    account: User
    ends_on: date


def expiring_certificates(today: date) -> list[Expiring]:
    """The certificates last used by their owners that end within ``AHEAD`` days; the first to end first.

    One that was never used here is not known, and one whose owner signs with a newer one by now is left out.

    Args:
        today: in Jakarta.
    """
    rows = DocumentSignature.objects.exclude(serial="").exclude(expires_at=None)
    newest = dict(rows.values_list("signed_by").annotate(Max("expires_at")).order_by())
    used = rows.filter(expires_at__in=set(newest.values())).select_related("signed_by__official")
    found: dict[str, Expiring] = {}
    for row in used.order_by("expires_at", "serial"):
        ends: datetime | None = row.expires_at
        assert ends is not None
        day = timezone.localtime(ends).date()
        if newest[row.signed_by_id] == ends and today <= day <= today + timedelta(days=AHEAD):
            found[row.serial] = Expiring(row.serial, row.signer_name, row.signed_by, day)
    return list(found.values())
