"""A time-stamp authority on loopback: pyHanko's own makes its tokens, or it fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kinerja.documents.signers.local import asn1
from tests.kinerja.documents.signers.serving import Request, serving


@dataclass
class Authority:
    """Where it is, whom its tokens lead to, and what it does next."""

    url: str
    root: x509.Certificate
    mode: str = "stamp"
    complaints: tuple[str, ...] = ()


@contextmanager
def served() -> Iterator[Authority]:
    """An authority of its own root, until the block ends."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    root = _root(key)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(asn1(root), asn1_keys.PrivateKeyInfo.load(der), SimpleCertificateStore())
    found = Authority("", root)

    def answer(request: Request) -> None:
        if request.headers["Content-Type"] != "application/timestamp-query":
            found.complaints += ("content type",)
        asked = tsp.TimeStampReq.load(request.body)
        if found.mode == "other digest":
            asked["message_imprint"]["hashed_message"] = bytes(32)
        if found.mode == "other nonce":
            asked["nonce"] = 7
        if found.mode == "no nonce":
            del asked["nonce"]
        made = stamper.request_tsa_response(asked)
        if found.mode == "refused":
            made = tsp.TimeStampResp({"status": {"status": "rejection", "fail_info": {"bad_request"}}})
        said = {"garbage": b"garbage", "empty": b"", "giant": bytes(20_000), "trailing": made.dump() + b"x"}
        request.answer(503 if found.mode == "down" else 200, said.get(found.mode, made.dump()))

    with serving(answer) as found.url:
        yield found


def _root(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Otoritas Cap Waktu")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=9))
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return builder.add_extension(purpose, critical=True).sign(key, hashes.SHA256())
