from dataclasses import replace
from datetime import date

from kinerja.rules.policy import DEFAULT
from kinerja.rules.record import Figure, Unit, UnitInput, score
from kinerja.rules.types import Notice, Realization
from kinerja.rules.unfit import without_unfit
from tests.kinerja.rules.builders import KABKOTA, counts, full

FIGURES = full()
WHOLE = UnitInput(
    unit=Unit("92.03", "Fakfak", "kabupaten"),
    period="2025-1",
    cutoff=date(2025, 6, 30),
    indicator_set="100-1077/2017",
    policy=DEFAULT,
    figures=tuple(Figure(row, FIGURES[row.code]) for row in KABKOTA),
)


def test_what_can_be_judged_stays_as_it_is() -> None:
    assert without_unfit(WHOLE) == (WHOLE, [])


def test_what_cannot_counts_as_not_reported_with_a_warning() -> None:
    text = "Pembilang 30 tidak mungkin melebihi penyebut 20."
    place = next(place for place, row in enumerate(KABKOTA) if row.code == "K1.4")
    figures = list(WHOLE.figures)
    figures[place] = Figure(KABKOTA[place], counts(30, 20))
    emptied = figures.copy()
    emptied[place] = Figure(KABKOTA[place], Realization(notices=(Notice("figure_unfit", text),)))
    found, told = without_unfit(replace(WHOLE, figures=tuple(figures)))
    assert (found, told) == (replace(WHOLE, figures=tuple(emptied)), [f"K1.4: {text}"])
    assert (score(found).provisional, score(found).missing) == (True, ("K1.4",))
