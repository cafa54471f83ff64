"""Other readings of the decree than a policy's: what an old score may have been reckoned by (R1 to R5).

A reading turns the input that is judged, or looks the completion up in another way, or both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja.rules import turns
from kinerja.rules.bands import BELOW_TABLE, grade, grade_of_nilai
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.record import UnitInput
from kinerja.rules.rounding import percent_text, round_half_up, target_text, written
from kinerja.rules.targets import NationalTarget
from kinerja.rules.types import Grade, Kind, Rollup, UnitScore

Turn = Callable[[UnitInput], UnitInput]
#: A completion as it is shown, and its grade.
Looked = tuple[Decimal, Grade]
Look = Callable[[Fraction, Policy], Looked]
#: Further national targets by the code of an indicator.
Register = Mapping[str, Sequence[NationalTarget]]

#: What PP 46/2011 has below 51, by analogy (R1).
BURUK = Grade(50, "Buruk")
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the decree that is not the policy's.

    Args:
        code: stable English name.
        rule: the reading rule that chose otherwise.
        then: what was done by this reading, as an Indonesian clause.
        here: what is done by the policy instead.
        turn: makes another input; None leaves it.
        look: looks the completion up; None as R1 does.
        eager: a grade is given although something is missing (R4).
        coarse: the completion is rounded further than here, so that it must be just what was said.
    """

    code: str
    rule: str
    then: str
    here: str
    turn: Turn | None = None
    look: Look | None = None
    eager: bool = False
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a unit comes to by a reading; ``grade`` is None where it is withheld."""

    percent: Decimal | None
    grade: Grade | None
    mean_nilai: Decimal | None = None


def outcome(result: UnitScore, policy: Policy, readings: Sequence[Reading] = ()) -> Outcome:
    """Look a result up as some readings do.

    Args:
        result: judged from the input that the readings turned.
        policy: of that input.
        readings: at most one of them looks up in its own way.
    """
    if result.exact is None:
        return Outcome(None, None)
    look = next((reading.look for reading in readings if reading.look), looked_up)
    percent, given = look(result.exact, policy)
    if result.mean_nilai is not None:
        given = grade_of_nilai(result.mean_nilai, policy)
    withheld = result.provisional and not any(reading.eager for reading in readings)
    return Outcome(percent, None if withheld else given, result.mean_nilai)


def looked_up(exact: Fraction, policy: Policy) -> Looked:
    """Look a completion up by R1."""
    percent = round_half_up(exact)
    return percent, grade(percent, policy)


def readings_of(inputs: UnitInput, result: UnitScore, register: Register) -> tuple[Reading, ...]:
    """Every reading that differs from the policy's and may matter to a unit, the likeliest first.

    Args:
        inputs: with figures that can be judged.
        result: the judgement over them.
        register: national targets beside the one that binds.
    """
    of_figures = (*_missing(result), *_targets(inputs, register), *_limited(inputs.policy, result))
    of_unit = (
        *_drawn(inputs),
        *_joined(inputs),
        *_table(inputs.policy),
        *_below_table(inputs.policy, result),
    )
    return (*of_figures, *of_unit)


def _missing(result: UnitScore) -> Iterator[Reading]:
    """R4: what is not reported."""
    codes = ", ".join((*result.missing, *result.incomplete))
    here = "di sini yang belum dilaporkan bukan nol, dan nilainya ditahan"
    if codes:
        then = f"{codes} yang belum dilaporkan dihitung nol"
        yield Reading("missing_zero", "R4", then, here, turns.missing_as_zero, eager=True)
        then = f"{codes} yang belum dilaporkan tidak ikut dihitung, dan nilainya tetap diberikan"
        yield Reading("missing_left_out", "R4", then, here, eager=True)
    decided = ", ".join(row.code for row in result.completions if row.decided_zero)
    if decided:
        then = f"{decided} yang ditetapkan nol oleh Ditjen tidak ikut dihitung"
        here = "di sini penetapan nol itu dihitung"
        yield Reading("zero_left_out", "R4", then, here, turns.without_decided_zero, eager=True)


def _targets(inputs: UnitInput, register: Register) -> Iterator[Reading]:
    """R2: another national target, or none."""
    for code, bound in turns.national_targets(inputs):
        here = f"di sini targetnya {target_text(bound)}"
        for row in register.get(code, ()):
            then = f"{code} dibagi target nasional {row.series} {row.year}, {target_text(row.value)}"
            yield Reading(f"target_{code}_{row.series}", "R2", then, here, turns.with_target(code, row.value))
        then = f"{code} tidak dibagi target nasional"
        yield Reading(f"target_{code}_none", "R2", then, here, turns.with_target(code, Decimal(100)))


def _limited(policy: Policy, result: UnitScore) -> Iterator[Reading]:
    """R2: where an indicator exceeds its target or its range, and a proven levy."""
    rows = [row for row in result.completions if row.exact is not None]
    if policy.cap is None and any(row.exact > _FULL for row in rows if row.exact):
        then, here = "capaian dibatasi 100 %", "di sini capaian tidak dibatasi"
        yield Reading("capped", "R2", then, here, turns.under(cap=_FULL))
    if policy.cap is not None and any(row.exact == policy.cap and row.raw is not None for row in rows):
        then, here = "capaian di atas target tidak dibatasi", f"di sini dibatasi {percent_text(policy.cap)}"
        yield Reading("uncapped", "R2", then, here, turns.under(cap=None))
    if any(row.kind is Kind.RANGE and row.raw and row.upper and row.raw >= row.upper for row in rows):
        then, here = "serapan di atas batas atas menurunkan capaian", "di sini tetap terpenuhi"
        other = "divide_by_upper"
        if policy.range_over == other:
            then, here = "serapan di atas batas atas tetap terpenuhi", "di sini menurunkan capaian"
            other = "met"
        yield Reading("range_over", "R2", then, here, turns.under(range_over=other))
    if result.red_flags:
        then, here = "pungutan yang terbukti menjadikan seluruh unit nol", "di sini hanya indikatornya"
        if policy.levy_knockout:
            then, here = "pungutan yang terbukti hanya menjadikan indikatornya nol", "di sini seluruh unit"
        yield Reading("levy", "R2", then, here, turns.under(levy_knockout=not policy.levy_knockout))


def _drawn(inputs: UnitInput) -> Iterator[Reading]:
    """R2, R5: which of two figures counts, and how a province is drawn from its kab/kota."""
    own = [row.realization for row in inputs.figures if row.realization is not None]
    if any(row.percent is not None and row.numerator is not None for row in own):
        then = "persentase terbitan dipakai walaupun berbeda dari pembilang ÷ penyebut"
        here = "di sini pembilang ÷ penyebut yang dipakai"
        yield Reading("published", "R2", then, here, turns.as_published)
    if any(row.indicator.rollup is Rollup.SUM for row in inputs.figures):
        then = "provinsi dihitung dengan rata-rata persentase kab/kotanya"
        here = "di sini jumlah pembilang ÷ jumlah penyebut"
        yield Reading("mean_of_children", "R5", then, here, turns.mean_of_children)
    if any(row.children and row.realization for row in inputs.figures):
        then = "kab/kota dijumlahkan walaupun ada angka terbitan provinsi"
        yield Reading("summed", "R5", then, "di sini angka terbitan provinsi yang dipakai", turns.summed)


def _joined(inputs: UnitInput) -> Iterator[Reading]:
    """R2, R3: how indicators make one score."""
    policy = inputs.policy
    then, here, other = "nilai per indikator yang dirata-ratakan", "di sini capaiannya", "mean_of_nilai"
    if policy.aggregate == other:
        then, here, other = "capaian yang dirata-ratakan", "di sini nilai per indikator", "mean_of_completion"
    yield Reading("aggregate", "R3", then, here, turns.under(aggregate=other))
    if policy.weights or any(row.indicator.weight != 1 for row in inputs.figures):
        then, here = "semua indikator berbobot sama", "di sini berbobot menurut kebijakan"
        yield Reading("unweighted", "R3", then, here, turns.unweighted)
    parts = ", ".join(row.indicator.code for row in inputs.figures if row.indicator.group)
    if parts:
        then = f"{parts} masing-masing dihitung sebagai satu indikator"
        here = "di sini bagian satu indikator bersama dihitung satu kali"
        yield Reading("parts_apart", "R2", then, here, turns.parts_apart)


def _table(policy: Policy) -> Iterator[Reading]:
    """R1: rounding, and where a row of the table begins."""
    here = "di sini dibulatkan dua desimal"
    best = written(policy.bands[0].lower)
    then = "capaian dibulatkan ke bilangan bulat"
    yield Reading("whole", "R1", then, here, look=_rounded(0), coarse=True)
    then = "capaian dibulatkan ke bilangan bulat sebelum dicari nilainya"
    yield Reading("graded_whole", "R1", then, here, look=_graded_whole)
    yield Reading("tenth", "R1", "capaian dibulatkan ke satu desimal", here, look=_rounded(1), coarse=True)
    then = "capaian tidak dibulatkan sebelum dicari nilainya"
    yield Reading("unrounded", "R1", then, here, look=_unrounded)
    then = f"batas bawah harus dilampaui (lebih dari {best})"
    yield Reading("above_lower", "R1", then, f"di sini {best} sudah cukup", look=_above(Decimal(0)))
    if policy.bands == DEFAULT.bands:
        then = "celah antara dua baris tabel (misalnya 90–91) masuk baris atasnya"
        here = "di sini celah itu masuk baris bawahnya"
        yield Reading("holes_up", "R1", then, here, look=_above(Decimal(1)))


def _below_table(policy: Policy, result: UnitScore) -> Iterator[Reading]:
    """R1: what stands below the table."""
    shown = (result.percent, *(group.percent for group in result.groups))
    if not any(percent is not None and percent < policy.bands[-1].lower for percent in shown):
        return
    below = policy.below_table
    then = f"di bawah tabel diberi nilai {BURUK.nilai} ({BURUK.kategori})"
    here = "di sini tidak ada nilainya" if below is None else f"di sini {below.nilai} ({below.kategori})"
    if below != BURUK:
        yield Reading("below_table", "R1", then, here, turns.under(below_table=BURUK))
    if below is not None:
        then = "di bawah tabel tidak diberi nilai"
        yield Reading("below_none", "R1", then, here, turns.under(below_table=None))


def _rounded(places: int) -> Look:
    def look(exact: Fraction, policy: Policy) -> Looked:
        percent = round_half_up(round_half_up(exact, places))
        return percent, grade(percent, policy)

    return look


def _graded_whole(exact: Fraction, policy: Policy) -> Looked:
    return round_half_up(exact), grade(round_half_up(exact, 0), policy)


def _unrounded(exact: Fraction, policy: Policy) -> Looked:
    found = next((row for row in policy.bands if exact >= Fraction(row.lower)), None)
    return round_half_up(exact), Grade(found.nilai, found.kategori) if found else _below(policy)


def _above(wider: Decimal) -> Look:
    """A row begins above its lower bound, or above the upper bound printed for the row below it."""

    def look(exact: Fraction, policy: Policy) -> Looked:
        percent = round_half_up(exact)
        found = next((row for row in policy.bands if percent > row.lower - wider), None)
        return percent, Grade(found.nilai, found.kategori) if found else _below(policy)

    return look


def _below(policy: Policy) -> Grade:
    return policy.below_table or Grade(None, BELOW_TABLE)
