"""Made-up figures: whole, plausible, marked."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.demo.figures import Unit, spread
from kinerja.demo.tiers import FAIR, STRONG, WEAK, tier_of
from kinerja.rules.entry import Figures, faults
from kinerja.rules.types import Indicator, Kind

CODES = [f"{province}.{place:02}" for province in (11, 32, 92) for place in range(1, 40)]
KINDS = {
    **dict.fromkeys(("K1.1a", "K1.1b"), Kind.RATIO),
    "K1.2": Kind.NATIONAL_TARGET,
    "K1.3": Kind.VERSION,
    **dict.fromkeys(("K1.4", "P1.4"), Kind.ALL_UNITS),
    **dict.fromkeys(("K1.5", "P2.a", "P2.b"), Kind.NONE_ALLOWED),
    **dict.fromkeys(("K1.6", "P1.5"), Kind.RANGE),
    "K2": Kind.REPORTS,
    "K3": Kind.COUNT,
}


def units() -> list[Unit]:
    return [Unit(code, "2025-1", 25_000 + 9_000 * place, ("8.1", "7.2")) for place, code in enumerate(CODES)]


def every_figure() -> list[tuple[str, Figures]]:
    return [pair for unit in units() for pair in (*unit.kabkota().items(), *unit.province().items())]


def test_a_unit_reports_what_the_decree_asks_of_it() -> None:
    unit = units()[0]
    assert " ".join(unit.kabkota()) == "K1.1a K1.1b K1.2 K1.3 K1.4 K1.5 K1.6 K2 K3 P2.b"
    assert list(unit.province()) == ["P1.4", "P1.5", "P2.a"]


def test_every_figure_could_have_been_entered_by_hand() -> None:
    starts, cutoff = date(2025, 1, 1), date(2025, 6, 30)
    found = [faults(said, Indicator(code, KINDS[code]), starts, cutoff) for code, said in every_figure()]
    assert [fault for fault in found if fault] == []


def test_every_figure_says_that_it_is_made_up() -> None:
    assert {(said.synthetic, said.source) for _code, said in every_figure()} == {(True, "sintetis (contoh)")}


def test_a_semester_differs_from_the_other_and_not_from_itself() -> None:
    first, again, other = (
        Unit("92.03", period, 90_000, ("8.1", "7.2")).kabkota() for period in ("2025-1", "2025-1", "2018-1")
    )
    assert first == again
    assert first["K1.2"] != other["K1.2"]


def test_the_printed_are_counted_over_the_recorded() -> None:
    all_figures = [unit.kabkota() for unit in units()]
    recorded = [figures["K1.1a"].numerator for figures in all_figures]
    assert [figures["K1.1b"].denominator for figures in all_figures] == recorded


def test_all_tiers_occur() -> None:
    assert {id(tier_of(code, "2025-1")) for code in CODES} == {id(STRONG), id(FAIR), id(WEAK)}


@pytest.mark.parametrize("percent", ["90.47", "44.78", "106.79"])
def test_spread_parts_add_up_to_the_published_percentage(percent: str) -> None:
    wholes = [31_000, 207_654, 12, 98_765]
    parts = spread(Decimal(percent), wholes, "52", "K1.2")
    assert round(Decimal(sum(parts) * 100) / sum(wholes), 2) == Decimal(percent)


@given(
    st.decimals(0, 150, places=2),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=40),
    st.text(max_size=5),
)
def test_spread_loses_nobody(percent: Decimal, wholes: list[int], word: str) -> None:
    parts = spread(percent, wholes, word)
    assert len(parts) == len(wholes)
    assert min(parts) >= 0
    assert abs(sum(parts) - percent * sum(wholes) / 100) <= Decimal("0.5")
