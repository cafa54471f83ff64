"""How far the units of a period are: counted from rows that are read already, no query of its own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kinerja.models import SemesterEvaluation
from kinerja.rules.bands import BELOW_TABLE
from kinerja.rules.policy import Policy
from kinerja.selectors.overview import UnitRow

#: Looks of the bars, from the table's nilai; what has no row or no result has its own.
BELOW, PENDING = "below", "none"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the units: how many, what they are called, how the bar looks."""

    key: str
    label: str
    look: str
    count: int
    total: int

    @property
    def percent(self) -> Decimal:
        """The part in per cent of all units counted."""
        return Decimal(100) * self.count / self.total if self.total else Decimal(0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the units of a selection are."""

    total: int
    submitted: int
    final: int
    provisional: int
    synthetic: int
    states: tuple[Share, ...]
    bands: tuple[Share, ...]

    @property
    def submitted_percent(self) -> Decimal:
        """Share of the units that have handed in, in per cent."""
        return Decimal(100) * self.submitted / self.total if self.total else Decimal(0)

    @property
    def final_percent(self) -> Decimal:
        """Share of the units whose result is final, in per cent."""
        return Decimal(100) * self.final / self.total if self.total else Decimal(0)


def progress(rows: Sequence[UnitRow], policy: Policy) -> Progress:
    """Count the states and the kategori of a selection.

    Args:
        rows: the units counted.
        policy: its bands give the kategori and their order (R1).
    """
    states = Counter(row.state for row in rows)
    state = SemesterEvaluation.State
    return Progress(
        total=len(rows),
        submitted=states[state.SUBMITTED] + states[state.VERIFIED] + states[state.FINAL],
        final=states[state.FINAL],
        provisional=sum(row.provisional for row in rows),
        synthetic=sum(row.synthetic for row in rows),
        states=tuple(
            Share(key, str(label), key, states[key], len(rows)) for key, label in _states_from_done()
        ),
        bands=tuple(_bands(rows, policy)),
    )


def _states_from_done() -> list[tuple[str, Any]]:
    labels = dict(SemesterEvaluation.State.choices)
    return [(key, labels[key]) for key in ("final", "verified", "submitted", "returned", "reopened", "draft")]


def kategori_looks(policy: Policy) -> list[tuple[str, str]]:
    """The kategori of a policy, best first, each with its look."""
    table = [(band.kategori, str(band.nilai)) for band in policy.bands]
    below = policy.below_table.kategori if policy.below_table else BELOW_TABLE
    return [*table, (below, BELOW)]


def _bands(rows: Sequence[UnitRow], policy: Policy) -> Iterable[Share]:
    counts = Counter(row.kategori for row in rows)
    for kategori, look in kategori_looks(policy):
        yield Share(kategori, kategori, look, counts[kategori], len(rows))
    yield Share("-", _("Belum ada nilai"), PENDING, counts[""], len(rows))
