"""Documents as one ZIP that streams: each file checked on its way, then an index workbook and checksums.

Memory does not grow with the number of documents: one file is held at a time. The PDFs are stored, not
deflated; they are compressed already.
"""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

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
    sums, damaged, lines = list[str](), list[str](), 1
    index = Workbook(write_only=True)
    sheet = _sheet(index)
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
            lines += 1
            yield sink.taken()
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(_heads()))}{lines}"
        yield from _workbook(made, sink, index, sums)
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
    return _dated(name, document.issued_at)


def _dated(name: str, moment: datetime) -> zipfile.ZipInfo:
    at = timezone.localtime(moment)
    return zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))


def _workbook(made: zipfile.ZipFile, sink: _Sink, index: Workbook, sums: list[str]) -> Iterator[bytes]:
    """The index as a member of the ZIP, through a temporary file; its checksum joins the others."""
    hashed = hashlib.sha256()
    with tempfile.TemporaryFile() as file:
        index.save(file)
        file.seek(0)
        with made.open(_dated(INDEX, timezone.now()), "w", force_zip64=True) as member:
            while block := file.read(_BLOCK):
                hashed.update(block)
                member.write(block)
                yield sink.taken()
    sums.append(f"{hashed.hexdigest()}  {INDEX}\n")


class _Head(NamedTuple):
    """A column: what stands above it, and how many letters wide it is."""

    text: str
    width: int


def _heads() -> list[_Head]:
    return [
        _Head(_("Berkas"), 52),
        _Head(_("Jenis"), 36),
        _Head(_("Kode wilayah"), 14),
        _Head(_("Wilayah"), 30),
        _Head(_("Unit kerja"), 44),
        _Head(_("Jabatan yang dinilai"), 44),
        _Head(_("Periode"), 10),
        _Head(_("Revisi"), 8),
        _Head(_("Nomor"), 28),
        _Head(_("Kode verifikasi"), 18),
        _Head(_("Penanda tangan"), 32),
        _Head(_("Terbit"), 20),
        _Head("SHA-256", 68),
        _Head(_("Keadaan berkas"), 16),
    ]


def _sheet(index: Workbook) -> Any:
    """The sheet with its heads: bold, in view while one scrolls, and each a filter of its column."""
    sheet, heads = index.create_sheet(_("Dokumen")), _heads()
    sheet.freeze_panes = "A2"
    for at, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = head.width
    cells = [text_cell(sheet, head.text) for head in heads]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    return sheet


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
