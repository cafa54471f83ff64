"""A file somebody sends: is it what its name says, whole, and of a kind that we take?

The name alone is worth nothing and libmagic is easily fooled, so three must agree: the ending of the name,
the leading bytes, and a reader of that kind of file. None of them runs what is inside.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

import magic
import structlog
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils.reader import PdfFileReader

log = structlog.get_logger(__name__)
LEADING_BYTES = 8192
NAME_LENGTH = 200
MEGABYTE = 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_MEMBERS, MAX_UNPACKED = 2000, 200 * MEGABYTE
#: How Office files begin: newer ones; those of the older Office, and newer ones under a password.
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OFFICE = "application/vnd.openxmlformats-officedocument"


class UploadError(ValueError):
    """A file that is not taken; the message says in Indonesian what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its name for people, its type for browsers, how it begins and how it is read."""

    label: str
    content_type: str
    leading: bytes
    magic_types: frozenset[str]
    is_whole: Callable[[BinaryIO], bool]


def clean_name(name: str) -> str:
    """The name of a file without folders and control characters, its ending kept, at most 200 letters."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    bare = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", bare).strip() or "berkas"
    stem, ending = PurePosixPath(bare).stem, PurePosixPath(bare).suffix
    return f"{stem[: NAME_LENGTH - len(ending)]}{ending}"[:NAME_LENGTH]


def check_upload(name: str, file: BinaryIO, size: int, limit: int) -> FileKind:
    """Refuse a file that is not what its name says.

    Args:
        name: as the sender named it.
        file: its content, seekable; left at its beginning.
        size: in bytes.
        limit: the largest size taken, in bytes.

    Returns:
        The kind it really is.

    Raises:
        UploadError: empty, too large, of a kind that is not taken, not what its name says, broken.
    """
    if not size:
        raise UploadError(_("Berkas ini kosong."))
    if size > limit:
        words = {"size": f"{size / MEGABYTE:.1f}".replace(".", ","), "limit": limit // MEGABYTE}
        raise UploadError(_("Berkas terlalu besar (%(size)s MB); paling besar %(limit)d MB.") % words)
    ending = PurePosixPath(name).suffix.lower()
    kind = KINDS.get(ending)
    if kind is None:
        text = _("Berkas berakhiran “%s” tidak diterima; kirim PDF, PNG, JPEG, XLSX, atau DOCX.")
        raise UploadError(text % (ending or name))
    file.seek(0)
    head = file.read(LEADING_BYTES)
    if kind.leading == _ZIP and head.startswith(_OLD_OFFICE):
        text = _("Berkas ini bersandi atau berformat Office lama; simpan sebagai %s tanpa sandi.")
        raise UploadError(text % kind.label)
    found = magic.from_buffer(head, mime=True)
    if not head.startswith(kind.leading) or found not in kind.magic_types:
        raise UploadError(_("Berkas bukan seperti namanya: bernama %s, isinya lain.") % ending)
    if not _whole(kind, file):
        raise UploadError(_("Berkas %s ini rusak atau terkunci; simpan ulang lalu unggah lagi.") % kind.label)
    return kind


def _whole(kind: FileKind, file: BinaryIO) -> bool:
    file.seek(0)
    try:
        return kind.is_whole(file)
    except UploadError:
        raise
    except Exception:  # a hostile file makes its reader raise anything at all; it is not whole then
        log.info("upload_unreadable", kind=kind.label, exc_info=True)
        return False
    finally:
        file.seek(0)


def _is_pdf(file: BinaryIO) -> bool:
    """Whether the file has a root with pages, and nobody needs a password."""
    reader = PdfFileReader(file, strict=False)
    return not reader.encrypted and int(reader.root["/Pages"]["/Count"]) > 0


def _is_image(*formats: str) -> Callable[[BinaryIO], bool]:
    def check(file: BinaryIO) -> bool:
        try:
            with Image.open(file, formats=formats) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise UploadError(_("Gambar terlalu besar; kecilkan sampai 50 megapiksel."))
                image.verify()
        except (UnidentifiedImageError, Image.DecompressionBombError):
            return False
        return True

    return check


def _is_office(part: str) -> Callable[[BinaryIO], bool]:
    def check(file: BinaryIO) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                members = archive.infolist()
        except zipfile.BadZipFile:
            return False
        names = {member.filename for member in members}
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise UploadError(_("Berkas memuat makro; simpan tanpa makro lalu unggah lagi."))
        bounded = len(members) <= MAX_MEMBERS and sum(row.file_size for row in members) <= MAX_UNPACKED
        return bounded and {"[Content_Types].xml", part} <= names

    return check


_PDF = FileKind("PDF", "application/pdf", b"%PDF-", frozenset({"application/pdf"}), _is_pdf)
_JPEG = FileKind("JPEG", "image/jpeg", b"\xff\xd8\xff", frozenset({"image/jpeg"}), _is_image("JPEG"))
_PNG = FileKind("PNG", "image/png", b"\x89PNG\r\n\x1a\n", frozenset({"image/png"}), _is_image("PNG"))


def _office(label: str, middle: str, part: str) -> FileKind:
    """An Office file; other writers order its members so that libmagic sees no more than a zip."""
    content_type = f"{_OFFICE}.{middle}"
    seen = frozenset({content_type, "application/zip", "application/octet-stream"})
    return FileKind(label, content_type, _ZIP, seen, _is_office(part))


KINDS = {
    ".pdf": _PDF,
    ".png": _PNG,
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".xlsx": _office("XLSX", "spreadsheetml.sheet", "xl/workbook.xml"),
    ".docx": _office("DOCX", "wordprocessingml.document", "word/document.xml"),
}
#: The type of a workbook, for browsers.
XLSX = KINDS[".xlsx"].content_type
