"""Reports on service outputs; the figure of K2 follows them in the same transaction (II.A.1, R2)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.models import Indicator, SemesterEvaluation, ServiceOutput, ServiceReport
from kinerja.rules.reports import Report, report_faults, reports_figure
from kinerja.rules.types import Kind
from kinerja.selectors.entry import indicator_of_kind
from kinerja.selectors.report import required_outputs, stored_reports
from kinerja.services.errors import FigureErrors, Refused
from kinerja.services.evaluation import Saved, check_entry
from kinerja.services.locking import lock
from kinerja.services.realization import REPORTED, store
from kinerja.services.stale import mine_only
from officials.models import User


def save_reports(
    *, evaluation: SemesterEvaluation, actor: User, version: int, reports: Mapping[str, Report]
) -> Saved:
    """Store reports and reckon K2 anew: outputs reported by ``period.reports_due`` over outputs required.

    Args:
        evaluation: of a unit that reports on outputs.
        actor: an operator of the unit or of the Ditjen.
        version: ``evaluation.version`` when the form was opened.
        reports: by code of the output; untouched ones may be among them, an empty one takes a report back.

    Returns:
        What changed, by code of the output.

    Raises:
        NotPermitted, Refused: as ``evaluation.save_figures``; or the unit reports on no outputs.
        FigureErrors: an impossible report; by code of the output and field.
        StaleEntry: somebody changed the same report in between.

    Source: R2 (K2), R4.
    """
    with transaction.atomic():
        locked = lock(evaluation)
        check_entry(locked, actor)
        outputs = {row.code: row for row in required_outputs(locked)}
        indicator = _indicator(locked)
        _refuse_unknown(reports, outputs)
        stored = stored_reports(locked)
        changed, theirs = mine_only(
            locked, version, mine=reports, stored=stored, nothing=Report(), part="reports"
        )
        _check(locked, changed)
        if not changed:
            return Saved(locked, (), theirs)
        for code, report in changed.items():
            _write(locked, outputs[code], report, actor)
        figure = reports_figure(stored_reports(locked).values(), len(outputs), locked.period.reports_due)
        beside = (
            {"reports": {code: _data(stored.get(code, Report())) for code in changed}},
            {"reports": {code: _data(said) for code, said in changed.items()}},
        )
        locked = store(
            evaluation=locked, actor=actor, action=REPORTED, figures={indicator: figure}, beside=beside
        )
    return Saved(locked, tuple(changed), theirs)


def _indicator(evaluation: SemesterEvaluation) -> Indicator:
    found = indicator_of_kind(evaluation, Kind.REPORTS)
    if found is None:
        raise Refused([_("Unit kerja ini tidak menyampaikan laporan per keluaran.")])
    return found


def _refuse_unknown(reports: Mapping[str, Report], outputs: Mapping[str, ServiceOutput]) -> None:
    unknown = [code for code in reports if code not in outputs]
    if unknown:
        raise Refused(_("%s bukan keluaran yang dilaporkan unit kerja ini.") % code for code in unknown)


def _check(evaluation: SemesterEvaluation, reports: Mapping[str, Report]) -> None:
    starts, today = evaluation.period.starts, timezone.localdate()
    errors = {code: report_faults(report, starts, today) for code, report in reports.items()}
    found = {code: fields for code, fields in errors.items() if fields}
    if found:
        raise FigureErrors(found)


def _write(evaluation: SemesterEvaluation, output: ServiceOutput, report: Report, actor: User) -> None:
    if report.is_empty:
        ServiceReport.objects.filter(evaluation=evaluation, output=output).delete()
        return
    said = {"reported_on": report.reported_on, "quantity": report.quantity, "synthetic": report.synthetic}
    ServiceReport.objects.update_or_create(
        evaluation=evaluation, output=output, defaults=said | {"entered_by": actor}
    )


def _data(report: Report) -> dict[str, Any] | None:
    return None if report.is_empty else report.to_data()
