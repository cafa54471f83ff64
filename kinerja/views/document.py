"""A signed document: what is known about it, and the file itself."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kinerja.models import SignedDocument
from kinerja.views.download import attachment


@require_safe
@login_required
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The register entry of a document."""
    found = get_object_or_404(_visible(request).defer("snapshot"), pk=pk)
    context = {"document": found, "evaluation": found.evaluation, "period": found.evaluation.period}
    return render(request, "kinerja/document/page.html", context)


@require_safe
@login_required
def download(request: HttpRequest, pk: UUID) -> FileResponse:
    """The stored bytes; a reprint is the same file."""
    found = get_object_or_404(_visible(request).defer("snapshot"), pk=pk)
    name = f"hasil-{found.evaluation.period.code}-{found.evaluation.region_code}-r{found.revision}.pdf"
    try:
        return attachment(found.file.open("rb"), name, "application/pdf")
    except FileNotFoundError as error:
        raise Http404(_("Berkas ini tidak ada lagi di penyimpanan.")) from error


def _visible(request: HttpRequest) -> "QuerySet[SignedDocument]":
    rows = SignedDocument.objects.visible_to(request.user)
    return rows.select_related("evaluation__period", "evaluation__unit", "superseded_by")
