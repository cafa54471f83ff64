"""Written to the workbook and read back, any figures that can be stored are the same again."""

import json
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kinerja.exchange.results import SHEETS, Column, Stamp, columns_of, read_results
from kinerja.exchange.results_template import Line, Terms, write_template
from kinerja.models import Indicator
from kinerja.rules.entry import Figures, faults
from kinerja.selectors.entry import entry_fields, rules_indicator
from tests.builders import FIXTURES

SET = json.loads(Path(FIXTURES / "indicator_sets" / "100-1077-2017.json").read_text(encoding="utf-8"))
STARTS, CUTOFF = date(2025, 1, 1), date(2025, 6, 30)
STAMP = Stamp("2025-1", "100-1077/2017")
TERMS = Terms(STAMP, "Semester I Tahun 2025", STARTS, CUTOFF, STARTS - timedelta(days=366), ("8.1",))


def indicators(duties: str) -> list[Indicator]:
    """Those of the decree, without a database."""
    rows = [Indicator(**{k: v for k, v in row.items() if k != "parent"}) for row in SET["indicators"]]
    return [row for row in rows if row.duties == duties and row.kind != Indicator.Kind.MEAN]


COLUMNS: dict[str, tuple[Column, ...]] = {
    title: columns_of((row, entry_fields(row, duties)) for row in indicators(duties))
    for title, duties in SHEETS.items()
}
numbers = st.decimals(min_value=0, max_value=Decimal("9999999999999.99"), places=2)
percents = st.decimals(min_value=0, max_value=Decimal("99999.9999"), places=4)
days = st.dates(STARTS, CUTOFF)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(str.strip)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "numerator": st.none() | numbers,
    "denominator": st.none() | numbers,
    "percent": st.none() | percents,
    "value": texts.map(lambda text: text[:40].strip()),
    "cutoff": st.none() | days,
    "denominator_cutoff": st.none() | days,
    "source": texts,
}


@st.composite
def figures(draw: st.DrawFn, title: str) -> dict[str, Figures]:
    """Figures of one unit that can be stored."""
    found: dict[str, Figures] = {}
    for row in {column.indicator.code: column.indicator for column in COLUMNS[title]}.values():
        fields = [column.field for column in COLUMNS[title] if column.indicator.code == row.code]
        figure = Figures(**{name: draw(VALUES[name]) for name in fields})
        if not figure.is_empty and not faults(figure, rules_indicator(row, SHEETS[title]), STARTS, CUTOFF):
            found[row.code] = figure
    return found


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(sorted(SHEETS)))
def test_any_figures_come_back_as_they_were(data: st.DataObject, title: str) -> None:
    said = data.draw(figures(title))
    assume(said)
    code = "92" if title == "Provinsi" else "92.03"
    content = write_template(COLUMNS, {title: [Line(code, "=Papua", said)]}, TERMS)
    read = read_results("a.xlsx", BytesIO(content), len(content), 10**7, columns=COLUMNS, stamp=STAMP)
    assert read.faults == ()
    [row] = read.rows
    assert (row.code, row.name) == (code, "=Papua")
    back = {name: Figures(**given) for name, given in row.figures.items()}
    assert {name: figure for name, figure in back.items() if not figure.is_empty} == said
