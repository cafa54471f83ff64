"""A unit's report on one service output, and what the reports of a unit come to (II.A.1, K2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kinerja.rules.data import Data
from kinerja.rules.entry import Figures
from kinerja.rules.rounding import written
from kinerja.rules.warnings import date_text

LARGEST: Final = 2_147_483_647
SOURCE: Final = "Laporan per keluaran"


@dataclass(frozen=True, slots=True)
class Report:
    """When a unit reported on an output and how many documents it made; 0 is "nihil", which is a report.

    An empty one takes the report back.  ``synthetic`` does not make two reports differ.
    """

    reported_on: date | None = None
    quantity: int | None = None
    synthetic: bool = field(default=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is reported."""
        return self.reported_on is None and self.quantity is None

    def to_data(self) -> Data:
        """Return the report in plain JSON types."""
        day = self.reported_on and self.reported_on.isoformat()
        return {"reported_on": day, "quantity": self.quantity, "synthetic": self.synthetic}

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Report:
        """Read ``to_data`` back; None is an empty report."""
        if data is None:
            return cls()
        day = data["reported_on"]
        return cls(date.fromisoformat(day) if day else None, data["quantity"], data["synthetic"])


def report_faults(report: Report, starts: date, today: date) -> dict[str, str]:
    """Tell what keeps a report from being stored.

    Args:
        report: an empty one can be stored.
        starts: first day of the semester, before which nobody reports on it.
        today: nobody reports tomorrow.

    Returns:
        Field -> one Indonesian sentence.
    """
    if report.is_empty:
        return {}
    found = {}
    if report.reported_on is None:
        found["reported_on"] = "Tanggal laporan belum diisi."
    elif not starts <= report.reported_on <= today:
        found["reported_on"] = (
            f"Tanggal {date_text(report.reported_on)} tidak mungkin; "
            f"isi tanggal dari {date_text(starts)} sampai {date_text(today)}."
        )
    if report.quantity is None:
        found["quantity"] = "Jumlah dokumen belum diisi; tulis 0 bila nihil."
    elif not 0 <= report.quantity <= LARGEST:
        found["quantity"] = f"Jumlah dokumen harus 0 sampai {written(LARGEST)}."
    return found


def reports_figure(reports: Iterable[Report], required: int, due: date) -> Figures:
    """Return the figure of K2: outputs reported on time over outputs required.

    Args:
        reports: those that are in; without one nothing is reported (R4).
        required: how many outputs a unit reports on (22).
        due: last day on which a report is on time.

    Source: R2 (K2).
    """
    rows = [row for row in reports if row.reported_on is not None]
    if not rows:
        return Figures()
    on_time = sum(1 for row in rows if row.reported_on is not None and row.reported_on <= due)
    synthetic = any(row.synthetic for row in rows)
    return Figures(Decimal(on_time), Decimal(required), source=SOURCE, synthetic=synthetic)
