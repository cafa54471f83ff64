"""Files on their way out: always stored by the browser, never run or guessed at."""

from typing import IO, Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _


def attachment(content: IO[Any], name: str, content_type: str) -> FileResponse:
    """A download that no browser shows inside the site, whatever the file holds."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def stored_file(file: FieldFile, name: str, content_type: str) -> FileResponse:
    """A file that was kept, as an attachment.

    Raises:
        Http404: its bytes are gone.
    """
    try:
        return attachment(file.open("rb"), name, content_type)
    except FileNotFoundError as error:
        raise Http404(_("Berkas ini tidak ada lagi di penyimpanan.")) from error
