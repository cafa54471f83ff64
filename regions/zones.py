"""Days as the office counts them: WIB, WITA and WIT (facts.md 5; R10)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONES = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}


def local_day(zone: str, moment: datetime) -> date:
    """The day on which a moment falls in an office's zone.

    Args:
        zone: ``Region.timezone``.
        moment: with its own zone.
    """
    return moment.astimezone(ZONES[zone]).date()
