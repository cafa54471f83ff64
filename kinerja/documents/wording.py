"""Figures, dates and signs as they are printed."""

from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kinerja.rules.data import Data
from kinerja.rules.rounding import percent_text
from kinerja.rules.warnings import date_text

NONE = "–"


def percent(text: str | None) -> str:
    """A percentage as the rules wrote it, in Indonesian notation: "84,33 %"."""
    return NONE if text is None else bound(percent_text(Decimal(text)))


def number(value: int | None) -> str:
    """A nilai, or a dash where the table has none."""
    return NONE if value is None else str(value)


def graded(score: Data) -> str:
    """A result in one line: "capaian 84,33 %, nilai 80, kategori Baik"."""
    return _("capaian %(completion)s, nilai %(nilai)s, kategori %(kategori)s") % {
        "completion": percent(score["completion"]),
        "nilai": number(score["nilai"]),
        "kategori": score["kategori"],
    }


def day(text: str) -> str:
    """A date in Indonesian: "30 Juni 2025"."""
    return date_text(date.fromisoformat(text))


def bound(text: str) -> str:
    """The text with its percent signs tied to their numbers, so that no line begins with one."""
    return text.replace(" %", "\u00a0%")


SIGN = format_html('<span class="sign">{}</span>', "≥")


def signs(text: str) -> SafeString:
    """The text escaped, with "≥" set apart: the serif face draws that sign better."""
    return format_html_join(SIGN, "{}", ((part,) for part in text.split("≥")))
