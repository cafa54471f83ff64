"""A signed document, made once for all tests that only read it."""

from datetime import UTC, datetime

import pytest

from kinerja.documents.produce import produce
from kinerja.documents.snapshot import Snapshot
from tests.kinerja.documents import samples
from tests.kinerja.documents.keys import a_signer

SIGNED_AT = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """Kabupaten Fakfak, semester I 2025."""
    return samples.kabkota()


@pytest.fixture(scope="session")
def signed(snapshot: Snapshot) -> bytes:
    """Its document, signed now by the development authority of the tests."""
    return produce(snapshot.to_json(), a_signer(), datetime.now(UTC)).pdf
