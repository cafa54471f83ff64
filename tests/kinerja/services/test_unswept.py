"""Sweeping stops for a piece of work and is as it was afterwards, whatever happened."""

import gc
from collections.abc import Iterator

import pytest

from kinerja.services.unswept import unswept


@pytest.fixture(autouse=True)
def _sweeping() -> Iterator[None]:
    """Sweeping is on again for the other tests."""
    yield
    gc.enable()


@pytest.mark.parametrize("was_on", [True, False])
def test_it_is_as_it_was_afterwards(*, was_on: bool) -> None:
    if not was_on:
        gc.disable()
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled() is was_on


def test_also_after_a_failure() -> None:
    @unswept()
    def work() -> None:
        raise ValueError("broken")

    for _again in range(2):
        with pytest.raises(ValueError, match="broken"):
            work()
    assert gc.isenabled()
