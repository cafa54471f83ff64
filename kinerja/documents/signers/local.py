"""Signs with a key in memory: PAdES B-B in an invisible field, B-T where a time-stamp authority is set.

Nothing here asks the network but for the time stamp. The key is parsed once, the document is hashed once and
the room for the signature is known beforehand, which makes signing cheap. What people see is drawn in the
page.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.utils import timezone
from django.utils.translation import gettext as _
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kinerja.documents.embed import DIGEST, embed
from kinerja.documents.signers.base import Signature, SigningError
from kinerja.documents.signers.timestamp import ROOM, time_stamper

#: Room for what a CMS object holds beside certificates: the signature itself (1024 bytes for RSA-8192), the
#: signed attributes and the name of the certificate's issuer.
_BESIDE = 2560


@dataclass(frozen=True)
class Credentials:
    """A signing key with its certificate and the certificates above it (leaf's issuer first)."""

    key: Any = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    development: bool = False


class KeptKeySigner(SimpleSigner):
    """pyHanko's signer with the key as it was loaded, instead of parsing it at every signature."""

    def __init__(self, key: Any, **parts: Any) -> None:
        super().__init__(**parts)
        self._kept = key

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """The bare signature over the signed attributes."""
        algorithm = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self._kept, rsa.RSAPrivateKey):
            return self._kept.sign(data, padding.PKCS1v15(), algorithm)
        if isinstance(self._kept, ec.EllipticCurvePrivateKey):
            return self._kept.sign(data, ec.ECDSA(algorithm))
        return super().sign_raw(data, digest_algorithm)


@dataclass(frozen=True)
class LocalSigner:
    """Signs with a key held in memory, for as long as this object lives."""

    credentials: Credentials

    @property
    def development(self) -> bool:
        """Whether the development authority signs."""
        return self.credentials.development

    @property
    def bsre(self) -> bool:
        """A certificate of BSrE signs only at BSrE."""
        return False

    def sign(self, pdf: bytes, signature: Signature) -> bytes:
        """Add one signature over the whole file, as an incremental update; see ``Signer``."""
        parts = self.credentials
        return embed(pdf, signature, self._cms, room(parts.certificate, parts.chain))

    def _cms(self, digest: bytes) -> Any:
        return cms_of(self._signer, digest)

    @cached_property
    def _signer(self) -> KeptKeySigner:
        parts = self.credentials
        key = parts.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return KeptKeySigner(
            parts.key,
            signing_cert=asn1(parts.certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(key),
            cert_registry=store_of(parts.chain),
            embed_roots=False,
        )


def cms_of(signer: Any, digest: bytes) -> Any:
    """The CMS object of a document's digest, with a time stamp where an authority is set.

    Raises:
        SigningError: the time-stamp authority gave none.
    """
    return asyncio.run(signer.async_sign(digest, DIGEST, use_pades=True, timestamper=time_stamper()))


def room(certificate: x509.Certificate, chain: tuple[x509.Certificate, ...]) -> int:
    """How many bytes to leave for a CMS object, before it is made."""
    certificates = sum(len(row.public_bytes(serialization.Encoding.DER)) for row in (certificate, *chain))
    return certificates + _BESIDE + (ROOM if time_stamper() else 0)


def store_of(chain: tuple[x509.Certificate, ...]) -> SimpleCertificateStore:
    """The certificates that a signature brings along."""
    store = SimpleCertificateStore()
    store.register_multiple(asn1(certificate) for certificate in chain)
    return store


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The certificate as pyHanko wants it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def require_valid(certificate: x509.Certificate) -> None:
    """Refuse to sign outside the certificate's validity.

    Raises:
        SigningError: not yet or no longer valid; names the dates.
    """
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not start <= timezone.now() <= end:
        words = {"start": f"{start:%d-%m-%Y}", "end": f"{end:%d-%m-%Y}"}
        raise SigningError(_("Sertifikat penanda tangan hanya berlaku %(start)s sampai %(end)s.") % words)


def chain_above(leaf: x509.Certificate, others: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The certificates above the leaf, its issuer first; of two of one name the one whose key signed."""
    others = tuple(others)
    chain: list[x509.Certificate] = []
    above = _issuer(leaf, others)
    while above is not None and above != leaf and above not in chain:
        chain.append(above)
        above = _issuer(above, others)
    return tuple(chain)


def _issuer(certificate: x509.Certificate, others: Iterable[x509.Certificate]) -> x509.Certificate | None:
    """The certificate that issued this one, by name and by signature."""
    for other in others:
        with suppress(ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            certificate.verify_directly_issued_by(other)
            return other
    return None
