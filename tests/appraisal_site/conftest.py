"""Fixtures that the admin's pages share with those of officials."""

from tests.officials.conftest import country, keeper

__all__ = ["country", "keeper"]
