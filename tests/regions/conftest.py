"""All 552 regions, as the fixtures have them."""

from pathlib import Path

import pytest

from regions.loading import load_regions

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def regions(db: None) -> None:
    """Load every region with its codes."""
    load_regions(FIXTURES)
