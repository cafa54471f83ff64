"""Reports on service outputs; the figure of K2 follows them in the same transaction (II.A.1, R2)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.models import SemesterEvaluation, ServiceOutput
from kinerja.rules.reports import Report, report_faults
from kinerja.selectors.report import required_outputs, stored_reports
from kinerja.services.errors import FigureErrors, Refused
from kinerja.services.evaluation import Saved, check_entry
from kinerja.services.locking import lock
from kinerja.services.report_store import Filed, reports_indicator, store_reports
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
        reports_indicator(locked.period, locked.duties)
        _refuse_unknown(reports, outputs)
        stored = stored_reports(locked)
        changed, theirs = mine_only(
            locked, version, mine=reports, stored=stored, nothing=Report(), part="reports"
        )
        _check(locked, changed)
        if changed:
            filed = {locked: {code: Filed(report) for code, report in changed.items()}}
            store_reports(period=locked.period, filed=filed, actor=actor)
            locked = lock(locked)
    return Saved(locked, tuple(changed), theirs)


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
