"""Past periods by workbook: figures and the scores given then, written in one transaction or put back."""

from django.utils.translation import gettext as _

from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.layout import Filled, Layout
from kinerja.models import Period, SemesterEvaluation, WorkbookImport
from kinerja.permissions import is_ditjen_operator
from kinerja.selectors.history_book import history_layout_of, history_template
from kinerja.selectors.scores import seen_in
from kinerja.services.errors import Refused, few
from kinerja.services.history_plan import PlannedPast, past_by_evaluation, plan_history
from kinerja.services.import_plan import Book, Changes, Plan, given_period
from kinerja.services.locking import lock_rows
from kinerja.services.past_score import Given, record_past_scores
from kinerja.services.realization import Entry, store_many
from kinerja.services.results_import import entries_back, lock_file
from officials.models import User


def _layout(period: Period | None) -> Layout:
    return history_layout_of(given_period(period))


def _filled(period: Period | None, region: str, user: User) -> Filled:
    """For all units of a period within reach, or for those of a region."""
    found = given_period(period)
    return history_template(found, seen_in(found, region, user))


def _plan(period: Period | None, file: LaidOut, actor: User) -> Plan:
    return plan_history(period=given_period(period), file=file, actor=actor)


def _store(period: Period | None, plan: Plan, actor: User, note: str) -> Changes:
    rows: tuple[PlannedPast, ...] = plan.rows
    changes: Changes = {
        str(row.evaluation.pk): {"title": row.title, "before": row.before, "after": row.after} for row in rows
    }
    entries = {
        row.evaluation: {row.draft.indicators[code]: Entry(said) for code, said in row.draft.after.items()}
        for row in rows
        if row.draft.after
    }
    if entries:
        done = store_many(period=given_period(period), entries=entries, actor=actor, note=note)
        for key, made in done.items():
            changes[key] |= made
    given = {row.evaluation: Given(row.wanted) for row in rows if row.records}
    if given:
        for key, kept in record_past_scores(given=given, actor=actor, note=note).items():
            changes[key]["past"] = kept
    return changes


def _restore(period: Period | None, changes: Changes, actor: User, note: str) -> None:
    """Every figure and every score given then as before, if none was touched since.

    Raises:
        Refused: some were, or can no longer be entered for; names them.
    """
    found = given_period(period)
    rows = lock_rows(found, SemesterEvaluation.objects.filter(pk__in=list(changes)))
    figured = [row for row in rows if "figures" in changes[str(row.pk)]]
    entries, reasons = entries_back(found, figured, changes, actor)
    recorded = {row: changes[str(row.pk)]["past"] for row in rows if "past" in changes[str(row.pk)]}
    stored = past_by_evaluation(row.pk for row in recorded)
    for row, kept in recorded.items():
        if stored.get(row.pk) != kept["after"]:
            reasons.append(_("%s: skor dulunya sudah diubah sesudah impor ini.") % row)
        if not is_ditjen_operator.test(actor, row):
            reasons.append(_("%s: di luar wilayah Anda.") % row)
    if reasons:
        raise Refused(few(reasons))
    if entries:
        store_many(period=found, entries=entries, actor=actor, note=note)
    if recorded:
        given = {row: Given.back(kept) for row, kept in recorded.items()}
        record_past_scores(given=given, actor=actor, note=note)


HISTORY = Book(
    kind=WorkbookImport.Kind.HISTORY,
    role="operator_ditjen",
    has_period=True,
    layout=_layout,
    filled=_filled,
    plan=_plan,
    lock=lock_file,
    store=_store,
    restore=_restore,
)
