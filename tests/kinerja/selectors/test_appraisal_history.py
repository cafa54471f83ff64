"""Results of the last six periods: of the person and of the post, as far as an account sees them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Appraisal
from kinerja.selectors.appraisal_history import Past, history
from tests.builders import make_evaluation, make_period
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Appraising:
    """An approved result of the second semester of 2025."""
    cast = Appraising(code="2025-2")
    cast.bring("approved")
    return cast


def earlier(cast: Appraising, code: str, **fields: Any) -> Appraisal:
    """A draft of the same official in an earlier period."""
    now = cast.kabid
    kept = {name: getattr(now, name) for name in ("position", "appointment", "official", "name", "kind")}
    kept |= {"title": now.title, "tenure": now.tenure, "fields": now.fields, "zone": now.zone}
    period = make_period(code)
    return Appraisal.objects.create(
        period=period, evaluation=make_evaluation(cast.office.unit, period), **(kept | fields)
    )


def test_an_approved_result_in_short(cast: Appraising) -> None:
    """Element 1 and 2 as frozen; nothing of what is not approved."""
    earlier(cast, "2025-1")
    now, before = history(cast.kabid, cast.official).person
    assert now == Past(
        cast.kabid.pk,
        "2025-2",
        cast.kabid.name,
        cast.kabid.title,
        "approved",
        "100.00",
        90,
        "Sangat Baik",
        None,
        "Baik",
        None,
    )
    assert (before.period, before.state_text, before.completion, before.predikat) == (
        "2025-1",
        "Draf",
        None,
        "",
    )


def test_six_periods_and_none_to_come(cast: Appraising) -> None:
    """From the appraisal's own period backwards; a later one is not its history."""
    rows = [earlier(cast, code) for code in ("2022-1", "2022-2", "2023-1", "2023-2", "2024-1", "2024-2")]
    found = [past.period for past in history(cast.kabid, cast.official).person]
    assert found == ["2025-2", "2024-2", "2024-1", "2023-2", "2023-1", "2022-2"]
    assert [past.period for past in history(rows[2], cast.official).person] == ["2023-1", "2022-2", "2022-1"]


def test_others_in_the_post_are_for_who_sees_them(cast: Appraising) -> None:
    """The Bupati sees a predecessor's result, the official does not; both cost one query."""
    other = cast.office.users["kasubag"].official
    earlier(cast, "2025-1", official=other, name="Pendahulu")
    now = cast.kabid
    with CaptureQueriesContext(connection) as queries:
        seen = history(now, cast.bupati)
    hidden = history(now, cast.official)
    assert [past.name for past in seen.post] == ["Pendahulu"]
    assert (hidden.post, len(hidden.person)) == ((), 1)
    assert sum("kinerja_appraisal" in query["sql"] for query in queries) == 1
