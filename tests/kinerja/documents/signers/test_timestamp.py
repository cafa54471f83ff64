"""A time-stamp authority makes a signature B-T; its words are checked, and without them nothing is signed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pytest_django import Settings

from kinerja.documents import render
from kinerja.documents.signers.base import Signature, SigningError
from kinerja.documents.signers.local import asn1
from kinerja.documents.verify import verify
from tests.kinerja.documents.keys import a_signer

NONE = "Otoritas cap waktu tidak memberi cap waktu yang sah; belum ada yang ditandatangani. Coba lagi."


@dataclass
class Authority:
    url: str
    root: x509.Certificate
    mode: str = "stamp"


@contextmanager
def served() -> Iterator[Authority]:
    """An authority of its own root, on loopback."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Otoritas Cap Waktu")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=9))
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    root = builder.add_extension(purpose, critical=True).sign(key, hashes.SHA256())
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(asn1(root), asn1_keys.PrivateKeyInfo.load(der), SimpleCertificateStore())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            if found.mode == "other":
                request["message_imprint"]["hashed_message"] = bytes(32)
            body = stamper.request_tsa_response(request).dump() if found.mode != "garbage" else b"garbage"
            self.send_response(200 if found.mode != "refused" else 503)
            kind = "application/timestamp-reply" if found.mode != "refused" else "text/html"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Authority(f"http://127.0.0.1:{server.server_port}", root)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def tsa() -> Iterator[Authority]:
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def plain() -> bytes:
    from tests.kinerja.documents import samples

    return render.pdf(samples.kabkota())


def what() -> Signature:
    return Signature("Dr. Contoh", "Hasil", "Jakarta", datetime.now(UTC))


def test_the_stamp_is_in_the_signature(settings: Settings, tsa: Authority, plain: bytes) -> None:
    settings.SIGNING_TSA_URL, tsa.mode = tsa.url, "stamp"
    made = a_signer().sign(plain, what())
    found = verify(made, tsa_roots=(tsa.root,))
    [signature] = found.signatures
    assert (found.valid, signature.level) == (True, "B-T")
    assert signature.timestamped_at is not None
    assert abs(datetime.now(UTC) - signature.timestamped_at) < timedelta(minutes=5)
    stranger = verify(made, tsa_roots=())
    assert stranger.checks[-1].text == (
        "Cap waktu pada tanda tangan Dr. Contoh tidak sah, atau otoritasnya tidak dipercaya."
    )
    twice = a_signer("Budi").sign(made, what())
    assert [row.level for row in verify(twice, tsa_roots=(tsa.root,)).signatures] == ["B-T", "B-T"]


@pytest.mark.parametrize("mode", ["refused", "garbage"])
def test_without_a_stamp_nothing_is_signed(
    settings: Settings, tsa: Authority, plain: bytes, mode: str
) -> None:
    settings.SIGNING_TSA_URL, tsa.mode = tsa.url, mode
    with pytest.raises(SigningError) as caught:
        a_signer().sign(plain, what())
    assert str(caught.value) == NONE


def test_a_stamp_over_something_else_does_not_stand(settings: Settings, tsa: Authority, plain: bytes) -> None:
    settings.SIGNING_TSA_URL, tsa.mode = tsa.url, "other"
    made = a_signer().sign(plain, what())
    found = verify(made, tsa_roots=(tsa.root,))
    assert (found.valid, found.checks[-1].name) == (False, "certificate")


def test_nobody_at_home(settings: Settings, plain: bytes) -> None:
    settings.SIGNING_TSA_URL = "http://127.0.0.1:9"
    with pytest.raises(SigningError) as caught:
        a_signer().sign(plain, what())
    assert str(caught.value) == NONE
