"""Numbers as people write them, Indonesian or English, read exactly or refused with what is expected.

A mark that stands once with one, two or more than three digits behind it is a decimal mark: "84,33", "84.33".
One with exactly three digits behind it, "1.234" or "1,234", could be either. It is read as the mark of
thousands, because the decree's figures are counts of people and rupiah; whoever means a fraction says so by a
fourth digit: "1,2340". In a percentage, where thousands make no sense, it is read as a decimal mark.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

LONGEST = 40
_CURRENCY = re.compile(r"^Rp\.?(?=[\s\d])|%$", re.IGNORECASE)
_SPACED = re.compile(r"\d{1,3}( \d{3})+([.,]\d*)?")
_MARKED = re.compile(r"[0-9.,]*[0-9][0-9.,]*")


class NumberError(ValueError):
    """Text that is no number, or not surely one number; the message says so in Indonesian."""


def parse_number(text: str, *, percent: bool = False) -> Decimal:
    """Read one number.

    Args:
        text: what somebody typed: "1.234,56", "1,234.56", "84,33", "84.33", "336569", "336 569", "336.569",
            "Rp 1.000.000,00". A sign is read; whether a figure may be negative is for the rules.
        percent: a percentage is asked for, so that "98,5 %" is one, and "83,625" a little under 84 and not
            83 thousand.

    Returns:
        The exact number.

    Raises:
        NumberError: no number, two decimal marks, thousands that are not in groups of three, or a percentage
            where a count is asked for.
    """
    shown = " ".join(text.split())
    if len(shown) > LONGEST:
        raise NumberError(_("Terlalu panjang untuk sebuah angka."))
    if shown.endswith("%") and not percent:
        text = _("“%s” berformat persen, padahal diminta cacahnya; tulis jumlahnya, bukan persen.")
        raise NumberError(text % shown)
    bare = _CURRENCY.sub("", shown).strip()
    sign, digits = ("-" if bare.startswith("-") else ""), bare.lstrip("+-").strip()
    if _SPACED.fullmatch(digits):
        digits = digits.replace(" ", "")
    if not _MARKED.fullmatch(digits) or len(bare) - len(bare.lstrip("+-")) > 1:
        raise NumberError(_("“%s” bukan angka; tulis misalnya 336569 atau 84,33.") % shown)
    whole, decimals = _split(digits, shown, percent)
    return Decimal(f"{sign}{whole or 0}.{decimals}" if decimals else f"{sign}{whole}")


def _split(digits: str, shown: str, percent: bool) -> tuple[str, str]:
    """The digits before and behind the decimal mark."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits, ""
    first, last = marks[0], marks[-1]
    if first != last:
        whole, decimals = digits.rsplit(last, 1)
        return _thousands(whole, first, shown), _fraction(decimals, shown)
    if len(marks) > 1 or (not percent and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits)):
        return _thousands(digits, first, shown), ""
    whole, decimals = digits.split(first)
    return whole, _fraction(decimals, shown)


def _thousands(whole: str, mark: str, shown: str) -> str:
    if not re.fullmatch(rf"\d{{1,3}}({re.escape(mark)}\d{{3}})+", whole):
        text = _("“%s” meragukan; tulis tanpa tanda ribuan, dengan satu koma desimal: 1234,56.")
        raise NumberError(text % shown)
    return whole.replace(mark, "")


def _fraction(decimals: str, shown: str) -> str:
    if not decimals:
        raise NumberError(_("“%s” berakhir dengan tanda desimal; lengkapi angkanya.") % shown)
    return decimals
