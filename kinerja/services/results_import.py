"""Results by workbook: figures of many units written in one transaction, and put back again (R2 to R6)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.layout import Filled, Layout
from kinerja.models import Indicator, Period, SemesterEvaluation, WorkbookImport
from kinerja.selectors.entry import registers
from kinerja.selectors.results import layout_of, results_template
from kinerja.selectors.scores import seen_in
from kinerja.services.errors import Refused, few
from kinerja.services.evaluation import entry_refused
from kinerja.services.import_plan import Book, Changes, Plan, given_period
from kinerja.services.locking import lock_rows
from kinerja.services.realization import Entry, store_many
from kinerja.services.results_plan import plan_results
from officials.models import User


def _layout(period: Period | None) -> Layout:
    return layout_of(given_period(period))


def _filled(period: Period | None, region: str, user: User) -> Filled:
    """For all units of a period within reach, or for those of a region."""
    found = given_period(period)
    return results_template(found, seen_in(found, region, user))


def _plan(period: Period | None, file: LaidOut, actor: User) -> Plan:
    return plan_results(period=given_period(period), file=file, actor=actor)


def lock_file(period: Period | None, file: LaidOut) -> None:
    """Lock the units that a file names, and the provinces drawn from them."""
    codes = [row.cells["kode"] for row in file.rows]
    lock_rows(given_period(period), SemesterEvaluation.objects.filter(period=period, region_code__in=codes))


def _store(period: Period | None, plan: Plan, actor: User, note: str) -> Changes:
    entries = {
        row.evaluation: {each.indicator: Entry(each.after) for each in row.changes} for row in plan.rows
    }
    return store_many(period=given_period(period), entries=entries, actor=actor, note=note)


def _restore(period: Period | None, changes: Changes, actor: User, note: str) -> None:
    """Every figure as it was before, if no unit was touched since.

    Raises:
        Refused: some were, or can no longer be entered for; names them.
    """
    found = given_period(period)
    rows = lock_rows(found, SemesterEvaluation.objects.filter(pk__in=list(changes)))
    entries, reasons = entries_back(found, rows, changes, actor)
    if reasons:
        raise Refused(few(reasons))
    store_many(period=found, entries=entries, actor=actor, note=note)


def entries_back(
    period: Period, rows: Iterable[SemesterEvaluation], changes: Changes, actor: User
) -> tuple[dict[SemesterEvaluation, dict[Indicator, Entry]], list[str]]:
    """What puts the figures of some units back, and every reason why that cannot be.

    Args:
        period: theirs.
        rows: the units, locked.
        changes: by their ids, as ``store_many`` told them.
        actor: who undoes.
    """
    indicators = {row.code: row for row in period.indicator_set.indicators.all()}
    decided = registers([row.pk for row in rows])
    entries, reasons = {}, list[str]()
    for evaluation in rows:
        made = changes[str(evaluation.pk)]
        if evaluation.version != made["version"]:
            reasons.append(_("%s: sudah diubah sesudah impor ini.") % evaluation)
            continue
        reasons += entry_refused(evaluation, actor)
        kinds = decided.get(evaluation.pk, {})
        reasons += [
            f"{evaluation}, {code}: {kinds[indicators[code].kind]}"
            for code in made["figures"]
            if indicators[code].kind in kinds
        ]
        entries[evaluation] = {indicators[code]: Entry.back(row) for code, row in made["figures"].items()}
    return entries, reasons


RESULTS = Book(
    kind=WorkbookImport.Kind.RESULTS,
    role="operator_ditjen",
    has_period=True,
    layout=_layout,
    filled=_filled,
    plan=_plan,
    lock=lock_file,
    store=_store,
    restore=_restore,
)
