"""The outputs a unit reports on, and its reports (II.A.1, K2)."""

from kinerja.models import SemesterEvaluation, ServiceOutput, ServiceReport
from kinerja.rules.reports import Report


def required_outputs(evaluation: SemesterEvaluation) -> list[ServiceOutput]:
    """The outputs of II.A.1 that a unit reports on, in the decree's order.

    Those that an indicator of their own scores (KTP-el, Akta Kelahiran) are not among them: 22 of 24 (R2).
    """
    rows = ServiceOutput.objects.filter(
        indicator_set=evaluation.period.indicator_set_id, duties=evaluation.duties, scored_by=""
    )
    return list(rows.order_by("sequence"))


def stored_reports(evaluation: SemesterEvaluation) -> dict[str, Report]:
    """The reports of an evaluation by code of the output; an output without one is absent."""
    rows = ServiceReport.objects.filter(evaluation=evaluation).select_related("output")
    return {row.output.code: Report(row.reported_on, row.quantity, row.synthetic) for row in rows}
