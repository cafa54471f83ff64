"""What a figure must be before it may be judged; anything else raises FigureError."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from kinerja.rules.rounding import percent_text, written
from kinerja.rules.types import FigureError, Indicator, Kind, Realization

Number = int | Fraction

NAMES: Final = {
    "numerator": "Pembilang",
    "denominator": "Penyebut",
    "percent": "Persentase",
    "value": "Isian",
    "target": "Target",
    "incidents": "Jumlah kejadian",
}
# Counts of people, offices, reports and innovations are whole; only money has fractions.
_WHOLE: Final = frozenset(Kind) - {Kind.RANGE}
# A part of a closed list cannot exceed the list: SKPD of all SKPD, reports of those required.
_CLOSED: Final = frozenset({Kind.ALL_UNITS, Kind.REPORTS})
_LARGEST_EXPONENT: Final = 18
_SMALLEST_EXPONENT: Final = -12


def exact(value: object, field: str, *, whole: bool = False) -> Number:
    """Return a figure as an exact number of at least zero.

    Args:
        value: a Decimal or an int.
        field: the field it stands in, for the message.
        whole: whether only whole numbers make sense.

    Returns:
        An int where the figure is whole, else a Fraction.

    Raises:
        FigureError: ``not_exact`` (a float, text, ...), ``not_finite``, ``negative``, ``out_of_reach``
            (10^19 and more, or finer than 10^-12), ``not_whole``.
    """
    name = NAMES[field]
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise FigureError("not_exact", f"{name} harus angka desimal, bukan {type(value).__name__}.", field)
    if isinstance(value, int):
        value = Decimal(value)
    if not value.is_finite():
        raise FigureError("not_finite", f"{name} harus angka, bukan {value}.", field)
    if value and not _SMALLEST_EXPONENT <= value.adjusted() <= _LARGEST_EXPONENT:
        raise FigureError("out_of_reach", f"{name} di luar jangkauan angka yang masuk akal.", field)
    if value < 0:
        raise FigureError("negative", f"{name} {written(value)} tidak boleh negatif.", field)
    number = int(value)
    if number == value:
        return number
    if whole:
        text = f"{name} {written(value)} harus bilangan bulat, tanpa angka di belakang koma."
        raise FigureError("not_whole", text, field)
    return Fraction(value)


def counts(indicator: Indicator, figure: Realization) -> tuple[Number, Number] | None:
    """Return numerator and denominator, or None where one of them is not in.

    A numerator above its denominator is impossible for ``all_units`` (SKPD of all SKPD),
    ``reports`` (23 of 22 outputs) and a share of kab/kota, and an error there.  It happens for
    people counted at two dates (106,79 % in 2018) and for a budget above the cash plan, and is only
    a warning there (``warnings``).

    Raises:
        FigureError: as ``exact``; ``denominator_zero``; ``not_the_required``;
            ``numerator_above_denominator``.

    Source: R2.
    """
    whole = indicator.kind in _WHOLE
    numerator = denominator = None
    if figure.numerator is not None:
        numerator = exact(figure.numerator, "numerator", whole=whole)
    if figure.denominator is not None:
        denominator = exact(figure.denominator, "denominator", whole=whole)
        if denominator == 0:
            text = "Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %."
            raise FigureError("denominator_zero", text, "denominator")
        if indicator.required not in {None, denominator}:
            text = f"Penyebut harus {indicator.required}, yaitu jumlah keluaran yang wajib dilaporkan."
            raise FigureError("not_the_required", text, "denominator")
    if numerator is None or denominator is None:
        return None
    if numerator > denominator and closed(indicator):
        text = f"Pembilang {written(numerator)} tidak mungkin melebihi penyebut {written(denominator)}."
        raise FigureError("numerator_above_denominator", text, "numerator")
    return numerator, denominator


def published(indicator: Indicator, figure: Realization) -> Number | None:
    """Return the published percentage, or None where there is none.

    Raises:
        FigureError: as ``exact``; ``percent_above_hundred`` where more than all is impossible.
    """
    if figure.percent is None:
        return None
    percent = exact(figure.percent, "percent")
    if percent > 100 and closed(indicator):
        text = f"Persentase {percent_text(percent)} tidak mungkin melebihi 100 %."
        raise FigureError("percent_above_hundred", text, "percent")
    return percent


def closed(indicator: Indicator) -> bool:
    """Whether the indicator counts parts of a closed list, so that it cannot exceed 100 %."""
    return indicator.kind in _CLOSED or indicator.rollup == "share"


def target(indicator: Indicator) -> Number | None:
    """Return the target, or None where none is set.

    Raises:
        FigureError: as ``exact``; ``target_zero``: a target of zero is only ever ``none_allowed``.

    Source: R2.
    """
    if indicator.target is None:
        return None
    number = exact(indicator.target, "target")
    if number == 0:
        raise FigureError(
            "target_zero", "Target 0 hanya berlaku untuk larangan (tidak ada kejadian).", "target"
        )
    return number


def incidents(figure: Realization) -> int:
    """Return the number of verified incidents of the register.

    Raises:
        FigureError: ``negative`` or ``not_exact``.
    """
    if figure.incidents:
        exact(figure.incidents, "incidents", whole=True)
    return figure.incidents


def declared(figure: Realization) -> int | None:
    """Return the number of incidents the unit declares; None while it is silent (R4).

    Raises:
        FigureError: ``declaration``: anything but digits.
    """
    text = (figure.value or "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > _LARGEST_EXPONENT:
        message = f"Pernyataan harus bilangan bulat jumlah kejadian (0 = tidak ada), bukan {text[:40]!r}."
        raise FigureError("declaration", message, "value")
    return int(text)


def has_incident(figure: Realization) -> bool:
    """Whether an incident is verified in the register or admitted by the unit itself."""
    return bool(incidents(figure) or declared(figure))
