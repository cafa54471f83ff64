"""The one rounding function, and how a number is written in Indonesian."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_SHORT = 100_000  # hundredths below 1.000,00 need no point between thousands


def round_half_up(value: Decimal | Fraction | int, places: int = 2) -> Decimal:
    """Round half away from zero, exactly, whatever the decimal context says.

    Args:
        value: a finite exact number; a float is refused, because it no longer is the number meant.
        places: decimals to keep.

    Returns:
        A Decimal with exactly ``places`` decimals.

    Raises:
        TypeError: ``value`` is a binary float.

    Source: R1 ("rounded half-up to 2 decimals").
    """
    scale = 10**places
    units = _units(value, scale)
    if not places:
        return Decimal(units)
    whole, rest = divmod(abs(units), scale)
    return Decimal(f"{'-' if units < 0 else ''}{whole}.{rest:0{places}d}")


def _units(value: Decimal | Fraction | int, scale: int) -> int:
    """Return the value times ``scale`` as a whole number, half away from zero: the one rounding."""
    if isinstance(value, float):
        raise TypeError("a binary float never reaches a score; give a Decimal or a Fraction")
    numerator, denominator = value.as_integer_ratio()
    if numerator < 0:
        return -((-2 * numerator * scale + denominator) // (2 * denominator))
    return (2 * numerator * scale + denominator) // (2 * denominator)


def written(value: Decimal | Fraction | int, places: int | None = None) -> str:
    """Write a number as Indonesians do: 336.569 and 84,33.

    Args:
        value: the number.
        places: decimals to round to; None keeps the decimals that matter (at most six).

    Returns:
        Text with points between thousands and a decimal comma.
    """
    if places is None:
        if value == (number := int(value)):
            return f"{number:,}".replace(",", ".")
        text = f"{round_half_up(value, 6):,f}".rstrip("0")
    else:
        text = f"{round_half_up(value, places):,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def percent_text(value: Decimal | Fraction | int) -> str:
    """Write a percentage with two decimals: "84,33 %"."""
    units = _units(value, 100)
    if 0 <= units < _SHORT:
        return f"{units // 100},{units % 100:02d} %"
    return f"{written(value, 2)} %"


def target_text(value: Decimal) -> str:
    """Write a target percentage with only the decimals it has: "82,5 %", "90 %"."""
    return f"{written(value)} %"
