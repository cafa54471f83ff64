"""The workbook of a period's reports: its columns, and what is stored of each unit in it (K2)."""

from typing import Any

from django.db.models import QuerySet

from kinerja.exchange.columns import UNIT
from kinerja.exchange.layout import Filled, Layout, Line
from kinerja.exchange.report_columns import SUFFIXES, Terms, report_head, report_layout
from kinerja.exchange.results_columns import SHEETS
from kinerja.models import Indicator, Period, SemesterEvaluation
from kinerja.selectors.report import outputs_of, reports_by_evaluation


def report_book_layout(period: Period) -> Layout:
    """The workbook of a period's reports: sheets for the duties that the set asks reports of."""
    rows = Indicator.objects.filter(indicator_set=period.indicator_set_id, kind=Indicator.Kind.REPORTS)
    asked = set(rows.values_list("duties", flat=True))
    required = {
        title: outputs_of(period.indicator_set_id, duties)
        for title, duties in SHEETS.items()
        if duties in asked
    }
    terms = Terms(
        period=period.code,
        indicator_set=period.indicator_set.code,
        label=period.label,
        starts=period.starts,
        due=period.reports_due,
    )
    return report_layout(required, terms)


def report_template(period: Period, evaluations: "QuerySet[Any]") -> Filled:
    """The workbook to fill in for some evaluations of a period, with what is stored already.

    Args:
        period: with its set.
        evaluations: those that whoever asks may see.
    """
    layout = report_book_layout(period)
    titles = {duties: title for title, duties in SHEETS.items() if title in layout.sheets}
    rows: list[SemesterEvaluation] = list(evaluations.filter(duties__in=titles).order_by("region_code"))
    stored = reports_by_evaluation([row.pk for row in rows])
    lines: dict[str, list[Line]] = {title: [] for title in layout.sheets}
    for row in rows:
        values = dict(zip(UNIT, (row.region_code, row.full_name), strict=True))
        values |= {
            report_head(code, field): getattr(report, field)
            for code, report in stored.get(row.pk, {}).items()
            for field in SUFFIXES
        }
        lines[titles[row.duties]].append(Line(values))
    return layout, lines
