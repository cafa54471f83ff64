"""Evidence leaves only as a download, and only to whoever sees its evaluation."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kinerja.models import Evidence
from kinerja.views.download import attachment


@require_safe
@login_required
def download(request: HttpRequest, pk: UUID) -> FileResponse:
    """A file of evidence as an attachment: the browser stores it and never shows it as a page of ours."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    try:
        return attachment(evidence.file.open("rb"), evidence.name, evidence.content_type)
    except FileNotFoundError as error:
        raise Http404(_("Berkas ini tidak ada lagi di penyimpanan.")) from error
