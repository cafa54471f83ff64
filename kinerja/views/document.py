"""Signed documents: issued from a final result, described, and handed out byte for byte."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from kinerja.documents.parts import part_text
from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors.document import (
    DamagedFileError,
    content,
    evaluation_of,
    file_name,
    readable_documents,
    status_text,
    visible_documents,
)
from kinerja.services.document import issue_document
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.recapitulation import issue_recapitulation
from kinerja.views.asking import actor
from kinerja.views.download import attachment
from kinerja.views.lookup import evaluation_or_404
from kinerja.views.unit import unit_page


@require_safe
@login_required
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the register knows of a document of a unit or of an official."""
    found = get_object_or_404(visible_documents(request.user), pk=pk)
    evaluation = evaluation_of(found)
    context = {
        "document": found,
        "status_text": status_text(found),
        "evaluation": evaluation,
        "appraisal": found.appraisal,
        "may_read": readable_documents(request.user).filter(pk=pk).exists(),
        "period": evaluation.period if evaluation else None,
        "signatures": [(part_text(row.part), row) for row in found.signatures.all()],
    }
    return render(request, "kinerja/document/page.html", context)


@require_safe
@login_required
def download(request: HttpRequest, pk: UUID) -> FileResponse:
    """The stored bytes; a reprint is the same file."""
    found = get_object_or_404(readable_documents(request.user), pk=pk)
    try:
        return attachment(BytesIO(content(found)), file_name(found), "application/pdf")
    except DamagedFileError as error:
        raise Http404(str(error)) from error


@sensitive_post_parameters("passphrase")
@require_POST
@login_required
def recapitulate(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """Issue the recapitulation of a province; one that would say nothing new is shown instead."""
    return _issued(request, evaluation_or_404(request.user, period, code), issue_recapitulation)


@sensitive_post_parameters("passphrase")
@require_POST
@login_required
def issue(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """Issue the document of a final result; a refusal comes back on the unit's page with its reasons."""
    return _issued(request, evaluation_or_404(request.user, period, code), issue_document)


def _issued(
    request: HttpRequest, evaluation: SemesterEvaluation, service: Callable[..., SignedDocument]
) -> HttpResponse:
    number, passphrase = request.POST.get("number", "").strip(), request.POST.get("passphrase", "")
    try:
        found = service(evaluation=evaluation, actor=actor(request), number=number, passphrase=passphrase)
    except Refused as refusal:
        status = 403 if isinstance(refusal, NotPermitted) else 409
        return unit_page(request, evaluation, refusal=refusal, status=status)
    messages.success(request, _("Dokumen %s diterbitkan dan ditandatangani.") % found.code)
    return redirect("kinerja:document", found.pk)
