"""The board's numbers on a small world: by region and assessor, late, held up, and why."""

from typing import Any

import pytest
import time_machine

from kinerja.models import Appraisal, Objection
from kinerja.rules.workflow import AppraisalState
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_asked import Asked
from kinerja.selectors.appraisal_wait import BLOCKED, BLOCKED_REASONS, GROUPS, LATE, LATE_REASONS, attention
from kinerja.selectors.board import board
from officials.models import Appointment
from tests.kinerja.appraisal_lists import NOW, TODAY, Lists, plh, put


@pytest.fixture
def lists(db: None) -> Any:
    """Fakfak's five: one late with the Dirjen, one not received, one objection overdue, two at the beginning.

    Sabang's: one returned, one answered long ago, one closed, two in review.
    """
    with time_machine.travel(NOW, tick=False):
        made = Lists()
        for office, kind, state, ago in (
            (made.office, "kepala_dinas", "submitted", 15),
            (made.office, "sekretaris", "in_review", 14),
            (made.office, "kabid", "signed", 20),
            (made.office, "kasi", "objected", 15),
            (made.other, "kepala_dinas", "returned", 1),
            (made.other, "sekretaris", "closed", 90),
            (made.other, "kabid", "answered", 30),
            (made.other, "kasi", "in_review", 2),
            (made.other, "kasubag", "received", 2),
        ):
            put(office.appraisal(kind), state, ago=ago)
        yield made


def told(tally: Any) -> dict[str, int]:
    return dict(tally.counts)


def test_every_state_is_in_one_group() -> None:
    states = [state for _label, states in GROUPS.values() for state in states]
    assert sorted(states) == sorted(AppraisalState)


def test_by_region(lists: Lists) -> None:
    """Each office, its province, and all of them."""
    found = board(Appraisals(lists.admin, lists.period))
    fakfak = {"belum": 1, "penilai": 2, "pejabat": 1, "keberatan": 1}
    fakfak |= {LATE: 3, "lama-di-penilai": 1, "lama-diterima": 1, "lewat-jawaban": 1}
    sabang = {"belum": 1, "penilai": 1, "pejabat": 1, "keberatan": 1, "selesai": 1}
    sabang |= {LATE: 1, "lama-diputus": 1, BLOCKED: 1, "dikembalikan": 1}
    assert [(row.code, row.name, told(row.tally)) for row in found.provinces] == [
        ("11", "Provinsi Aceh", sabang),
        ("92", "Provinsi Papua Barat", fakfak),
    ]
    assert [(row.code, row.name, told(row.tally)) for row in found.provinces[1].offices] == [
        ("92.03", "Kabupaten Fakfak", fakfak)
    ]
    total = found.total
    assert (total.total, total.open, total.late, total.blocked) == (10, 9, 4, 1)
    assert [(share.key, share.count) for share in total.shares] == [
        ("selesai", 1),
        ("keberatan", 2),
        ("pejabat", 2),
        ("penilai", 3),
        ("belum", 2),
    ]


def test_by_assessor(lists: Lists) -> None:
    """The post with the most that is late first; narrowed to a province when one is opened."""
    rows = Appraisals(lists.admin, lists.period)
    posts = [lists.office.posts["kepala_daerah"], lists.dirjen.official.appointments.get().position]
    found = [(row.post, row.tally.total, row.tally.late) for row in board(rows).assessors]
    sabang = lists.other.posts["kepala_daerah"].pk
    assert found == [(posts[0].pk, 3, 2), (posts[1].pk, 4, 1), (sabang, 3, 1)]
    narrowed = board(rows, "92").assessors
    assert [(row.post, row.tally.total, row.query) for row in narrowed] == [
        (posts[0].pk, 3, f"penilai={posts[0].pk}&wilayah=92"),
        (posts[1].pk, 2, f"penilai={posts[1].pk}&wilayah=92"),
    ]


def test_numbers_are_those_of_the_lists(lists: Lists) -> None:
    """Whatever a number of the board leads to shows as many."""
    rows = Appraisals(lists.admin, lists.period)
    total = board(rows).total
    for key in attention(lists.period, rows.clock):
        assert rows.page(Asked(attention=key), 1).paginator.count == total.of(key)
    for key in GROUPS:
        assert rows.page(Asked(state=key), 1).paginator.count == total.of(key)
    assert set(attention(lists.period, rows.clock)) == {LATE, BLOCKED, *LATE_REASONS, *BLOCKED_REASONS}


def reasons(lists: Lists) -> dict[str, int]:
    """Why something is held up, all in all."""
    found = board(Appraisals(lists.admin, lists.period)).total
    return {key: number for key, _label, number in found.blocked_reasons}


def test_what_holds_up(lists: Lists) -> None:
    """A unit that is not final, posts that are not recorded, posts that nobody holds; a Plh is somebody."""
    assert reasons(lists) == {"dikembalikan": 1}
    mayor = lists.other.posts["kepala_daerah"]
    Appointment.objects.filter(position=mayor).update(valid_until=TODAY.replace(day=1))
    governor = lists.other.appraisal("kabid").decider
    Appointment.objects.filter(position=governor).update(valid_until=TODAY.replace(day=1))
    assert reasons(lists) == {"dikembalikan": 1, "penilai-kosong": 1, "pemutus-kosong": 1}
    plh(mayor, "plh", TODAY, TODAY)
    assert reasons(lists) == {"dikembalikan": 1, "pemutus-kosong": 1}
    Appraisal.objects.filter(evaluation=lists.other.evaluation).update(decider=None, superior=None)
    Appraisal.objects.filter(pk=lists.other.appraisal("kasi").pk).update(assessor=None)
    lists.office.evaluation.refresh_from_db()
    _unsettle(lists)
    assert reasons(lists) == {
        "dikembalikan": 1,
        "tanpa-atasan": 1,
        "unit-belum-final": 2,
        "tanpa-penilai": 1,
        "pemutus-kosong": 1,
    }


def _unsettle(lists: Lists) -> None:
    """Fakfak's unit is a draft again."""
    evaluation = lists.office.evaluation
    for name in ("submitted", "verified", "final"):
        setattr(evaluation, f"{name}_at", None)
        setattr(evaluation, f"{name}_by", None)
    evaluation.state, evaluation.inputs = "reopened", None
    evaluation.save()


def test_late_after_the_last_day_of_entry(lists: Lists) -> None:
    """On the last day itself nobody is late; the day after whoever has not submitted is."""
    for closes, late in ((TODAY, 0), (TODAY.replace(day=29), 2)):
        lists.period.entry_closes = closes
        lists.period.save()
        assert board(Appraisals(lists.admin, lists.period)).total.of("lewat-pengisian") == late


def test_same_queries_for_more(lists: Lists, django_assert_max_num_queries: Any) -> None:
    """Two queries, whatever there is."""
    rows = Appraisals(lists.admin, lists.period)
    rows.counts()
    costs = []
    for _round in range(2):
        with django_assert_max_num_queries(5) as captured:
            board(rows)
        costs.append(len(captured))
        Objection.objects.all().delete()
        Appraisal.objects.filter(evaluation=lists.other.evaluation).delete()
    assert costs == [2, 2]
