"""A PKCS#11 token signs; SoftHSM stands in for it."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate
from pytest_django import Settings

from kinerja.documents import render
from kinerja.documents.signers.base import Signature, SigningError
from kinerja.documents.signers.choose import Way, open_signer, way
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.verify import verify
from tests.kinerja.documents.keys import identity, ministry
from tests.kinerja.documents.papers import run

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN, LABEL = "123456", "dirjen"
NOW = Signature("Dr. Contoh", "Hasil Penilaian", "Jakarta", datetime.now(UTC))


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A token with a key and its certificate; one a process, since the library is loaded once."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "conf").write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "conf"))
        words = ["--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "87654321"]
        subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)
        keys = ministry()
        key = keys.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        with pkcs11.lib(str(LIBRARY)).get_token(token_label=LABEL).open(user_pin=PIN, rw=True) as session:
            about = {pkcs11.Attribute.ID: b"1", pkcs11.Attribute.TOKEN: True}
            session.create_object(
                decode_rsa_private_key(key) | about | {pkcs11.Attribute.LABEL: identity().nip}
            )
            for place, row in enumerate((keys.signer, keys.issuer), start=1):
                found = decode_x509_certificate(row.public_bytes(Encoding.DER))
                session.create_object(found | about | {pkcs11.Attribute.ID: b"%d" % place})
        yield
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _set(settings: Settings, token: None) -> None:
    settings.SIGNING_PKCS11_MODULE, settings.SIGNING_PKCS11_TOKEN = LIBRARY, LABEL


def refusal(pin: str) -> str:
    with pytest.raises(SigningError) as caught:
        open_signer(identity(), pin).sign(b"%PDF-1.7", NOW)
    assert pin not in repr(caught.value)
    return str(caught.value)


def test_signs(snapshot: Snapshot, tmp_path: Path) -> None:
    assert way() == Way("pkcs11", "PIN token")
    signer = open_signer(identity(), PIN)
    made = signer.sign(render.pdf(snapshot), NOW)
    found = verify(made, (ministry().root,))
    assert (found.valid, found.subject, signer.development, signer.bsre) == (
        True,
        "Direktur Jenderal",
        False,
        False,
    )
    (tmp_path / "signed.pdf").write_bytes(made)
    assert "Signature is Valid" in run("pdfsig", tmp_path / "signed.pdf")
    assert PIN not in repr(signer)


def test_what_hinders(settings: Settings) -> None:
    assert refusal("999999") == "PIN token salah. Ketik ulang; token terkunci sesudah beberapa kali salah."
    settings.SIGNING_PKCS11_TOKEN = "lain"
    assert refusal(PIN) == "Token “lain” tidak terpasang; pasang tokennya lalu ulangi."
