"""Opening a semester: defaults, what is frozen, what is added later, what is refused (R5, R6, R11)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import IndicatorSet, Period, ScoringPolicy, SemesterEvaluation
from kinerja.services.period import OpenedPeriod, open_period
from officials.models import AuditEntry, WorkUnit
from regions.models import Region, RegionCode
from tests.builders import (
    make_policy,
    make_region,
    make_set,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

SPLIT = date(2022, 12, 8)
BEFORE = date(2022, 12, 7)


def split_papua() -> tuple[Region, Region, Region]:
    """Papua Barat, Papua Barat Daya since 8 December 2022, and Kota Sorong, which moved."""
    old = make_region("92", "Papua Barat")
    new = make_region("96", "Papua Barat Daya", valid_from=SPLIT)
    sorong = make_region("92.71", "Sorong", parent=old, valid_until=BEFORE)
    RegionCode.objects.create(region=sorong, code="96.71", parent=new, valid_from=SPLIT)
    for region in (old, new, sorong):
        make_unit(region)
    return old, new, sorong


def frozen(period: Period) -> list[tuple[Any, ...]]:
    """What the evaluations of a period froze, in order of code."""
    rows = SemesterEvaluation.objects.filter(period=period).order_by("region_code")
    return list(
        rows.values_list("region_code", "region_name", "region_kind", "province__name", "duties", "state")
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2018-1", (2018, 1, date(2018, 6, 30), date(2018, 7, 1), None, date(2018, 7, 31))),
        ("2018-2", (2018, 2, date(2018, 12, 31), date(2019, 1, 1), None, date(2019, 1, 31))),
        ("2031-1", (2031, 1, date(2031, 6, 30), date(2031, 7, 1), None, date(2031, 7, 31))),
    ],
)
def test_defaults(reference: None, code: str, expected: tuple[Any, ...]) -> None:
    period = open_period(code=code, actor=None).period
    stored = Period.objects.get(code=code)
    dates = (stored.entry_opens, stored.entry_closes, stored.reports_due)
    assert (stored.year, stored.semester, stored.cutoff, *dates) == expected
    assert (period, stored.policy.version, stored.indicator_set.code) == (stored, 1, "100-1077/2017")


def test_a_future_period_accepts_no_entry_before_its_cutoff(reference: None) -> None:
    period = open_period(code="2031-1", actor=None).period
    assert [period.accepts_entry(date(2031, *day)) for day in ((6, 30), (7, 1))] == [False, True]


def test_regions_are_those_of_the_cutoff(reference: None) -> None:
    split_papua()
    before, after = (open_period(code=code, actor=None).period for code in ("2022-1", "2022-2"))
    assert frozen(before) == [
        ("92", "Papua Barat", "provinsi", None, "provinsi", "draft"),
        ("92.71", "Sorong", "kota", "Papua Barat", "kabkota", "draft"),
    ]
    assert frozen(after) == [
        ("92", "Papua Barat", "provinsi", None, "provinsi", "draft"),
        ("96", "Papua Barat Daya", "provinsi", None, "provinsi", "draft"),
        ("96.71", "Sorong", "kota", "Papua Barat Daya", "kabkota", "draft"),
    ]


def test_duties_are_those_of_the_office(reference: None) -> None:
    make_unit(make_region("31", "Daerah Khusus Ibukota Jakarta"), duties=WorkUnit.Duties.KABKOTA)
    period = open_period(code="2018-1", actor=None).period
    assert frozen(period) == [("31", "Daerah Khusus Ibukota Jakarta", "provinsi", None, "kabkota", "draft")]


def test_evaluations_are_scored_at_once(reference: None) -> None:
    make_unit("92")
    period = open_period(code="2018-1", actor=None).period
    [row] = SemesterEvaluation.objects.filter(period=period)
    assert (row.completion, row.nilai, row.provisional, row.reported, row.required) == (
        None,
        None,
        True,
        0,
        6,
    )
    assert row.result["missing"] == ["P1.1a", "P1.1b", "P1.2", "P1.3", "P1.4", "P1.5", "P2.a", "P2.b"]


def test_policy_and_set_are_the_newest_and_frozen(reference: None) -> None:
    make_policy(2)
    make_set("100-1882/2018", decided_on=date(2018, 7, 2))
    first, second = (open_period(code=code, actor=None).period for code in ("2018-1", "2018-2"))
    assert [(row.policy.version, row.indicator_set.code) for row in (first, second)] == [
        (2, "100-1077/2017"),
        (2, "100-1882/2018"),
    ]
    assert list(ScoringPolicy.objects.filter(frozen_at__isnull=False).values_list("version", flat=True)) == [
        2
    ]
    assert IndicatorSet.objects.filter(frozen_at__isnull=True).count() == 0


def test_a_named_policy_and_set_win(reference: None) -> None:
    make_policy(2)
    make_set("100-1882/2018", decided_on=date(2018, 7, 2))
    period = open_period(code="2018-2", policy_version=1, indicator_set="100-1077/2017", actor=None).period
    assert (period.policy.version, period.indicator_set.code) == (1, "100-1077/2017")


def test_regions_without_an_office_are_named(reference: None) -> None:
    province = make_unit("92").region
    make_region("92.03", "Fakfak", parent=province)
    opened = open_period(code="2025-1", actor=None)
    assert (opened.added, opened.without_office) == (1, (("92.03", "Kabupaten Fakfak"),))


def test_opening_again_adds_what_is_missing_and_changes_nothing_else(reference: None) -> None:
    province = make_unit("92").region
    region = make_region("92.03", "Fakfak", parent=province)
    first = open_period(code="2025-1", actor=None, entry_closes=date(2025, 8, 31))
    kept = SemesterEvaluation.objects.values().get()
    make_policy(2)
    make_unit(region)
    second = open_period(code="2025-1", actor=None)
    third = open_period(code="2025-1", actor=None)
    period = Period.objects.get()
    assert (first, second, third) == (
        OpenedPeriod(period, True, 1, 0, (("92.03", "Kabupaten Fakfak"),)),
        OpenedPeriod(period, False, 1, 1, ()),
        OpenedPeriod(period, False, 0, 2, ()),
    )
    assert (period.policy.version, period.entry_closes) == (1, date(2025, 8, 31))
    now = SemesterEvaluation.objects.values().get(region_code="92")
    judged = ("result", "result_digest", "updated_at")
    assert {key: now[key] for key in now if key not in judged} == {
        key: kept[key] for key in kept if key not in judged
    }
    assert list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True)) == [
        *("period.score", "period.open"),
        *("period.score", "period.open"),
    ]


def test_opening_is_audited(reference: None) -> None:
    make_unit("92")
    actor = make_user("admin_pusat")
    period = open_period(code="2025-1", actor=actor).period
    entry = AuditEntry.objects.get(action="period.open")
    assert (entry.actor, entry.object_type, entry.object_id, entry.before) == (
        *(actor, "kinerja.period", str(period.pk), None),
    )
    assert entry.after == {
        "policy": 1,
        "indicator_set": "100-1077/2017",
        "cutoff": "2025-06-30",
        "entry_opens": "2025-07-01",
        "entry_closes": None,
        "reports_due": "2025-07-31",
        "added": 1,
        "without_office": [],
    }


def test_the_same_number_of_queries_for_any_number_of_offices(reference: None) -> None:
    open_period(code="2017-2", actor=None)  # begins the audit trail
    counts = []
    for code, regions in (("2018-1", ("11",)), ("2019-1", ("12", "12.01", "12.02", "13", "13.01"))):
        for region in regions:
            above = RegionCode.objects.filter(code=region[:2]).first()
            make_unit(make_region(region, parent=above.region if above else None))
        with CaptureQueriesContext(connection) as queries:
            open_period(code=code, actor=None)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert SemesterEvaluation.objects.count() == 1 + 6
