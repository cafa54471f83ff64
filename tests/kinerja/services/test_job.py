"""Background jobs: one unfinished a key, what comes of it is stored, a lost one may be begun again."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from kinerja.models import Job
from kinerja.services.errors import Refused
from kinerja.services.job import Handler, run_job, start_job
from kinerja.services.job_progress import Progress
from officials.models import AuditEntry
from tests.builders import make_user

KEY = "count:2025-1"


def count(job: Job, progress: Progress) -> dict[str, Any]:
    """Counts to the number it was given."""
    for done in range(1, job.arguments["to"] + 1):
        progress(done, job.arguments["to"])
    return {"counted": job.arguments["to"], "share": Decimal("0.5")}


def ask(enqueued: list[Job] | None = None, **fields: Any) -> Job:
    given: dict[str, Any] = {"kind": "count", "key": KEY, "arguments": {"to": 3}, "actor": None} | fields
    return start_job(enqueue=([] if enqueued is None else enqueued).append, **given)


def run(job: Job, handler: Handler = count) -> bool:
    ran = run_job(job_id=job.pk, handlers={"count": handler})
    job.refresh_from_db()
    return ran


def age(job: Job, minutes: int, **fields: Any) -> datetime:
    """Make a job look as it would when nothing was heard of it for some minutes."""
    then = timezone.now() - timedelta(minutes=minutes)
    Job.objects.filter(pk=job.pk).update(created_at=then, **fields)
    return then


@pytest.mark.django_db
def test_a_job_is_asked_for_once_and_handed_over_on_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    actor, enqueued = make_user("admin_pusat"), []
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(enqueued, actor=actor)
        assert enqueued == []
    with django_capture_on_commit_callbacks(execute=True):
        again = ask(enqueued, actor=make_user("admin_pusat"))
    assert (enqueued, again, Job.objects.count()) == ([job], job, 1)
    assert (job.state, job.owner, job.kind, job.arguments) == ("queued", actor, "count", {"to": 3})
    [entry] = AuditEntry.objects.all()
    assert (entry.action, entry.actor, entry.object_id, entry.after) == (
        "job.start",
        actor,
        str(job.pk),
        {"kind": "count", "key": KEY, "arguments": {"to": 3}},
    )


@pytest.mark.django_db
def test_a_finished_job_makes_room_for_the_next() -> None:
    first, other = ask(), ask(key="count:2025-2")
    run(first)
    second = ask()
    assert len({first.pk, other.pk, second.pk}) == 3
    assert [job.state for job in (first, other, second)] == ["done", "queued", "queued"]


@pytest.mark.django_db
def test_the_result_is_stored_in_plain_data() -> None:
    job = ask()
    assert run(job) is True
    assert (job.state, job.done, job.total, job.attempts, job.error) == ("done", 3, 3, 1, "")
    assert job.result == {"counted": 3, "share": "0.5"}
    assert job.created_at <= job.started_at <= job.heartbeat_at <= job.finished_at


@pytest.mark.django_db
def test_a_finished_job_is_not_run_again() -> None:
    job = ask()
    run(job)
    before = Job.objects.filter(pk=job.pk).values().get()
    assert run(job, refuse) is False
    assert Job.objects.filter(pk=job.pk).values().get() == before


def refuse(job: Job, progress: Progress) -> dict[str, Any]:
    progress(1, 4)
    progress(2, 4)
    raise Refused(["Periode belum dibuka.", "Tidak ada jabatan."])


def break_down(job: Job, progress: Progress) -> dict[str, Any]:
    raise ZeroDivisionError("rahasia 198001012005011001")


def inexact(job: Job, progress: Progress) -> dict[str, Any]:
    return {"share": 0.5}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handler", "done", "error"),
    [
        (refuse, 2, "Periode belum dibuka.\nTidak ada jabatan."),
        (break_down, 0, "Kesalahan program (ZeroDivisionError); rinciannya ada di log server."),
        (inexact, 0, "Kesalahan program (TypeError); rinciannya ada di log server."),
    ],
)
def test_a_failure_is_stored_in_words(handler: Handler, done: int, error: str) -> None:
    job = ask()
    assert run(job, handler) is True
    assert (job.state, job.error, job.result, job.done) == ("failed", error, None, done)
    assert job.finished_at is not None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_is_no_reason_to_keep_silent() -> None:
    def lost(job: Job, progress: Progress) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return {}

    job = ask()
    run(job, lost)
    assert (job.state, job.error) == (
        "failed",
        "Kesalahan program (OperationalError); rinciannya ada di log server.",
    )


@pytest.mark.django_db
def test_a_kind_that_nobody_does_fails_too() -> None:
    job = ask(kind="other")
    run(job)
    assert (job.state, job.error) == (
        "failed",
        "Kesalahan program (KeyError); rinciannya ada di log server.",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("stop", [SystemExit, KeyboardInterrupt])
def test_a_worker_that_is_stopped_says_so(stop: type[BaseException]) -> None:
    def stopped(job: Job, progress: Progress) -> dict[str, Any]:
        raise stop

    job = ask()
    with pytest.raises(stop):
        run(job, stopped)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Pekerja dihentikan sebelum pekerjaan ini selesai.")


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "ran", "attempts"), [(4, False, 1), (6, True, 2)])
def test_a_running_job_is_begun_again_only_after_five_minutes_of_silence(
    minutes: int, ran: bool, attempts: int
) -> None:
    job = ask()
    age(job, 60, state="running", attempts=1, done=2, total=3)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=minutes))
    assert run(job) is ran
    assert (job.attempts, job.state) == (attempts, "done" if ran else "running")


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "handed_over"), [(4, 0), (6, 1)])
@pytest.mark.parametrize("state", ["queued", "running"])
def test_asking_again_hands_over_a_job_that_lost_its_worker(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    state: str,
    minutes: int,
    handed_over: int,
) -> None:
    job, enqueued = ask(), []
    then = age(job, minutes, state=state)
    Job.objects.filter(pk=job.pk, state="running").update(heartbeat_at=then)
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(enqueued) == job
    assert enqueued == [job] * handed_over
    assert AuditEntry.objects.filter(action="job.start").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("silent_worker_goes_on", [True, False], ids=["tells progress", "ends"])
def test_the_worker_that_was_given_up_writes_nothing_more(silent_worker_goes_on: bool) -> None:
    reached = []

    def given_up(job: Job, progress: Progress) -> dict[str, Any]:
        Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=6))
        run_job(job_id=job.pk, handlers={"count": count})
        if silent_worker_goes_on:
            progress(1, 100)
        reached.append("the end")
        return {"counted": 1}

    job = ask()
    run(job, given_up)
    assert reached == ([] if silent_worker_goes_on else ["the end"])
    assert (job.state, job.attempts, job.done, job.total) == ("done", 2, 3, 3)
    assert job.result == {"counted": 3, "share": "0.5"}
