"""The scores "given then" of the demonstration: made up, marked so, and explained but for one."""

import pytest

from kinerja.demo.past_scores import READ
from kinerja.models import PastScore
from kinerja.selectors.past_score import past_seen

pytestmark = pytest.mark.django_db


def test_each_is_marked_and_explained_by_its_reading() -> None:
    rows = PastScore.objects.select_related("evaluation__period").order_by("evaluation__region_code")
    seen = {row.evaluation.region_code: past_seen(row.evaluation) for row in rows}
    told = {
        code: [reason.codes for reason in found.compared.reasons] for code, found in seen.items() if found
    }
    assert told == {code: [(reading,)] if reading else [] for code, reading in READ.items()}
    assert {(row.source, row.evaluation.period.code) for row in rows} == {("sintetis (contoh)", "2018-1")}
