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
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kinerja.documents import render
from kinerja.documents.produce import Produced
from kinerja.documents.signers.base import Signer
from kinerja.models import Appraisal, Period, SemesterEvaluation, SignedDocument
from kinerja.permissions import is_dirjen
from kinerja.relations import is_assessor
from kinerja.selectors.document import current_documents
from kinerja.selectors.frozen_result import Tables
from kinerja.selectors.lookup import NothingFoundError, evaluations_in
from kinerja.services.appraisal_document import (
    AppraisalDraft,
    draft_appraisal,
    read_appraisal,
    store_appraisal,
)
from kinerja.services.document import FINAL, Draft, drafts, require_same_result, store
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.signing import Session, make, open_session
from officials.models import Position, User

#: Evaluations frozen together: their figures are read at once, their documents made before the next ones.
CHUNK = 40


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
    appraisals are approved and await the signature of another assessor.
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
    workers: int = 1,
    passphrase: str = "",
    progress: Callable[[Progress], None] = lambda step: None,
) -> BatchReport:
    """Issue every final result of a period that has no document, and sign the actor's approved appraisals.

    Args:
        period: the semester.
        actor: the Dirjen.
        region: a code of the cut-off; a province's means its kab/kota too. "" for all.
        workers: processes that render and sign; 1 works in this one.
        passphrase: of the actor's certificate; "" where none is asked.
        progress: told after each unit, then after each official.

    Returns:
        What was issued, refused and left. Each document is stored by itself: what is done stays done.

    Raises:
        NotPermitted: the actor is not the Dirjen.
        Refused: no such region in the period, or nobody can sign.
    """
    try:
        chosen = evaluations_in(period, region)
    except NothingFoundError as none:
        raise Refused([none]) from none
    _permitted(chosen, actor)
    final = chosen.filter(state=FINAL)
    had = SignedDocument.objects.filter(evaluation=OuterRef("pk"), revision=OuterRef("revision"))
    pending = list(final.exclude(Exists(had)).values_list("pk", flat=True))
    own, steps = _own_appraisals(chosen, actor), list[Progress]()
    if pending or own:
        session = open_session(actor=actor, passphrase=passphrase)
        steps += _issue(_unit_tasks(period, pending, session), len(pending), session, workers, progress)
        steps += _issue(_appraisal_tasks(period, own, session), len(own), session, workers, progress)
    return BatchReport(
        issued=tuple(step.who for step in steps if step.document and not step.official),
        refused=tuple((step.who, reason) for step in steps for reason in step.reasons),
        in_force=current_documents(chosen).count(),
        not_final=chosen.exclude(state=FINAL).count(),
        signed=tuple(step.who for step in steps if step.document and step.official),
        unsigned=_approved(chosen).exclude(pk__in=own).count(),
    )


def _approved(chosen: "QuerySet[SemesterEvaluation]") -> "QuerySet[Appraisal]":
    """The approved appraisals of the officials of some units; none of them has a document in force."""
    rows = Appraisal.objects.filter(evaluation__in=chosen, state=Appraisal.State.APPROVED)
    return rows.order_by("evaluation__region_code", "kind", "title")


def _own_appraisals(chosen: "QuerySet[SemesterEvaluation]", actor: User) -> list[int]:
    """Those that the Dirjen assesses, where the actor is the Dirjen of today or acts for them."""
    rows = _approved(chosen).filter(assessor__kind=Position.Kind.DIRJEN).select_related("assessor")
    return [int(row.pk) for row in rows.defer("inputs", "result") if is_assessor.test(actor, row)]


def _permitted(chosen: "QuerySet[SemesterEvaluation]", actor: User) -> None:
    """Refuse an actor who is not the Dirjen of every chosen unit; roles are read once."""
    if not all(is_dirjen.test(actor, row) for row in chosen.select_related("unit").defer("result")):
        raise NotPermitted([_("Hanya Direktur Jenderal yang menerbitkan dokumen hasil penilaian.")])


@dataclass(frozen=True)
class Task:
    """A document about to be made, or why it is not; ``official`` is "" where it is about a unit."""

    evaluation: SemesterEvaluation
    draft: Draft | AppraisalDraft | None
    official: str = ""
    reasons: tuple[str, ...] = ()


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


def _unit_tasks(period: Period, pending: list[int], session: Session) -> Iterator[Task]:
    """The final results of some units; their figures are read a chunk at once."""
    for start in range(0, len(pending), CHUNK):
        for draft in drafts(period, pending[start : start + CHUNK], session):
            try:
                require_same_result(draft)
            except Refused as refused:
                yield Task(draft.evaluation, None, reasons=tuple(refused.reasons))
            else:
                yield Task(draft.evaluation, draft)


def _appraisal_tasks(period: Period, pending: list[int], session: Session) -> Iterator[Task]:
    """The approved appraisals of some officials, each as it is now."""
    tables = Tables(period)
    for row in map(read_appraisal, pending):
        try:
            yield Task(row.evaluation, draft_appraisal(row, "sign", session, tables), str(row))
        except Refused as refused:
            yield Task(row.evaluation, None, str(row), tuple(refused.reasons))


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
