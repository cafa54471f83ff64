"""A job may be cancelled by who asked for it: it stops at its next step, and what is done stays done."""

from typing import Any

import pytest
from django.utils import timezone

from kinerja.models import Job
from kinerja.services.errors import NotPermitted
from kinerja.services.job import SILENCE, cancel_job, run_job, start_job
from kinerja.services.job_progress import Progress
from officials.models import AuditEntry, User
from tests.builders import make_user
from tests.kinerja.cast import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return make_user("dirjen")


def make_job(owner: User, **fields: Any) -> Job:
    return Job.objects.create(kind="count", key="count:1", owner=owner, **fields)


def test_it_stops_at_the_next_step(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kinerja.services.job_progress.INTERVAL", 0)
    job, steps = make_job(owner), list[int]()

    def count(job: Job, progress: Progress) -> dict[str, Any]:
        for done in range(1, 6):
            steps.append(done)
            if done == 3:
                cancel_job(job=job, actor=owner)
            progress(done, 5)
        return {}

    assert run_job(job_id=job.pk, handlers={"count": count}) is True
    job.refresh_from_db()
    assert (job.state, steps, job.done, job.total) == ("cancelled", [1, 2, 3], 3, 5)
    assert (job.finished_at is not None, job.error, job.result) == (True, "", None)
    [entry] = AuditEntry.objects.filter(action="job.cancel")
    assert (entry.actor, entry.after) == (owner, {"state": "running"})


def test_one_that_nobody_took_ends_at_once(owner: User) -> None:
    job = make_job(owner)
    assert cancel_job(job=job, actor=make_user("admin_pusat")).state == "cancelled"
    assert run_job(job_id=job.pk, handlers={}) is False
    assert refusal(lambda: cancel_job(job=job, actor=owner)) == ["Pekerjaan ini sudah berakhir: Dibatalkan."]


def test_only_the_owner_and_admin_pusat(owner: User) -> None:
    job = make_job(owner, state="running", started_at=timezone.now(), heartbeat_at=timezone.now())
    for role in ("dirjen", "auditor", "operator_ditjen"):
        with pytest.raises(NotPermitted):
            cancel_job(job=job, actor=make_user(role))
    job.refresh_from_db()
    assert (job.state, job.cancel_asked_at) == ("running", None)


def test_asked_for_again_after_its_worker_died_it_is_not_stopped_at_once(owner: User) -> None:
    long_ago = timezone.now() - 2 * SILENCE
    times = {"started_at": long_ago, "heartbeat_at": long_ago, "cancel_asked_at": long_ago}
    job = make_job(owner, state="running", **times)
    start_job(kind="count", key="count:1", arguments={}, actor=owner, enqueue=lambda job: None)

    def count(job: Job, progress: Progress) -> dict[str, Any]:
        progress(1, 1)
        return {}

    assert run_job(job_id=job.pk, handlers={"count": count}) is True
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", 1)
