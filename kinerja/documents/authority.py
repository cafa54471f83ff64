"""Whose key signs: a PKCS#12 file of the ministry, or the development authority made on the first run.

The development authority lives under ``SIGNING_CA_DIR``: a root and one signing certificate whose names say
"tidak sah untuk produksi". ``trusted_roots`` is what verification accepts as the top of a chain.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.documents import certificates

ROOT, SIGNER, SIGNER_KEY = "root.pem", "signer.pem", "signer.key"
#: PEM files of roots that verification accepts too: those of certificates no longer in use.
OTHER_ROOTS = "trusted"


class AuthorityError(Exception):
    """The key or the certificate that should sign cannot be used; the text says why, in Indonesian."""


@dataclass(frozen=True)
class Credentials:
    """A signing key with its certificate and the certificates above it (leaf's issuer first)."""

    key: Any
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    development: bool

    @property
    def subject(self) -> str:
        """The certificate's name as text, at most 300 characters."""
        return self.certificate.subject.rfc4514_string()[:300]

    def check(self) -> None:
        """Refuse to sign outside the certificate's validity.

        Raises:
            AuthorityError: not yet or no longer valid.
        """
        now, own = timezone.now(), self.certificate
        if not own.not_valid_before_utc <= now <= own.not_valid_after_utc:
            raise AuthorityError(
                _("Sertifikat penanda tangan hanya berlaku %(start)s sampai %(end)s.")
                % {
                    "start": f"{own.not_valid_before_utc:%d-%m-%Y}",
                    "end": f"{own.not_valid_after_utc:%d-%m-%Y}",
                }
            )


def credentials() -> Credentials:
    """What signs here: ``SIGNING_P12`` when it is set, else the development authority (made when absent).

    Raises:
        AuthorityError: the file cannot be opened, or the certificate is not valid today.
    """
    if settings.SIGNING_P12:
        found = _from_p12(Path(settings.SIGNING_P12), settings.SIGNING_P12_PASSWORD)
    else:
        found = _from_folder(Path(settings.SIGNING_CA_DIR))
    found.check()
    return found


def trusted_roots() -> tuple[x509.Certificate, ...]:
    """The certificates a chain may end in: the signer's own root, the development root, and the kept ones."""
    folder = Path(settings.SIGNING_CA_DIR)
    roots = [*_pem_files([folder / ROOT]), *_pem_files(sorted(folder.glob(f"{OTHER_ROOTS}/*.pem")))]
    if settings.SIGNING_P12:
        found = _from_p12(Path(settings.SIGNING_P12), settings.SIGNING_P12_PASSWORD)
        roots.append(found.chain[-1] if found.chain else found.certificate)
    return tuple(dict.fromkeys(roots))


def is_development(certificate: x509.Certificate) -> bool:
    """Whether a root says of itself that it is not valid for production."""
    return certificates.MARK in certificate.subject.rfc4514_string()


@cache
def _from_p12(path: Path, password: str) -> Credentials:
    """The ministry's key, parsed once and kept."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(path.read_bytes(), password.encode())
    except (OSError, ValueError) as error:
        raise AuthorityError(
            _("SIGNING_P12 tidak dapat dibuka: berkasnya bukan PKCS#12 atau kata sandinya salah.")
        ) from error
    if key is None or certificate is None:
        raise AuthorityError(_("SIGNING_P12 tidak memuat kunci pribadi beserta sertifikatnya."))
    chain = _ordered(certificate, others)
    development = any(is_development(row) for row in (certificate, *chain))
    return Credentials(key, certificate, chain, development)


def _ordered(leaf: x509.Certificate, others: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The certificates above the leaf, its issuer first."""
    by_name = {other.subject: other for other in others}
    chain: list[x509.Certificate] = []
    above = by_name.get(leaf.issuer)
    while above is not None and above != leaf and above not in chain:
        chain.append(above)
        above = by_name.get(above.issuer)
    return tuple(chain)


@cache
def _from_folder(folder: Path) -> Credentials:
    """The development authority, made first when absent, parsed once and kept."""
    if not (folder / ROOT).exists():
        _create(folder)
    try:
        key = serialization.load_pem_private_key((folder / SIGNER_KEY).read_bytes(), password=None)
        [signer], [root] = _pem_files([folder / SIGNER]), _pem_files([folder / ROOT])
    except (OSError, ValueError) as error:
        raise AuthorityError(
            _("Sertifikat pengembangan di %(folder)s rusak (%(error)s); pindahkan folder itu.")
            % {"folder": folder, "error": error}
        ) from error
    return Credentials(key, signer, (root,), development=True)


def _create(folder: Path) -> None:
    """Make the authority complete or not at all; of two processes that start together one wins."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".ca-", dir=folder.parent))  # mode 0700 from the start
        try:
            _write(draft)
            draft.rename(folder)  # onto a folder that holds files this fails: another process was first
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        if not (folder / ROOT).exists():
            raise AuthorityError(
                _("Sertifikat pengembangan tidak dapat dibuat di %(folder)s (%(error)s).")
                % {"folder": folder, "error": error}
            ) from error


def _write(folder: Path) -> None:
    for name, content in certificates.development_authority().items():
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)


def _pem_files(paths: Iterable[Path]) -> list[x509.Certificate]:
    found: list[x509.Certificate] = []
    for path in paths:
        if path.exists():
            found += x509.load_pem_x509_certificates(path.read_bytes())
    return found
