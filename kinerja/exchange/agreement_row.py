"""What one row of the workbook of agreements says: the letter, its targets, its programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from kinerja.exchange.agreement_columns import NUMBER, PROGRAM, SERIES, program_head, target_head
from kinerja.rules.data import decimal_text


@dataclass(frozen=True, slots=True)
class Program:
    """A program in its place, the first being 1; without a budget it says nothing yet."""

    place: int
    name: str
    budget: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What an office promises for a year; ``targets`` by indicator code, without those left to the decree."""

    number: str
    series: str
    targets: Mapping[str, Decimal]
    programs: tuple[Program, ...]

    @classmethod
    def read(cls, values: Mapping[str, Any], most: int) -> Self:
        """Read values by their headers, as a row or ``data`` has them.

        Args:
            values: numbers may be text; what is not there or empty says nothing.
            most: the highest place of a program.
        """
        end = target_head("")
        targets = {
            head.removesuffix(end): Decimal(value)
            for head, value in values.items()
            if head.endswith(end) and value is not None
        }
        programs = (_program(place, values) for place in range(1, most + 1))
        said = tuple(row for row in programs if row.name or row.budget is not None or row.note)
        return cls((values.get(NUMBER) or "").strip(), values.get(SERIES) or "", targets, said)

    @property
    def values(self) -> dict[str, Any]:
        """The values by their headers, as cells hold them; programs move up to the first places."""
        named: dict[str, Any] = {NUMBER: self.number, SERIES: self.series}
        named |= {target_head(code): target for code, target in self.targets.items()}
        for place, row in enumerate(self.programs, 1):
            named |= {program_head(place, field): getattr(row, field) for field in PROGRAM}
        return named

    @property
    def data(self) -> dict[str, Any]:
        """The values as plain data."""
        return {
            head: decimal_text(value) if isinstance(value, Decimal) else value
            for head, value in self.values.items()
        }


def _program(place: int, values: Mapping[str, Any]) -> Program:
    name, budget, note = (values.get(program_head(place, field)) for field in PROGRAM)
    return Program(place, (name or "").strip(), budget, (note or "").strip())
