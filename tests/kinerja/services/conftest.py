"""Fixtures of the tests of services."""

import pytest

from kinerja.models import Period, SemesterEvaluation
from tests.builders import (
    make_designated,
    make_evaluation,
    make_national_targets,
    make_period,
    make_policy,
    make_region,
    make_set,
    make_unit,
)


@pytest.fixture
def period() -> Period:
    """Semester I 2018 with a designated SIAK version."""
    make_designated()
    return make_period("2018-1")


@pytest.fixture
def province(period: Period) -> SemesterEvaluation:
    """The evaluation of Papua Barat."""
    return make_evaluation(make_unit(make_region("92", "Papua Barat")), period)


@pytest.fixture
def reference() -> None:
    """The decree's set, policy 1, national targets."""
    make_set()
    make_policy()
    make_national_targets()
    make_designated()
