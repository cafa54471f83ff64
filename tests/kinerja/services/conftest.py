"""Fixtures of the tests of services."""

import pytest

from kinerja.models import PerformanceAgreement, Period, SemesterEvaluation
from kinerja.services.scoring import score_period
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
from tests.kinerja.cast import Cast
from tests.kinerja.services.agreement_book import drafted


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


@pytest.fixture
def scored(cast: Cast) -> Cast:
    """The cast with the result of its semester."""
    score_period(period=cast.period, actor=None)
    cast.kabupaten.refresh_from_db()
    return cast


@pytest.fixture
def unpromised(cast: Cast) -> Cast:
    """The cast without the agreement that each of its units has."""
    cast.kabupaten.unit.agreements.all().delete()
    return cast


@pytest.fixture
def draft(unpromised: Cast) -> PerformanceAgreement:
    """The draft of an agreement."""
    return drafted(unpromised)
