"""Four at the same moment: of four workers one runs the job, of four requests one asks for it."""

from functools import partial
from time import sleep
from typing import Any

import pytest

from kinerja.models import Job
from kinerja.services.job import run_job, start_job
from kinerja.services.job_progress import Progress
from officials.audit_chain import verify_chain
from officials.models import AuditEntry, User
from tests.builders import make_user
from tests.threads import at_once


@pytest.mark.django_db(transaction=True)
def test_of_four_workers_at_once_one_runs_the_job() -> None:
    ran: list[int] = []

    def slow(job: Job, progress: Progress) -> dict[str, Any]:
        ran.append(job.attempts)
        progress(1, 2)
        sleep(0.05)
        progress(2, 2)
        return {"ran": job.attempts}

    rounds = []
    for number in range(10):
        job = Job.objects.create(kind="slow", key=str(number))
        answers = at_once([partial(run_job, job_id=job.pk, handlers={"slow": slow})] * 4)
        job.refresh_from_db()
        rounds.append((sorted(answers), job.state, job.attempts, job.done, job.result))
    assert rounds == [([False, False, False, True], "done", 1, 2, {"ran": 1})] * 10
    assert ran == [1] * 10


@pytest.mark.django_db(transaction=True)
def test_of_four_requests_at_once_one_asks_for_it() -> None:
    actors = [make_user("admin_pusat") for _number in range(4)]
    enqueued: list[Job] = []

    def ask(key: str, actor: User) -> Job:
        return start_job(kind="slow", key=key, arguments={}, actor=actor, enqueue=enqueued.append)

    rounds = [
        len({job.pk for job in at_once([partial(ask, str(key), each) for each in actors])})
        for key in range(10)
    ]
    entries = AuditEntry.objects.filter(action="job.start").count()
    assert (rounds, len(enqueued), entries) == ([1] * 10, 10, 10)
    assert verify_chain().broken is None
