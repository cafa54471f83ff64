"""Small charts drawn by the server: SVG with classes, no script and no inline style."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template

from kinerja.rules.rounding import round_half_up
from kinerja.selectors.progress import Share

register = template.Library()


@dataclass(frozen=True, slots=True)
class Part:
    """A share in a stacked bar and where it begins, in per cent of the width."""

    share: Share
    start: Decimal


@register.filter
def plain(value: Decimal) -> str:
    """A number as SVG reads it: with a point, whatever the language of the page."""
    return str(round_half_up(value))


@register.inclusion_tag("kinerja/parts/stacked.html")
def stacked(shares: Sequence[Share], caption: str) -> dict[str, Any]:
    """One bar of all shares side by side, with a legend that names and counts them."""
    return {"parts": _side_by_side(shares), "caption": caption}


@register.inclusion_tag("kinerja/parts/slim.html")
def slim(shares: Sequence[Share]) -> dict[str, Any]:
    """The same bar for a row of a table whose other columns hold the numbers."""
    return {"parts": _side_by_side(shares)}


def _side_by_side(shares: Sequence[Share]) -> list[Part]:
    parts, start = [], Decimal(0)
    for share in shares:
        parts.append(Part(share, start))
        start += share.percent
    return parts


@register.inclusion_tag("kinerja/parts/shares.html")
def bars(shares: Sequence[Share], caption: str) -> dict[str, Any]:
    """One bar a share, each with its name, count and percentage."""
    return {"shares": shares, "caption": caption}
