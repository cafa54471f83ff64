"""The kinds of background work, and the engine that carries a job's id to them."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from kinerja import tasks
from kinerja.models import Appraisal, Job
from kinerja.services.appraisal_opening import OpeningReport
from kinerja.services.document_batch import BatchReport
from kinerja.services.job_progress import Progress
from officials.models import User
from tests.builders import make_user
from tests.kinerja.chain import Chain

KEY = "count:2025-1"


def count(job: Job, progress: Progress) -> dict[str, Any]:
    """Counts to the number it was given, in the name of who asked."""
    progress(job.arguments["to"], job.arguments["to"])
    return {"by": job.owner.username}


@pytest.fixture(autouse=True)
def _count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tasks.HANDLERS, "count", count)


@pytest.fixture
def actor(transactional_db: None) -> User:
    return make_user("admin_pusat", username="pusat")


def begin(actor: User) -> Job:
    return tasks.begin(kind="count", key=KEY, arguments={"to": 3}, actor=actor)


def work_off() -> None:
    """What `manage.py db_worker --batch` does: everything that is waiting, then the end."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="uji",
        excluded_queue_names=[],
    ).run()


@pytest.fixture
def worker(settings: Settings) -> None:
    """Work waits for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def office(transactional_db: None) -> None:
    """An office of which two posts have their appraisals, and the Kepala Dinas has none yet."""
    Chain()


def open_all(actor: User) -> Job:
    given = {"key": "open_appraisals:2025-1", "arguments": {"period": "2025-1"}}
    return tasks.begin(kind="open_appraisals", actor=actor, **given)


@pytest.mark.usefixtures("office")
def test_opening_the_appraisals_of_a_period_tells_what_it_did(actor: User) -> None:
    first, second = open_all(actor), open_all(actor)
    assert (first.state, first.done, first.total, first.result) == (
        "done",
        3,
        3,
        {
            "period": "2025-1",
            "added": 1,
            "renewed": 2,
            "kept": 0,
            "differing": [],
            "unassessed": 0,
            "withdrawn": 0,
            "lines": ["1 penilaian dibuka.", "2 penilaian yang belum disentuh diperbarui."],
        },
    )
    assert (second.state, second.result["lines"]) == (
        "done",
        ["0 penilaian dibuka.", "3 penilaian tetap seperti adanya."],
    )
    assert Appraisal.objects.count() == 3


@pytest.mark.usefixtures("office")
def test_opening_them_is_refused_to_others(transactional_db: None) -> None:
    job = open_all(make_user("operator_ditjen"))
    assert (job.state, job.error) == ("failed", "Hanya admin pusat yang membuka penilaian pejabat.")


def test_of_many_names_the_first_are_listed_and_the_rest_is_counted() -> None:
    names = tuple(f"Nama {number}, Kepala Seksi" for number in range(1025))
    told = list(tasks.opening_told(OpeningReport("2025-1", 11000, 0, 1025, names, 3)))
    assert told[:3] == [
        "11.000 penilaian dibuka.",
        "1.025 penilaian tetap seperti adanya.",
        "3 jabatan tanpa nilai pribadi: kosong, Plt, Plh, atau rangkap.",
    ]
    assert told[3:5] == [
        f"Sudah berjalan, tetapi jabatan atau pejabatnya kini tercatat lain: {name}." for name in names[:2]
    ]
    assert (len(told), told[-1]) == (24, "Demikian pula 1.005 penilaian lainnya.")


def test_what_is_withdrawn_is_told() -> None:
    told = list(tasks.opening_told(OpeningReport("2025-1", 0, 0, 0, (), 0, withdrawn=2)))
    assert told == [
        "0 penilaian dibuka.",
        "2 penilaian yang belum disentuh ditarik: tidak ada yang dinilai pada jabatannya.",
    ]


def test_every_kind_has_its_name() -> None:
    assert tasks.HANDLERS.keys() - {"count"} == tasks.LABELS.keys()


def test_work_is_done_at_once(actor: User) -> None:
    job = begin(actor)
    assert (job.state, job.done, job.total, job.result) == ("done", 3, 3, {"by": "pusat"})


def test_inside_a_transaction_it_waits_for_the_end(actor: User) -> None:
    with transaction.atomic():
        job = begin(actor)
        assert job.state == "queued"
    job.refresh_from_db()
    assert job.state == "done"


def test_work_that_nobody_does_is_not_taken(actor: User) -> None:
    with pytest.raises(LookupError):
        tasks.begin(kind="other", key=KEY, arguments={}, actor=actor)
    assert Job.objects.count() == 0


@pytest.mark.usefixtures("worker")
def test_a_worker_takes_the_id_and_runs_the_job(actor: User) -> None:
    job = begin(actor)
    assert begin(actor) == job
    [carried] = DBTaskResult.objects.values_list("task_path", "args_kwargs", "status")
    assert carried == ("kinerja.tasks.work", {"args": [str(job.pk)], "kwargs": {}}, "READY")
    assert job.state == "queued"
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.result) == ("done", 1, 3, {"by": "pusat"})
    assert [row.status for row in DBTaskResult.objects.all()] == ["SUCCESSFUL"]


@pytest.mark.usefixtures("worker")
def test_nothing_is_handed_over_when_the_transaction_fails(actor: User) -> None:
    with transaction.atomic():
        begin(actor)
        transaction.set_rollback(True)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.usefixtures("worker")
def test_what_is_carried_twice_is_done_once(actor: User) -> None:
    job = begin(actor)
    tasks.enqueue(job)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts, DBTaskResult.objects.count()) == ("done", 1, 2)


def test_issuing_nothing_says_so() -> None:
    """No zeros, but that nothing was to be done; what waits for others is said beside."""
    none = BatchReport(issued=(), refused=(), in_force=2, not_final=1, unsigned=3)
    nothing = "Tidak ada yang diterbitkan: yang siap dan menjadi wewenang Anda sudah punya dokumen."
    waits = "3 penilaian menunggu pejabat penilai lain."
    assert list(tasks.issuing_told(none)) == [nothing, waits]
    assert list(tasks.issuing_told(replace(none, signed=("92.03 Budi",), unsigned=0))) == [
        "1 penilaian pejabat ditandatangani."
    ]
    assert list(tasks.issuing_told(replace(none, refused=(("92.03", "Habis."),), unsigned=0))) == [
        "92.03: Habis."
    ]
