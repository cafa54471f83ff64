from datetime import UTC, date, datetime

import pytest

from regions.zones import local_day

#: 22.30 in Jakarta, 23.30 in Makassar, 00.30 of the next day in Jayapura.
LATE = datetime(2025, 8, 14, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("WIB", date(2025, 8, 14)), ("WITA", date(2025, 8, 14)), ("WIT", date(2025, 8, 15))],
)
def test_a_day_begins_when_it_does_in_the_office(zone: str, day: date) -> None:
    assert local_day(zone, LATE) == day
