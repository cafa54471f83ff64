"""A PDF proves itself: signature, certificate, and the result recomputed from the data inside it.

Offline: nothing is fetched and no database is asked; the standing of a document in the register is
``selectors.document``.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.documents.authority import is_development, trusted_roots, trusted_tsa_roots
from kinerja.documents.byterange import NotCoveredError
from kinerja.documents.envelope import Stated, Verdict, attachment, stated, verdicts
from kinerja.documents.kinds import UNJUDGEABLE, kind_of, read
from kinerja.documents.snapshot import FILE_NAME, Frozen, Judged
from kinerja.documents.updates import require_only_signatures
from kinerja.rules.proof import Judgement

#: Larger files are not looked into: a document of ours has some tens of kilobytes.
MAX_BYTES = 10 * 1024 * 1024
INTEGRITY, CERTIFICATE, DATA, RECOMPUTED = "integrity", "certificate", "data", "recomputed"


@dataclass(frozen=True, slots=True)
class Check:
    """One question and its answer; the text is a sentence for people."""

    name: str
    passed: bool
    text: str


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """One signature that stands: who signed in which part, when, under which root.

    ``field`` is the name of its field (``documents.parts``), ``subject`` the common name in the certificate
    and ``certificate`` all of its name, ``timestamped_at`` what a time-stamp authority
    says, ``level`` "B-T" where one does. ``size`` is the length of the file as it was with this signature the
    last: its first ``size`` bytes are that file.
    """

    field: str
    subject: str
    certificate: str
    serial: str
    not_after: datetime
    root: str
    development: bool
    signed_at: datetime
    timestamped_at: datetime | None
    size: int

    @property
    def level(self) -> str:
        """The PAdES level."""
        return "B-B" if self.timestamped_at is None else "B-T"

    @property
    def authority(self) -> str:
        """The common name of the root, for people."""
        found = x509.Name.from_rfc4514_string(self.root).get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(found[0].value) if found else self.root


@dataclass(frozen=True)
class Verification:
    """What a file proves by itself; after a check that failed no later one is made.

    ``names`` are those in the certificates, also where a check failed; ``signatures`` those that stand.
    """

    checks: tuple[Check, ...] = ()
    names: tuple[str, ...] = ()
    signatures: tuple[FoundSignature, ...] = ()
    snapshot: Frozen | None = field(default=None, repr=False)

    @property
    def valid(self) -> bool:
        """Whether all four checks were made and passed."""
        return len(self.checks) == 4 and all(check.passed for check in self.checks)

    @property
    def subject(self) -> str:
        """The name in the certificate of whoever signed first."""
        return self.names[0] if self.names else ""

    @property
    def root(self) -> str:
        """The trusted root above the first signature."""
        return self.signatures[0].root if self.signatures else ""

    @property
    def signed_at(self) -> datetime | None:
        """When the first signer says to have signed."""
        return self.signatures[0].signed_at if self.signatures else None

    @property
    def development(self) -> bool:
        """Whether a root above says of itself that it is not valid for production."""
        return any(row.development for row in self.signatures)


class _FailedError(Exception):
    """A check failed; the text says why, ``found`` what is known so far."""

    def __init__(self, text: str, found: Verification) -> None:
        super().__init__(text)
        self.found = found


def verify(
    pdf: bytes,
    roots: tuple[x509.Certificate, ...] | None = None,
    tsa_roots: tuple[x509.Certificate, ...] | None = None,
) -> Verification:
    """Verify a file by itself.

    Args:
        pdf: the whole file.
        roots: certificates a chain may end in; the installation's own by default.
        tsa_roots: the same for time-stamp authorities.

    Returns:
        The checks made, in order: integrity, certificate, data, recomputed.
    """
    accepted = trusted_roots() if roots is None else roots
    stamping = trusted_tsa_roots() if tsa_roots is None else tsa_roots
    found, name = Verification(), INTEGRITY
    try:
        judged = _judged(pdf, accepted, stamping, found)
        found = replace(found, names=tuple(row.subject for row in judged))
        name = CERTIFICATE
        _trusted(judged, found)
        name = INTEGRITY
        found = _untouched(pdf, judged, found)
        name = CERTIFICATE
        found = _certificates(pdf, judged, found)
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


def _judged(
    pdf: bytes,
    roots: tuple[x509.Certificate, ...],
    tsa_roots: tuple[x509.Certificate, ...],
    found: Verification,
) -> tuple[Verdict, ...]:
    """Whether the signatures cover every byte and none was changed since."""
    if len(pdf) > MAX_BYTES:
        raise _FailedError(too_large(len(pdf)), found)
    try:
        judged = verdicts(pdf, roots, tsa_roots)
    except NotCoveredError as error:
        raise _FailedError(str(error), found) from error
    if not all(row.intact for row in judged):
        raise _FailedError(_("Isi berkas berubah sesudah ditandatangani."), found)
    return judged


def _trusted(judged: tuple[Verdict, ...], found: Verification) -> None:
    """Whether each signer's certificate stands under a trusted root."""
    whole = _with(found, Check(INTEGRITY, True, _whole(len(judged), looked_into=False)))
    for row in judged:
        if not row.path:
            text = _("Sertifikat penanda tangan (%s) tidak berada di bawah akar yang dipercaya.")
            raise _FailedError(text % row.subject, whole)
        if row.stamp is not None and not (row.stamp.valid and row.stamp.trusted):
            text = _("Cap waktu pada tanda tangan %s tidak sah, atau otoritasnya tidak dipercaya.")
            raise _FailedError(text % row.subject, whole)


def _untouched(pdf: bytes, judged: tuple[Verdict, ...], found: Verification) -> Verification:
    """Whether nothing but signatures came into the file since the first of them."""
    try:
        require_only_signatures(pdf, tuple(row.end for row in judged))
    except NotCoveredError as error:
        raise _FailedError(str(error), found) from error
    except Exception as error:  # what no reader of ours can parse is not a document of ours
        raise _FailedError(_("Berkas tidak dapat dibaca sebagai PDF."), found) from error
    return _with(found, Check(INTEGRITY, True, _whole(len(judged))))


def _whole(signatures: int, *, looked_into: bool = True) -> str:
    """What holds; what came in between signatures is looked into only where all of them are trusted."""
    if signatures == 1:
        return _("Berkas utuh: tidak satu bita pun berubah sesudah ditandatangani.")
    if not looked_into:
        text = _(
            "Berkas utuh sejak tanda tangan terakhir; yang ada di antara %d tanda tangan tidak diperiksa."
        )
        return text % signatures
    text = _("Berkas utuh: %d tanda tangan, dan di antaranya tidak satu bita pun ditambah atau berubah.")
    return text % signatures


def _certificates(pdf: bytes, judged: tuple[Verdict, ...], found: Verification) -> Verification:
    """Whether each certificate was valid when it signed."""
    rows = [_found(row, said, found) for row, said in zip(judged, stated(pdf), strict=True)]
    found = replace(found, signatures=tuple(rows))
    text = _("Rantai sertifikat penanda tangan dipercaya.")
    if found.development:
        text = _("Ditandatangani dengan sertifikat pengembangan — tidak sah untuk produksi.")
    return _with(found, Check(CERTIFICATE, True, text))


def _found(row: Verdict, said: Stated, found: Verification) -> FoundSignature:
    if said.at is None or timezone.is_naive(said.at):
        raise _FailedError(_("Waktu penandatanganan tidak tertulis."), found)
    stamped = row.stamp.at if row.stamp else None
    at = stamped or said.at
    if not all(above.not_valid_before_utc <= at <= above.not_valid_after_utc for above in row.path):
        raise _FailedError(_("Sertifikat tidak berlaku pada waktu penandatanganan."), found)
    root, own = row.path[0], row.certificate
    return FoundSignature(
        field=said.field,
        subject=row.subject,
        certificate=own.subject.rfc4514_string(),
        serial=f"{own.serial_number:x}",
        not_after=own.not_valid_after_utc,
        root=root.subject.rfc4514_string(),
        development=is_development(root),
        signed_at=said.at,
        timestamped_at=stamped,
        size=row.end,
    )


def _data(pdf: bytes, found: Verification) -> tuple[Verification, Frozen]:
    """Whether the file carries the data of a result, in the form we know."""
    try:
        snapshot = read(attachment(pdf, FILE_NAME))
    except Exception as error:  # another PDF of a trusted signer, whatever its shape
        text = _("Data perhitungan tidak ada di dalam berkas, atau bentuknya lain.")
        raise _FailedError(text, found) from error
    text = _("Data perhitungan ada di dalam berkas.")
    return _with(replace(found, snapshot=snapshot), Check(DATA, True, text)), snapshot


def _same(judgement: Judgement, again: dict[str, Any], printed: Any) -> bool:
    """Whether a printed result decides what the recomputed one does; one of another shape does not."""
    try:
        return judgement.same(again, printed)
    except (KeyError, TypeError):
        return False


def _recomputed(snapshot: Frozen, found: Verification) -> Verification:
    """Whether the rules give the printed result from the embedded figures."""
    kind = kind_of(snapshot)
    judgement, outcome = kind.judgement, kind.outcome
    if judgement is None or outcome is None or not isinstance(snapshot, Judged):
        text = _("Dokumen ini memuat janji, bukan hasil: tidak ada yang dihitung ulang.")
        return _with(found, Check(RECOMPUTED, True, text))
    try:
        again = judgement.judge(snapshot.inputs)
    except UNJUDGEABLE as error:
        raise _FailedError(_("Hasil tidak dapat dihitung ulang: %s") % error, found) from error
    if not _same(judgement, again, snapshot.result):
        text = _("Hasil yang tercetak tidak sama dengan hitung ulang dari data di dalam berkas.")
        raise _FailedError(text, found)
    text = _("Hitung ulang cocok: %s.") % outcome(again)
    return _with(found, Check(RECOMPUTED, True, text))
