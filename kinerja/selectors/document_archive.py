"""Documents as one ZIP that streams: each file checked on its way, then an index workbook and checksums.

Memory does not grow with the number of documents: one file is held at a time. The PDFs are stored, not
deflated; they are compressed already.
"""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from kinerja.exchange.cells import text_cell
from kinerja.models import Period, SignedDocument
from kinerja.selectors.document import (
    DamagedFileError,
    content,
    evaluation_of,
    file_name,
    readable_documents,
)
from kinerja.selectors.lookup import evaluations_in

INDEX, SUMS, DAMAGED = "indeks.xlsx", "SHA256SUMS", "RUSAK.txt"
#: Rows of the register read at once.
_ROWS = 500
#: Bytes of the index handed on at once.
_BLOCK = 256 * 1024


def archived_documents(user: Any, period: Period, region: str = "") -> "QuerySet[SignedDocument]":
    """The documents in force of a period that an account may read, in order of region.

    Args:
        user: an account; what it may not read is not among them (R12).
        period: the semester.
        region: a code of the cut-off; a province's means its kab/kota too. "" for all.

    Raises:
        NothingFoundError: no such region in the period.
    """
    chosen = evaluations_in(period, region)
    about = Q(evaluation__in=chosen) | Q(appraisal__evaluation__in=chosen)
    rows = readable_documents(user).filter(about, status=SignedDocument.Status.CURRENT)
    return rows.order_by("evaluation__region_code", "appraisal__evaluation__region_code", "kind", "code")


def archive(documents: "QuerySet[SignedDocument]") -> Iterator[bytes]:
    """The ZIP, piece by piece.

    A file that is gone or was changed is not in it; the index and ``RUSAK.txt`` name it.
    """
    sink = _Sink()
    sums, damaged = list[str](), list[str]()
    index = Workbook(write_only=True)
    sheet = index.create_sheet(_("Dokumen"))
    sheet.freeze_panes = "A2"
    sheet.append(_heads())
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as made:
        for document in documents.iterator(chunk_size=_ROWS):
            name = file_name(document)
            try:
                stored, state = content(document), _("utuh")
                made.writestr(_entry(name, document), stored)
                sums.append(f"{document.sha256}  {name}\n")
            except DamagedFileError as error:
                state = _("RUSAK")
                damaged.append(f"{name}: {error}\n")
            sheet.append(_row(sheet, document, name, state))
            yield sink.taken()
        yield from _workbook(made, sink, index)
        made.writestr(SUMS, "".join(sums))
        if damaged:
            made.writestr(DAMAGED, "".join(damaged))
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Takes what is written, until it is taken from here; cannot seek, so nothing is written twice."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:
        """Keep some bytes."""
        self._parts.append(bytes(data))
        return len(data)

    def writable(self) -> bool:
        """It is only written to."""
        return True

    def taken(self) -> bytes:
        """What was written since the last time."""
        made = b"".join(self._parts)
        self._parts.clear()
        return made


def _entry(name: str, document: SignedDocument) -> zipfile.ZipInfo:
    at = timezone.localtime(document.issued_at)
    return zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))


def _workbook(made: zipfile.ZipFile, sink: _Sink, index: Workbook) -> Iterator[bytes]:
    """The index as a member of the ZIP, through a temporary file."""
    with tempfile.TemporaryFile() as file:
        index.save(file)
        file.seek(0)
        with made.open(INDEX, "w", force_zip64=True) as member:
            while block := file.read(_BLOCK):
                member.write(block)
                yield sink.taken()


def _heads() -> list[str]:
    return [
        _("Berkas"),
        _("Jenis"),
        _("Kode wilayah"),
        _("Wilayah"),
        _("Unit kerja"),
        _("Jabatan yang dinilai"),
        _("Periode"),
        _("Revisi"),
        _("Nomor"),
        _("Kode verifikasi"),
        _("Penanda tangan"),
        _("Terbit"),
        "SHA-256",
        _("Keadaan berkas"),
    ]


def _row(sheet: Any, document: SignedDocument, name: str, state: str) -> list[Any]:
    """A line of the index; nobody's NIP is in it (R12), and text stays text whatever it begins with."""
    evaluation, appraisal = evaluation_of(document), document.appraisal
    assert evaluation is not None  # no agreement is among archived documents
    texts = [
        name,
        document.get_kind_display(),
        evaluation.region_code,
        evaluation.full_name,
        evaluation.unit_name,
        appraisal.title if appraisal else "",
        evaluation.period.code,
    ]
    more = [document.number, document.code, document.signer_name]
    issued = timezone.localtime(document.issued_at).replace(tzinfo=None)
    cells = [text_cell(sheet, text) for text in texts]
    cells += [document.revision, *(text_cell(sheet, text) for text in more), issued]
    return [*cells, document.sha256, state]
