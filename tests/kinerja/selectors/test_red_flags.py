"""The red flags that an assessor acknowledges: of the unit's result, and of the register (R2; II.C.1)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.selectors.red_flags import red_flags, red_flags_of
from kinerja.services.scoring import score_unit
from tests.builders import make_incident, make_region
from tests.kinerja.appraisal_cast import Appraising, Office

pytestmark = pytest.mark.django_db
BREACH = "%d pelanggaran Permendagri 76/2015 terbukti di daerah ini."


@pytest.fixture
def cast(db: None) -> Appraising:
    """Fakfak, its result not final yet, its appraisals opened."""
    return Appraising(final=False)


def test_none(cast: Appraising) -> None:
    assert red_flags(cast.kabid) == []


def test_a_levy_is_told_by_the_unit_s_result(cast: Appraising) -> None:
    cast.office.evaluation.realizations.filter(indicator__code="K1.5").delete()
    make_incident(cast.office.evaluation, "levy")
    score_unit(evaluation=cast.office.evaluation, actor=None)
    texts = [flag["text"] for flag in cast.kabid.evaluation.result["red_flags"]]
    assert (red_flags(cast.kabid), len(texts)) == (texts, 1)


def test_breaches_at_a_kabupaten_are_counted(cast: Appraising) -> None:
    for _number in range(2):
        make_incident(cast.office.evaluation, "breach")
    assert red_flags(cast.kabid) == [BREACH % 2]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "reported"},
        {"happened_on": date(2024, 12, 31)},
        {"happened_on": date(2025, 7, 1)},
    ],
)
def test_what_is_not_proven_or_not_of_the_period_is_none(cast: Appraising, fields: dict[str, object]) -> None:
    make_incident(cast.office.evaluation, "breach", **fields)
    assert red_flags(cast.kabid) == []


def test_another_office_s_are_none_of_ours(cast: Appraising) -> None:
    other = Office(make_region("92.04", "Kaimana", parent=cast.province), cast.period)
    cast.open()
    make_incident(other.evaluation, "breach")
    assert (red_flags(cast.kabid), red_flags(other.appraisal("kasi"))) == ([], [BREACH % 1])


def test_one_query_for_many(cast: Appraising) -> None:
    make_incident(cast.office.evaluation, "breach")
    rows = [cast.office.appraisal(kind) for kind in ("kabid", "kasi", "kasubag")]
    assert [row.evaluation.duties for row in rows] == ["kabkota"] * 3
    with CaptureQueriesContext(connection) as said:
        found = red_flags_of(cast.period, rows)
    assert (len(said), found) == (1, {row.pk: [BREACH % 1] for row in rows})
