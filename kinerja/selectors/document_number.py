"""Official numbers: free text, with the next one of the office's own count as a suggestion (facts.md 6)."""

import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from kinerja.models import SignedDocument
from officials.access import grants
from officials.models import Position

DITJEN = "dirjen"
#: What stands behind the running number of an office's very first document.
UNIT = "Dukcapil"
#: 800.1.3.3/4873/Dukcapil: what stands before the running number, the number, what stands behind.
_NUMBERED = re.compile(r"(?P<before>.*/)(?P<count>\d{1,9})(?P<behind>/[^/]*)")
#: The first number of an office that has none yet: the classification of staff appraisal.
_FIRST = "800.1.3.3/1/{unit}"
#: How many of the latest documents are looked at: numbers of another shape may stand between.
_LOOKED_AT = 200


def office_key(post: Position) -> str:
    """Which office counts the documents that a post signs: "dirjen", "menteri", "region:92", "unit:7"."""
    if post.kind in Position.NATIONAL:
        return str(post.kind)
    return f"region:{post.region_id}" if post.region_id else f"unit:{post.unit_id}"


def suggested_number(office: str, unit: str = UNIT) -> str:
    """The number that follows the highest one an office gave out this year.

    Args:
        office: as ``office_key`` names it.
        unit: the last part of an office's very first number: "Dukcapil".

    Returns:
        A suggestion in the shape of the office's latest number; nothing reserves it.
    """
    rows = SignedDocument.objects.filter(office=office).exclude(number="").order_by("-issued_at")
    found = [
        (match, timezone.localtime(at).year)
        for number, at in rows.values_list("number", "issued_at")[:_LOOKED_AT]
        if (match := _NUMBERED.fullmatch(number))
    ]
    if not found:
        return _FIRST.format(unit=unit)
    latest, year = found[0][0], timezone.localdate().year
    shape = (latest["before"], latest["behind"])
    alike = [row for row, when in found if when == year and (row["before"], row["behind"]) == shape]
    highest = max((int(row["count"]) for row in alike), default=0)
    return f"{latest['before']}{highest + 1}{latest['behind']}"


def first_numbers(user: Any) -> list[str]:
    """The number that comes first where an account has documents numbered: one an office it signs for."""
    offices = (_OFFICES[grant.role](grant.region) for grant in grants(user) if grant.role in _OFFICES)
    return [suggested_number(office) for office in dict.fromkeys(offices)]


#: The office that counts what a role signs for, given the region of the role.
_OFFICES: dict[str, Callable[[int | None], str]] = {
    "dirjen": lambda _region: DITJEN,
    "kepala_daerah": lambda region: f"region:{region}",
}


def following(number: str) -> str:
    """The number after one of ``suggested_number``'s shape."""
    found = _NUMBERED.fullmatch(number)
    assert found is not None
    return f"{found['before']}{int(found['count']) + 1}{found['behind']}"
