"""What must hold for every figure, not only for those we thought of."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja.rules.aggregate import unit_score
from kinerja.rules.bands import grade
from kinerja.rules.completion import completion
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.record import Figure, Unit, UnitInput, judge, result_data, score
from kinerja.rules.rollup import Child, roll_up
from kinerja.rules.rounding import round_half_up
from kinerja.rules.types import Completion, Grade, Indicator, Kind, Realization, State
from tests.kinerja.rules.builders import (
    BIRTH,
    BUDGET,
    INNOVATIONS,
    KABKOTA,
    LEVY,
    P_BREACH,
    P_RATIO,
    P_SIAK,
    RATIO,
    REPORTS,
    SIAK,
    SKPD,
    counts,
    declared,
)

RANK = {None: 0, 60: 1, 70: 2, 80: 3, 90: 4}
hundredths = st.integers(0, 20000)
whole = st.integers(0, 10**9)
positive = st.integers(1, 10**9)


def test_every_completion_from_0_to_200_has_exactly_one_outcome() -> None:
    found = Counter(grade(Decimal(number) / 100) for number in range(20001))
    assert found == {
        Grade(None, "Di bawah tabel"): 5100,
        Grade(60, "Kurang"): 1000,
        Grade(70, "Cukup"): 1500,
        Grade(80, "Baik"): 1500,
        Grade(90, "Sangat Baik"): 10901,
    }


@given(st.decimals("0", "200", places=6), st.decimals("0", "200", places=6))
def test_more_is_never_a_worse_nilai(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert RANK[grade(low).nilai] <= RANK[grade(high).nilai]


@given(st.sampled_from([RATIO, BIRTH, BUDGET, SKPD, REPORTS]), whole, whole, positive)
def test_more_is_never_a_worse_completion(
    indicator: Indicator, one: int, other: int, denominator: int
) -> None:
    low, high = sorted((one % (denominator + 1), other % (denominator + 1)))
    worse, better = (completion(indicator, counts(number, denominator)).exact for number in (low, high))
    assert (worse or Fraction(0)) <= (better or Fraction(0))


@given(st.sampled_from([RATIO, BIRTH, BUDGET]), whole, positive)
def test_a_capped_completion_never_exceeds_100(
    indicator: Indicator, numerator: int, denominator: int
) -> None:
    found = completion(indicator, counts(numerator, denominator))
    assert found.percent is not None
    assert Decimal(0) <= found.percent <= Decimal(100)


@given(whole)
def test_innovations_are_capped_too(number: int) -> None:
    found = completion(INNOVATIONS, Realization(numerator=Decimal(number)))
    assert found.percent == min(Decimal(100), Decimal(number) * 25)


@given(st.fractions(-1000, 1000, max_denominator=10**6))
def test_rounding_is_never_off_by_more_than_half_a_hundredth(value: Fraction) -> None:
    assert abs(Fraction(round_half_up(value)) - value) <= Fraction(1, 200)


@given(whole, positive)
def test_a_sum_of_one_equals_itself(numerator: int, denominator: int) -> None:
    itself = completion(replace(RATIO, code="P1.1a"), counts(numerator, denominator))
    rolled = completion(P_RATIO, roll_up(P_RATIO, [("92.01", counts(numerator, denominator))]))
    assert (rolled.exact, rolled.percent, rolled.raw, rolled.numerator, rolled.denominator, rolled.grade) == (
        itself.exact,
        itself.percent,
        itself.raw,
        itself.numerator,
        itself.denominator,
        itself.grade,
    )


@given(
    st.sampled_from(
        [
            (P_SIAK, SIAK, declared("SIAK 7.3")),
            (P_SIAK, SIAK, declared("SIAK 6")),
            (P_BREACH, LEVY, declared("0")),
            (P_BREACH, LEVY, declared("0", incidents=1)),
            (P_BREACH, LEVY, Realization()),
        ]
    )
)
def test_a_share_of_one_equals_itself(case: tuple[Indicator, Indicator, Realization]) -> None:
    province, own, figure = case
    itself, rolled = completion(own, figure), completion(province, roll_up(province, [("92.01", figure)]))
    assert (rolled.state, rolled.percent, rolled.grade) == (itself.state, itself.percent, itself.grade)


children = st.lists(
    st.one_of(
        st.none(),
        st.builds(counts, whole, positive),
        st.builds(lambda number: Realization(percent=Decimal(number) / 100), hundredths),
    ),
    max_size=12,
).map(lambda figures: [(f"92.{number:02d}", figure) for number, figure in enumerate(figures)])


@given(children, st.randoms())
def test_order_never_matters_to_a_roll_up(rows: list[Child], random: Random) -> None:
    turned = rows[:]
    random.shuffle(turned)
    assert roll_up(P_RATIO, turned) == roll_up(P_RATIO, rows)


@given(children)
def test_a_roll_up_lies_between_its_worst_and_its_best(rows: list[Child]) -> None:
    rolled = roll_up(P_RATIO, rows)
    shares = [figure.numerator / figure.denominator for _, figure in rows if figure and figure.denominator]
    assert rolled.children_reported == len(shares)
    if shares:
        share = rolled.numerator / rolled.denominator
        assert min(shares) - Decimal("1e-20") <= share <= max(shares) + Decimal("1e-20")


@st.composite
def semesters(draw: st.DrawFn) -> dict[str, Realization | None]:
    """Draw a kab/kota's semester in which anything may be missing."""
    figures: dict[str, Realization | None] = {}
    for row in KABKOTA:
        below = draw(st.integers(1, 10**6))
        figure = counts(draw(st.integers(0, below)), below)
        if row.kind is Kind.VERSION:
            figure = declared(draw(st.sampled_from(["SIAK 7.3", "SIAK 7.2"])))
        if row.kind is Kind.NONE_ALLOWED:
            figure = declared(str(draw(st.integers(0, 2))), incidents=draw(st.integers(0, 1)))
        figures[row.code] = draw(st.sampled_from([figure, figure, figure, None]))
    return figures


def judged(figures: dict[str, Realization | None], policy: Policy = DEFAULT) -> list[Completion]:
    return [completion(row, figures[row.code], policy) for row in KABKOTA]


@given(semesters(), st.randoms())
def test_order_never_matters_to_a_unit(figures: dict[str, Realization | None], random: Random) -> None:
    rows = judged(figures)
    turned = rows[:]
    random.shuffle(turned)
    assert unit_score(turned) == unit_score(rows)


@given(semesters())
def test_a_nilai_is_given_exactly_when_nothing_is_missing(figures: dict[str, Realization | None]) -> None:
    result = unit_score(judged(figures))
    silent = any(row.state is not State.REPORTED for row in result.completions)
    assert (result.provisional, result.grade is None) == (silent, silent)


@given(semesters(), st.sampled_from([row.code for row in KABKOTA]))
def test_a_better_figure_is_never_a_worse_unit(figures: dict[str, Realization | None], code: str) -> None:
    row = next(row for row in KABKOTA if row.code == code)
    figure = figures[code]
    if figure is None or row.kind in (Kind.VERSION, Kind.NONE_ALLOWED):
        return
    better = figures | {code: replace(figure, numerator=figure.denominator)}
    for policy in (DEFAULT, Policy.from_data({"aggregate": "mean_of_nilai"})):
        before, after = (unit_score(judged(found, policy), policy) for found in (figures, better))
        assert (before.percent or 0) <= (after.percent or 0)
        assert RANK[before.grade and before.grade.nilai] <= RANK[after.grade and after.grade.nilai]


@settings(max_examples=50)
@given(semesters())
def test_every_result_is_recomputed_from_its_data(figures: dict[str, Realization | None]) -> None:
    rows = tuple(Figure(row, figures[row.code]) for row in KABKOTA)
    unit = Unit("92.02", "Kabupaten Manokwari", "kabupaten")
    inputs = UnitInput(unit, "2025-1", date(2025, 6, 30), "100-1077/2017", DEFAULT, rows)
    assert judge(inputs.to_data()) == result_data(inputs, score(inputs))
