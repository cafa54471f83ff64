"""Which of several national targets of a year binds a unit (R2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kinerja.rules.policy import DEFAULT, Policy


@dataclass(frozen=True, slots=True)
class NationalTarget:
    """One row of the register of national targets; ``value`` in per cent."""

    year: int
    value: Decimal
    series: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChosenTarget:
    """The target that binds, its source as printed, and whether only the policy chose it."""

    value: Decimal
    source: str
    by_policy: bool


def choose_target(
    register: Iterable[NationalTarget], year: int, agreed_series: str = "", policy: Policy = DEFAULT
) -> ChosenTarget | None:
    """Choose the national target of a year.

    Args:
        register: the rows of one indicator, in any order.
        year: the year of the period.
        agreed_series: the series that the unit's agreement names; "" where there is no agreement.
        policy: ``national_series`` serves without an agreement.

    Returns:
        The target with its source ("Ditjen Dukcapil 2018; ..."), marked ``by_policy`` where no
        agreement named it; None where the register has no such row: "belum dapat dinilai".

    Source: R2.
    """
    series = agreed_series or policy.national_series
    row = next((row for row in register if row.year == year and row.series == series), None)
    if row is None:
        return None
    source = f"{series} {year}"
    if not agreed_series:
        source += ", tanpa Perjanjian Kinerja yang menyebutnya"
    return ChosenTarget(row.value, source, by_policy=not agreed_series)
