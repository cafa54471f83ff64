"""The outputs a unit reports on, and its reports (II.A.1, K2)."""

from collections import defaultdict
from collections.abc import Iterable

from kinerja.models import SemesterEvaluation, ServiceOutput, ServiceReport
from kinerja.rules.reports import Report


def required_outputs(evaluation: SemesterEvaluation) -> list[ServiceOutput]:
    """The outputs of II.A.1 that a unit reports on, in the decree's order."""
    return outputs_of(evaluation.period.indicator_set_id, evaluation.duties)


def outputs_of(indicator_set: int, duties: str) -> list[ServiceOutput]:
    """The outputs that units with some duties report on, in the decree's order.

    Those that an indicator of their own scores (KTP-el, Akta Kelahiran) are not among them: 22 of 24 (R2).
    """
    rows = ServiceOutput.objects.filter(indicator_set=indicator_set, duties=duties, scored_by="")
    return list(rows.order_by("sequence"))


def stored_reports(evaluation: SemesterEvaluation) -> dict[str, Report]:
    """The reports of an evaluation by code of the output; an output without one is absent."""
    found = reports_by_evaluation([evaluation.pk]).get(evaluation.pk, {})
    return {code: report_of(row) for code, row in found.items()}


def reports_by_evaluation(evaluations: Iterable[int]) -> dict[int, dict[str, ServiceReport]]:
    """The reports of some evaluations, by id and code of the output, in the decree's order; in one query."""
    found: dict[int, dict[str, ServiceReport]] = defaultdict(dict)
    rows = ServiceReport.objects.filter(evaluation__in=list(evaluations)).select_related("output")
    for row in rows.order_by("output__sequence"):
        found[row.evaluation_id][row.output.code] = row
    return found


def report_of(row: ServiceReport) -> Report:
    """A stored report as the rules read it."""
    return Report(row.reported_on, row.quantity, row.synthetic)
