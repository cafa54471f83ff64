"""A score that was given then beside the one by the rules now: how they differ, and why (R1 to R5).

The old score is never taken over. The reason is found by reckoning anew under other readings of the decree,
and telling which one comes to the old score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, product

from kinerja.rules.readings import Outcome, Reading, Register, outcome, readings_of
from kinerja.rules.record import UnitInput, score
from kinerja.rules.rounding import percent_text, written
from kinerja.rules.types import FigureError, UnitScore
from kinerja.rules.unfit import without_unfit
from kinerja.rules.warnings import TOLERANCE

#: Reasons that are told; further ones explain nothing more.
MOST_REASONS = 3
_NOTHING_ELSE: Register = {}


@dataclass(frozen=True, slots=True)
class Past:
    """The score that was given then; what is not known of it is None or ""."""

    completion: Decimal | None = None
    nilai: Decimal | None = None
    kategori: str = ""

    def __str__(self) -> str:
        return _told(self.completion, self.nilai, self.kategori)


class Difference(StrEnum):
    """How an old score differs from the one by the rules now, in what it says."""

    SAME = "same"
    COMPLETION = "completion"
    BAND = "band"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Reason:
    """Readings under which the figures here come to the old score: one, or two together."""

    readings: tuple[Reading, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Stable English names of the readings."""
        return tuple(reading.code for reading in self.readings)

    @property
    def rules(self) -> str:
        """The reading rules that choose otherwise: "R2", "R1, R4"."""
        return ", ".join(sorted({reading.rule for reading in self.readings}))

    @property
    def text(self) -> str:
        """One Indonesian sentence."""
        then = " dan ".join(reading.then for reading in self.readings)
        here = "; ".join(reading.here for reading in self.readings)
        return f"Skor dulu diperoleh bila {then}; {here}."


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both scores, and why they differ.

    ``gap`` is our completion less the old one, in percentage points; None where one is not known. ``missing``
    names the indicators that are not in here, ``reasons`` is empty where no reading comes to the old score.
    """

    past: Past
    ours: Outcome
    difference: Difference
    gap: Decimal | None
    missing: tuple[str, ...]
    reasons: tuple[Reason, ...]

    @property
    def our_text(self) -> str:
        """Our score in words."""
        given = self.ours.grade
        nilai = None if given is None or given.nilai is None else Decimal(given.nilai)
        if self.ours.percent is None:
            return "belum ada"
        held = "" if given else ", nilai belum diberikan"
        return _told(self.ours.percent, nilai, given.kategori if given else "") + held

    @property
    def explained(self) -> tuple[tuple[str, str], ...]:
        """Why they differ, in sentences with their rules; plainly that it is not known, where it is not."""
        if self.difference is Difference.SAME:
            return ()
        if self.reasons:
            return tuple((reason.text, reason.rules) for reason in self.reasons)
        text = (
            f"Tidak ada cara baca lain yang menghasilkan skor itu: dulu {self.past}, di sini {self.our_text}."
        )
        if self.missing:
            text += f" Yang belum ada di sini: {', '.join(self.missing)}."
        return ((text, ""),)


def compare(
    inputs: UnitInput, past: Past, register: Register = _NOTHING_ELSE, result: UnitScore | None = None
) -> Comparison:
    """Compare an old score with the one by the rules, and find the reason where they differ.

    Args:
        inputs: what the unit is judged from; a figure that cannot be judged counts as not reported.
        past: what was given then.
        register: further national targets by indicator code, which may have been used then (R2).
        result: the judgement over ``inputs``, where it is known already.

    Returns:
        The difference. Of its reasons each alone comes to the old score; two readings together are tried
        only where no single one does. Completions count as equal up to 0.01, as published percentages do.

    Source: R1 to R5; facts 7.
    """
    sound = without_unfit(inputs)[0]
    found = result or score(sound)
    ours = outcome(found, inputs.policy)
    difference = _difference(past, ours)
    readings = () if difference is Difference.SAME else readings_of(sound, found, register)
    reasons = tuple(_reasons(sound, past, readings))
    gap = None if past.completion is None or ours.percent is None else ours.percent - past.completion
    return Comparison(past, ours, difference, gap, (*found.missing, *found.incomplete), reasons)


def _difference(past: Past, come: Outcome) -> Difference:
    completion, band = _same_completion(past, come), _same_band(past, come)
    if completion and band:
        return Difference.SAME
    if completion or band:
        return Difference.BAND if completion else Difference.COMPLETION
    return Difference.BOTH


def _same_completion(past: Past, come: Outcome) -> bool:
    if past.completion is None:
        return True
    return come.percent is not None and abs(come.percent - past.completion) <= TOLERANCE


def _same_band(past: Past, come: Outcome) -> bool:
    if past.nilai is None and not past.kategori:
        return True
    if come.grade is None:
        return False
    nilai = (come.grade.nilai, come.mean_nilai)
    named = " ".join(past.kategori.split()).casefold()
    return (past.nilai is None or past.nilai in nilai) and named in {"", come.grade.kategori.casefold()}


def _reasons(inputs: UnitInput, past: Past, readings: Sequence[Reading]) -> list[Reason]:
    judged = _Judged(inputs)
    single = _fitting(((reading,) for reading in readings), judged, past)
    return single or _fitting(_pairs(readings, judged), judged, past)


def _fitting(tried: Iterable[tuple[Reading, ...]], judged: _Judged, past: Past) -> list[Reason]:
    found: list[Reason] = []
    for readings in tried:
        come = judged.under(readings)
        if come and _difference(past, come) is Difference.SAME and _exactly(past, come, readings):
            found.append(Reason(readings))
        if len(found) == MOST_REASONS:
            break
    return found


def _exactly(past: Past, come: Outcome, readings: Iterable[Reading]) -> bool:
    """Whether what was rounded further than here is just what was said."""
    coarse = any(reading.coarse for reading in readings)
    return not coarse or past.completion in {None, come.percent}


def _pairs(readings: Sequence[Reading], judged: _Judged) -> Iterator[tuple[Reading, ...]]:
    """Two readings, of those that turn the input only such as matter to it alone."""
    plain = judged.under(())
    turning = [row for row in readings if not row.look and judged.under((row,)) not in (plain, None)]
    looking = [row for row in readings if row.look]
    yield from product(turning, looking)
    yield from combinations(turning, 2)


class _Judged:
    """One unit judged under several readings, each turned input once."""

    def __init__(self, inputs: UnitInput) -> None:
        self.inputs = inputs
        self._scores: dict[tuple[str, ...], tuple[UnitInput, UnitScore] | None] = {}

    def under(self, readings: tuple[Reading, ...]) -> Outcome | None:
        """What the unit comes to; None where its figures cannot be judged so."""
        turning = tuple(reading for reading in readings if reading.turn)
        key = tuple(reading.code for reading in turning)
        if key not in self._scores:
            self._scores[key] = self._score(turning)
        found = self._scores[key]
        return None if found is None else outcome(found[1], found[0].policy, readings)

    def _score(self, turning: Iterable[Reading]) -> tuple[UnitInput, UnitScore] | None:
        inputs = self.inputs
        try:
            for reading in turning:
                inputs = reading.turn(inputs) if reading.turn else inputs
            return inputs, score(inputs)
        except FigureError:
            return None


def _told(completion: Decimal | None, nilai: Decimal | None, kategori: str) -> str:
    said = (
        "" if completion is None else percent_text(completion),
        "" if nilai is None else f"nilai {written(nilai)}",
        f"({kategori})" if kategori else "",
    )
    return " ".join(word for word in said if word)
