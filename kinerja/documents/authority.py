"""Whom verification trusts: the tops of chains, of signers and of time-stamp authorities.

The development root lies in ``SIGNING_CA_DIR`` and says "tidak sah untuk produksi"; roots of real authorities
are PEM files that an operator puts into its folders ``trusted`` and ``trusted-tsa``.
"""

from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from django.conf import settings

from kinerja.documents import certificates

ROOT = "root.pem"
OTHER_ROOTS, TSA_ROOTS = "trusted", "trusted-tsa"


def trusted_roots() -> tuple[x509.Certificate, ...]:
    """The certificates a signer's chain may end in: the development root and the kept ones."""
    folder = Path(settings.SIGNING_CA_DIR)
    roots = [*pem_files([folder / ROOT]), *pem_files(sorted(folder.glob(f"{OTHER_ROOTS}/*.pem")))]
    return tuple(dict.fromkeys(roots))


def trusted_tsa_roots() -> tuple[x509.Certificate, ...]:
    """The certificates the chain of a time stamp may end in."""
    return tuple(pem_files(sorted(Path(settings.SIGNING_CA_DIR).glob(f"{TSA_ROOTS}/*.pem"))))


def is_development(certificate: x509.Certificate) -> bool:
    """Whether a root says of itself that it is not valid for production."""
    return certificates.MARK in certificate.subject.rfc4514_string()


def pem_files(paths: Iterable[Path]) -> list[x509.Certificate]:
    """The certificates of some files; one that is not there holds none."""
    found: list[x509.Certificate] = []
    for path in paths:
        if path.exists():
            found += x509.load_pem_x509_certificates(path.read_bytes())
    return found
