"""Files of an appraisal: they leave only as a download, and only to whoever sees the appraisal."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kinerja.models import Attachment
from kinerja.views.download import stored_file


@require_safe
@login_required
def download(request: HttpRequest, pk: UUID) -> FileResponse:
    """A file as an attachment: the browser stores it and never shows it as a page of ours."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    return stored_file(found.file, found.name, found.content_type)
