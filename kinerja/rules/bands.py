"""From completion to nilai and kategori (II.D.2 as read by R1)."""

from __future__ import annotations

from decimal import Decimal

from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.rounding import percent_text, round_half_up, written
from kinerja.rules.types import Grade, Step

BELOW_TABLE = "Di bawah tabel"
CLAUSE = "II.D.2"


def grade(completion: Decimal, policy: Policy = DEFAULT) -> Grade:
    """Look a completion up by the lower bounds printed in the decree's table.

    Args:
        completion: in per cent; rounded half-up to 2 decimals before the look-up.
        policy: ``bands`` and ``below_table`` decide.

    Returns:
        The row's nilai and kategori; below the table nilai None and "Di bawah tabel", unless the
        policy sets a value there.

    Source: II.D.2, R1.
    """
    rounded = round_half_up(completion)
    for band in policy.bands:
        if rounded >= band.lower:
            return Grade(band.nilai, band.kategori)
    return policy.below_table or Grade(None, BELOW_TABLE)


def grade_of_nilai(nilai: Decimal, policy: Policy = DEFAULT) -> Grade:
    """Look a mean of nilai up by the table's nilai column (``aggregate: mean_of_nilai``).

    The decree knows only the nilai of its table, so the row is the best one whose nilai the mean
    reaches.

    Args:
        nilai: the weighted mean of the indicators' nilai, unrounded or rounded.
        policy: ``bands`` and ``below_table`` decide.

    Returns:
        A row of the table, or what stands below it.

    Source: II.D.2, R3.
    """
    rounded = round_half_up(nilai)
    for band in policy.bands:
        if rounded >= band.nilai:
            return Grade(band.nilai, band.kategori)
    return policy.below_table or Grade(None, BELOW_TABLE)


def grade_step(completion: Decimal, given: Grade, policy: Policy = DEFAULT) -> Step:
    """Tell how a completion found its row.

    A completion between the whole numbers printed (90,50) or outside the table was placed by our
    reading, so the step is marked as policy; one inside a printed row is the decree's own word.
    """
    bounds = [band for band in policy.bands if completion >= band.lower]
    figure, lowest = percent_text(completion), written(policy.bands[-1].lower)
    if bounds:
        text = f"{figure} ≥ {written(bounds[0].lower)} %: nilai {given.nilai} ({given.kategori})."
    elif given.nilai is None:
        table = "Keputusan" if policy.bands == DEFAULT.bands else "kebijakan"
        text = f"{figure} di bawah {lowest} %: tidak ada nilainya dalam tabel {table} ({given.kategori})."
    else:
        text = f"{figure} di bawah {lowest} %: nilai {given.nilai} ({given.kategori}) menurut kebijakan."
    return Step(text, "R1", CLAUSE, policy=not _printed(completion, policy))


def _printed(completion: Decimal, policy: Policy) -> bool:
    """Whether the decree prints a row that holds this completion: 91–100, 76–90, 61–75, 51–60."""
    if policy.bands != DEFAULT.bands:
        return False
    tops = (100, 90, 75, 60)
    return any(band.lower <= completion <= top for band, top in zip(policy.bands, tops, strict=True))
