"""Issuing the documents of a period: final results without one, and appraisals that await their assessor.

Workers render and sign; this process alone asks the database. A worker that dies leaves nothing behind, and
another run goes on where the last one stopped.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, islice

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kinerja.documents import render
from kinerja.documents.produce import Produced
from kinerja.documents.signers.base import Signer
from kinerja.models import Appraisal, Period, SemesterEvaluation, SignedDocument
from kinerja.models.appraisal import AppraisalQuerySet
from kinerja.permissions import is_dirjen
from kinerja.relations import assesses_in, is_assessor, is_self
from kinerja.selectors.document import current_documents
from kinerja.selectors.lookup import NothingFoundError, evaluations_in
from kinerja.services.appraisal_document import (
    AppraisalDraft,
    store_appraisal,
)
from kinerja.services.document import FINAL, Draft, store
from kinerja.services.document_tasks import CHUNK, Numbers, Task, Tasks
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.signing import Session, make, open_session
from officials.models import User


@dataclass(frozen=True, slots=True)
class Progress:
    """One unit or official dealt with: the document, or why there is none."""

    done: int
    total: int
    region_code: str
    region: str
    document: SignedDocument | None
    reasons: tuple[str, ...] = ()
    official: str = ""

    @property
    def who(self) -> str:
        """The region code; of an official also name and post."""
        return f"{self.region_code} {self.official}".strip()


@dataclass(frozen=True, slots=True)
class Made:
    """What comes back from a worker: a signed file, or why there is none."""

    produced: Produced | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a run did; ``refused`` holds who and why. ``not_final`` units had nothing to issue.

    ``issued`` names units, ``signed`` officials; ``in_force`` counts the documents of both. ``unsigned``
    appraisals, among those that the actor sees, are approved and await the signature of another assessor.
    """

    issued: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    in_force: int
    not_final: int
    signed: tuple[str, ...] = ()
    unsigned: int = 0


def issue_documents(
    *,
    period: Period,
    actor: User,
    region: str = "",
    numbers: bool = False,
    workers: int = 1,
    passphrase: str = "",
    progress: Callable[[Progress], None] = lambda step: None,
) -> BatchReport:
    """Issue what of a period has no document yet and is the actor's to sign.

    That is, for the Dirjen, each final result of a unit, and for every assessor the approved appraisals that
    they assess. Safe to repeat: what has its document is left alone.

    Args:
        period: the semester.
        actor: the Dirjen, a Kepala Daerah, or who acts for them.
        region: a code of the cut-off; a province's means its kab/kota too. "" for all.
        numbers: give each document the next number of its office.
        workers: processes that render and sign; 1 works in this one.
        passphrase: of the actor's certificate; "" where none is asked.
        progress: told after each unit, then after each official.

    Returns:
        What was issued, refused and left. Each document is stored by itself: what is done stays done.

    Raises:
        NotPermitted: the actor issues nothing there.
        Refused: no such region in the period, or nobody can sign.
    """
    try:
        chosen = evaluations_in(period, region)
    except NothingFoundError as none:
        raise Refused([none]) from none
    _permitted(chosen, actor)
    pending, own, steps = _pending(chosen, actor), _own_appraisals(chosen, actor), list[Progress]()
    if pending or own:
        session = open_session(actor=actor, passphrase=passphrase)
        tasks = Tasks(period, session, Numbers() if numbers else None)
        made = chain(tasks.units(pending), tasks.appraisals(own))
        steps += _issue(made, len(pending) + len(own), session, workers, progress)
    return BatchReport(
        issued=tuple(step.who for step in steps if step.document and not step.official),
        refused=tuple((step.who, reason) for step in steps for reason in step.reasons),
        in_force=current_documents(chosen).count(),
        not_final=chosen.exclude(state=FINAL).count(),
        signed=tuple(step.who for step in steps if step.document and step.official),
        unsigned=_approved(chosen).visible_to(actor).exclude(pk__in=own).count(),
    )


def _approved(chosen: "QuerySet[SemesterEvaluation]") -> AppraisalQuerySet:
    """The approved appraisals of the officials of some units; none of them has a document in force."""
    rows = Appraisal.objects.filter(evaluation__in=chosen, state=Appraisal.State.APPROVED)
    return rows.order_by("evaluation__region_code", "kind", "title")


def _pending(chosen: "QuerySet[SemesterEvaluation]", actor: User) -> list[int]:
    """The final results without a document that the actor issues as the Dirjen; roles are read once."""
    kind = SignedDocument.Kind.UNIT_RESULT
    had = SignedDocument.objects.filter(evaluation=OuterRef("pk"), revision=OuterRef("revision"), kind=kind)
    rows = chosen.filter(state=FINAL).exclude(Exists(had)).select_related("unit").defer("result", "inputs")
    return [row.pk for row in rows if is_dirjen.test(actor, row)]


def _own_appraisals(chosen: "QuerySet[SemesterEvaluation]", actor: User) -> list[int]:
    """Those that the actor assesses: holder of the assessor's post today, or acting for them.

    Whether somebody may use a post's powers is asked once a post and zone, not once an official.
    """
    may = dict[tuple[int | None, str], bool]()
    found = list[int]()
    for row in _approved(chosen).select_related("assessor__unit").defer("inputs", "result"):
        key = (row.assessor_id, row.zone)
        if is_self.test(actor, row):
            continue
        if key not in may:
            may[key] = bool(is_assessor.test(actor, row))
        if may[key]:
            found.append(int(row.pk))
    return found


def _permitted(chosen: "QuerySet[SemesterEvaluation]", actor: User) -> None:
    """Refuse who issues nothing there at all: neither Dirjen nor Kepala Daerah of any of the units."""
    rows = chosen.select_related("unit").defer("result", "inputs")
    if not any(is_dirjen.test(actor, row) or assesses_in.test(actor, row) for row in rows):
        raise NotPermitted([_("Hanya Direktur Jenderal dan Kepala Daerah yang menerbitkan dokumen.")])


def _issue(
    tasks: Iterable[Task], total: int, session: Session, workers: int, progress: Callable[[Progress], None]
) -> Iterator[Progress]:
    """Make documents chunk by chunk and keep each as soon as it is made."""
    left, done = iter(tasks), 0
    with _executor(workers, session) as executor:
        while chunk := list(islice(left, CHUNK)):
            for task, result in [(task, _begin(task, session, executor)) for task in chunk]:
                done += 1
                document, reasons = _finish(task, result, session)
                unit = task.evaluation
                place = (unit.region_code, unit.full_name)
                step = Progress(done, total, *place, document, reasons, task.official)
                progress(step)
                yield step


def _begin(task: Task, session: Session, executor: Executor | None) -> Callable[[], Made]:
    """Set a document going; what is returned waits for it."""
    if task.draft is None:
        return partial(Made, reasons=task.reasons)
    try:
        if executor is not None:
            return executor.submit(_work_forked, task.draft.text, session.now).result
    except BrokenProcessPool:
        return partial(Made, reasons=(_stopped(),))
    return partial(work, task.draft.text, session.signer, session.now)


def _finish(
    task: Task, result: Callable[[], Made], session: Session
) -> tuple[SignedDocument | None, tuple[str, ...]]:
    """The stored document, or why there is none."""
    try:
        made = result()
        if made.produced is None or task.draft is None:
            return None, made.reasons
        return _store(task.draft, made.produced, session), ()
    except BrokenProcessPool:
        return None, (_stopped(),)
    except Refused as refused:
        return None, tuple(refused.reasons)


def _store(draft: Draft | AppraisalDraft, made: Produced, session: Session) -> SignedDocument:
    """Keep a made document; that of an appraisal by the act that its signature is."""
    if isinstance(draft, AppraisalDraft):
        return store_appraisal(draft=draft, made=made, actor=session.actor)
    return store(draft=draft, made=made, actor=session.actor)


def _stopped() -> str:
    return _("Proses pembuat dokumen berhenti; jalankan sekali lagi.")


def work(text: str, signer: Signer, now: datetime) -> Made:
    """What a worker does: one document, without database."""
    try:
        return Made(make(text, signer, now))
    except Refused as refused:
        return Made(reasons=tuple(refused.reasons))


#: The signer of a forked worker: the key comes with the fork and is written nowhere.
_forked: list[Signer] = []


def _work_forked(text: str, now: datetime) -> Made:
    return work(text, _forked[0], now)


@contextmanager
def _executor(workers: int, session: Session) -> Iterator[Executor | None]:
    """Worker processes forked from this one, with key, style sheet and fonts already loaded."""
    if workers <= 1:
        yield None
        return
    render.prepare()
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        workers, fork, initializer=_forked.append, initargs=(session.signer,)
    ) as executor:
        yield executor
