"""PKCS#12 files: one for the installation or one a person, opened for one act."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pytest_django import Settings

from kinerja.documents.signers.base import Identity, SigningError
from kinerja.documents.signers.choose import Way, open_signer, way
from kinerja.documents.signers.local import LocalSigner
from tests.kinerja.documents.keys import ed25519_signer, expired, identity, make_p12, ministry

WRONG = "Kata sandi sertifikat salah, atau berkasnya bukan PKCS#12. Ketik ulang kata sandinya."
SECRET = "rahasia"


def refusal(passphrase: str = SECRET, who: Identity | None = None) -> str:
    with pytest.raises(SigningError) as caught:
        open_signer(who or identity(), passphrase)
    error: BaseException | None = caught.value
    while error is not None:  # no text of any cause tells the passphrase
        assert "sangat-rahasia" not in repr(error)
        error = error.__cause__
    return str(caught.value)


def test_the_seal_of_the_installation(settings: Settings, tmp_path: Path) -> None:
    keys = ministry()
    settings.SIGNING_P12 = make_p12(tmp_path, keys)
    assert way() == Way("pkcs12", "Kata sandi sertifikat")
    signer = open_signer(identity(), SECRET)
    assert isinstance(signer, LocalSigner)
    found = signer.credentials
    assert (found.certificate, found.chain) == (keys.signer, (keys.issuer, keys.root))
    assert (signer.development, signer.bsre) == (False, False)
    assert "key" not in repr(signer)


def test_a_file_a_person(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_P12 = tmp_path
    make_p12(tmp_path, ministry()).rename(tmp_path / f"{identity().nip}.p12")
    signer = open_signer(identity(), SECRET)
    assert isinstance(signer, LocalSigner)
    assert signer.credentials.certificate == ministry().signer
    assert refusal(who=identity("Budi", "197001011990031009")) == (
        "Belum ada sertifikat untuk Budi (NIP •••••••••••••••009); hubungi admin pusat."
    )
    assert refusal(who=Identity("Budi")) == (
        "Budi tidak mempunyai NIP dalam register, jadi berkas sertifikatnya tidak dapat dicari."
    )


def test_the_passphrase_is_asked_each_time(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_P12 = make_p12(tmp_path, ministry())
    open_signer(identity(), SECRET)
    assert refusal("") == "Isi Kata sandi sertifikat untuk menandatangani."
    assert refusal("sangat-rahasia") == WRONG


def packed(key: Any, certificate: x509.Certificate | None, above: x509.Certificate | None = None) -> bytes:
    closed = BestAvailableEncryption(SECRET.encode())
    chain = [above] if above else None
    return pkcs12.serialize_key_and_certificates(None, key, certificate, chain, closed)


LACKING = "Berkas sertifikat tidak memuat kunci pribadi beserta sertifikatnya."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda: b"x", WRONG),
        (lambda: b"", WRONG),
        (lambda: packed(None, None, ministry().root), LACKING),
        (lambda: packed(ministry().key, None), LACKING),
        (
            lambda: packed(*ed25519_signer()),
            "Kunci dalam berkas sertifikat bukan RSA dan bukan kurva eliptik; minta yang lain.",
        ),
        (
            lambda: packed(ministry().key, expired(ministry())),
            "Sertifikat penanda tangan hanya berlaku 01-01-2020 sampai 31-01-2020.",
        ),
    ],
)
def test_a_file_that_cannot_sign(
    settings: Settings, tmp_path: Path, content: Callable[[], bytes], why: str
) -> None:
    settings.SIGNING_P12 = tmp_path / "signer.p12"
    settings.SIGNING_P12.write_bytes(content())
    assert refusal() == why


def test_a_file_that_is_gone(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_P12 = tmp_path / "signer.p12"
    assert refusal() == "Berkas sertifikat signer.p12 tidak dapat dibaca."
