"""How far a job is, and who may still say so: one attempt speaks for a job at a time."""

import math
import time

from django.db.models import QuerySet
from django.utils import timezone

from kinerja.models import Job

#: Seconds between two writes of the progress: a page that looks every second misses nothing.
INTERVAL = 0.5


class TakenOverError(Exception):
    """Another worker began the job again because this one had been silent; this one must stop.

    No `Refused`: a handler that goes on after what is refused in one row must not go on after this.
    """


class CancelledError(Exception):
    """Somebody asked that the job stop; what is done stays done. No `Refused`, as for `TakenOverError`."""


def own(job: Job) -> "QuerySet[Job]":
    """The row of a job while this attempt is the one that counts; empty once another has begun."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


class Progress:
    """What a handler calls after each batch: ``progress(done, total)``.

    Each write is a transaction of its own and the sign of life as well. A handler calls it between its
    batches, outside their transactions, and at least once in the five minutes that a job may be silent.
    """

    def __init__(self, job: Job) -> None:
        self.done, self.total = 0, 0
        self._job = job
        self._written_at = -math.inf

    def __call__(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` are done; it never goes back, and is written twice a second at most.

        Raises:
            TakenOverError: the job is another worker's now.
            CancelledError: it is to stop.
        """
        is_end = self.done < done == total
        self.done, self.total = max(self.done, done), total
        now = time.monotonic()
        if is_end or now - self._written_at >= INTERVAL:
            self._write()
            self._written_at = now

    def _write(self) -> None:
        told = {"done": self.done, "total": self.total, "heartbeat_at": timezone.now()}
        if not own(self._job).update(**told):
            raise TakenOverError(f"job {self._job.pk} was begun again by another worker")
        if own(self._job).exclude(cancel_asked_at=None).exists():
            raise CancelledError(f"job {self._job.pk} was cancelled")
