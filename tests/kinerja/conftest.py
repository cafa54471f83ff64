"""Fixtures of the tests of kinerja."""

import pytest

from tests.kinerja.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """A kabupaten of Papua Barat with a complete semester, and its people."""
    return Cast()
