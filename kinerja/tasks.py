"""Background work: each kind of job with its handler and its name, and the entry point of the task engine.

Pages and commands call ``begin``; the engine carries the id of the job to ``work`` and nothing else.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from kinerja.documents.signers.choose import way
from kinerja.models import Job, Period
from kinerja.rules.rounding import written
from kinerja.services.appraisal_opening import OpeningReport, open_appraisals
from kinerja.services.document_batch import BatchReport, issue_documents
from kinerja.services.document_batch import Progress as Step
from kinerja.services.errors import Refused
from kinerja.services.job import Handler, run_job, start_job
from kinerja.services.job_progress import Progress
from officials.models import User

#: Names that a job's page lists; the rest is counted.
NAMED = 20
ISSUING = "issue_documents"
#: Passphrases on their way to a job that runs in this very process, by key; taken out by the job, or with it.
_secrets: dict[str, str] = {}


def open_period_appraisals(job: Job, progress: Progress) -> dict[str, Any]:
    """One appraisal for each occupied post of a period: ``{"period": "2025-1"}``."""
    period = Period.objects.get(code=job.arguments["period"])
    report = open_appraisals(period=period, actor=job.owner, progress=progress)
    return asdict(report) | {"lines": list(opening_told(report))}


def opening_told(report: OpeningReport) -> Iterator[str]:
    """What opening the appraisals did, in words."""
    yield _("%s penilaian dibuka.") % written(report.added)
    if report.renewed:
        yield _("%s penilaian yang belum disentuh diperbarui.") % written(report.renewed)
    if report.withdrawn:
        yield _(
            "%s penilaian yang belum disentuh ditarik: tidak ada yang dinilai pada jabatannya."
        ) % written(report.withdrawn)
    if report.kept:
        yield _("%s penilaian tetap seperti adanya.") % written(report.kept)
    if report.unassessed:
        told = _("%s jabatan tanpa nilai pribadi: kosong, Plt, Plh, atau rangkap.")
        yield told % written(report.unassessed)
    for name in report.differing[:NAMED]:
        yield _("Sudah berjalan, tetapi jabatan atau pejabatnya kini tercatat lain: %s.") % name
    if len(report.differing) > NAMED:
        yield _("Demikian pula %s penilaian lainnya.") % written(len(report.differing) - NAMED)


def issue_period_documents(job: Job, progress: Progress) -> dict[str, Any]:
    """The documents of a period: ``{"period": "2025-1", "region": "92", "numbers": false}``."""
    asked, refused = job.arguments, list[str]()

    def tell(step: Step) -> None:
        refused.extend(f"{step.who}: {reason}" for reason in step.reasons)
        progress(step.done, step.total)

    if job.owner is None:
        raise Refused([_("Dokumen diterbitkan atas nama seseorang.")])
    report = issue_documents(
        period=Period.objects.get(code=asked["period"]),
        actor=job.owner,
        region=asked["region"],
        numbers=asked["numbers"],
        passphrase=_secrets.pop(job.key, ""),
        progress=tell,
    )
    return asdict(report) | {"lines": list(issuing_told(report))}


def issuing_told(report: BatchReport) -> Iterator[str]:
    """What issuing did, in words."""
    if report.issued:
        yield _("%s dokumen unit kerja terbit.") % written(len(report.issued))
    if report.signed:
        yield _("%s penilaian pejabat ditandatangani.") % written(len(report.signed))
    if not report.issued and not report.signed and not report.refused:
        yield _("Tidak ada yang diterbitkan: yang siap dan menjadi wewenang Anda sudah punya dokumen.")
    if report.unsigned:
        yield _("%s penilaian menunggu pejabat penilai lain.") % written(report.unsigned)
    for who, reason in report.refused[:NAMED]:
        yield f"{who}: {reason}"
    if len(report.refused) > NAMED:
        yield _("Demikian pula %s lainnya.") % written(len(report.refused) - NAMED)


#: What does each kind of job. What people are to read of its result stands in ``lines``.
HANDLERS: dict[str, Handler] = {
    "open_appraisals": open_period_appraisals,
    ISSUING: issue_period_documents,
}
#: What people read for each.
LABELS = {
    "open_appraisals": gettext_lazy("Pembukaan penilaian pejabat"),
    ISSUING: gettext_lazy("Penerbitan dokumen"),
}


def begin(*, kind: str, key: str, arguments: dict[str, Any], actor: User | None, secret: str = "") -> Job:
    """Ask for background work, once the transaction around this call is committed.

    Args:
        kind: one of ``HANDLERS``.
        key: what it is about, "open_appraisals:2025-1"; a second call meets the first one's unfinished job.
        arguments: what the handler needs, in plain data.
        actor: who asks; the page of the job is theirs.
        secret: a passphrase that the work needs; it stays in the memory of this process.

    Returns:
        The job as it stands now: waiting or running with TASKS=database, at its end with TASKS=immediate
        (still waiting where a transaction is open around this call).

    Raises:
        LookupError: nobody does that kind of work.
        Refused: the work needs a passphrase, and another process does it.
    """
    if kind not in HANDLERS:
        raise LookupError(kind)
    if kind == ISSUING and way().asks_passphrase and not runs_here():
        text = _("%(secret)s tidak disimpan bagi pekerja latar; jalankan %(command)s di server.")
        raise Refused([text % {"secret": way().secret, "command": "manage.py issue_documents"}])
    if secret:
        _secrets[key] = secret
    try:
        job = start_job(kind=kind, key=key, arguments=arguments, actor=actor, enqueue=enqueue)
    finally:
        _secrets.pop(key, None)
    job.refresh_from_db()
    return job


def runs_here() -> bool:
    """Whether jobs run in the process that asks for them."""
    return str(settings.TASKS["default"]["BACKEND"]).endswith("ImmediateBackend")


def enqueue(job: Job) -> None:
    """Hand a job to the task engine."""
    work.enqueue(str(job.pk))


@task()
def work(job_id: str) -> None:
    """What a worker calls."""
    run_job(job_id=UUID(job_id), handlers=HANDLERS)
