"""A PDF proves itself: signature, certificate, and the result recomputed from the data inside it.

Offline: nothing is fetched and no database is asked; the standing of a document in the register is
``selectors.document``.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from cryptography import x509
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.documents.authority import is_development, trusted_roots
from kinerja.documents.byterange import NotCoveredError
from kinerja.documents.envelope import Verdict, attachment, signing_time, verdict
from kinerja.documents.kinds import UNJUDGEABLE, Kind, kind_of, read
from kinerja.documents.snapshot import FILE_NAME, Frozen

#: Larger files are not looked into: a document of ours has some tens of kilobytes.
MAX_BYTES = 10 * 1024 * 1024
INTEGRITY, CERTIFICATE, DATA, RECOMPUTED = "integrity", "certificate", "data", "recomputed"


@dataclass(frozen=True, slots=True)
class Check:
    """One question and its answer; the text is a sentence for people."""

    name: str
    passed: bool
    text: str


@dataclass(frozen=True)
class Verification:
    """What a file proves by itself; after a check that failed no later one is made.

    ``subject`` is the name in the signer's certificate, ``root`` the trusted root above it, ``signed_at``
    what the signer says, ``development`` whether that root is the one "tidak sah untuk produksi".
    """

    checks: tuple[Check, ...] = ()
    subject: str = ""
    root: str = ""
    signed_at: datetime | None = None
    development: bool = False
    snapshot: Frozen | None = field(default=None, repr=False)

    @property
    def valid(self) -> bool:
        """Whether all four checks were made and passed."""
        return len(self.checks) == 4 and all(check.passed for check in self.checks)


class _FailedError(Exception):
    """A check failed; the text says why, ``found`` what is known so far."""

    def __init__(self, text: str, found: Verification) -> None:
        super().__init__(text)
        self.found = found


def verify(pdf: bytes, roots: tuple[x509.Certificate, ...] | None = None) -> Verification:
    """Verify a file by itself.

    Args:
        pdf: the whole file.
        roots: certificates a chain may end in; the installation's own by default.

    Returns:
        The checks made, in order: integrity, certificate, data, recomputed.
    """
    accepted = trusted_roots() if roots is None else roots
    found, name = Verification(), INTEGRITY
    try:
        found, signature = _integrity(pdf, accepted, found)
        name = CERTIFICATE
        found = _certificate(pdf, signature, found)
        name = DATA
        found, snapshot = _data(pdf, found)
        name = RECOMPUTED
        return _recomputed(snapshot, found)
    except _FailedError as failed:
        return _with(failed.found, Check(name, passed=False, text=str(failed)))


def too_large(size: int) -> str:
    """Say that a file of ``size`` bytes is too large to be a document of ours."""
    shown = f"{size / 1024 / 1024:.1f}".replace(".", ",")
    words = {"size": shown, "limit": MAX_BYTES // 1024 // 1024}
    return _("Berkas %(size)s MB terlalu besar; dokumen hasil penilaian paling besar %(limit)d MB.") % words


def _with(found: Verification, check: Check) -> Verification:
    return replace(found, checks=(*found.checks, check))


def _integrity(
    pdf: bytes, roots: tuple[x509.Certificate, ...], found: Verification
) -> tuple[Verification, Verdict]:
    """Whether the one signature covers every byte and none was changed since."""
    if len(pdf) > MAX_BYTES:
        raise _FailedError(too_large(len(pdf)), found)
    try:
        signature = verdict(pdf, roots)
    except NotCoveredError as error:
        raise _FailedError(str(error), found) from error
    if not signature.intact:
        raise _FailedError(_("Isi berkas berubah sesudah ditandatangani."), found)
    text = _("Berkas utuh: tidak satu bita pun berubah sesudah ditandatangani.")
    return _with(replace(found, subject=signature.subject), Check(INTEGRITY, True, text)), signature


def _certificate(pdf: bytes, signature: Verdict, found: Verification) -> Verification:
    """Whether the signer's certificate stands under a trusted root and was valid when it signed."""
    if not signature.path:
        text = _("Sertifikat penanda tangan (%s) tidak berada di bawah akar yang dipercaya.")
        raise _FailedError(text % signature.subject, found)
    root, at = signature.path[0], signing_time(pdf)
    found = replace(found, root=root.subject.rfc4514_string(), development=is_development(root), signed_at=at)
    if at is None or timezone.is_naive(at):
        raise _FailedError(_("Waktu penandatanganan tidak tertulis."), found)
    if not all(row.not_valid_before_utc <= at <= row.not_valid_after_utc for row in signature.path):
        raise _FailedError(_("Sertifikat tidak berlaku pada waktu penandatanganan."), found)
    text = _("Rantai sertifikat penanda tangan dipercaya.")
    if found.development:
        text = _("Ditandatangani dengan sertifikat pengembangan — tidak sah untuk produksi.")
    return _with(found, Check(CERTIFICATE, True, text))


def _data(pdf: bytes, found: Verification) -> tuple[Verification, Frozen]:
    """Whether the file carries the data of a result, in the form we know."""
    try:
        snapshot = read(attachment(pdf, FILE_NAME))
    except Exception as error:  # another PDF of a trusted signer, whatever its shape
        text = _("Data perhitungan tidak ada di dalam berkas, atau bentuknya lain.")
        raise _FailedError(text, found) from error
    text = _("Data perhitungan ada di dalam berkas.")
    return _with(replace(found, snapshot=snapshot), Check(DATA, True, text)), snapshot


def _same(kind: Kind, again: dict[str, Any], printed: Any) -> bool:
    """Whether a printed result decides what the recomputed one does; one of another shape does not."""
    try:
        return kind.same(again, printed)
    except (KeyError, TypeError):
        return False


def _recomputed(snapshot: Frozen, found: Verification) -> Verification:
    """Whether the rules give the printed result from the embedded figures."""
    kind = kind_of(snapshot)
    try:
        again = kind.judge(snapshot.inputs)
    except UNJUDGEABLE as error:
        raise _FailedError(_("Hasil tidak dapat dihitung ulang: %s") % error, found) from error
    if not _same(kind, again, snapshot.result):
        text = _("Hasil yang tercetak tidak sama dengan hitung ulang dari data di dalam berkas.")
        raise _FailedError(text, found)
    text = _("Hitung ulang cocok: %s.") % kind.outcome(again)
    return _with(found, Check(RECOMPUTED, True, text))
