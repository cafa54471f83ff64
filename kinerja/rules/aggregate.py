"""The unit's score: weighted mean of its indicators, rounded once, one look-up (R3, R4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from kinerja.rules.bands import CLAUSE, grade, grade_of_nilai, grade_step
from kinerja.rules.groups import code_order, group_score
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.rounding import percent_text, round_half_up, written
from kinerja.rules.types import Completion, Grade, GroupScore, Incident, State, Step, UnitScore

_ZERO = Fraction(0)


def unit_score(completions: Iterable[Completion], policy: Policy = DEFAULT) -> UnitScore:
    """Score a unit over its indicators.

    Parts of an "and" indicator (same ``group``) make one plain mean that counts once; if a part is
    missing the group is missing.  While anything is missing, or rolled up over a part of the
    kab/kota only, the result is provisional: the completion over what is reported is an
    indication and the grade is withheld.

    Args:
        completions: one for each indicator of the unit, in any order.
        policy: ``weights``, ``aggregate``, ``levy_knockout``, ``bands``, ``below_table``.

    Returns:
        The score with its groups and steps.

    Raises:
        ValueError: an indicator appears twice.

    Source: R3, R4, R2 (and-indicators, levies), II.D.2.
    """
    rows = sorted(completions, key=lambda row: code_order(row.code))
    groups = _groups(rows, policy)
    counted = [group for group in groups if group.exact is not None]
    missing = tuple(row.code for row in rows if row.state is not State.REPORTED)
    incomplete = tuple(row.code for row in rows if row.incomplete and row.state is State.REPORTED)
    provisional = bool(missing or incomplete or not rows)
    knocked = policy.levy_knockout and any(_proven_levy(row) for row in rows)
    percent = _ZERO if knocked else _mean([(row.weight, row.exact or _ZERO) for row in counted])
    mean_nilai = None if knocked else _mean_nilai(counted, policy)
    shown = None if percent is None else round_half_up(percent)
    given, look_up = _graded(shown, mean_nilai, policy)
    steps = [
        *(group.step for group in groups if group.step),
        *_mean_steps(counted, shown, knocked),
        *_withheld(rows, missing, incomplete),
        *([] if provisional else look_up),
    ]
    return UnitScore(
        percent=shown,
        grade=None if provisional else given,
        provisional=provisional,
        reported=len(counted),
        required=len(groups),
        steps=tuple(steps),
        groups=groups,
        completions=tuple(rows),
        missing=missing,
        incomplete=incomplete,
        mean_nilai=mean_nilai,
        exact=percent,
        red_flags=tuple(flag for row in rows for flag in row.red_flags),
    )


def _groups(rows: list[Completion], policy: Policy) -> tuple[GroupScore, ...]:
    members: dict[str, list[Completion]] = defaultdict(list)
    for row in rows:
        if any(row.code == other.code for other in members[row.group or row.code]):
            raise ValueError(f"{row.code} is judged twice in one unit")
        members[row.group or row.code].append(row)
    return tuple(
        group_score(code, parts, policy)
        for code, parts in sorted(members.items(), key=lambda item: code_order(item[0]))
    )


def _mean(pairs: list[tuple[Decimal, Fraction]]) -> Fraction | None:
    if not pairs:
        return None
    first = pairs[0][0]
    if all(weight == first for weight, _ in pairs):
        return sum((value for _, value in pairs), _ZERO) / len(pairs)
    total = sum((Fraction(weight) for weight, _ in pairs), _ZERO)
    return sum((Fraction(weight) * value for weight, value in pairs), _ZERO) / total


def _mean_nilai(counted: list[GroupScore], policy: Policy) -> Decimal | None:
    """Return the mean of the nilai; a completion below the table, which has none, counts 0."""
    if policy.aggregate != "mean_of_nilai":
        return None
    nilai = [(row.weight, Fraction((row.grade.nilai if row.grade else None) or 0)) for row in counted]
    mean = _mean(nilai)
    return None if mean is None else round_half_up(mean)


def _graded(
    percent: Decimal | None, mean_nilai: Decimal | None, policy: Policy
) -> tuple[Grade | None, list[Step]]:
    if percent is None:
        return None, []
    if mean_nilai is None:
        given = grade(percent, policy)
        return given, [grade_step(percent, given, policy)]
    given = grade_of_nilai(mean_nilai, policy)
    nilai = "tidak ada" if given.nilai is None else written(given.nilai)
    text = (
        f"Rata-rata nilai indikator {written(mean_nilai, 2)} (capaian tanpa nilai dihitung 0): "
        f"nilai {nilai} ({given.kategori})."
    )
    return given, [Step(text, "R3", CLAUSE, policy=True)]


def _mean_steps(counted: list[GroupScore], shown: Decimal | None, knocked: bool) -> list[Step]:
    steps = []
    if knocked:
        text = "Pungutan terbukti: capaian seluruh unit menjadi 0,00 %."
        steps.append(Step(text, "R2", CLAUSE, policy=True))
    elif shown is not None:
        equal = len({row.weight for row in counted}) == 1
        how = "bobot sama" if equal else ", ".join(f"{row.code} × {written(row.weight)}" for row in counted)
        text = f"Rata-rata {len(counted)} indikator ({how}): {percent_text(shown)}."
        steps.append(Step(text, "R3", CLAUSE, policy=True))
    return steps


def _withheld(rows: list[Completion], missing: tuple[str, ...], incomplete: tuple[str, ...]) -> list[Step]:
    steps = []
    if not rows:
        text = "Set indikator periode ini tidak memuat indikator untuk unit kerja ini."
        steps.append(Step(text, "R11", "II.C.1"))
    for state, label in ((State.MISSING, "Belum dilaporkan"), (State.NOT_ASSESSABLE, "Belum dapat dinilai")):
        codes = [row.code for row in rows if row.state is state]
        if codes:
            text = f"{label}: {', '.join(codes)}. Hasil sementara, nilai belum diberikan."
            steps.append(Step(text, "R4", CLAUSE, policy=True))
    if incomplete:
        text = f"Belum semua kab/kota melapor untuk {', '.join(incomplete)}. Hasil sementara."
        steps.append(Step(text, "R5", "II.A.2.a", policy=True))
    return steps


def _proven_levy(row: Completion) -> bool:
    return row.incident is Incident.LEVY and bool(row.red_flags)
