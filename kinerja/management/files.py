"""What the commands around workbooks share: their arguments, the account, and files written whole."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.management.base import RefusedError, WrongUsageError
from officials.access import has_role
from officials.models import User

_MISSING = gettext_lazy("berkas atau foldernya tidak ada; periksa namanya.")
_FORBIDDEN = gettext_lazy("tidak diizinkan bagi akun sistem ini; periksa izinnya, atau pilih folder lain.")
_FULL = gettext_lazy("ruang disknya habis; kosongkan sebagian, lalu ulangi.")
#: Why the system refuses, and what to do.
_WHY = {
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _MISSING,
    errno.EISDIR: gettext_lazy("itu folder; sebutkan berkas di dalamnya."),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
}


def add_template_arguments(parser: CommandParser) -> None:
    """The arguments of a command that writes a workbook to be filled in: file, region."""
    parser.add_argument("-o", dest="file", required=True, metavar="BERKAS", help=_("XLSX yang ditulis."))
    parser.add_argument(
        "--region",
        default="",
        metavar="KODE",
        help=_("Satu wilayah; kode provinsi berarti provinsi itu dengan kabupaten/kotanya."),
    )


def add_import_arguments(parser: CommandParser, template: str) -> None:
    """The arguments of a command that takes a workbook over; ``template`` is the command that writes it."""
    parser.add_argument("file", metavar="BERKAS", help=_("XLSX atau CSV; lihat %s.") % template)
    parser.add_argument("--period", default="", metavar="PERIODE", help=_("Kode periode, misalnya 2025-1."))
    parser.add_argument("--apply", action="store_true", help=_("Simpan; tanpa ini hanya rencana."))
    parser.add_argument("--errors", default="", metavar="BERKAS", help=_("Tulis galat ke XLSX ini."))
    parser.add_argument("--user", default="", metavar="AKUN", help=_("Akun yang mengimpor."))


def account(username: str, role: str) -> User:
    """The account that imports: the one named, else the first that has a role today.

    Raises:
        RefusedError: there is no such account.
    """
    accounts = User.objects.filter(is_active=True).order_by("pk")
    if username:
        found = accounts.filter(username=username).first()
    else:
        holders = accounts.filter(roles__role=role).distinct()
        found = next((each for each in holders if has_role(each, role)), None)
    if found is None:
        raise RefusedError([_("Akun %s tidak ada.") % (username or role)])
    return found


def opened(path: str) -> BinaryIO:
    """A file to be read.

    Raises:
        WrongUsageError: it cannot be opened.
    """
    try:
        return Path(path).open("rb")
    except OSError as error:
        words = {"path": path, "why": why(error)}
        raise WrongUsageError(_("Berkas “%(path)s” tidak dapat dibaca: %(why)s") % words) from error


def why(error: OSError) -> str:
    """Why the system refuses, and what to do."""
    known = _WHY.get(error.errno or 0)
    return str(known) if known else _("%s; perbaiki, lalu ulangi.") % (error.strerror or error)


def write(path: str, content: bytes) -> None:
    """Write a file, complete or not at all.

    Raises:
        WrongUsageError: it cannot be written.
    """
    target = Path(path)
    draft = target.parent / f".{target.name}.{os.getpid()}.part"
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, path)
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        words = {"path": path, "why": why(error)}
        raise WrongUsageError(_("Berkas “%(path)s” tidak dapat ditulis: %(why)s") % words) from error
