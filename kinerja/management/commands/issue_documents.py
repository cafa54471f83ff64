"""``manage.py issue_documents 2025-1``: sign every final result and approved appraisal without a document."""

import os
import sys
from collections.abc import Iterator
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.documents.signers.choose import way
from kinerja.management.base import RefusedError, ReportingCommand, WrongUsageError
from kinerja.management.naming import named_period, named_region
from kinerja.models import Period
from kinerja.selectors.document import DamagedFileError, content, current_documents, file_name
from kinerja.selectors.lookup import evaluations_in
from kinerja.services.document_batch import BatchReport, Progress, issue_documents
from officials.access import has_role
from officials.models import User


class Command(ReportingCommand):
    """Issue in the name of the Dirjen; what already has a document keeps it. Safe to repeat.

    Appraisals that the Dirjen assesses and has approved are signed too; a Kepala Daerah's wait for them.
    """

    help = "Terbitkan dan tanda tangani dokumen hasil final dan penilaian pejabat yang belum punya dokumen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="PERIODE", help=_("Kode periode, misalnya 2025-1."))
        parser.add_argument(
            "--region",
            default="",
            metavar="KODE",
            help=_("Satu wilayah; kode provinsi berarti provinsi itu dengan kabupaten/kotanya."),
        )
        parser.add_argument("--numbers", action="store_true", help=_("Beri nomor berurutan."))
        parser.add_argument("--workers", type=int, default=1, metavar="N", help=_("Jumlah proses."))
        parser.add_argument("-o", dest="folder", metavar="DIR", help=_("Salin dokumen berlaku ke sini."))
        parser.add_argument("--user", default="", metavar="AKUN", help=_("Akun Dirjen yang menerbitkan."))

    def perform(
        self,
        *args: Any,
        code: str,
        region: str,
        numbers: bool,
        workers: int,
        folder: str | None,
        user: str,
        **options: Any,
    ) -> dict[str, Any]:
        """Issue, then copy; a refusal of one keeps nothing from the others and ends with exit code 1."""
        period, region = named_period(code), named_region(region)
        limit = 4 * (os.cpu_count() or 1)
        if not 1 <= workers <= limit:
            raise WrongUsageError(_("--workers harus 1 sampai %d.") % limit)
        target = prepared(folder)
        who = actor(user)
        report = issue_documents(
            period=period,
            actor=who,
            region=region,
            numbers=numbers,
            workers=workers,
            passphrase=asked_passphrase(),
            progress=self._tell,
        )
        copied = copy_all(period, region, target) if target else 0
        if report.refused:
            raise RefusedError(f"{who}: {reason}" for who, reason in report.refused)
        return outcome(report, copied)

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        """What was issued and what is left."""
        yield _("%(issued)d dokumen terbit; %(in_force)d berlaku; %(not_final)d unit belum final.") % {
            "issued": len(outcome["issued"]),
            "in_force": outcome["in_force"],
            "not_final": outcome["not_final"],
        }
        if outcome["signed"] or outcome["unsigned"]:
            yield _(
                "%(signed)d penilaian pejabat ditandatangani; %(unsigned)d menunggu pejabat penilai lain."
            ) % {"signed": len(outcome["signed"]), "unsigned": outcome["unsigned"]}
        if outcome["copied"]:
            yield _("%d berkas disalin.") % outcome["copied"]

    def _tell(self, step: Progress) -> None:
        """One line a document on standard error, so that the outcome stays alone on standard output."""
        said = step.document.code if step.document else " ".join(step.reasons)
        about = f"{step.region}, {step.official}" if step.official else step.region
        self.stderr.write(f"[{step.done}/{step.total}] {step.region_code} {about}: {said}")


def asked_passphrase() -> str:
    """The passphrase of the certificate: typed unseen, or the first line of what is piped in; "" for none."""
    chosen = way()
    if not chosen.asks_passphrase:
        return ""
    return getpass(f"{chosen.secret}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def actor(username: str) -> User:
    """The account in whose name documents are issued: the one named, else the Dirjen's of today.

    Raises:
        RefusedError: there is no such account.
    """
    accounts = User.objects.filter(is_active=True, roles__role="dirjen").distinct().order_by("pk")
    if username:
        found = User.objects.filter(username=username).first()
    else:
        found = next((account for account in accounts if has_role(account, "dirjen")), None)
    if found is None:
        name = username or _("Direktur Jenderal")
        raise RefusedError([_("Akun %s tidak ada.") % name])
    return found


def prepared(folder: str | None) -> Path | None:
    """The folder to copy to, made when absent.

    Raises:
        WrongUsageError: it cannot be made.
    """
    if not folder:
        return None
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsageError(_("Folder “%s” tidak dapat dibuat.") % folder) from error
    return target


def copy_all(period: Period, region: str, target: Path) -> int:
    """Copy every document in force of the selection; a file appears complete or not at all.

    Raises:
        RefusedError: a stored file is gone or was changed; the others are copied all the same.
    """
    damaged, copied = [], 0
    for document in current_documents(evaluations_in(period, region)).iterator():
        try:
            stored = content(document)
        except DamagedFileError as error:
            damaged.append(str(error))
            continue
        path = target / file_name(document)
        draft = path.with_suffix(".part")
        draft.write_bytes(stored)
        draft.replace(path)
        copied += 1
    if damaged:
        raise RefusedError(damaged)
    return copied


def outcome(report: BatchReport, copied: int) -> dict[str, Any]:
    """The report in plain data."""
    return {
        "issued": list(report.issued),
        "in_force": report.in_force,
        "not_final": report.not_final,
        "signed": list(report.signed),
        "unsigned": report.unsigned,
        "copied": copied,
    }
