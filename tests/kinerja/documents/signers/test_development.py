"""The development authority is made once, for its owner alone."""

import multiprocessing
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from kinerja.documents.authority import is_development, trusted_roots
from kinerja.documents.signers import development
from kinerja.documents.signers.base import Identity, SigningError
from kinerja.documents.signers.choose import open_signer
from kinerja.documents.signers.development import credentials

WHO = Identity("Dr. Contoh")


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SIGNING_CA_DIR = tmp_path / "ca"
    return tmp_path / "ca"


def forget() -> None:
    """As a new process would begin."""
    development._credentials.cache_clear()
    development._key.cache_clear()


def test_made_on_first_use_for_its_owner_alone(folder: Path) -> None:
    found = credentials(WHO)
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        "root.pem": 0o600,
        "root.key": 0o600,
        "signer.pem": 0o600,
        "signer.key": 0o600,
    }
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    subject = found.certificate.subject.rfc4514_string()
    assert subject == "CN=Dr. Contoh,O=Pengembangan\\, tidak sah untuk produksi,C=ID"
    [root] = trusted_roots()
    assert (found.development, is_development(root), found.chain) == (True, True, (root,))
    found.certificate.verify_directly_issued_by(root)


def test_one_key_for_everybody_kept_afterwards(folder: Path) -> None:
    first = credentials(WHO)
    forget()
    second = credentials(Identity("Orang Lain"))
    assert second.certificate.public_key() == first.certificate.public_key()
    assert second.certificate.subject != first.certificate.subject
    assert [path.name for path in folder.parent.iterdir()] == ["ca"]


def test_processes_that_start_together_share_one(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    with context.Pool(4) as pool:
        roots = pool.map(_created, [folder] * 4)
    assert len(set(roots)) == 1
    assert [path.name for path in folder.parent.iterdir()] == ["ca"]


def _created(folder: Path) -> bytes:
    development._create(folder)
    return (folder / "root.pem").read_bytes()


def test_a_damaged_folder_is_named(folder: Path) -> None:
    credentials(WHO)
    (folder / "signer.key").write_text("x")
    forget()
    with pytest.raises(SigningError, match=f"Sertifikat pengembangan di {folder} rusak"):
        credentials(WHO)


def test_a_folder_that_cannot_be_made_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.SIGNING_CA_DIR = tmp_path / "file" / "ca"
    with pytest.raises(SigningError, match="tidak dapat dibuat"):
        credentials(WHO)


def test_an_expired_certificate_does_not_sign(folder: Path) -> None:
    credentials(WHO)
    with (
        time_machine.travel(datetime.now(UTC) + timedelta(days=3651), tick=False),
        pytest.raises(SigningError, match="Sertifikat penanda tangan hanya berlaku"),
    ):
        open_signer(WHO)
