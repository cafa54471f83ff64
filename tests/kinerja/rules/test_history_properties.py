"""Whatever the figures: a score under another reading is explained, and every reason told is true."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.rules.history import Difference, Past, compare
from kinerja.rules.readings import Outcome, outcome, readings_of
from kinerja.rules.record import Figure, UnitInput, score
from kinerja.rules.types import FigureError, Indicator, Kind, Realization
from tests.kinerja.rules.builders import KABKOTA, P_BIRTH, P_RATIO, counts, declared, published
from tests.kinerja.rules.past_units import RPJMN, given_figures, unit

policies = st.builds(
    lambda cap, over, levy, aggregate, weight: {
        "cap": cap,
        "range_over": over,
        "levy_knockout": levy,
        "aggregate": aggregate,
        "weights": {"K1.2": weight} if weight else {},
    },
    st.sampled_from([None, "100"]),
    st.sampled_from(["met", "divide_by_upper"]),
    st.booleans(),
    st.sampled_from(["mean_of_completion", "mean_of_nilai"]),
    st.sampled_from(["", "2"]),
)


@st.composite
def kabkota(draw: st.DrawFn) -> UnitInput:
    """A kab/kota's semester in which anything may be missing, under any policy."""
    rows: list[tuple[Indicator, Realization | None]] = []
    for row in KABKOTA:
        below = draw(st.integers(1, 10**6))
        figure = counts(draw(st.integers(0, below)), below)
        if row.kind in {Kind.RATIO, Kind.RANGE}:
            figure = replace(figure, numerator=Decimal(draw(st.integers(0, 2 * below))))
        if row.kind is Kind.VERSION:
            figure = declared(draw(st.sampled_from(["SIAK 7.3", "SIAK 7.2"])))
        if row.kind is Kind.NONE_ALLOWED:
            figure = declared(str(draw(st.integers(0, 2))), incidents=draw(st.integers(0, 1)))
        rows.append((row, draw(st.sampled_from([figure, figure, Realization(decided_zero="diam"), None]))))
    return unit(*rows, **draw(policies))


@st.composite
def provinces(draw: st.DrawFn) -> UnitInput:
    """A province drawn from kab/kota that may be silent, with or without a published figure."""
    whole = st.integers(1, 10**6)
    child = st.one_of(st.none(), st.builds(counts, whole, whole))
    rows = st.lists(child, max_size=5)

    def children() -> tuple[tuple[str, Realization | None], ...]:
        return tuple((f"92.{number:02d}", figure) for number, figure in enumerate(draw(rows)))

    own = st.sampled_from([None, published("77.77")])
    return given_figures(Figure(P_RATIO, draw(own), children()), Figure(P_BIRTH, draw(own), children()))


def of(then: Outcome) -> Past:
    """An outcome as it was written down then."""
    nilai = then.grade.nilai if then.grade else None
    return Past(
        then.percent, None if nilai is None else Decimal(nilai), then.grade.kategori if then.grade else ""
    )


@settings(max_examples=60, deadline=None)
@given(st.one_of(kabkota(), provinces()), st.data())
def test_a_score_under_another_reading_is_explained(inputs: UnitInput, data: st.DataObject) -> None:
    reading = data.draw(st.sampled_from(readings_of(inputs, score(inputs), RPJMN)))
    try:
        turned = reading.turn(inputs) if reading.turn else inputs
        then = outcome(score(turned), turned.policy, (reading,))
    except FigureError:
        return
    if then.percent is None:
        return
    found = compare(inputs, of(then), RPJMN)
    assert found.difference is Difference.SAME or all(len(reason.readings) == 1 for reason in found.reasons)
    assert found.difference is Difference.SAME or found.reasons


@settings(max_examples=60, deadline=None)
@given(st.one_of(kabkota(), provinces()))
def test_our_own_score_never_differs(inputs: UnitInput) -> None:
    ours = outcome(score(inputs), inputs.policy)
    found = compare(inputs, of(ours), RPJMN)
    assert (found.difference, found.reasons, found.explained) == (Difference.SAME, (), ())
    assert found.gap in {None, Decimal("0.00")}


@settings(max_examples=30, deadline=None)
@given(kabkota(), st.decimals(0, 100, places=2), st.sampled_from([90, 80, 70, 60, None]))
def test_every_reason_told_is_true(inputs: UnitInput, completion: Decimal, nilai: int | None) -> None:
    then = Past(completion, None if nilai is None else Decimal(nilai))
    for reason in compare(inputs, then, RPJMN).reasons:
        turned = inputs
        for reading in reason.readings:
            turned = reading.turn(turned) if reading.turn else turned
        now = outcome(score(turned), turned.policy, reason.readings)
        assert now.percent is not None
        assert abs(now.percent - completion) <= Decimal("0.01")
        assert nilai in {None, now.grade and now.grade.nilai, now.mean_nilai}
