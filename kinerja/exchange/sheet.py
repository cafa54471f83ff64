"""A table as it was read, whatever file it came in."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kinerja.exchange.markup import Place

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 15_000, 120, 20
MAX_CELLS = 1_000_000
Cell = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet from its first on; row and column of a place begin with 1.

    ``faults`` says of cells without a value what they hold and, behind a semicolon, what to do; ``percents``
    those whose number is shown as a percentage (0.84 for "84 %"), ``merged`` the ranges of merged cells:
    "A3:B4".
    """

    rows: list[list[Cell]]
    faults: dict[Place, str]
    name: str = ""
    percents: frozenset[Place] = field(default=frozenset())
    merged: tuple[str, ...] = ()
    hidden: bool = False


def folded(title: str) -> str:
    """A title of a sheet as titles are compared."""
    return title.strip().casefold()


def trimmed(values: list[Cell]) -> list[Cell]:
    """A row without the empty cells at its end."""
    while values and values[-1] is None:
        values.pop()
    return values
