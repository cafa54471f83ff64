"""Written to the workbook and read back, any figures that can be stored are the same again."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kinerja.exchange.laid_out import read_laid_out
from kinerja.exchange.layout import Line
from kinerja.exchange.results_columns import SHEETS, figures_row
from kinerja.exchange.template import write_template
from kinerja.rules.entry import Figures, faults
from kinerja.selectors.entry import rules_indicator
from tests.kinerja.exchange.decree_columns import CUTOFF, LAYOUT, STARTS, indicators

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
    for row in indicators(SHEETS[title]):
        fields = [column.name for column in LAYOUT.sheets[title] if column.group == row.code]
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
    values = {
        column.head: getattr(said[column.group], column.name)
        for column in LAYOUT.sheets[title]
        if column.group in said
    }
    content = write_template(LAYOUT, {title: [Line({"kode": code, "nama": "=Papua"} | values)]})
    read = read_laid_out("a.xlsx", BytesIO(content), len(content), 10**7, LAYOUT)
    assert read.faults == ()
    [line] = read.rows
    row = figures_row(line, LAYOUT.sheets[title])
    assert (row.code, row.name) == (code, "=Papua")
    back = {name: Figures(**given) for name, given in row.figures.items()}
    assert {name: figure for name, figure in back.items() if not figure.is_empty} == said
