"""BSrE's service: what is sent, what is taken back, and every way it can fail."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from socket import create_server
from traceback import format_exception

import pytest
from pytest_django import Settings
from structlog.testing import capture_logs

from kinerja.documents import render
from kinerja.documents.produce import NotVerifiedError, produce
from kinerja.documents.signers import bsre
from kinerja.documents.signers.base import Identity, Signature, SigningError
from kinerja.documents.signers.choose import Way, open_signer, way
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.verify import verify
from tests.kinerja.documents.keys import ministry
from tests.kinerja.documents.signers.bsre_stub import EMAIL, PASSPHRASE, PASSWORD, USER, Stub, served

WHO = Identity("Dr. Contoh", "197001011990031001", EMAIL)
WHAT = Signature("Dr. Contoh", "Hasil Penilaian", "Jakarta", datetime(2026, 11, 22, tzinfo=UTC))


@pytest.fixture(scope="module")
def service() -> Iterator[Stub]:
    with served() as stub:
        yield stub


@pytest.fixture(scope="module")
def plain() -> bytes:
    from tests.kinerja.documents import samples

    return render.pdf(samples.kabkota())


@pytest.fixture(autouse=True)
def _set(settings: Settings, service: Stub) -> None:
    service.mode = "sign"
    settings.SIGNING_BSRE_URL = service.url
    settings.SIGNING_BSRE_USER, settings.SIGNING_BSRE_PASSWORD = USER, PASSWORD


def test_the_file_comes_back_signed(service: Stub, plain: bytes) -> None:
    assert way() == Way("bsre", "Frasa sandi BSrE")
    signer = open_signer(WHO, PASSPHRASE)
    made = signer.sign(plain, WHAT)
    found = verify(made, (ministry().root,))
    assert (found.valid, found.subject, signer.bsre, signer.development) == (
        True,
        "Direktur Jenderal",
        True,
        False,
    )
    assert (service.complaints, service.files[-1]) == ([], plain)
    assert service.asked[-1]["signatureProperties"] == [
        {"tampilan": "INVISIBLE", "reason": "Hasil Penilaian", "location": "Jakarta"}
    ]
    assert PASSPHRASE not in repr(signer)


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (
            "passphrase",
            "BSrE menolak frasa sandinya. Ketik ulang; sesudah beberapa kali salah akunnya terkunci.",
        ),
        ("quota", "Kuota tanda tangan BSrE habis; hubungi admin pusat."),
        ("expired", "Sertifikat BSrE sudah kedaluwarsa; perbarui di BSrE."),
        (
            "stranger",
            "BSrE tidak mengenal surel Anda atau belum menerbitkan sertifikatnya; daftar dahulu di BSrE.",
        ),
        (
            "enrolment",
            "BSrE tidak mengenal surel Anda atau belum menerbitkan sertifikatnya; daftar dahulu di BSrE.",
        ),
        ("unknown", f"BSrE menolak (400): Berkas ditolak. {'x' * 184}. Belum ada yang disimpan."),
        ("echo", "BSrE menolak (400) tanpa keterangan. Belum ada yang disimpan."),
        ("list", "BSrE menolak (400) tanpa keterangan. Belum ada yang disimpan."),
        ("forbidden", "BSrE menolak akses aplikasi ini; hubungi admin pusat."),
        ("html", "BSrE sedang terganggu (500); belum ada yang disimpan. Coba lagi."),
        (
            "redirect",
            "BSrE mengalihkan ke alamat lain, dan frasa sandi tidak dikirim ke sana; hubungi admin pusat.",
        ),
        ("deep", "Jawaban BSrE tidak dapat dibaca; tidak ada yang disimpan."),
        ("garbage", "Jawaban BSrE tidak dapat dibaca; tidak ada yang disimpan."),
        ("empty", "Jawaban BSrE tidak dapat dibaca; tidak ada yang disimpan."),
        ("no file", "Jawaban BSrE tidak memuat berkas; tidak ada yang disimpan."),
        ("two files", "Jawaban BSrE tidak memuat berkas; tidak ada yang disimpan."),
        ("not ascii", "Jawaban BSrE tidak memuat berkas; tidak ada yang disimpan."),
        ("not base64", "Jawaban BSrE tidak memuat berkas; tidak ada yang disimpan."),
        ("giant", "Jawaban BSrE terlalu besar untuk berkas ini; tidak ada yang disimpan."),
        ("another", "BSrE mengembalikan berkas lain daripada yang dikirim; tidak ada yang disimpan."),
        ("unsigned", "BSrE mengembalikan berkas lain daripada yang dikirim; tidak ada yang disimpan."),
        ("cut", "BSrE tidak dapat dihubungi; belum ada yang disimpan. Coba lagi."),
        ("silent", "BSrE tidak dapat dihubungi; belum ada yang disimpan. Coba lagi."),
    ],
)
def test_each_failure_has_its_words(
    service: Stub, plain: bytes, caplog: pytest.LogCaptureFixture, mode: str, said: str
) -> None:
    service.mode = mode
    caplog.set_level(logging.DEBUG)
    before = len(service.asked)
    with capture_logs() as structured, pytest.raises(SigningError) as caught:
        open_signer(WHO, PASSPHRASE).sign(plain, WHAT)
    assert (str(caught.value), len(service.asked) - before) == (said, 1)
    told = [repr(caught.value), caplog.text, repr(structured), "".join(format_exception(caught.value))]
    assert [text for text in told if PASSPHRASE in text or PASSWORD in text] == []


def test_a_refused_passphrase_is_not_tried_again(service: Stub, plain: bytes) -> None:
    """One act may sign hundreds of documents, and BSrE locks the account at the third."""
    before, signer = len(service.asked), open_signer(WHO, "salah")
    said = []
    for _document in range(3):
        with pytest.raises(SigningError) as caught:
            signer.sign(plain, WHAT)
        said.append(str(caught.value))
    assert len(service.asked) - before == 1
    assert said == 3 * [
        "BSrE menolak frasa sandinya. Ketik ulang; sesudah beberapa kali salah akunnya terkunci."
    ]
    assert open_signer(WHO, PASSPHRASE).sign(plain, WHAT).startswith(plain)


def test_whom_bsre_cannot_know(plain: bytes) -> None:
    with pytest.raises(SigningError) as caught:
        open_signer(Identity("Budi"), PASSPHRASE).sign(plain, WHAT)
    assert str(caught.value) == (
        "Budi tidak mempunyai surel dalam register, padahal BSrE mengenal orang dari surelnya."
    )


def test_a_service_that_takes_too_long(
    service: Stub, plain: bytes, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bsre, "PATIENCE", replace(bsre.PATIENCE, word=0.2))
    with create_server(("127.0.0.1", 0)) as deaf:
        settings.SIGNING_BSRE_URL = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(SigningError) as caught:
            open_signer(WHO, PASSPHRASE).sign(plain, WHAT)
    assert str(caught.value) == "BSrE tidak menjawab pada waktunya; belum ada yang disimpan. Coba lagi."


def test_what_comes_back_is_verified_before_anything_else(service: Stub, snapshot: Snapshot) -> None:
    """Trusted here is the development root alone; and a file that only grew is not signed."""
    signer = open_signer(WHO, PASSPHRASE)
    with pytest.raises(NotVerifiedError, match="tidak berada di bawah akar yang dipercaya"):
        produce(snapshot.to_json(), signer, datetime.now(UTC))
    service.mode = "appended"
    with pytest.raises(NotVerifiedError, match="PDF ini tidak bertanda tangan"):
        produce(snapshot.to_json(), signer, datetime.now(UTC))
