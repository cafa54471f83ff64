"""A signature brings one chain of certificates; a maze of them is refused before anybody walks it.

So does its time stamp, which is judged as of when it was made.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from asn1crypto import keys as asn1_keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from weasyprint import HTML

from kinerja.documents.byterange import NotCoveredError
from kinerja.documents.embed import DIGEST, embed
from kinerja.documents.envelope import verdicts
from kinerja.documents.signers.base import Signature
from kinerja.documents.signers.local import Credentials, LocalSigner, asn1, store_of
from tests.kinerja.documents.keys import _certificate, _key, _name, a_signer, ministry

MAZE = "Tanda tangan ini membawa sertifikat yang bukan satu rantai."
ROOM = 64 * 1024


def signed_with(*others: tuple[str, str]) -> bytes:
    """A PDF whose signature encloses certificates of these subjects and issuers, all of one key."""
    key = _key("ec")
    leaf = _certificate("Penanda", "0", key, key, authority=False)
    chain = tuple(_certificate(*names, key, key, authority=True) for names in others)
    signature = Signature("Dr. Contoh", "Hasil", "Jakarta", datetime.now(UTC))
    return LocalSigner(Credentials(key, leaf, chain, development=False)).sign(
        HTML(string="<p>Contoh").write_pdf(), signature
    )


def test_a_chain_is_followed() -> None:
    [found] = verdicts(signed_with(("0", "1"), ("1", "2")), (ministry("ec").root,))
    assert (found.intact, found.subject, found.path) == (True, "Penanda", ())


@pytest.mark.parametrize(
    "others",
    [
        [("0", "1"), ("0", "1")],
        [(str(step), str(step + 1)) for step in range(16) for _twin in range(3)],  # 3^16 ways through it
        [(str(step), str(step + 1)) for step in range(8)],
    ],
    ids=["two of one name", "maze", "too long"],
)
def test_more_than_a_chain_is_refused(others: list[tuple[str, str]]) -> None:
    with pytest.raises(NotCoveredError) as caught:
        verdicts(signed_with(*others), (ministry("ec").root,))
    assert str(caught.value) == MAZE


def stamped(issuer: str, key: Any, *chain: x509.Certificate) -> bytes:
    """A signature with a time stamp of a unit whose certificate ends in nine days."""
    own, now = _key("rsa"), datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(_name("Unit Cap Waktu")).issuer_name(_name(issuer))
    builder = builder.public_key(own.public_key()).serial_number(7).not_valid_before(now - timedelta(days=1))
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    builder = builder.not_valid_after(now + timedelta(days=9)).add_extension(purpose, critical=True)
    unit = asn1(builder.sign(key, hashes.SHA256()))
    der = own.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(unit, asn1_keys.PrivateKeyInfo.load(der), store_of(chain))

    def made(digest: bytes) -> Any:
        signing = a_signer()._signer.async_sign(digest, DIGEST, use_pades=True, timestamper=stamper)
        return asyncio.run(signing)

    pdf = HTML(string="<p>Contoh").write_pdf()
    return embed(pdf, Signature("Dr. Contoh", "Hasil", "Jakarta", now), made, ROOM)


def test_a_time_stamp_outlives_the_certificate_that_made_it() -> None:
    key = _key("ec")
    root = _certificate("Akar Cap Waktu", "Akar Cap Waktu", key, key, authority=True)
    pdf = stamped("Akar Cap Waktu", key)
    for later in (0, 20, 4000):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=later), tick=False):
            [found] = verdicts(pdf, (), (root,))
        assert found.stamp is not None
        assert (found.stamp.valid, found.stamp.trusted) == (True, True)
    [found] = verdicts(pdf, (), (ministry("ec").root,))
    assert found.stamp is not None
    assert (found.stamp.valid, found.stamp.trusted) == (True, False)


def test_a_maze_behind_a_time_stamp_is_refused() -> None:
    key = _key("ec")
    steps = [(str(step), str(step + 1)) for step in range(16) for _twin in range(3)]
    maze = [_certificate(*names, key, key, authority=True) for names in steps]
    with pytest.raises(NotCoveredError) as caught:
        verdicts(stamped("0", key, *maze), (), (ministry("ec").root,))
    assert str(caught.value) == MAZE
