"""A time-stamp authority makes a signature B-T; its words are checked, and without them nothing is signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server

import pytest
from asn1crypto import cms
from pytest_django import Settings

from kinerja.documents import render
from kinerja.documents.byterange import signed_parts
from kinerja.documents.signers import timestamp
from kinerja.documents.signers.base import Signature, SigningError
from kinerja.documents.verify import verify
from tests.kinerja.documents import samples
from tests.kinerja.documents.keys import a_signer
from tests.kinerja.documents.papers import run
from tests.kinerja.documents.signers.tsa_stub import Authority, served

NONE = "Otoritas cap waktu tidak memberi cap waktu yang sah; belum ada yang ditandatangani. Coba lagi."


@pytest.fixture(scope="module")
def tsa() -> Iterator[Authority]:
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render.pdf(samples.kabkota())


def what() -> Signature:
    return Signature("Dr. Contoh", "Hasil", "Jakarta", datetime.now(UTC))


def test_the_stamp_is_in_the_signature(
    settings: Settings, tsa: Authority, plain: bytes, tmp_path: Path
) -> None:
    settings.SIGNING_TSA_URL, tsa.mode = tsa.url, "stamp"
    made = a_signer().sign(plain, what())
    found = verify(made, tsa_roots=(tsa.root,))
    [signature] = found.signatures
    assert (found.valid, signature.level, tsa.complaints) == (True, "B-T", ())
    [signer] = cms.ContentInfo.load(signed_parts(made)[0].cms)["content"]["signer_infos"]
    assert [row["type"].native for row in signer["unsigned_attrs"]] == ["signature_time_stamp_token"]
    (tmp_path / "signed.pdf").write_bytes(made)
    assert "Signature Validation: Signature is Valid." in run("pdfsig", tmp_path / "signed.pdf")
    assert signature.timestamped_at is not None
    assert abs(datetime.now(UTC) - signature.timestamped_at) < timedelta(minutes=5)
    stranger = verify(made, tsa_roots=())
    assert stranger.checks[-1].text == (
        "Cap waktu pada tanda tangan Dr. Contoh tidak sah, atau otoritasnya tidak dipercaya."
    )
    twice = a_signer("Budi").sign(made, what())
    assert [row.level for row in verify(twice, tsa_roots=(tsa.root,)).signatures] == ["B-T", "B-T"]


@pytest.mark.parametrize(
    "mode",
    [
        *("refused", "down", "garbage", "empty", "giant", "trailing"),
        *("other digest", "other nonce", "no nonce"),
    ],
)
def test_without_a_stamp_nothing_is_signed(
    settings: Settings, tsa: Authority, plain: bytes, mode: str
) -> None:
    settings.SIGNING_TSA_URL, tsa.mode = tsa.url, mode
    with pytest.raises(SigningError) as caught:
        a_signer().sign(plain, what())
    assert str(caught.value) == NONE


def test_nobody_at_home_and_nobody_who_speaks(
    settings: Settings, plain: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timestamp, "PATIENCE", replace(timestamp.PATIENCE, word=0.1))
    with create_server(("127.0.0.1", 0)) as deaf:
        settings.SIGNING_TSA_URL = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(SigningError) as silent:
            a_signer().sign(plain, what())
    with pytest.raises(SigningError) as gone:
        a_signer().sign(plain, what())
    assert (str(silent.value), str(gone.value)) == (NONE, NONE)
