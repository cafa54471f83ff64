"""Reports on outputs, and the figure of K2 they come to."""

from datetime import date
from decimal import Decimal

import pytest

from kinerja.rules.entry import Figures
from kinerja.rules.reports import Report, report_faults, reports_figure

STARTS, DUE, TODAY = date(2018, 1, 1), date(2018, 7, 31), date(2018, 9, 1)


def test_nihil_is_a_report_and_silence_is_none() -> None:
    assert (Report(DUE, 0).is_empty, Report().is_empty) == (False, True)


def test_plain_data_and_back() -> None:
    report = Report(DUE, 120, synthetic=True)
    assert report.to_data() == {"reported_on": "2018-07-31", "quantity": 120, "synthetic": True}
    assert Report.from_data(report.to_data()) == report
    assert Report.from_data(None) == Report()


def test_the_last_day_is_on_time_and_the_next_is_late() -> None:
    reports = [Report(DUE, 0), Report(date(2018, 8, 1), 5), Report(STARTS, 7), Report()]
    assert reports_figure(reports, 22, DUE) == Figures(Decimal(2), Decimal(22), source="Laporan per keluaran")


@pytest.mark.parametrize("reports", [[], [Report()]])
def test_without_reports_nothing_is_reported(reports: list[Report]) -> None:
    assert reports_figure(reports, 22, DUE) == Figures()


def test_all_late_is_zero_and_not_missing() -> None:
    figure = reports_figure([Report(date(2018, 8, 1), 5)], 22, DUE)
    assert (figure.numerator, figure.is_empty) == (Decimal(0), False)


@pytest.mark.parametrize(
    ("report", "fields"),
    [
        (Report(), []),
        (Report(STARTS, 0), []),
        (Report(TODAY, 2_147_483_647), []),
        (Report(date(2017, 12, 31), 1), ["reported_on"]),
        (Report(date(2018, 9, 2), 1), ["reported_on"]),
        (Report(None, -1), ["reported_on", "quantity"]),
        (Report(DUE, None), ["quantity"]),
        (Report(DUE, 2_147_483_648), ["quantity"]),
    ],
)
def test_what_cannot_be_stored(report: Report, fields: list[str]) -> None:
    assert list(report_faults(report, STARTS, TODAY)) == fields
