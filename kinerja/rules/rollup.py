"""A province's figure drawn from its kab/kota: "fasilitasi kumulatif" (II.A.2.a, R5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kinerja.rules import figures
from kinerja.rules.figures import Number
from kinerja.rules.measures import met
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.rounding import percent_text, round_half_up
from kinerja.rules.types import FigureError, Indicator, Kind, Notice, Realization, Rollup
from kinerja.rules.warnings import TOLERANCE, unfit

Child = tuple[str, Realization | None]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one kab/kota brings into the sum."""

    code: str
    numerator: Number
    denominator: Number
    figure: Realization


def roll_up(
    indicator: Indicator,
    children: Iterable[Child],
    own: Realization | None = None,
    policy: Policy = DEFAULT,
    *,
    cutoff: date | None = None,
) -> Realization:
    """Draw a province's realization from the kab/kota that belonged to it at the cut-off.

    A silent kab/kota is not reported, never 0 (R4).  One that gave only a percentage cannot be
    summed, counts as not reported and is named in a notice.  A figure of the province itself
    (published percentage or counts) stands in for the sum and is compared with it.

    Args:
        indicator: a province's indicator with ``rollup`` sum or share.
        children: every kab/kota of the province with its realization, in any order.
        own: the province's own realization, where there is one.
        policy: kept for the signature shared by all rules; no key changes a sum.
        cutoff: the period's cut-off, for warnings; the date of a figure that names none.

    Returns:
        A realization with Σ numerators, Σ denominators and how many kab/kota are in it; with
        ``share`` those that fulfil over those that reported.

    Raises:
        ValueError: the indicator is not rolled up, or a share of something without yes or no.

    Source: R5; II.A.2.a.
    """
    rows = sorted(children, key=lambda child: child[0])
    match indicator.rollup, indicator.kind:
        case Rollup.SUM, _:
            rolled = _sum(indicator, rows, cutoff)
        case Rollup.SHARE, Kind.VERSION | Kind.NONE_ALLOWED:
            rolled = _share(indicator, rows)
        case _:
            raise ValueError(f"{indicator.code}: cannot roll up {indicator.kind} by {indicator.rollup!r}")
    return _with_own(rolled, own)


def _sum(indicator: Indicator, rows: list[Child], cutoff: date | None) -> Realization:
    counted: list[_Counted] = []
    notices: list[Notice] = []
    for code, figure in rows:
        found = _summable(indicator, code, figure)
        if isinstance(found, Notice):
            notices.append(found)
        elif found is not None:
            counted.append(found)
    inside = {row.code for row in counted}
    return Realization(
        numerator=_decimal(sum(row.numerator for row in counted)) if counted else None,
        denominator=_decimal(sum(row.denominator for row in counted)) if counted else None,
        cutoff=_shared_cutoff(counted, cutoff),
        synthetic=any(row.figure.synthetic for row in counted),
        source=_source(len(counted)),
        children_reported=len(counted),
        children_expected=len(rows),
        children_missing=tuple(code for code, _ in rows if code not in inside),
        notices=(*notices, *_cutoffs(counted, cutoff)),
    )


def _summable(indicator: Indicator, code: str, figure: Realization | None) -> _Counted | Notice | None:
    """Return what a kab/kota brings in, a notice that it cannot be summed, or None where it is silent."""
    if figure is None:
        return None
    if figure.numerator is None and figure.decided_zero:
        figure = replace(figure, numerator=Decimal(0))
    try:
        pair = figures.counts(indicator, figure)
    except FigureError as error:
        return unfit(error, code)
    if pair is not None:
        return _Counted(code, *pair, figure)
    if figure.percent is not None:
        text = f"{code} hanya memberi persentase tanpa pembilang/penyebut, jadi tidak dapat dijumlahkan."
        return Notice("child_without_counts", text)
    if figure.decided_zero:
        text = f"{code} ditetapkan 0, tetapi penyebutnya belum ada, jadi tidak dapat dijumlahkan."
        return Notice("child_without_counts", text)
    return None


def _cutoffs(counted: list[_Counted], period: date | None) -> tuple[Notice, ...]:
    """Return a warning where numerators and denominators in the sum bear different dates (R6)."""
    dates = [(row.code, *_dates(row.figure, period)) for row in counted]
    odd = [code for code, above, below in dates if above != below]
    if odd:
        text = f"Pembilang dan penyebut berbeda tanggal posisi di {', '.join(odd)}."
        return (Notice("cutoff_mismatch", text),)
    if len({above for _, above, _ in dates}) > 1:
        odd = [code for code, above, _ in dates if above != period]
        text = f"Tanggal posisi kab/kota tidak sama; di luar tanggal periode: {', '.join(odd)}."
        return (Notice("cutoff_mismatch", text),)
    return ()


def _shared_cutoff(counted: list[_Counted], period: date | None) -> date | None:
    days = {_dates(row.figure, period)[0] for row in counted}
    return days.pop() if len(days) == 1 else None


def _dates(figure: Realization, period: date | None) -> tuple[date | None, date | None]:
    """The dates of numerator and denominator; None is the period's where that is not known."""
    above = figure.numerator_cutoff or figure.cutoff or period
    return above, figure.denominator_cutoff or figure.cutoff or period


def _share(indicator: Indicator, rows: list[Child]) -> Realization:
    inside: list[Realization] = []
    missing, failed = [], []
    notices: list[Notice] = []
    for code, figure in rows:
        fulfilled, notice = _fulfilled(indicator, code, figure)
        notices += notice
        if fulfilled is None or figure is None:
            missing.append(code)
            continue
        inside.append(figure)
        if not fulfilled:
            failed.append(code)
    return Realization(
        numerator=Decimal(len(inside) - len(failed)) if inside else None,
        denominator=Decimal(len(inside)) if inside else None,
        synthetic=any(figure.synthetic for figure in inside),
        source=_source(len(inside)),
        incidents=_broken(indicator, inside),
        children_reported=len(inside),
        children_expected=len(rows),
        children_missing=tuple(missing),
        children_failed=tuple(failed),
        notices=tuple(notices),
    )


def _fulfilled(
    indicator: Indicator, code: str, figure: Realization | None
) -> tuple[bool | None, tuple[Notice, ...]]:
    if figure is None:
        return None, ()
    try:
        fulfilled = met(indicator, figure)
    except FigureError as error:
        return None, (unfit(error, code),)
    if fulfilled is None and figure.decided_zero:
        return False, ()
    return fulfilled, ()


def _broken(indicator: Indicator, inside: list[Realization]) -> int:
    if indicator.kind is not Kind.NONE_ALLOWED:
        return 0
    return sum(figures.has_incident(figure) for figure in inside)


def _with_own(rolled: Realization, own: Realization | None) -> Realization:
    """Let the province's own figure stand in for the sum; carry its decided zero otherwise."""
    if own is None:
        return rolled
    has_counts = own.numerator is not None and own.denominator is not None
    if own.percent is None and not has_counts:
        notices = (*rolled.notices, *own.notices)
        return replace(rolled, decided_zero=own.decided_zero, notices=notices)
    return replace(
        own,
        incidents=rolled.incidents,
        children_reported=rolled.children_reported,
        children_expected=rolled.children_expected,
        children_missing=rolled.children_missing,
        children_failed=rolled.children_failed,
        stands_in=True,
        notices=(*own.notices, *_compared(rolled, own)),
    )


def _compared(rolled: Realization, own: Realization) -> tuple[Notice, ...]:
    """Return a warning where a complete sum contradicts the figure that stands in for it."""
    summed, given = _ratio(rolled), _ratio(own)
    if given is None and own.percent is not None and own.percent.is_finite():
        given = Fraction(own.percent)
    if summed is None or given is None or rolled.children_missing:
        return ()
    if abs(round_half_up(summed) - round_half_up(given)) <= TOLERANCE:
        return ()
    text = f"Angka terbitan {percent_text(given)} berbeda dari penjumlahan kab/kota {percent_text(summed)}."
    return (Notice("published_differs_from_sum", text),)


def _ratio(figure: Realization) -> Fraction | None:
    above, below = figure.numerator, figure.denominator
    if above is None or not below or not above.is_finite() or not below.is_finite():
        return None
    return Fraction(above) * 100 / Fraction(below)


def _decimal(number: Number) -> Decimal:
    if isinstance(number, int):
        return Decimal(number)
    return round_half_up(number, 12)


def _source(count: int) -> str:
    return f"Kumulatif {count} kab/kota" if count else ""
