"""From a value to its word, under regimes that print a table (as R1 reads the decree's own)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kinerja.rules.rounding import round_half_up, written
from kinerja.rules.staff.types import Band
from kinerja.rules.types import Step


def band_of(value: Decimal | Fraction, bands: tuple[Band, ...]) -> Band:
    """Return the row whose lower bound the value reaches, once rounded half-up to 2 decimals.

    Args:
        value: on the regime's scale, so at least the lowest row's bound.
        bands: best row first.

    Source: R1, R8.
    """
    rounded = round_half_up(value)
    return next(band for band in bands if rounded >= band.lower)


def rounding_step(clause: str) -> Step:
    """Say how the value was rounded, on which the staff rules are silent (by analogy with R1)."""
    text = "Dibulatkan sekali, pada hasil akhir, ke dua angka di belakang koma; lalu dibaca dari batas bawah."
    return Step(text, "R8", clause, policy=True)


def band_step(value: Decimal | Fraction, band: Band, word: str, clause: str) -> Step:
    """Tell how a value found its word; marked as policy where no printed row holds the exact value."""
    figure = written(value, 2)
    printed = band.lower <= value and (band.top is None or value <= band.top)
    return Step(f"{figure} ≥ {written(band.lower)}: predikat {word}.", "R8", clause, policy=not printed)
