"""Whose turn it is in SQL, held to ``kinerja.relations`` and to the acts that are offered."""

from datetime import date, timedelta

import pytest
import time_machine

from kinerja.models import Appraisal
from kinerja.relations import OF_PARTY
from kinerja.rules.workflow import AppraisalState, Party
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_turn import DEADLINES, TAKES_BACK, TURNS, turn_of
from kinerja.services.appraisal_acts import available_acts
from kinerja.services.appraisal_preconditions import objection_of, today
from officials.models import Appointment, User
from tests.builders import LONG_AGO, make_user
from tests.kinerja.appraisal_lists import NOW, STATES, TODAY, Lists, plh, put

S, P = AppraisalState, Party


def test_the_turns_follow_the_table() -> None:
    """Whose turn each state is, before its deadline and after it."""
    assert TURNS == {
        S.DRAFT: (P.SUPERIOR, P.SUPERIOR),
        S.SUBMITTED: (P.ASSESSOR, P.ASSESSOR),
        S.IN_REVIEW: (P.ASSESSOR, P.ASSESSOR),
        S.RETURNED: (P.SUPERIOR, P.SUPERIOR),
        S.APPROVED: (P.ASSESSOR, P.ASSESSOR),
        S.SIGNED: (P.OFFICIAL, P.OFFICIAL),
        S.RECEIVED: (P.OFFICIAL, P.ASSESSOR),
        S.OBJECTED: (P.ASSESSOR, P.DECIDER),
        S.ANSWERED: (P.DECIDER, P.DECIDER),
        S.DECIDED: (P.DECIDER, P.DECIDER),
    }
    assert turn_of("closed", False) is None


def everybody(lists: Lists) -> list[User]:
    """Everybody around, with a Plh of today, one of yesterday, a former Bupati and a chair that is empty."""
    bupati = lists.office.posts["kepala_daerah"]
    plh(bupati, "plh-kini", TODAY, TODAY)
    plh(lists.other.posts["kepala_daerah"], "plh-lewat", TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    lists.other.users["former"] = make_user("kepala_daerah", lists.sabang, username="former")
    ended = Appointment.objects.filter(position=lists.other.posts["kepala_dinas"])
    ended.update(valid_until=TODAY - timedelta(days=1))
    mayor = lists.other.posts["kepala_daerah"]
    Appointment.objects.filter(position=mayor).update(valid_until=TODAY - timedelta(days=1))
    plh(mayor, "plh-kosong", TODAY, TODAY)
    twice = Appointment.objects.get(position=lists.office.posts["kabid"])
    kasi = Appointment.objects.filter(position=lists.office.posts["kasi"])
    kasi.update(valid_until=date(2025, 8, 1))
    Appointment.objects.create(
        position=lists.office.posts["kasi"],
        official=twice.official,
        kind="plt",
        decree_number="SK-PLT",
        decree_date=LONG_AGO,
        valid_from=date(2025, 8, 2),
    )
    lists.office.users["sekretaris"].roles.all().delete()
    for role in ("auditor", "operator_ditjen", "verifikator_ditjen"):
        make_user(role, username=f"{role}-x")
    make_user("pemantau_provinsi", lists.province, username="pemantau")
    return list(User.objects.order_by("pk"))


def turn(row: Appraisal) -> Party | None:
    """Whose turn a row is, reckoned one by one."""
    objection = objection_of(row)
    over = {
        "received": row.received_at is not None
        and today(row) > row.received_at.astimezone(NOW.tzinfo).date() + timedelta(days=14),
        "objected": objection is not None and today(row) > objection.answer_due,
    }
    return turn_of(row.state, over.get(row.state, False))


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_mine_is_what_the_relations_say(state: str) -> None:
    """For every account, office and age: it is mine exactly where I stand as the party whose turn it is."""
    with time_machine.travel(NOW, tick=False):
        lists, parties = Lists(), set()
        people = everybody(lists)
        for ago in (14, 15) if state in DEADLINES else (3,):
            for row in lists.all:
                put(row, state, ago=ago)
            for user in people:
                rows = Appraisals(user, lists.period)
                seen = list(rows.all)
                found = {row.pk: (row.turn, row.is_mine) for row in rows.rows([row.pk for row in seen])}
                expected = {row.pk: (turn(row), stands(user, row)) for row in seen}
                assert found == expected
                parties |= {party for party, own in expected.values() if own}
                assert rows.counts().mine == sum(own for _turn, own in expected.values())
        assert parties == set(TURNS.get(S(state), ()))


def stands(user: User, row: Appraisal) -> bool:
    """Whether an account is the party whose turn it is; then an act that leads on is offered to it."""
    party = turn(row)
    if party is None or not OF_PARTY[party].test(user, row):
        return False
    assert [act for act in available_acts(row, user) if act.to_state and act.name not in TAKES_BACK] != []
    return True


@pytest.mark.django_db
def test_who_approved_does_not_decide() -> None:
    """The Gubernur who approved as Plh is not asked to decide on the objection (R10)."""
    with time_machine.travel(NOW, tick=False):
        lists = Lists()
        row = put(lists.kabid, "answered", by=lists.gubernur)
        assert Appraisals(lists.gubernur, lists.period).counts().mine == 0
        put(row, "answered")
        assert Appraisals(lists.gubernur, lists.period).counts().mine == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("revision", "number"), [(2, 0), (1, 1)])
def test_who_answered_does_not_decide(revision: int, number: int) -> None:
    """The Gubernur who answered as Plh is not asked to decide on that answer, only on another (R10)."""
    with time_machine.travel(NOW, tick=False):
        lists = Lists()
        row = put(lists.kabid, "answered")
        Appraisal.objects.filter(pk=row.pk).update(revision=2)
        said = {"from_state": "objected", "to_state": "answered", "actor": lists.gubernur}
        row.events.create(act="answer", revision=revision, **said)
        assert Appraisals(lists.gubernur, lists.period).counts().mine == number


@pytest.mark.django_db
def test_days_count_in_the_zone_of_the_office() -> None:
    """At 23:30 in Jakarta it is the next day in Fakfak: there the time to object is over, in Sabang not."""
    evening = NOW.replace(hour=23, minute=30)
    with time_machine.travel(NOW, tick=False):
        lists = Lists()
    with time_machine.travel(evening, tick=False):
        rows = {office: put(office.appraisal(), "received", ago=14) for office in (lists.office, lists.other)}
        found = Appraisals(lists.dirjen, lists.period).rows([row.pk for row in rows.values()])
        assert [(row.code, row.turn, row.is_over) for row in found] == [
            ("92.03", P.ASSESSOR, True),
            ("11.72", P.OFFICIAL, False),
        ]
