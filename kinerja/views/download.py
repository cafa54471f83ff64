"""Files on their way out: always stored by the browser, never run or guessed at."""

from typing import IO, Any

from django.http import FileResponse


def attachment(content: IO[Any], name: str, content_type: str) -> FileResponse:
    """A download that no browser shows inside the site, whatever the file holds."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
