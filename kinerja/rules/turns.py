"""What another reading of the decree makes of a unit's input before it is judged (R2 to R5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kinerja.rules.completion import completion
from kinerja.rules.record import Figure, UnitInput, score
from kinerja.rules.rollup import Child
from kinerja.rules.rounding import round_half_up
from kinerja.rules.types import FigureError, Indicator, Kind, Realization, Rollup, State

_ONE = Decimal(1)
#: What stands for a figure that shall count zero, whatever it is about.
_NOTHING_OF_ONE = Realization(numerator=Decimal(0), denominator=_ONE)
_EMPTY = Realization()


def under(**changed: Any) -> Callable[[UnitInput], UnitInput]:
    """Judge under a policy with other choices."""

    def turn(inputs: UnitInput) -> UnitInput:
        return replace(inputs, policy=replace(inputs.policy, **changed))

    return turn


def missing_as_zero(inputs: UnitInput) -> UnitInput:
    """Count zero whatever is not reported, or cannot be assessed; of a share each silent kab/kota."""
    silent = {row.code for row in score(inputs).completions if row.state is not State.REPORTED}
    return _each(inputs, lambda figure: _zero(figure, silent))


def _zero(figure: Figure, silent: set[str]) -> Figure:
    indicator = figure.indicator
    if indicator.code in silent:
        asked = replace(indicator, kind=Kind.RATIO, target=Decimal(100), rollup=Rollup.NONE, required=None)
        return Figure(asked, _NOTHING_OF_ONE)
    if indicator.rollup is Rollup.SHARE:
        return replace(figure, children=tuple(_failed(child) for child in figure.children or ()))
    return figure


def _failed(child: Child) -> Child:
    """A kab/kota that counts as one that does not fulfil, as long as it says nothing."""
    code, figure = child
    return code, replace(figure or _EMPTY, decided_zero="0")


def without_decided_zero(inputs: UnitInput) -> UnitInput:
    """Take a decided zero as not reported."""

    def forget(figure: Figure) -> Figure:
        own = figure.realization
        return figure if own is None else replace(figure, realization=replace(own, decided_zero=""))

    return _each(inputs, forget)


def national_targets(inputs: UnitInput) -> Iterator[tuple[str, Decimal]]:
    """The indicators that are divided by a national target, with it."""
    for figure in inputs.figures:
        indicator = figure.indicator
        if indicator.kind is Kind.NATIONAL_TARGET and indicator.target is not None:
            yield indicator.code, indicator.target


def with_target(code: str, target: Decimal) -> Callable[[UnitInput], UnitInput]:
    """Divide one indicator by another target."""

    def turn(inputs: UnitInput) -> UnitInput:
        return _indicators(inputs, lambda row: replace(row, target=target) if row.code == code else row)

    return turn


def as_published(inputs: UnitInput) -> UnitInput:
    """Believe a published percentage rather than the counts beside it."""

    def believe(figure: Figure) -> Figure:
        own = figure.realization
        if own is None or own.percent is None:
            return figure
        return replace(figure, realization=replace(own, numerator=None, denominator=None))

    return _each(inputs, believe)


def mean_of_children(inputs: UnitInput) -> UnitInput:
    """Take the plain mean of the percentages of the kab/kota for their sum."""
    return _each(inputs, lambda figure: _mean(figure, inputs))


def _mean(figure: Figure, inputs: UnitInput) -> Figure:
    own, indicator = figure.realization, figure.indicator
    published = own is not None and (own.percent is not None or own.numerator is not None)
    if indicator.rollup is not Rollup.SUM or published:
        return figure
    reached = [Fraction(found) for found in _reached(figure, inputs) if found is not None]
    if len(reached) < 2:
        return figure
    percent = round_half_up(sum(reached, Fraction(0)) / len(reached), 6)
    return Figure(replace(indicator, rollup=Rollup.NONE), Realization(percent=percent))


def _reached(figure: Figure, inputs: UnitInput) -> Iterator[Decimal | None]:
    alone = replace(figure.indicator, rollup=Rollup.NONE)
    for _code, child in figure.children or ():
        try:
            yield completion(alone, child, inputs.policy, cutoff=inputs.cutoff).raw
        except FigureError:
            yield None


def summed(inputs: UnitInput) -> UnitInput:
    """Sum the kab/kota although the province has a published figure."""

    def forget(figure: Figure) -> Figure:
        return figure if not figure.children else replace(figure, realization=None)

    return _each(inputs, forget)


def unweighted(inputs: UnitInput) -> UnitInput:
    """Give every indicator the same weight."""
    return under(weights=())(_indicators(inputs, lambda row: replace(row, weight=_ONE)))


def parts_apart(inputs: UnitInput) -> UnitInput:
    """Count each part of an indicator as an indicator."""
    return _indicators(inputs, lambda row: replace(row, group=""))


def _each(inputs: UnitInput, turned: Callable[[Figure], Figure]) -> UnitInput:
    rows: Iterable[Figure] = map(turned, inputs.figures)
    return replace(inputs, figures=tuple(rows))


def _indicators(inputs: UnitInput, turned: Callable[[Indicator], Indicator]) -> UnitInput:
    return _each(inputs, lambda figure: replace(figure, indicator=turned(figure.indicator)))
