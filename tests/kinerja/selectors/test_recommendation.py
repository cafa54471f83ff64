"""What is recommended, by region and kind, and which guidance is overdue."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.recommendation import ProvinceAdvice, by_province, page_of_advice, recommended
from kinerja.services.recommendation import Planned, recommend, record_follow_up
from officials.models import User
from tests.builders import give_role
from tests.kinerja.appraisal_lists import NOW, TODAY, Lists, put

PARTS = ("career", "training", "guidance", "proposal")


@pytest.fixture
def lists(db: None) -> Any:
    """Fakfak: a career, guidance due tomorrow, one still in review; Sabang: training, due tomorrow too."""
    with time_machine.travel(NOW, tick=False):
        made = Lists()
        step = (Planned("Bimbingan", TODAY + timedelta(days=1)),)
        _advise(made.office, "kabid", career="Dipertahankan")
        _advise(made.office, "kasi", guidance="Dibina", proposal="Diusulkan", plan=step)
        _advise(made.office, "kasubag", state="in_review", career="Belum disetujui")
        _advise(made.other, "kabid", training="Dilatih", plan=step)
        yield made


def _advise(office: Any, kind: str, *, state: str = "approved", **words: Any) -> None:
    row = put(office.appraisal(kind), "in_review")
    recommend(appraisal=row, actor=office.users["kepala_daerah"], **words)
    put(office.appraisal(kind), state)


def found(lists: Lists, **asked: str) -> list[tuple[str, str]]:
    rows = Appraisals(lists.admin, lists.period)
    listed = recommended(rows, **asked)
    return [(row.evaluation.region_code, row.kind) for row in listed.select_related("evaluation")]


def test_a_reader_sees_the_own_one_once_it_is_signed(lists: Lists) -> None:
    """As on the page of the appraisal: until then it is a draft for the person appraised."""
    reader = lists.office.users["kasi"]
    give_role(reader, "admin_pusat")
    seen = {}
    for state in ("approved", "signed"):
        put(lists.office.appraisal("kasi"), state)
        rows = Appraisals(User.objects.get(pk=reader.pk), lists.period)
        listed = recommended(rows).select_related("evaluation")
        seen[state] = [(row.evaluation.region_code, row.kind) for row in listed]
    assert seen == {"approved": [SABANG, KABID], "signed": [SABANG, KABID, KASI]}


KABID, KASI, SABANG = ("92.03", "kabid"), ("92.03", "kasi"), ("11.72", "kabid")


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({}, [SABANG, KABID, KASI]),
        ({"part": "career"}, [KABID]),
        ({"part": "proposal"}, [KASI]),
        ({"region": "92"}, [KABID, KASI]),
        ({"follow_up": "terencana"}, [SABANG, KASI]),
        ({"follow_up": "lewat"}, []),
        ({"follow_up": "selesai"}, []),
        ({"region": "11", "part": "training", "follow_up": "terencana"}, [SABANG]),
    ],
)
def test_filters(lists: Lists, asked: dict[str, str], rows: list[tuple[str, str]]) -> None:
    """Only what is approved, by kind, region and follow-up."""
    assert found(lists, **asked) == rows


def test_what_a_row_says(lists: Lists) -> None:
    """The written parts in their order, the steps, and whether a day has passed in the office's zone."""
    late = NOW.replace(hour=23) + timedelta(days=1)
    with time_machine.travel(late, tick=False):
        rows = Appraisals(lists.admin, lists.period)
        page = page_of_advice(recommended(rows, follow_up="terencana"), 1, rows.clock)
        told = [
            ([text for _label, text in row.parts], [(one.step.what, one.is_overdue) for one in row.steps])
            for row in page.object_list
        ]
        assert told == [
            (["Dilatih"], [("Bimbingan", False)]),
            (["Dibina", "Diusulkan"], [("Bimbingan", True)]),
        ]
        assert found(lists, follow_up="lewat") == [KASI]


def test_a_follow_up_is_not_overdue(lists: Lists) -> None:
    """What is recorded is done, whenever."""
    row = lists.office.appraisal("kasi")
    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        assert found(lists, follow_up="lewat") == [SABANG, KASI]
        record_follow_up(
            step=row.guidance_steps.get(), actor=lists.bupati, done_on=date(2025, 10, 2), note="Selesai"
        )
        assert found(lists, follow_up="lewat") == [SABANG]
        assert found(lists, follow_up="selesai") == [KASI]


def test_numbers_by_province(lists: Lists) -> None:
    """Officials, parts and overdue steps of each province."""
    none = dict.fromkeys(PARTS, 0)
    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        assert by_province(Appraisals(lists.admin, lists.period)) == [
            ProvinceAdvice("11", "Aceh", 1, none | {"training": 1}, 1),
            ProvinceAdvice("92", "Papua Barat", 2, none | {"career": 1, "guidance": 1, "proposal": 1}, 1),
        ]
