"""Background jobs: one unfinished a key, run by one worker at a time, and none left running.

The task engine carries an id, delivers it once or more often and knows nothing of a worker that dies. What
keeps two workers apart and lets a lost job be begun again is the row of the job.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Job
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.job_progress import CancelledError, Progress, TakenOverError, own
from officials import audit
from officials.access import holds
from officials.models import User

STARTED = audit.register("job.start", gettext_lazy("Pekerjaan latar diminta"))
CANCELLED = audit.register("job.cancel", gettext_lazy("Pekerjaan latar dibatalkan"))
#: A job without a sign of life for this long has lost its worker.
SILENCE = timedelta(minutes=5)
UNFINISHED = (Job.State.QUEUED, Job.State.RUNNING)
#: Does the work of a kind of job, commits batch by batch, and returns what came of it in plain data.
Handler = Callable[[Job, Progress], dict[str, Any]]
log = structlog.get_logger(__name__)


def start_job(
    *,
    kind: str,
    key: str,
    arguments: dict[str, Any],
    actor: User | None,
    enqueue: Callable[[Job], object],
) -> Job:
    """Ask for background work; what is already under way under the same key is not asked for again.

    Args:
        kind: which handler does it.
        key: what it is about, "open_appraisals:2025-1"; at most one unfinished job of a key.
        arguments: what the handler needs, in plain data.
        actor: who asks, and owns the job; None for the system itself.
        enqueue: hands the job to the task engine once this transaction is committed.

    Returns:
        The new job, or the unfinished one of that key; one that lost its worker is handed over once more.
    """
    with transaction.atomic():
        asked = {"kind": kind, "arguments": audit.plain(arguments), "owner": actor}
        job, is_new = Job.objects.get_or_create(key=key, state__in=UNFINISHED, defaults=asked)
        if is_new:
            after = {"kind": kind, "key": key, "arguments": arguments}
            audit.record(STARTED, actor=actor, obj=job, after=after)
        is_lost = not is_new and is_silent(job, timezone.now())
        if is_lost:  # asked for once more: an older wish to stop it would end it at its first step
            Job.objects.filter(pk=job.pk).update(cancel_asked_at=None)
        if is_new or is_lost:
            transaction.on_commit(partial(enqueue, job))
    return job


def cancel_job(*, job: Job, actor: User) -> Job:
    """Ask that a job stop after the step it is at; one that nobody took yet ends at once.

    What it did stays done. Asking again for the same work goes on where it stopped.

    Args:
        job: any copy of the row.
        actor: who asked for it, or a national admin_pusat.

    Raises:
        NotPermitted: neither.
        Refused: it has ended already.
    """
    with transaction.atomic():
        locked: Job = Job.objects.select_for_update().get(pk=job.pk)
        if not may_cancel(actor, locked):
            raise NotPermitted([_("Hanya yang memintanya atau admin pusat yang membatalkan pekerjaan.")])
        if locked.state not in UNFINISHED:
            raise Refused([_("Pekerjaan ini sudah berakhir: %s.") % locked.get_state_display()])
        now = timezone.now()
        locked.cancel_asked_at = now
        if locked.state == Job.State.QUEUED or is_silent(locked, now):
            locked.state, locked.finished_at = Job.State.CANCELLED, now
        locked.save(update_fields=["cancel_asked_at", "state", "finished_at"])
        audit.record(CANCELLED, actor=actor, obj=locked, after={"state": locked.state})
    return locked


def may_cancel(actor: User, job: Job) -> bool:
    """Whether an account may stop a job, and ask for its work again."""
    return job.owner_id == actor.pk or holds(actor, "admin_pusat")


def is_silent(job: Job, now: datetime) -> bool:
    """Whether an unfinished job has been without a worker, or without news of it, for too long."""
    return job.state in UNFINISHED and (job.heartbeat_at or job.created_at) < now - SILENCE


def run_job(*, job_id: UUID, handlers: Mapping[str, Handler]) -> bool:
    """Do the work of a job, unless it is done or another worker is at it; whatever comes of it is stored.

    Args:
        job_id: the job, as the engine carries it.
        handlers: kind -> who does it.

    Returns:
        Whether this call was the one that ran it.

    Raises:
        BaseException: the process is told to stop; the job is marked as failed first.
    """
    job = _begin(job_id)
    if job is None:
        return False
    progress = Progress(job)
    try:
        result = audit.plain(handlers[job.kind](job, progress))
        _finish(job, progress, Job.State.DONE, result=result)
    except CancelledError:
        _finish(job, progress, Job.State.CANCELLED)
    except TakenOverError:
        log.warning("job_taken_over", job=str(job.pk), kind=job.kind, attempt=job.attempts)
    except Refused as refused:
        _finish(job, progress, Job.State.FAILED, error="\n".join(refused.reasons))
    except Exception as error:
        log.exception("job_failed", job=str(job.pk), kind=job.kind, attempt=job.attempts)
        said = _("Kesalahan program (%s); rinciannya ada di log server.") % type(error).__name__
        _finish(job, progress, Job.State.FAILED, error=said)
    except BaseException:
        said = _("Pekerja dihentikan sebelum pekerjaan ini selesai.")
        _finish(job, progress, Job.State.FAILED, error=said)
        raise
    return True


def _begin(job_id: UUID) -> Job | None:
    """Take a job for this worker; None when there is nothing to take."""
    with transaction.atomic():
        rows = Job.objects.select_for_update(of=("self",)).select_related("owner")
        job: Job | None = rows.filter(pk=job_id, state__in=UNFINISHED).first()
        now = timezone.now()
        if job is None or (job.state == Job.State.RUNNING and not is_silent(job, now)):
            return None
        job.state, job.attempts = Job.State.RUNNING, job.attempts + 1
        job.started_at = job.heartbeat_at = now
        job.done = job.total = 0
        job.save(update_fields=["state", "attempts", "started_at", "heartbeat_at", "done", "total"])
        return job


def _finish(job: Job, progress: Progress, state: str, **outcome: Any) -> None:
    """Write the end of an attempt, unless the job is another worker's by now."""
    if not connection.in_atomic_block:  # what failed may have been the connection itself
        connection.close_if_unusable_or_obsolete()
    told = {"done": progress.done, "total": progress.total, "finished_at": timezone.now()}
    if not own(job).update(state=state, **told, **outcome):
        log.warning("job_taken_over", job=str(job.pk), kind=job.kind, attempt=job.attempts)
