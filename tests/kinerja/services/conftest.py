"""Fixtures of the tests of services."""

import pytest

from tests.kinerja.services.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """A kabupaten of Papua Barat with a complete semester, and its people."""
    return Cast()
