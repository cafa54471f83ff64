"""A ministry's chain for tests: root, issuer, signer; RSA or elliptic curve."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from kinerja.documents.certificates import _usage
from kinerja.documents.signers.base import Identity
from kinerja.documents.signers.choose import open_signer
from kinerja.documents.signers.local import LocalSigner


def identity(name: str = "Dr. Contoh", nip: str = "197001011990031001") -> Identity:
    """Somebody with a NIP."""
    return Identity(name, nip)


def a_signer(name: str = "Dr. Contoh") -> LocalSigner:
    """The development signer of a person."""
    signer = open_signer(Identity(name))
    assert isinstance(signer, LocalSigner)
    return signer


@dataclass(frozen=True)
class Keys:
    """A chain that says nothing of development."""

    root: x509.Certificate
    issuer: x509.Certificate
    signer: x509.Certificate
    key: Any
    issuer_key: Any

    @staticmethod
    def pem(certificate: x509.Certificate) -> bytes:
        """A certificate as PEM."""
        return certificate.public_bytes(Encoding.PEM)


@cache
def ministry(kind: str = "rsa") -> Keys:
    """Root CA → issuing CA → "Direktur Jenderal"."""
    keys = [_key(kind) for _ in range(3)]
    root = _certificate("Root CA", "Root CA", keys[0], keys[0], authority=True)
    issuer = _certificate("Issuing CA", "Root CA", keys[1], keys[0], authority=True)
    signer = _certificate("Direktur Jenderal", "Issuing CA", keys[2], keys[1], authority=False)
    return Keys(root, issuer, signer, keys[2], keys[1])


def expired(keys: Keys) -> x509.Certificate:
    """An older certificate of the same key, good for January 2020."""
    start = datetime(2020, 1, 1, tzinfo=UTC)
    return _certificate(
        "Direktur Jenderal", "Issuing CA", keys.key, keys.issuer_key, authority=False, start=start
    )


def ed25519_signer() -> tuple[Any, x509.Certificate]:
    """A key of a kind that no verifier here takes, and its certificate."""
    key = ed25519.Ed25519PrivateKey.generate()
    keys = ministry()
    return key, _certificate("Direktur Jenderal", "Issuing CA", key, keys.issuer_key, authority=False)


def make_p12(folder: Path, keys: Keys, password: bytes = b"rahasia") -> Path:
    """The chain as a PKCS#12 file."""
    closed = BestAvailableEncryption(password)
    path = folder / "signer.p12"
    chain = [keys.root, keys.issuer]
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", keys.key, keys.signer, chain, closed))
    return path


def _key(kind: str) -> Any:
    if kind == "ec":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common_name: str) -> x509.Name:
    names = [(NameOID.COUNTRY_NAME, "ID"), (NameOID.COMMON_NAME, common_name)]
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in names])


def _certificate(
    subject: str,
    issuer: str,
    key: Any,
    issuer_key: Any,
    *,
    authority: bool,
    start: datetime | None = None,
) -> x509.Certificate:
    start = start or datetime.now(UTC) - timedelta(minutes=5)
    usage = ("key_cert_sign", "crl_sign") if authority else ("digital_signature", "content_commitment")
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(_usage(*usage), critical=True)
    )
    return builder.sign(issuer_key, hashes.SHA256())
