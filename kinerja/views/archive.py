"""Issuing all documents of a period in the background, and all of them as one ZIP."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from kinerja.forms.issue import IssueForm
from kinerja.models import Job, Period
from kinerja.selectors.document_archive import archive, archived_documents
from kinerja.selectors.lookup import NothingFoundError
from kinerja.services.errors import Refused
from kinerja.services.job import cancel_job
from kinerja.tasks import ISSUING, begin
from kinerja.views.asking import actor
from kinerja.views.lookup import period_or_404
from kinerja.views.roles import roles_required

ISSUERS = ("dirjen", "kepala_daerah")
#: What is shown again of a code that is none: codes have five letters.
MOST_TYPED = 20


@sensitive_post_parameters("passphrase")
@require_POST
@roles_required(*ISSUERS)
def issue_all(request: HttpRequest, period: str) -> HttpResponse:
    """Ask for all documents of a period that are the account's to sign; leads to the page of the job.

    What is refused leads back to the form of the period's page, which says why, with what was typed.
    """
    found = period_or_404(period)
    form, numbers = IssueForm(found, request.POST), "nomor" in request.POST
    if not form.is_valid():
        return _back(found, request.POST.get("wilayah", "").strip(), numbers=numbers)
    asked = {"period": found.code, "region": form.cleaned_data["wilayah"], "numbers": numbers}
    return _begun(request, asked, found)


def _back(period: Period, region: str, *, numbers: bool) -> HttpResponse:
    """To the form again; its page reads what was typed from the address."""
    typed = {"terbitkan": region[:MOST_TYPED]} | ({"nomor": "1"} if numbers else {})
    address = reverse("kinerja:period", args=[period.code])
    return redirect(f"{address}?{urlencode(typed)}#dokumen" if region or numbers else address)


def _begun(request: HttpRequest, asked: dict[str, Any], period: Period) -> HttpResponse:
    """The page of the job; where it was refused, the period's page with the reasons."""
    who, secret = actor(request), request.POST.get("passphrase", "")
    key = f"{ISSUING}:{period.code}:{asked['region']}:{who.pk}"
    try:
        job = begin(kind=ISSUING, key=key, arguments=asked, actor=who, secret=secret)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return _back(period, asked["region"], numbers=asked["numbers"])
    return redirect("kinerja:job", job.pk)


@require_POST
@login_required
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop a job; what it did stays."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        cancel_job(job=found, actor=actor(request))
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
    return redirect("kinerja:job", pk)


@sensitive_post_parameters("passphrase")
@require_POST
@login_required
def resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go on with the account's own issuing where it stopped: what has its document is left alone."""
    rows = Job.objects.visible_to(request.user).filter(kind=ISSUING, owner=request.user.pk)
    found = get_object_or_404(rows, pk=pk)
    return _begun(request, dict(found.arguments), period_or_404(found.arguments["period"]))


@require_safe
@login_required
def job_archive(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The documents of what a job issued for, as the account may read them now."""
    found = get_object_or_404(Job.objects.visible_to(request.user).filter(kind=ISSUING), pk=pk)
    return _archive(request, period_or_404(found.arguments["period"]), found.arguments["region"])


@require_safe
@login_required
def period_archive(request: HttpRequest, period: str) -> StreamingHttpResponse:
    """All documents in force of a period, or of ``?wilayah=``, that the account may read."""
    return _archive(request, period_or_404(period), request.GET.get("wilayah", "").strip())


def _archive(request: HttpRequest, period: Period, region: str) -> StreamingHttpResponse:
    try:
        rows = archived_documents(request.user, period, region)
    except NothingFoundError as none:
        raise Http404(str(none)) from none
    if not rows.exists():
        raise Http404(_("Belum ada dokumen yang dapat Anda unduh."))
    name = "-".join(part for part in ("dokumen", period.code, region) if part)
    response = StreamingHttpResponse(archive(rows), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
