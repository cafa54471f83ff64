"""A template as people see it: on the screen and on paper."""

from io import BytesIO

import openpyxl

from kinerja.exchange.layout import GUIDE, Line
from kinerja.exchange.template import write_template
from tests.kinerja.exchange.decree_columns import LAYOUT

SHEET = "Kabupaten-Kota"
BOOK = openpyxl.load_workbook(
    BytesIO(write_template(LAYOUT, {SHEET: [Line({"kode": "92.03", "nama": "Fakfak", "K1.2:n": 4000})]}))
)


def test_counts_are_whole_and_only_money_has_fractions() -> None:
    """Behind a whole number Excel leaves the mark of "#,##0.##" and writes it to CSV, where it is a fault."""
    shown = {head.value: BOOK[SHEET].cell(3, head.column).number_format for head in BOOK[SHEET][1]}
    assert (shown["K1.2:n"], shown["K1.2:p"], shown["K1.6:n"]) == ("#,##0", "0.00##", "#,##0.00")
    assert not [form for form in shown.values() if form.endswith(".##")]


def test_headings_and_words_are_as_tall_as_they_wrap() -> None:
    assert BOOK[SHEET].row_dimensions[2].height > 60
    heights = {row: BOOK[GUIDE].row_dimensions[row].height for row in range(5, BOOK[GUIDE].max_row + 1)}
    assert set(heights.values()) <= {None, 30, 45, 60}
    assert heights[5] is None


def test_on_few_pages_with_headings_on_each() -> None:
    own, guide = BOOK[SHEET], BOOK[GUIDE]
    assert [sheet.page_setup.orientation for sheet in (own, guide)] == ["landscape", "landscape"]
    assert (own.page_setup.fitToWidth, own.page_setup.fitToHeight) == (5, 0)
    assert (own.print_title_rows, own.print_title_cols) == ("$1:$2", "$A:$B")
    assert (guide.page_setup.fitToHeight, guide.print_title_rows) == (0, "$5:$5")
    assert guide.sheet_properties.pageSetUpPr.fitToPage
