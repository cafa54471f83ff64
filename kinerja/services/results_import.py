"""Results by workbook: the file is kept, its plan shown; then all of it is written, or nothing; or undone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.fault import Fault
from kinerja.exchange.faults_book import faults_book
from kinerja.exchange.results import ResultsFile, read_results
from kinerja.exchange.results_columns import SHEETS, STAMP
from kinerja.exchange.table import folded, read_book
from kinerja.exchange.upload import XLSX, UploadError, clean_name
from kinerja.models import Period, SemesterEvaluation, WorkbookImport
from kinerja.rules.entry import Figures
from kinerja.selectors.entry import registers
from kinerja.selectors.results import result_columns, stamp_of
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.evaluation import check_entry
from kinerja.services.evidence import sha256_of
from kinerja.services.realization import Entry, store_many
from kinerja.services.results_plan import ResultsPlan, plan_results
from kinerja.services.scoring import lock_units
from officials import audit
from officials.models import User

APPLIED = audit.register("import.apply", gettext_lazy("Impor diterapkan"))
UNDONE = audit.register("import.undo", gettext_lazy("Impor dibatalkan"))
State = WorkbookImport.State
#: Units named in a refusal.
NAMED = 5


class ImportRefused(Refused):
    """Something in the file keeps it from being taken over, so nothing was written.

    Args:
        faults: every fault of every row.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)


def keep_import(*, period: Period, actor: User, file: BinaryIO, name: str, size: int) -> WorkbookImport:
    """Keep a file that was sent in, if it is a table of results for the period; nothing else is written.

    Args:
        period: whose figures it brings.
        actor: who sends it.
        file: its content, seekable.
        name: as the sender named it.
        size: in bytes, at most ``EVIDENCE_MAX_BYTES``.

    Raises:
        Refused: no such table; broken; of another period or template.
    """
    shown = clean_name(name)
    read_file(period, file, shown, size)
    made = WorkbookImport(
        kind=WorkbookImport.Kind.RESULTS,
        period=period,
        name=shown,
        content_type="text/csv" if shown.lower().endswith(".csv") else XLSX,
        size=size,
        sha256=sha256_of(file),
        uploaded_by=actor,
    )
    file.seek(0)
    made.file.save(made.name, File(file), save=False)
    try:
        made.save(force_insert=True)
    except BaseException:
        made.file.storage.delete(str(made.file.name))
        raise
    return made


def read_file(period: Period, file: BinaryIO, name: str, size: int) -> ResultsFile:
    """Read a table of results for a period.

    Raises:
        Refused: no such table, broken, or of another period or template.
    """
    limit, columns = settings.EVIDENCE_MAX_BYTES, result_columns(period)
    try:
        return read_results(name, file, size, limit, columns=columns, stamp=stamp_of(period))
    except UploadError as error:
        raise Refused([error]) from error


def plan_file(*, period: Period, actor: User, file: BinaryIO, name: str, size: int) -> ResultsPlan:
    """What taking a file over would do now; nothing is written, nor is the file kept.

    Raises:
        Refused: as ``read_file``.
    """
    return plan_results(period=period, file=read_file(period, file, name, size), actor=actor)


def plan_import(*, run: WorkbookImport, actor: User) -> ResultsPlan:
    """What applying a kept file would do now; nothing is written."""
    with run.file.open("rb") as file:
        content = cast("BinaryIO", file)
        return plan_file(period=run.period, actor=actor, file=content, name=run.name, size=run.size)


def apply_import(*, run: WorkbookImport, actor: User, seen: str = "") -> ResultsPlan:
    """Write all of a kept file, or nothing; what is stored already in the same words is left alone.

    Args:
        run: the file, not applied yet.
        actor: who sent it.
        seen: ``digest`` of the plan that was shown; "" where none was.

    Returns:
        The plan that was carried out. Where nothing changes, nothing is written and the file stays as it is.

    Raises:
        NotPermitted: somebody else sent it.
        ImportRefused: with every fault.
        Refused: applied already, or the plan changed since it was shown.
    """
    if run.uploaded_by_id != actor.pk:
        raise NotPermitted([_("Hanya yang mengunggah berkas ini yang menerapkannya.")])
    with run.file.open("rb") as file:
        read = read_file(run.period, cast("BinaryIO", file), run.name, run.size)
    with transaction.atomic():
        locked = _locked(run, State.CHECKED)
        codes = [row.code for row in read.rows]
        _lock(
            locked.period,
            SemesterEvaluation.objects.filter(period=locked.period, region_code__in=codes),
        )
        plan = plan_results(period=locked.period, file=read, actor=actor)
        if plan.errors:
            raise ImportRefused(plan.errors)
        if seen and seen != plan.digest:
            raise Refused([_("Ada angka yang berubah sejak rencana ini ditampilkan; periksa lagi.")])
        if plan.rows:
            entries = {
                row.evaluation: {each.indicator: Entry(each.after) for each in row.changes}
                for row in plan.rows
            }
            note = _("Impor %(name)s, SHA-256 %(sha)s") % {"name": locked.name, "sha": locked.sha256}
            changes = store_many(period=locked.period, entries=entries, actor=actor, note=note)
            _settle(locked, actor, APPLIED, state=State.APPLIED, applied_at=timezone.now(), changes=changes)
    run.refresh_from_db()
    return plan


def undo_import(*, run: WorkbookImport, actor: User) -> WorkbookImport:
    """Put every figure back to what it was before a file was applied, as one act, or none.

    Args:
        run: a file that was applied.
        actor: an operator who may enter for all of its units.

    Raises:
        Refused: undone already, or a unit was touched since, or can no longer be entered for; names them.
    """
    with transaction.atomic():
        locked = _locked(run, State.APPLIED)
        changes: dict[str, Any] = locked.changes or {}
        rows = _lock(locked.period, SemesterEvaluation.objects.filter(pk__in=list(changes)))
        indicators = {row.code: row for row in locked.period.indicator_set.indicators.all()}
        decided = registers([row.pk for row in rows])
        entries, reasons = {}, []
        for evaluation in rows:
            made = changes[str(evaluation.pk)]
            if evaluation.version != made["version"]:
                reasons.append(_("%s: sudah diubah sesudah impor ini.") % evaluation)
                continue
            try:
                check_entry(evaluation, actor)
            except (NotPermitted, Refused) as refusal:
                reasons.append(f"{evaluation}: {' '.join(refusal.reasons)}")
            kinds = decided.get(evaluation.pk, {})
            reasons += [
                f"{evaluation}, {code}: {kinds[indicators[code].kind]}"
                for code in made["figures"]
                if indicators[code].kind in kinds
            ]
            entries[evaluation] = {indicators[code]: _back(row) for code, row in made["figures"].items()}
        if reasons:
            raise Refused(_few(reasons))
        note = _("Batal impor %(name)s, SHA-256 %(sha)s") % {"name": locked.name, "sha": locked.sha256}
        store_many(period=locked.period, entries=entries, actor=actor, note=note)
        _settle(locked, actor, UNDONE, state=State.UNDONE, undone_at=timezone.now())
    run.refresh_from_db()
    return run


def _back(row: Mapping[str, Any]) -> Entry:
    """A figure as it was before, with the account that had entered it."""
    before = row["before"]
    return Entry(Figures.from_data(before), (before or {}).get("zero_reason", ""), row["by"])


def _locked(run: WorkbookImport, state: str) -> WorkbookImport:
    """The import, locked, in the state that an act asks for.

    Raises:
        Refused: it is in another.
    """
    rows = WorkbookImport.objects.select_for_update(of=("self",)).select_related("period__indicator_set")
    locked: WorkbookImport = rows.get(pk=run.pk)
    if locked.state != state:
        raise Refused([_("Berkas ini sudah %s.") % locked.get_state_display().lower()])
    return locked


def _lock(period: Period, rows: "QuerySet[Any]") -> list[SemesterEvaluation]:
    """Lock evaluations with the provinces drawn from them, in the one order of scoring; read them afresh."""
    keys = list(rows.values_list("pk", flat=True))
    lock_units(period, keys)
    return list(SemesterEvaluation.objects.filter(pk__in=keys).select_related("period", "unit"))


def _settle(run: WorkbookImport, actor: User, action: str, **fields: Any) -> None:
    before = run.state
    for name, value in fields.items():
        setattr(run, name, value)
    run.save(update_fields=list(fields))
    said = {"state": run.state, "name": run.name, "sha256": run.sha256, "units": len(run.changes or {})}
    audit.record(action, actor=actor, obj=run, before={"state": before}, after=said)


def _few(reasons: list[str]) -> list[str]:
    more = len(reasons) - NAMED
    return [*reasons[:NAMED], *([_("Demikian pula %d unit lainnya.") % more] if more > 0 else [])]


def kept_faults(*, run: WorkbookImport, actor: User) -> bytes:
    """``faults_of`` a kept file."""
    with run.file.open("rb") as file:
        given: dict[str, Any] = {"file": cast("BinaryIO", file), "name": run.name, "size": run.size}
        plan = plan_file(period=run.period, actor=actor, **given)
        return faults_of(plan=plan, **given)


def faults_of(*, plan: ResultsPlan, file: BinaryIO, name: str, size: int) -> bytes:
    """A file again as a workbook, with what is wrong beside each row and the cells coloured.

    Args:
        plan: what was found in it.
        file, name, size: as ``keep_import``.
    """
    titles = {folded(title): title for title in (*SHEETS, STAMP)}
    book = read_book(name, file, size, settings.EVIDENCE_MAX_BYTES, wanted=set(titles))
    read = [
        replace(sheet, name=titles.get(folded(sheet.name), ""), hidden=sheet.name == STAMP)
        for sheet in book
        if not sheet.name or folded(sheet.name) in titles
    ]
    return faults_book(read, plan.faults)
