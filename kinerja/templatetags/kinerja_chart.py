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
    parts, start = [], Decimal(0)
    for share in shares:
        parts.append(Part(share, start))
        start += share.percent
    return {"parts": parts, "caption": caption}


@register.inclusion_tag("kinerja/parts/shares.html")
def bars(shares: Sequence[Share], caption: str) -> dict[str, Any]:
    """One bar a share, each with its name, count and percentage."""
    return {"shares": shares, "caption": caption}
