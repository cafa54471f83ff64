"""How element 1 and element 2 stand together (II.C gives no formula, R8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.rounding import round_half_up, written
from kinerja.rules.types import Step


@dataclass(frozen=True, slots=True)
class Composition:
    """Both elements, and the joined value where the policy joins them and both are there."""

    element_one: Decimal | None
    element_two: Decimal | None
    joined: Decimal | None
    steps: tuple[Step, ...]


def compose(
    element_one: Decimal | None,
    element_two: Decimal | None,
    policy: Policy = DEFAULT,
    *,
    predikat: str = "",
) -> Composition:
    """Put the two elements together.

    Args:
        element_one: the official's completion in per cent; None while it is not final.
        element_two: the value of SKP and perilaku; None is "belum tersedia", never 0.
        policy: ``composition``, ``composition_weights`` and ``predikat_values``.
        predikat: the word of element 2; where it has no number, the policy's for that word serves.

    Returns:
        Both side by side; a joined value only under ``composition: weighted`` with both there.

    Source: II.C, R8.
    """
    if policy.composition != "weighted" or policy.composition_weights is None:
        text = "Unsur 1 dan unsur 2 ditampilkan berdampingan; Keputusan tidak memberi rumus penggabungan."
        return _apart(element_one, element_two, text)
    if element_two is None and predikat:
        element_two = dict(policy.predikat_values).get(predikat)
        if element_two is None:
            text = f"Belum dapat digabungkan: kebijakan tidak memberi angka untuk predikat {predikat}."
            return _apart(element_one, None, text)
    if element_one is None or element_two is None:
        return _apart(element_one, element_two, "Belum dapat digabungkan: ada unsur yang belum tersedia.")
    first, second = policy.composition_weights
    joined = (Fraction(first) * Fraction(element_one) + Fraction(second) * Fraction(element_two)) / 100
    value = round_half_up(joined)
    text = (
        f"{written(first)} % × {written(element_one, 2)} + {written(second)} % × {written(element_two, 2)} "
        f"= {written(value, 2)}."
    )
    return Composition(element_one, element_two, value, (Step(text, "R8", "II.C", policy=True),))


def _apart(element_one: Decimal | None, element_two: Decimal | None, text: str) -> Composition:
    return Composition(element_one, element_two, None, (Step(text, "R8", "II.C", policy=True),))
