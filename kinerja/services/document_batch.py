"""Issuing the documents of a period: every final result without one, in this process or in several.

Workers render and sign; this process alone asks the database. A worker that dies leaves nothing behind, and
another run goes on where the last one stopped.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.documents import render
from kinerja.documents.sign import Signer, current_signer
from kinerja.models import Period, SemesterEvaluation, SignedDocument
from kinerja.permissions import is_dirjen
from kinerja.selectors.document import current_documents
from kinerja.selectors.lookup import NothingFoundError, evaluations_in
from kinerja.services.document import FINAL, Draft, drafts, make, require_same_result, signer_here, store
from kinerja.services.errors import NotPermitted, Refused
from officials.models import User

#: Evaluations frozen together: their figures are read at once, their documents made before the next ones.
CHUNK = 40


@dataclass(frozen=True, slots=True)
class Progress:
    """One unit dealt with: its document, or why it got none."""

    done: int
    total: int
    region_code: str
    region: str
    document: SignedDocument | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What comes back from a worker: a PDF, or why there is none."""

    pdf: bytes = b""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a run did; ``refused`` holds region code and reason. ``not_final`` units had nothing to issue."""

    issued: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    in_force: int
    not_final: int


def issue_documents(
    *,
    period: Period,
    actor: User,
    region: str = "",
    workers: int = 1,
    progress: Callable[[Progress], None] = lambda step: None,
) -> BatchReport:
    """Issue every final result of a period that has no document yet.

    Args:
        period: the semester.
        actor: the Dirjen.
        region: a code of the cut-off; a province's means its kab/kota too. "" for all.
        workers: processes that render and sign; 1 works in this one.
        progress: told after each unit.

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
    steps = list(_issue(period, pending, actor, workers, progress)) if pending else []
    return BatchReport(
        issued=tuple(step.region_code for step in steps if step.document),
        refused=tuple((step.region_code, reason) for step in steps for reason in step.reasons),
        in_force=current_documents(chosen).count(),
        not_final=chosen.exclude(state=FINAL).count(),
    )


def _permitted(chosen: "QuerySet[SemesterEvaluation]", actor: User) -> None:
    """Refuse an actor who is not the Dirjen of every chosen unit; roles are read once."""
    if not all(is_dirjen.test(actor, row) for row in chosen.select_related("unit").defer("result")):
        raise NotPermitted([_("Hanya Direktur Jenderal yang menerbitkan dokumen hasil penilaian.")])


def _issue(
    period: Period, pending: list[int], actor: User, workers: int, progress: Callable[[Progress], None]
) -> Iterator[Progress]:
    signer, now, done = signer_here(), timezone.localtime(), 0
    with _executor(workers) as executor:
        for start in range(0, len(pending), CHUNK):
            frozen = drafts(period, pending[start : start + CHUNK], signer, now)
            for draft, result in [(draft, _begin(draft, now, executor)) for draft in frozen]:
                done += 1
                document, reasons = _finish(draft, result, signer, actor)
                unit = draft.evaluation
                step = Progress(done, len(pending), unit.region_code, unit.full_name, document, reasons)
                progress(step)
                yield step


def _begin(draft: Draft, now: datetime, executor: Executor | None) -> Callable[[], Made]:
    """Set a document going; what is returned waits for it."""
    try:
        require_same_result(draft)
        if executor is not None:
            return executor.submit(work, draft.text, now).result
    except Refused as refused:
        return partial(Made, reasons=tuple(refused.reasons))
    except BrokenProcessPool:
        return partial(Made, reasons=(_stopped(),))
    return partial(work, draft.text, now)


def _finish(
    draft: Draft, result: Callable[[], Made], signer: Signer, actor: User
) -> tuple[SignedDocument | None, tuple[str, ...]]:
    """The stored document, or why there is none."""
    try:
        made = result()
        if made.reasons:
            return None, made.reasons
        return store(draft=draft, pdf=made.pdf, signer=signer, actor=actor), ()
    except BrokenProcessPool:
        return None, (_stopped(),)
    except Refused as refused:
        return None, tuple(refused.reasons)


def _stopped() -> str:
    return _("Proses pembuat dokumen berhenti; jalankan sekali lagi.")


def work(text: str, now: datetime) -> Made:
    """What a worker does: one document, without database."""
    try:
        return Made(make(text, current_signer(), now))
    except Refused as refused:
        return Made(reasons=tuple(refused.reasons))


@contextmanager
def _executor(workers: int) -> Iterator[Executor | None]:
    """Worker processes forked from this one, with key, style sheet and fonts already loaded."""
    if workers <= 1:
        yield None
        return
    render.prepare()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as executor:
        yield executor
