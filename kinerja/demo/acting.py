"""Who acts for a Wali Kota for some days (Plh): once around the reviews of 2025-1, and again today."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from kinerja.demo import EXAMPLE
from kinerja.demo.courses import person_for
from kinerja.demo.people import nips_in_use
from officials.models import Delegation, Official, Position, RoleAssignment, User

FIRST = (date(2025, 8, 4), date(2025, 8, 22))
#: The second one began this long before the demonstration was loaded, and lasts this long from then on.
BEFORE, AFTER = timedelta(days=14), timedelta(days=180)
RECORDER = RoleAssignment.Role.ADMIN_PUSAT


def add_acting(position: Position, recorder: User) -> Official:
    """Make the Sekretaris Daerah who acts for a Kepala Daerah, who has no post of an office.

    Args:
        position: the post of Kepala Daerah.
        recorder: the example admin_pusat.
    """
    region = position.region
    words = f"Sekretaris Daerah {region.full_name if region else ''}"
    delegate = person_for(words, "JPT Pratama", nips_in_use())
    delegate.save()
    Delegation.objects.bulk_create(
        Delegation(
            position=position,
            delegate=delegate,
            decree_number=f"KEP-{place}/{since.year} {EXAMPLE}",
            decree_date=since - timedelta(days=3),
            valid_from=since,
            valid_until=until,
            recorded_by=recorder,
            is_example=True,
        )
        for place, (since, until) in enumerate(_spans(timezone.localdate()), start=1)
    )
    return delegate


def _spans(today: date) -> Iterator[tuple[date, date]]:
    """The first and last day of each delegation; they never overlap, whenever the demonstration is loaded."""
    yield FIRST
    since = max(today - BEFORE, FIRST[1] + timedelta(days=1))
    yield since, max(today, since) + AFTER
