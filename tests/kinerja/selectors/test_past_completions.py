"""What a unit came to before: its last period that was judged, and of that no more than the completions."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import SemesterEvaluation
from kinerja.selectors.results import past_completions
from kinerja.services.scoring import score_period
from tests.builders import make_evaluation, make_figures, make_period, make_region
from tests.kinerja.cast import Cast


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """With two periods before that were judged, one that was not, and a later one."""
    for code, number in (("2016-2", 5), ("2017-1", 10), ("2018-2", 20)):
        made = make_evaluation(cast.kabupaten.unit, make_period(code))
        make_figures(made, {"K1.4": (number, 20)}, by=cast.operator)
        score_period(period=made.period, actor=None)
    make_evaluation(cast.kabupaten.unit, make_period("2017-2"))
    return cast


def test_the_last_period_that_was_judged_says_it(cast: Cast) -> None:
    other = cast.evaluation(make_region("92.04", "Sorong", parent=cast.region))
    units = [cast.kabupaten.unit_id, other.unit_id]
    assert past_completions(cast.period, units) == {cast.kabupaten.unit_id: {"K1.4": Decimal("50.00")}}
    assert past_completions(cast.period, [other.unit_id]) == {}


def test_a_result_without_an_indicator_says_nothing(cast: Cast) -> None:
    SemesterEvaluation.objects.filter(period__code="2017-1").update(result={"indicators": []})
    assert past_completions(cast.period, [cast.kabupaten.unit_id]) == {cast.kabupaten.unit_id: {}}


def test_no_more_is_read(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        past_completions(cast.period, [cast.kabupaten.unit_id])
    [query] = [row["sql"] for row in captured]
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    assert [len(row) for row in rows] == [2]
    assert "steps" not in str(rows)
