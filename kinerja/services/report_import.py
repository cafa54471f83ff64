"""Reports on outputs by workbook: of many units in one transaction, or put back again (K2, R2, R4)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.exchange.cell_values import plain
from kinerja.exchange.fault import Fault
from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.layout import Filled, Layout, Row
from kinerja.exchange.report_columns import SUFFIXES, report_head, reports_data, reports_in
from kinerja.exchange.results_columns import SHEETS
from kinerja.models import Period, Realization, SemesterEvaluation, WorkbookImport
from kinerja.rules.reports import Report, report_faults
from kinerja.selectors.report import outputs_of, report_of, reports_by_evaluation
from kinerja.selectors.report_book import report_book_layout, report_template
from kinerja.selectors.scores import seen_in
from kinerja.services.errors import Refused, few
from kinerja.services.evaluation import entry_refused
from kinerja.services.import_plan import Book, Changes, Plan, given_period
from kinerja.services.locking import lock_rows
from kinerja.services.realization import Entry
from kinerja.services.record_import import Record, plan_records, refuse_touched
from kinerja.services.report_store import Filed, store_reports
from kinerja.services.unit_row import CODE, closed_entry, other_name, unknown_unit, wrong_sheet
from officials.models import User


def _layout(period: Period | None) -> Layout:
    return report_book_layout(given_period(period))


def _filled(period: Period | None, region: str, user: User) -> Filled:
    found = given_period(period)
    return report_template(found, seen_in(found, region, user))


class _Known:
    """The evaluations that the rows name, and what is reported of them."""

    def __init__(self, period: Period, rows: Collection[Row], actor: User) -> None:
        self.period, self.actor, self.today = period, actor, timezone.localdate()
        codes = {row.cells[CODE] for row in rows}
        found = SemesterEvaluation.objects.visible_to(actor).filter(period=period, region_code__in=codes)
        self.evaluations = {row.region_code: row for row in found.select_related("period", "unit")}
        keys = [row.pk for row in self.evaluations.values()]
        self.stored = _stored(keys)
        typed = Realization.objects.filter(evaluation__in=keys, indicator__kind="reports")
        self.typed = dict(typed.values_list("evaluation", "zero_reason"))
        self.sections = {
            (duties, row.code): row.section
            for duties in SHEETS.values()
            for row in outputs_of(period.indicator_set_id, duties)
        }

    def check(self, row: Row) -> Record | list[Fault]:
        """What a row says of its unit, or everything that is wrong with it."""
        evaluation = self.evaluations.get(row.cells[CODE])
        if evaluation is None:
            return [unknown_unit(row, self.period)]
        if evaluation.duties != SHEETS[row.sheet]:
            return [wrong_sheet(row)]
        before = self.stored.get(evaluation.pk, {})
        after = reports_in(row, before)
        changed = {code: after.get(code, Report()) for code in {**before, **after}}
        changed = {code: said for code, said in changed.items() if said != before.get(code, Report())}
        faults = closed_entry(row, evaluation, self.actor) if changed else []
        faults += self._faults(row, evaluation.duties, changed)
        if faults:
            return faults
        remarks = (*other_name(row, evaluation.full_name), *self._replaced(row, evaluation, changed))
        title = f"{evaluation.region_code} {evaluation.full_name}"
        was, becomes = reports_data(before), reports_data(after)
        return Record(row, str(evaluation.pk), title, was, becomes, remarks)

    def _faults(self, row: Row, duties: str, changed: Mapping[str, Report]) -> Iterator[Fault]:
        """What cannot be reported, each at its cell; a cell that cannot be read is named already."""
        for code, report in changed.items():
            for field, fault in report_faults(report, self.period.starts, self.today).items():
                head = report_head(code, field)
                if head in row.cells or head not in row.columns:
                    what, _mark, todo = fault.partition("; ")
                    shown, rule = _shown(getattr(report, field)), self.sections[duties, code]
                    yield row.fault(head, what, todo, value=shown, rule=rule)

    def _replaced(
        self, row: Row, evaluation: SemesterEvaluation, changed: Mapping[str, Report]
    ) -> Iterator[Fault]:
        """Remark that K2 was typed, or decided to be zero, and follows the reports from now on."""
        if not changed or evaluation.pk not in self.typed or self.stored.get(evaluation.pk):
            return
        head = next(head for head in row.columns if head.rpartition(":")[0] in changed)
        if self.typed[evaluation.pk]:
            yield row.fault(head, _("K2: nol yang ditetapkan Ditjen berakhir"), grave=False, rule="R4")
        else:
            what = _("K2 yang diisi langsung diganti hitungan dari laporan ini")
            yield row.fault(head, what, grave=False, rule="R2")


def _shown(value: date | int | None) -> str:
    """What stands in a cell."""
    return plain(value if isinstance(value, date) or value is None else str(value))


def _stored(evaluations: Collection[int]) -> dict[int, dict[str, Report]]:
    rows = reports_by_evaluation(evaluations)
    return {key: {code: report_of(row) for code, row in own.items()} for key, own in rows.items()}


def _plan(period: Period | None, file: LaidOut, actor: User) -> Plan:
    found = given_period(period)
    return plan_records(file, _Known(found, file.rows, actor))


def _lock(period: Period | None, file: LaidOut) -> None:
    codes = [row.cells[CODE] for row in file.rows]
    lock_rows(given_period(period), SemesterEvaluation.objects.filter(period=period, region_code__in=codes))


def _store(period: Period | None, plan: Plan, actor: User, note: str) -> Changes:
    """Write the reports that differ; what was read under the lock is what is stored."""
    records: dict[int, Record] = {int(row.key): row for row in plan.rows}
    rows = SemesterEvaluation.objects.filter(pk__in=records).select_related("period", "unit")
    found = {row.pk: row for row in rows}
    filed = {found[key]: _filed(record) for key, record in records.items()}
    done = store_reports(period=given_period(period), filed=filed, actor=actor, note=note)
    return {row.key: row.written | done[row.key] for row in plan.rows}


def _filed(record: Record) -> dict[str, Filed]:
    """What changes, by code of the output."""
    codes = {head.rpartition(":")[0]: None for head in record.changed}
    return {code: Filed(_report(record.after, code)) for code in codes}


def _report(data: Mapping[str, Any], code: str) -> Report:
    day, number = (data.get(report_head(code, field)) for field in SUFFIXES)
    return Report.from_data({"reported_on": day, "quantity": number, "synthetic": False})


def _restore(period: Period | None, changes: Changes, actor: User, note: str) -> None:
    """Every report, and K2, as it was before, if no report was touched since.

    Raises:
        Refused: some were, or a unit can no longer be entered for; names them.
    """
    found = given_period(period)
    rows = lock_rows(found, SemesterEvaluation.objects.filter(pk__in=list(changes)))
    stored = _stored([row.pk for row in rows])
    refuse_touched(changes, {str(row.pk): reports_data(stored.get(row.pk, {})) for row in rows})
    reasons = [reason for row in rows for reason in entry_refused(row, actor)]
    if reasons:
        raise Refused(few(reasons))
    filed, figures = {}, {}
    for row in rows:
        made = changes[str(row.pk)]
        filed[row] = {code: Filed.back(change) for code, change in made["reports"].items()}
        (figure,) = made["figures"].values()
        figures[row.pk] = Entry.back(figure)
    store_reports(period=found, filed=filed, actor=actor, note=note, figures=figures)


REPORTS = Book(
    kind=WorkbookImport.Kind.REPORTS,
    role="operator_ditjen",
    has_period=True,
    layout=_layout,
    filled=_filled,
    plan=_plan,
    lock=_lock,
    store=_store,
    restore=_restore,
)
