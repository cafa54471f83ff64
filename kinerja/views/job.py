"""The page of a background job: how far it is while it runs, and what came of it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kinerja.models import Job
from kinerja.services.job import UNFINISHED, is_silent
from kinerja.tasks import LABELS
from kinerja.views.asking import by_htmx


@require_safe
@login_required
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; htmx asks every second for the part that moves, until the job has ended."""
    found = get_object_or_404(Job.objects.visible_to(request.user).select_related("owner"), pk=pk)
    part = "state" if by_htmx(request) else "page"
    return render(request, f"kinerja/job/{part}.html", _context(found))


def _context(job: Job) -> dict[str, Any]:
    return {
        "job": job,
        "label": LABELS.get(job.kind, job.kind),
        "percent": Decimal(100) * min(job.done, job.total) / job.total if job.total else Decimal(0),
        "is_unfinished": job.state in UNFINISHED,
        "is_silent": is_silent(job, timezone.now()),
        "lines": (job.result or {}).get("lines", []),
        "errors": job.error.splitlines(),
    }
