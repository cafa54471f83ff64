"""Units whose score was given before, by indicators with their figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.record import Figure, Unit, UnitInput
from kinerja.rules.targets import NationalTarget
from kinerja.rules.types import Indicator, Realization

UNIT = Unit("92.02", "Kabupaten Manokwari", "kabupaten")
#: A further national target of the year.
RPJMN = {"K1.2": (NationalTarget(2018, Decimal("82.5"), "RPJMN"),)}


def unit(*rows: tuple[Indicator, Realization | None], **policy: Any) -> UnitInput:
    """A unit of these indicators, under a policy."""
    figures = tuple(Figure(indicator, figure) for indicator, figure in rows)
    return given_figures(*figures, **policy)


def given_figures(*figures: Figure, **policy: Any) -> UnitInput:
    """A unit of these figures, under a policy."""
    kept = Policy.from_data(policy) if policy else DEFAULT
    return UnitInput(UNIT, "2018-1", date(2018, 6, 30), "100-1077/2017", kept, figures)
