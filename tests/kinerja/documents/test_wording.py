"""Figures, dates and signs as they are printed."""

from kinerja.documents.wording import bound, day, number, percent, signs
from tests.kinerja.documents.papers import NBSP


def test_steps_are_escaped_before_a_sign_is_set_apart() -> None:
    assert signs(bound("<b>9 % ≥ 8 %")) == (f'&lt;b&gt;9{NBSP}% <span class="sign">≥</span> 8{NBSP}%')


def test_figures_and_dates() -> None:
    assert (percent("84.33"), percent("1234.5"), percent(None)) == (f"84,33{NBSP}%", f"1.234,50{NBSP}%", "–")
    assert (number(90), number(None), day("2025-06-30")) == ("90", "–", "30 Juni 2025")
