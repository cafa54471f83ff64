"""A signature brings one chain of certificates; a maze of them is refused before anybody walks it."""

from datetime import UTC, datetime

import pytest
from weasyprint import HTML

from kinerja.documents.byterange import NotCoveredError
from kinerja.documents.envelope import verdicts
from kinerja.documents.signers.base import Signature
from kinerja.documents.signers.local import Credentials, LocalSigner
from tests.kinerja.documents.keys import _certificate, _key, ministry


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
    assert str(caught.value) == "Tanda tangan ini membawa sertifikat yang bukan satu rantai."
