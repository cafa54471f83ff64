"""The page of a background job: how far it is while it runs, and what came of it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kinerja.forms.passphrase import AskingPassphrase
from kinerja.models import Job, Period
from kinerja.services.job import UNFINISHED, is_silent, may_cancel
from kinerja.tasks import ISSUING, LABELS, runs_here
from kinerja.views.asking import actor, by_htmx
from officials.models import User


@require_safe
@login_required
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; htmx asks every second for the part that moves, until the job has ended."""
    found = get_object_or_404(Job.objects.visible_to(request.user).select_related("owner"), pk=pk)
    part = "state" if by_htmx(request) else "page"
    return render(request, f"kinerja/job/{part}.html", _context(found, actor(request)))


def _context(job: Job, user: User) -> dict[str, Any]:
    return {
        "job": job,
        "period": Period.objects.filter(code=job.arguments.get("period", "")).first(),
        "tone": _tone(job),
        "waits": runs_here(),
        "label": LABELS.get(job.kind, job.kind),
        "percent": Decimal(100) * min(job.done, job.total) / job.total if job.total else Decimal(0),
        "is_unfinished": job.state in UNFINISHED,
        "is_silent": is_silent(job, timezone.now()),
        "lines": (job.result or {}).get("lines", []),
        "errors": job.error.splitlines(),
        "may_cancel": job.state in UNFINISHED and may_cancel(user, job),
        "may_resume": _may_resume(user, job),
        "has_archive": job.kind == ISSUING and job.done > 0,
        "passphrase_form": AskingPassphrase(),
    }


def _tone(job: Job) -> str:
    """How the outcome is shown: none issued is no success, and what was refused is a warning."""
    result = job.result or {}
    if job.kind != ISSUING:
        return "success"
    if result.get("refused"):
        return "warning"
    return "success" if result.get("issued") or result.get("signed") else ""


def _may_resume(user: User, job: Job) -> bool:
    """Whether the account may go on with its own issuing, which ended before its end or lost its worker."""
    stopped = job.state in (Job.State.CANCELLED, Job.State.FAILED) or is_silent(job, timezone.now())
    return job.kind == ISSUING and job.owner_id == user.pk and stopped
