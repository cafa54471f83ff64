"""The columns of the decree's results workbook, without a database."""

import json
from datetime import date, timedelta
from pathlib import Path

from kinerja.exchange.results_columns import SHEETS, Terms, results_layout
from kinerja.models import Indicator
from kinerja.selectors.entry import entry_fields
from tests.builders import FIXTURES

SET = json.loads(Path(FIXTURES / "indicator_sets" / "100-1077-2017.json").read_text(encoding="utf-8"))
STARTS, CUTOFF = date(2025, 1, 1), date(2025, 6, 30)
TERMS = Terms(
    "2025-1",
    "100-1077/2017",
    "Semester I Tahun 2025",
    STARTS,
    CUTOFF,
    STARTS - timedelta(days=366),
    ("8.1",),
)


def indicators(duties: str) -> list[Indicator]:
    """Those of the decree, without a database."""
    rows = [Indicator(**{k: v for k, v in row.items() if k != "parent"}) for row in SET["indicators"]]
    return [row for row in rows if row.duties == duties and row.kind != Indicator.Kind.MEAN]


LAYOUT = results_layout(
    {
        title: [(row, entry_fields(row, duties)) for row in indicators(duties)]
        for title, duties in SHEETS.items()
    },
    TERMS,
)
