"""Nothing leaves that does not verify."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kinerja.documents.produce import NotVerifiedError, produce
from kinerja.documents.signers.base import Signature
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.verify import verify
from tests.kinerja.documents import samples
from tests.kinerja.documents.keys import a_signer
from tests.kinerja.documents.papers import attachments_of


def test_signed_at_the_given_time_in_the_given_name(snapshot: Snapshot) -> None:
    at = datetime.now(ZoneInfo("Asia/Jakarta")).replace(microsecond=0)
    made = produce(snapshot.to_json(), a_signer(), at).pdf
    found = verify(made)
    assert (found.valid, found.signed_at, found.snapshot) == (True, at, snapshot)
    assert attachments_of(made)["data.json"].decode() == snapshot.to_json()


def test_a_result_that_does_not_recompute_is_not_handed_out() -> None:
    made = samples.kabkota()
    made.result["nilai"] = 90
    with pytest.raises(NotVerifiedError, match="tidak sama dengan hitung ulang"):
        produce(made.to_json(), a_signer(), datetime.now(UTC))


class Careless:
    """A signer that gives back what it got."""

    subject, development = "CN=x", True

    def sign(self, pdf: bytes, signature: Signature) -> bytes:
        return pdf


def test_a_signer_that_does_not_sign_is_found_out(snapshot: Snapshot) -> None:
    with pytest.raises(NotVerifiedError, match="PDF ini tidak bertanda tangan"):
        produce(snapshot.to_json(), Careless(), datetime.now(UTC))
