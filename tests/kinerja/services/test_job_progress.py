"""The progress of a job: it never goes back, and it is written twice a second at most."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.utils import timezone

from kinerja.models import Job
from kinerja.services import job_progress
from kinerja.services.job_progress import Progress, TakenOverError


class Clock:
    """Seconds that pass only when a test says so."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    monkeypatch.setattr(job_progress, "time", clock)
    return clock


@pytest.fixture
def job(db: None) -> Job:
    now = timezone.now()
    return Job.objects.create(kind="count", key="1", state="running", attempts=1, heartbeat_at=now)


def stored(job: Job) -> tuple[int, int]:
    return Job.objects.values_list("done", "total").get(pk=job.pk)


def test_it_is_written_at_first_each_half_second_and_at_the_end(job: Job, clock: Clock) -> None:
    progress, seen = Progress(job), []
    for step in range(1, 21):
        progress(step, 20)
        seen.append(stored(job))
        clock.now += 0.125
    assert seen == [
        (step, 20) for step in (1, 1, 1, 1, 5, 5, 5, 5, 9, 9, 9, 9, 13, 13, 13, 13, 17, 17, 17, 20)
    ]


def test_it_never_goes_back(job: Job, clock: Clock) -> None:
    progress, seen = Progress(job), []
    for done in (3, 1, 5, 4, 5, 2, 6):
        progress(done, 10)
        seen.append(stored(job)[0])
        clock.now += 1
    assert seen == [3, 3, 5, 5, 5, 5, 6]


def test_each_write_is_a_sign_of_life(job: Job, clock: Clock) -> None:
    progress, beats = Progress(job), [job.heartbeat_at]
    for done in range(3):
        progress(done, 3)
        beats.append(Job.objects.values_list("heartbeat_at", flat=True).get(pk=job.pk))
        clock.now += 1
    assert [earlier < later for earlier, later in pairwise(beats)] == [True, True, True]


@pytest.mark.parametrize("now", [{"attempts": 2}, {"state": "failed", "finished_at": timezone.now()}])
def test_an_attempt_that_no_longer_counts_is_stopped(job: Job, now: dict[str, object]) -> None:
    Job.objects.filter(pk=job.pk).update(**now)
    with pytest.raises(TakenOverError):
        Progress(job)(1, 2)
    assert stored(job) == (0, 0)
