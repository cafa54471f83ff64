"""One indicator judged: figure → raw % → completion % → nilai, with every step told (R2, R4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from kinerja.rules import figures
from kinerja.rules.bands import grade, grade_step
from kinerja.rules.measures import Measure, capped, decided_zero, measure
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.rounding import round_half_up, written
from kinerja.rules.types import Completion, Grade, Incident, Indicator, Kind, Notice, Realization, State, Step
from kinerja.rules.warnings import figure_warnings

_EMPTY = Realization()


def completion(
    indicator: Indicator,
    realization: Realization | None,
    policy: Policy = DEFAULT,
    *,
    cutoff: date | None = None,
) -> Completion:
    """Judge one indicator.

    Args:
        indicator: the row of the decree, with the target that binds this unit.
        realization: the figure; None or an empty one is "belum dilaporkan" and never 0.
        policy: cap, range, table.
        cutoff: the period's cut-off: for warnings, and for what a budget is measured against.

    Returns:
        The completion with its steps, its warnings and, for a proven levy or breach, a red flag.

    Raises:
        FigureError: the figure cannot be judged (denominator 0, negative, not finite, a float, a
            part above its whole where that is impossible, ...).

    Source: II.C.1, R2, R4.
    """
    figure = realization or _EMPTY
    found = measure(indicator, figure, policy, cutoff)
    zero = found.state is State.MISSING and bool(figure.decided_zero.strip())
    if zero:
        found = decided_zero(indicator, figure.decided_zero.strip())
    exact, percent, given, steps = _judged(indicator, found, policy)
    return Completion(
        code=indicator.code,
        kind=indicator.kind,
        state=found.state,
        steps=steps,
        raw=None if found.raw is None else round_half_up(found.raw),
        exact=exact,
        percent=percent,
        grade=given,
        target=indicator.target,
        upper=indicator.upper,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        source=figure.source,
        synthetic=figure.synthetic,
        published_only=found.published_only,
        decided_zero=figure.decided_zero if zero and found.state is State.REPORTED else "",
        stands_in=figure.stands_in,
        children_reported=figure.children_reported,
        children_expected=figure.children_expected,
        children_missing=figure.children_missing,
        children_failed=figure.children_failed,
        warnings=figure_warnings(indicator, figure, cutoff),
        red_flags=_red_flags(indicator, figure),
        incident=indicator.incident,
        group=indicator.group,
        field=indicator.field,
        weight=indicator.weight,
    )


def _judged(
    indicator: Indicator, found: Measure, policy: Policy
) -> tuple[Fraction | None, Decimal | None, Grade | None, tuple[Step, ...]]:
    if found.reached is None:
        return None, None, None, found.steps
    exact, limited = capped(indicator, found.reached, policy.cap)
    percent = round_half_up(exact)
    given = grade(percent, policy)
    return exact, percent, given, (*found.steps, *limited, grade_step(percent, given, policy))


def _red_flags(indicator: Indicator, figure: Realization) -> tuple[Notice, ...]:
    """Return the flag that the assessor must acknowledge (R2)."""
    if indicator.kind is not Kind.NONE_ALLOWED:
        return ()
    number = figures.incidents(figure) or (0 if indicator.rollup else figures.declared(figure) or 0)
    if not number:
        return ()
    levy = indicator.incident is Incident.LEVY
    what = "pungutan atau OTT" if levy else "pelanggaran Permendagri 76/2015"
    text = f"{indicator.code}: {written(number)} {what}."
    if indicator.rollup:
        text = f"{indicator.code}: {what} di {written(number)} kab/kota{_named(figure, number)}."
    return (Notice("levy" if levy else "breach", text),)


def _named(figure: Realization, number: int) -> str:
    """Name the kab/kota with an incident; none where a decided zero stands among those that failed."""
    codes = figure.children_failed
    return f" ({', '.join(codes)})" if len(codes) == number else ""
