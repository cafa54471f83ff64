"""A PKCS#11 token signs; SoftHSM stands in for it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pkcs11
import pytest
from pkcs11 import exceptions
from pytest_django import Settings

from kinerja.documents import render
from kinerja.documents.signers.base import Identity, Signature, SigningError
from kinerja.documents.signers.choose import Way, open_signer, way
from kinerja.documents.signers.token_error import said
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.verify import verify
from tests.kinerja.documents.keys import expired, identity, ministry
from tests.kinerja.documents.papers import run
from tests.kinerja.documents.signers.tokens import LIBRARY, PIN, Entry, configure, make_token

NIP, OTHER = identity().nip, "198503152010012007"


def now() -> Signature:
    """Signed within the validity of certificates made for this module."""
    return Signature("Dr. Contoh", "Hasil Penilaian", "Jakarta", datetime.now(UTC))


@pytest.fixture(scope="module", autouse=True)
def _tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder, rsa, ec = tmp_path_factory.mktemp("tokens"), ministry("rsa"), ministry("ec")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(configure(folder)))
        own = Entry(NIP, rsa.key, (expired(rsa), rsa.signer), (rsa.issuer, rsa.root))
        make_token(folder, "rsa", own, Entry(OTHER, ec.key, (ec.signer,), (ec.issuer,)))
        make_token(folder, "ec", Entry("kunci saya", ec.key, (ec.signer,), (ec.issuer,)))
        make_token(folder, "other", Entry(OTHER, ec.key, (ec.signer,)))
        make_token(folder, "two", Entry("a", ec.key, (ec.signer,)), Entry("b", ec.key, (ec.signer,)))
        make_token(folder, "bare", Entry(NIP, ec.key))
        make_token(folder, "expired", Entry(NIP, rsa.key, (expired(rsa),)))
        make_token(folder, "twin")
        make_token(folder, "twin")
        yield


@pytest.fixture(autouse=True)
def _set(settings: Settings) -> None:
    settings.SIGNING_PKCS11_MODULE, settings.SIGNING_PKCS11_TOKEN = LIBRARY, "rsa"


@pytest.fixture(scope="module")
def plain(snapshot: Snapshot) -> bytes:
    return render.pdf(snapshot)


def refusal(pin: str = PIN) -> str:
    with pytest.raises(SigningError) as caught:
        open_signer(identity(), pin)
    assert not pin or pin not in repr(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_signs(settings: Settings, plain: bytes, tmp_path: Path, kind: str) -> None:
    settings.SIGNING_PKCS11_TOKEN = kind
    assert way() == Way("pkcs11", "PIN token")
    signer = open_signer(identity(), PIN)
    made = signer.sign(plain, now())
    found = verify(made, (ministry(kind).root,))
    [signature] = found.signatures
    assert (found.valid, found.subject, signature.root) == (True, "Direktur Jenderal", "CN=Root CA,C=ID")
    assert (signer.development, signer.bsre) == (False, False)
    (tmp_path / "signed.pdf").write_bytes(made)
    assert "Signature Validation: Signature is Valid." in run("pdfsig", tmp_path / "signed.pdf")
    assert PIN not in repr(signer)


def test_signs_what_somebody_else_signed(signed: bytes, tmp_path: Path) -> None:
    made = open_signer(identity(), PIN).sign(signed, now())
    assert made.startswith(signed)
    (tmp_path / "signed.pdf").write_bytes(made)
    assert run("pdfsig", tmp_path / "signed.pdf").count("Signature Validation: Signature is Valid.") == 2


def test_no_session_outlives_an_act(plain: bytes) -> None:
    """A token allows few of them, and whoever finds one open is logged in."""
    signer = open_signer(identity(), PIN)
    assert pkcs11._loaded[str(LIBRARY)].initialized is False
    signer.sign(plain, now())
    assert pkcs11._loaded[str(LIBRARY)].initialized is False
    refusal("999999")
    assert pkcs11._loaded[str(LIBRARY)].initialized is False


def test_threads_take_turns(plain: bytes) -> None:
    signer = open_signer(identity(), PIN)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: signer.sign(plain, now()).startswith(plain), range(4)))
    assert made == [True] * 4


NO_KEY = "Pada token “{}” tidak ada kunci berlabel NIP •••••••••••••••001."


@pytest.mark.parametrize(
    ("token", "text"),
    [
        ("lain", "Token “lain” tidak terpasang; pasang tokennya lalu ulangi."),
        ("twin", "Ada lebih dari satu token bernama “twin”; lepaskan yang lain."),
        ("other", NO_KEY.format("other")),
        ("two", NO_KEY.format("two")),
        ("bare", "Kunci pada token “bare” tidak mempunyai sertifikat; minta penerbit memasangnya."),
        ("expired", "Sertifikat penanda tangan hanya berlaku 01-01-2020 sampai 31-01-2020."),
    ],
)
def test_what_a_token_lacks(settings: Settings, token: str, text: str) -> None:
    settings.SIGNING_PKCS11_TOKEN = token
    assert refusal() == text


def test_a_wrong_pin_is_refused_before_anything_is_made() -> None:
    wrong = "PIN token salah. Ketik ulang; token terkunci sesudah beberapa kali salah."
    assert [refusal(pin) for pin in ("999999", "1", "x" * 300)] == [wrong] * 3
    assert refusal("") == "Isi PIN token untuk menandatangani."


def test_somebody_without_a_nip_has_the_only_key(settings: Settings) -> None:
    settings.SIGNING_PKCS11_TOKEN = "ec"
    assert open_signer(Identity("Budi"), PIN) == open_signer(Identity("Budi"), PIN)


def test_a_library_that_is_none(settings: Settings) -> None:
    settings.SIGNING_PKCS11_MODULE = Path(__file__)
    assert refusal() == "Token “rsa” gagal menandatangani (PKCS11Error); ulangi, lalu periksa tokennya."


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (exceptions.PinLocked(), "PIN token terkunci; minta penerbit sertifikat membukanya."),
        (exceptions.TokenNotPresent(), "Token “rsa” tidak terpasang; pasang tokennya lalu ulangi."),
        (
            exceptions.DeviceRemoved("123456"),
            "Token “rsa” gagal menandatangani (DeviceRemoved); ulangi, lalu periksa tokennya.",
        ),
    ],
)
def test_what_softhsm_cannot_do(error: Exception, text: str) -> None:
    assert said(error, "rsa") == text
