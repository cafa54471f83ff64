"""Rows that somebody entered, written many at a time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

#: A row, and the moment it is put back to.
Written = tuple[Any, datetime | None]
#: Rows written by one statement.
BATCH = 200


def save_entered(
    model: Any, written: Collection[Written], emptied: Sequence[int], columns: Sequence[str]
) -> None:
    """Save rows, each with the moment it is put back to, else with this one.

    Args:
        model: theirs; it has ``entered_at``.
        written: new rows and known ones.
        emptied: ids of those that no longer say anything.
        columns: what may have changed in a known row.
    """
    now = timezone.now()
    new = [(row, at) for row, at in written if not row.pk]
    known = [row for row, _at in written if row.pk]
    model.objects.bulk_create([row for row, _at in new], batch_size=BATCH)
    for row, at in written:
        row.entered_at = at or now
    model.objects.bulk_update(known, [*columns, "entered_at"], batch_size=BATCH)
    model.objects.bulk_update([row for row, at in new if at], ["entered_at"], batch_size=BATCH)
    model.objects.filter(pk__in=emptied).delete()
