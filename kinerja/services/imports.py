"""Workbooks sent in: the file is kept, its plan shown; then all of it is written, or nothing; or undone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.fault import Fault
from kinerja.exchange.faults_book import faults_book
from kinerja.exchange.laid_out import LaidOut, read_laid_out
from kinerja.exchange.layout import STAMP
from kinerja.exchange.sheet import folded
from kinerja.exchange.table import read_book
from kinerja.exchange.upload import XLSX, UploadError, clean_name
from kinerja.models import Period, WorkbookImport
from kinerja.services.books import BOOKS
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.evidence import sha256_of
from kinerja.services.import_plan import Book, Changes, Plan
from kinerja.services.unswept import unswept
from officials import audit
from officials.access import has_role, holds
from officials.models import User

APPLIED = audit.register("import.apply", gettext_lazy("Impor diterapkan"))
UNDONE = audit.register("import.undo", gettext_lazy("Impor dibatalkan"))
CHANGED = gettext_lazy("Ada yang berubah sejak rencana ini ditampilkan; periksa lagi.")
State = WorkbookImport.State


class ImportRefused(Refused):
    """Something in the file keeps it from being taken over, so nothing was written.

    Args:
        faults: every fault of every row.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)


def keep_import(
    *, kind: str, period: Period | None, actor: User, file: BinaryIO, name: str, size: int
) -> WorkbookImport:
    """Keep a file that was sent in, if it is a table of its kind; nothing else is written.

    Args:
        kind: of ``BOOKS``.
        period: what it is for; None for a kind that is for none.
        actor: who sends it.
        file: its content, seekable.
        name: as the sender named it.
        size: in bytes, at most ``EVIDENCE_MAX_BYTES``.

    Raises:
        NotPermitted: others send such files.
        Refused: no such table; broken; of another kind, period or template.
    """
    book, shown = BOOKS[kind], clean_name(name)
    _check_role(book, actor)
    period = period if book.has_period else None
    read_file(book, period, file, shown, size)
    made = WorkbookImport(
        kind=kind,
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


def read_file(book: Book, period: Period | None, file: BinaryIO, name: str, size: int) -> LaidOut:
    """Read a table of a kind.

    Raises:
        Refused: no such table, broken, or of another period or template.
    """
    try:
        return read_laid_out(name, file, size, settings.EVIDENCE_MAX_BYTES, book.layout(period))
    except UploadError as error:
        raise Refused([error]) from error


@unswept()
def plan_file(*, kind: str, period: Period | None, actor: User, file: BinaryIO, name: str, size: int) -> Plan:
    """What taking a file over would do now; nothing is written, nor is the file kept.

    Raises:
        NotPermitted: others send such files.
        Refused: as ``read_file``.
    """
    book = BOOKS[kind]
    _check_role(book, actor)
    return book.plan(period, read_file(book, period, file, name, size), actor)


def plan_import(*, run: WorkbookImport, actor: User) -> Plan:
    """What applying a kept file would do now; nothing is written."""
    with run.file.open("rb") as file:
        content = cast("BinaryIO", file)
        given: dict[str, Any] = {"file": content, "name": run.name, "size": run.size}
        return plan_file(kind=run.kind, period=run.period, actor=actor, **given)


@unswept()
def apply_import(*, run: WorkbookImport, actor: User, seen: str = "") -> Plan:
    """Write all of a kept file, or nothing; what is stored already in the same words is left alone.

    Args:
        run: the file, not applied yet.
        actor: who sent it.
        seen: ``digest`` of the plan that was shown; "" where none was.

    Returns:
        The plan that was carried out. Where nothing changes, nothing is written and the file stays as it is.

    Raises:
        NotPermitted: somebody else sent it, or the role has ended.
        ImportRefused: with every fault.
        Refused: applied already, or the plan changed since it was shown.
    """
    book = BOOKS[run.kind]
    _check_role(book, actor)
    if run.uploaded_by_id != actor.pk:
        raise NotPermitted([_("Hanya yang mengunggah berkas ini yang menerapkannya.")])
    with run.file.open("rb") as file:
        read = read_file(book, run.period, cast("BinaryIO", file), run.name, run.size)
    done: dict[str, Any] = {}
    with transaction.atomic():
        locked = _locked(run, State.CHECKED)
        book.lock(locked.period, read)
        plan = book.plan(locked.period, read, actor)
        if plan.errors:
            raise ImportRefused(plan.errors)
        if seen and seen != plan.digest:
            raise Refused([CHANGED])
        if plan.rows:
            note = _("Impor %(name)s, SHA-256 %(sha)s") % {"name": locked.name, "sha": locked.sha256}
            changes = _stored(book, locked, plan, actor, note)
            done = {"state": State.APPLIED, "applied_at": timezone.now(), "changes": changes}
            _settle(locked, actor, APPLIED, **done)
    for name, value in done.items():  # as large as the file: it is not read again
        setattr(run, name, value)
    return plan


def _stored(book: Book, run: WorkbookImport, plan: Plan, actor: User, note: str) -> Changes:
    """Write a plan.

    Raises:
        Refused: as the kind does, or somebody else made the same new thing in between.
    """
    try:
        return book.store(run.period, plan, actor, note)
    except IntegrityError as error:
        raise Refused([CHANGED]) from error


def undo_import(*, run: WorkbookImport, actor: User) -> WorkbookImport:
    """Put everything back to what it was before a file was applied, as one act, or nothing.

    Args:
        run: a file that was applied.
        actor: somebody who may send such files, for all that it changed.

    Raises:
        NotPermitted: others undo such files.
        Refused: undone already, or something was touched since, or can no longer be changed; names it.
    """
    book = BOOKS[run.kind]
    _check_role(book, actor)
    with transaction.atomic():
        locked = _locked(run, State.APPLIED)
        note = _("Batal impor %(name)s, SHA-256 %(sha)s") % {"name": locked.name, "sha": locked.sha256}
        book.restore(locked.period, locked.changes or {}, actor, note)
        _settle(locked, actor, UNDONE, state=State.UNDONE, undone_at=timezone.now())
    run.refresh_from_db()
    return run


def _check_role(book: Book, actor: User) -> None:
    if not (has_role if book.has_region else holds)(actor, book.role):
        raise NotPermitted([_("Peran Anda tidak mengimpor buku kerja ini.")])


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


def _settle(run: WorkbookImport, actor: User, action: str, **fields: Any) -> None:
    before = run.state
    for name, value in fields.items():
        setattr(run, name, value)
    run.save(update_fields=list(fields))
    said = {"state": run.state, "name": run.name, "sha256": run.sha256, "changed": len(run.changes or {})}
    audit.record(action, actor=actor, obj=run, before={"state": before}, after=said)


def kept_faults(*, run: WorkbookImport, actor: User) -> bytes:
    """``faults_of`` a kept file."""
    with run.file.open("rb") as file:
        given: dict[str, Any] = {"file": cast("BinaryIO", file), "name": run.name, "size": run.size}
        plan = plan_file(kind=run.kind, period=run.period, actor=actor, **given)
        return faults_of(plan=plan, **given)


def faults_of(*, plan: Plan, file: BinaryIO, name: str, size: int) -> bytes:
    """A file again as a workbook, with what is wrong beside each row and the cells coloured.

    Args:
        plan: what was found in it.
        file, name, size: as ``keep_import``.
    """
    titles = {folded(title): title for title in (*plan.layout.sheets, STAMP)}
    book = read_book(name, file, size, settings.EVIDENCE_MAX_BYTES, wanted=set(titles))
    read = [
        replace(sheet, name=titles.get(folded(sheet.name), ""), hidden=sheet.name == STAMP)
        for sheet in book
        if not sheet.name or folded(sheet.name) in titles
    ]
    return faults_book(read, plan.faults)
