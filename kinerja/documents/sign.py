"""Signing: PDF in, PDF out. PAdES B-B in an invisible field; what people see is drawn in the page.

Nothing here asks the network. The key is parsed once (``authority``), the document is hashed once and the
room for the signature is known beforehand, which makes signing cheap.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from io import BytesIO
from typing import Any, Protocol

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kinerja.documents import authority

FIELD = "TandaTangan"
DIGEST = "sha256"
#: Room for the CMS object in hexadecimal digits: certificates and attributes vary, the signature does not.
_MARGIN = 2048


@dataclass(frozen=True)
class Signature:
    """What goes into the signature dictionary beside the signature itself."""

    name: str
    reason: str
    location: str
    at: datetime


class Signer(Protocol):
    """Anything that signs whole files: a local key, a token, a service over HTTP."""

    @property
    def subject(self) -> str:
        """The name in the certificate that signs."""

    @property
    def development(self) -> bool:
        """Whether the certificate is the development one, which every page must then say."""

    def sign(self, pdf: bytes, signature: Signature) -> bytes:
        """Return the file with a signature over all of it."""


class _KeptKeySigner(SimpleSigner):
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
    """Signs with a key held in memory."""

    credentials: authority.Credentials

    @property
    def subject(self) -> str:
        """The name in the certificate that signs."""
        return self.credentials.subject

    @property
    def development(self) -> bool:
        """Whether the development authority signs."""
        return self.credentials.development

    def sign(self, pdf: bytes, signature: Signature) -> bytes:
        """Add one signature over the whole file, as an incremental update.

        Args:
            pdf: a PDF that parses.
            signature: who, why, where and when, as the signature dictionary states them.

        Returns:
            The signed file; the input's bytes are its beginning, unchanged.
        """
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        steps = PdfCMSEmbedder(SigFieldSpec(FIELD, on_page=-1)).write_cms(FIELD, writer)
        next(steps)
        steps.send(SigObjSetup(sig_placeholder=self._dictionary(signature)))
        prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
        steps.send(self._cms(prepared.document_digest))
        return bytes(output.getvalue())

    def _dictionary(self, signature: Signature) -> SignatureObject:
        return SignatureObject(
            timestamp=signature.at,
            name=signature.name,
            reason=signature.reason,
            location=signature.location,
            subfilter=SigSeedSubFilter.PADES,
            bytes_reserved=self._reserved,
        )

    def _cms(self, digest: bytes) -> Any:
        return asyncio.run(self._signer.async_sign(digest, DIGEST, use_pades=True))

    @cached_property
    def _reserved(self) -> int:
        """Room for the signature: measured once on a made-up digest, with a margin, always even."""
        return 2 * len(self._cms(bytes(32)).dump()) + _MARGIN

    @cached_property
    def _signer(self) -> _KeptKeySigner:
        store = SimpleCertificateStore()
        store.register_multiple(_asn1(certificate) for certificate in self.credentials.chain)
        key = self.credentials.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return _KeptKeySigner(
            self.credentials.key,
            signing_cert=_asn1(self.credentials.certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(key),
            cert_registry=store,
            embed_roots=False,
        )


def current_signer() -> LocalSigner:
    """The signer that the settings name.

    Raises:
        AuthorityError: the key or the certificate cannot be used.
    """
    return _local_signer(authority.credentials())


@cache
def _local_signer(credentials: authority.Credentials) -> LocalSigner:
    return LocalSigner(credentials)


def _asn1(certificate: Any) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
