"""Numbers, dates and marks as people read them in Indonesia."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kinerja.models import SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.rules.rounding import percent_text, written

register = template.Library()
NOTHING = "–"


def _exact(value: Any) -> Decimal | None:
    """A number out of what a template holds; JSON keeps decimals as text."""
    if value is None or value == "" or isinstance(value, float):
        return None
    try:
        return Decimal(value)
    except (InvalidOperation, TypeError):
        return None


@register.filter
def number(value: Any) -> str:
    """336569 → "336.569"; with only the decimals that matter."""
    exact = _exact(value)
    return NOTHING if exact is None else written(exact)


@register.filter
def percent(value: Any) -> str:
    """84.33 → "84,33 %"."""
    exact = _exact(value)
    return NOTHING if exact is None else percent_text(exact).replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def two(value: Any) -> str:
    """84.3 → "84,30": a percentage in a column whose head already says "%"."""
    exact = _exact(value)
    return NOTHING if exact is None else written(exact, 2)


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A date → "30 Juni 2025"."""
    if not value:
        return NOTHING
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return date_format(value, "j F Y")


@register.filter
def moment(value: datetime | None) -> str:
    """A time → "30 Juni 2025 pukul 14.05 WIB"."""
    if not value:
        return NOTHING
    return date_format(timezone.localtime(value), _(r"j F Y \p\u\k\u\l H.i \W\I\B"))


@register.filter
def size(value: int | None) -> str:
    """Bytes → "1,4 MB"."""
    if value is None:
        return NOTHING
    for unit, step in (("MB", 1024 * 1024), ("kB", 1024)):
        if value >= step:
            return f"{written(Decimal(value) / step, 1)} {unit}"
    return f"{value} B"


@register.inclusion_tag("kinerja/parts/band.html")
def band(nilai: Any, kategori: str, provisional: Any = False) -> dict[str, Any]:
    """The kategori as a labelled mark; the colour follows the nilai of the table's row, the word stays."""
    return {"look": _look(nilai, kategori), "kategori": kategori, "nilai": nilai, "provisional": provisional}


def _look(nilai: Any, kategori: str) -> str:
    if nilai:
        return f"band-{nilai}"
    return "band-below" if kategori else "band-none"


@register.filter
def state_label(state: str) -> str:
    """The state in words."""
    return str(dict(SemesterEvaluation.State.choices).get(state, state))


@register.filter
def dom(code: str) -> str:
    """An indicator's code as part of an element's id: "K1.1a" → "K1-1a"."""
    return code.replace(".", "-")


@register.filter
def figure(value: Any) -> str:
    """One input of a figure, whatever it holds: a number, a date or words."""
    if isinstance(value, Decimal):
        return written(value)
    return day(value) if isinstance(value, date) else str(value or NOTHING)


@register.filter
def figures(said: Figures) -> str:
    """A whole figure in one line: "4.500 ÷ 5.000 · sumber: SIAK"; an empty one is "belum dilaporkan"."""
    if said.is_empty:
        return _("belum dilaporkan")
    counts = (said.numerator, said.denominator)
    above, below = (NOTHING if each is None else written(each) for each in counts)
    parts = [
        f"{above} ÷ {below}" if said.denominator is not None else above,
        "" if said.percent is None else f"{written(said.percent)} %",
        said.value,
        said.cutoff and _("per %s") % day(said.cutoff),
        said.denominator_cutoff and _("penyebut per %s") % day(said.denominator_cutoff),
        said.source and _("sumber: %s") % said.source,
    ]
    return " · ".join(str(part) for part in parts[counts == (None, None) :] if part)


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds for a key; None where it holds nothing."""
    return mapping.get(key)
