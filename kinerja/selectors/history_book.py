"""The workbook of a past period: the results, and beside each unit the score it was given then."""

from typing import Any

from django.db.models import QuerySet

from kinerja.exchange.history_columns import HEADS, history_layout
from kinerja.exchange.layout import Filled, Layout
from kinerja.models import PastScore, Period, SemesterEvaluation
from kinerja.selectors.results import layout_of, result_lines


def history_layout_of(period: Period) -> Layout:
    """The workbook of a past period."""
    return history_layout(layout_of(period), period.label)


def history_template(period: Period, evaluations: "QuerySet[Any]") -> Filled:
    """The workbook to fill in for some evaluations of a period, with what is stored already.

    Args:
        period: with its set.
        evaluations: those that whoever asks may see.
    """
    rows: list[SemesterEvaluation] = list(evaluations.order_by("region_code"))
    layout = history_layout_of(period)
    stored = PastScore.objects.filter(evaluation__in=[row.pk for row in rows])
    past = {row.evaluation_id: {head: getattr(row, name) for name, head in HEADS.items()} for row in stored}
    return layout, result_lines(period, rows, layout, past)
