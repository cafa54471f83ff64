"""A snapshot becomes a PDF: A4 pages, fonts embedded, tagged, the data attached; the same bytes again.

Nothing is fetched: text in a snapshot that names a file or an address reaches nothing (``Nothing``).
"""

import gc
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from kinerja.documents.kinds import kind_of
from kinerja.documents.snapshot import FILE_NAME, Frozen

STYLE = "documents/document.css"
#: PDF/A-3b as WeasyPrint writes it; no validator has confirmed it, so nobody may claim it.
VARIANT = "pdf/a-3b"
PICTURE = "data:image/png;base64,"
#: The shared font map must not be used by two threads at once.
_one_at_a_time = Lock()


class ForbiddenFetchError(Exception):
    """A document asked for an address; it is not made."""


class Nothing(URLFetcher):
    """Fetches nothing, whatever the address, but the document's own emblem, which its snapshot holds."""

    def __init__(self, emblem: str = "") -> None:
        super().__init__()
        self.asked: list[str] = []
        self._own = PICTURE + emblem if emblem else ""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Refuse, and remember what was asked for: WeasyPrint draws on where an image is missing.

        Raises:
            FatalURLFetchingError: for everything but the emblem.
        """
        if self._own and url == self._own:
            return URLFetcherResponse(
                url, b64decode(url.removeprefix(PICTURE)), {"Content-Type": "image/png"}
            )
        self.asked.append(url)
        raise FatalURLFetchingError(url)


def pdf(snapshot: Frozen) -> bytes:
    """Render a snapshot.

    Args:
        snapshot: everything the document says.

    Returns:
        An unsigned PDF with the snapshot's canonical JSON attached; equal snapshots give equal bytes.

    Raises:
        ForbiddenFetchError: the document asked for something outside of it.
    """
    fetcher = Nothing(snapshot.issuer.emblem)
    try:
        made = _pdf(snapshot, fetcher)
    except FatalURLFetchingError as error:
        raise ForbiddenFetchError(fetcher.asked) from error
    if fetcher.asked:
        raise ForbiddenFetchError(fetcher.asked)
    return made


def _pdf(snapshot: Frozen, fetcher: Nothing) -> bytes:
    html = HTML(string=markup(snapshot), url_fetcher=fetcher)
    text = snapshot.to_json()
    with _one_at_a_time, _collected_once():
        fonts, style = _style()
        made: bytes = html.write_pdf(
            finisher=_name_once,
            stylesheets=[style],
            font_config=fonts,
            attachments=[_attachment(snapshot, text)],
            pdf_variant=VARIANT,
            pdf_tags=True,
            pdf_identifier=sha256(text.encode()).hexdigest()[:32].encode(),
        )
    return made


@contextmanager
def _collected_once() -> Iterator[None]:
    """Look for garbage after the work, not dozens of times within: a page's boxes all live to its end."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(1)


def markup(snapshot: Frozen) -> str:
    """The HTML of a snapshot; every value is escaped by the template."""
    code = segno.make(snapshot.url, error="m", mask=0, micro=False)
    drawn = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    kind = kind_of(snapshot)
    return render_to_string(kind.template, kind.context(snapshot) | {"qr": drawn})


@cache
def _style() -> tuple[FontConfiguration, CSS]:
    """Fonts and style sheet, read once a process."""
    fonts = FontConfiguration()
    [folder] = settings.TEMPLATES[0]["DIRS"]
    style = (Path(folder) / STYLE).read_text(encoding="utf-8")
    return fonts, CSS(string=style, font_config=fonts, url_fetcher=Nothing())


def _name_once(document: Any, pdf: Any) -> None:
    """Name the attached file once in the catalogue, where WeasyPrint names it twice."""
    associated = pdf.catalog["AF"]
    associated[:] = dict.fromkeys(associated)


def prepare() -> None:
    """Read fonts and style sheet now, so that processes forked later share them."""
    _style()


def _attachment(snapshot: Frozen, text: str) -> Attachment:
    made = timezone.make_aware(datetime.combine(snapshot.issued, time()))
    return Attachment(
        string=text,
        name=FILE_NAME,
        description="Data hasil penilaian untuk dihitung ulang",
        created=made,
        modified=made,
        relationship="Data",
        url_fetcher=Nothing(),
    )
