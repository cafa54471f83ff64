"""The development authority is made once, for its owner alone; a PKCS#12 file takes its place."""

import multiprocessing
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    pkcs12,
)
from pytest_django import Settings

from kinerja.documents import authority
from kinerja.documents.authority import AuthorityError, credentials, is_development, trusted_roots
from tests.kinerja.documents.keys import make_p12, ministry


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SIGNING_CA_DIR = tmp_path / "ca"
    return tmp_path / "ca"


def test_made_on_first_use_for_its_owner_alone(folder: Path) -> None:
    found = credentials()
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        "root.pem": 0o600,
        "root.key": 0o600,
        "signer.pem": 0o600,
        "signer.key": 0o600,
    }
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert found.subject == (
        "CN=Penanda Tangan Pengembangan (tidak sah untuk produksi),"
        "O=Pengembangan\\, tidak sah untuk produksi,C=ID"
    )
    [root] = trusted_roots()
    assert (found.development, is_development(root), found.chain) == (True, True, (root,))
    found.certificate.verify_directly_issued_by(root)


def test_kept_afterwards(folder: Path) -> None:
    first = credentials().certificate
    authority._from_folder.cache_clear()
    assert credentials().certificate == first
    assert [path.name for path in folder.parent.iterdir()] == ["ca"]


def test_processes_that_start_together_share_one(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    with context.Pool(4) as pool:
        roots = pool.map(_created, [folder] * 4)
    assert len(set(roots)) == 1
    assert [path.name for path in folder.parent.iterdir()] == ["ca"]


def _created(folder: Path) -> bytes:
    authority._create(folder)
    return (folder / "root.pem").read_bytes()


def test_a_damaged_folder_is_named(folder: Path) -> None:
    credentials()
    (folder / "signer.key").write_text("x")
    authority._from_folder.cache_clear()
    with pytest.raises(AuthorityError, match=f"Sertifikat pengembangan di {folder} rusak"):
        credentials()


def test_a_folder_that_cannot_be_made_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.SIGNING_CA_DIR = tmp_path / "file" / "ca"
    with pytest.raises(AuthorityError, match="tidak dapat dibuat"):
        credentials()


def test_an_expired_certificate_does_not_sign(folder: Path) -> None:
    credentials()
    with (
        time_machine.travel(datetime.now(UTC) + timedelta(days=3651), tick=False),
        pytest.raises(AuthorityError, match="Sertifikat penanda tangan hanya berlaku"),
    ):
        credentials()


def test_the_ministrys_file_takes_its_place(settings: Settings, folder: Path, tmp_path: Path) -> None:
    keys = ministry()
    settings.SIGNING_P12, settings.SIGNING_P12_PASSWORD = make_p12(tmp_path, keys), "rahasia"
    found = credentials()
    assert (found.subject, found.development) == ("CN=Direktur Jenderal,C=ID", False)
    assert found.chain == (keys.issuer, keys.root)
    assert trusted_roots() == (keys.root,)
    assert not folder.exists()


def test_roots_of_older_certificates_stay_trusted(folder: Path) -> None:
    credentials()
    keys = ministry()
    (folder / "trusted").mkdir()
    (folder / "trusted" / "2020.pem").write_bytes(keys.pem(keys.root))
    assert len(trusted_roots()) == 2
    assert trusted_roots()[1] == keys.root


@pytest.mark.parametrize(
    ("content", "password", "why"),
    [
        (b"x", "rahasia", "bukan PKCS#12 atau kata sandinya salah"),
        (None, "salah", "bukan PKCS#12 atau kata sandinya salah"),
        ("certificate only", "rahasia", "tidak memuat kunci pribadi"),
    ],
)
def test_a_file_that_cannot_sign(
    settings: Settings, tmp_path: Path, content: bytes | str | None, password: str, why: str
) -> None:
    keys = ministry()
    path = make_p12(tmp_path, keys)
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        closed = BestAvailableEncryption(b"rahasia")
        path.write_bytes(pkcs12.serialize_key_and_certificates(None, None, None, [keys.root], closed))
    settings.SIGNING_P12, settings.SIGNING_P12_PASSWORD = path, password
    with pytest.raises(AuthorityError, match=why):
        credentials()


def test_only_the_development_root_says_so() -> None:
    assert isinstance(ministry().root, x509.Certificate)
    assert not is_development(ministry().root)
