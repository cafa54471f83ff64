"""Delegating the powers of a post for some days: by whom, to whom, and what it opens."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from kinerja.relations import is_assessor
from kinerja.rules.workflow import Party
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_parties import seats
from kinerja.selectors.recipients import recipients
from kinerja.services.appraisal import perform_act
from kinerja.services.delegation import delegate_powers, end_delegation
from kinerja.services.errors import FigureErrors, NotPermitted
from officials.access import grants, prefetch_grants
from officials.models import AuditEntry, Delegation, Official, User
from tests.builders import make_user
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.cast import refusal
from tests.kinerja.parties import accounts_of, day_there

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Appraising:
    return Appraising()


@pytest.fixture
def sekda() -> User:
    """The Sekretaris Daerah: no post in an office, no role, an account."""
    person = Official.objects.create(name="Sekretaris Daerah")
    return make_user(username="sekda", official=person)


def fresh(user: User) -> User:
    """The account as the next request sees it."""
    return User.objects.get(pk=user.pk)


def delegated(cast: Appraising, to: Official, actor: User, **changed: object) -> Delegation:
    today = timezone.localdate()
    said = {"decree_number": "800/1/2026", "decree_date": today, "valid_from": today}
    said |= {"valid_until": today + timedelta(days=5), "position": cast.office.posts["kepala_daerah"]}
    return delegate_powers(delegate=to, actor=actor, **(said | changed))


def test_the_holder_delegates_and_the_delegate_may_assess(cast: Appraising, sekda: User) -> None:
    made = delegated(cast, sekda.official, cast.bupati)
    assert bool(is_assessor.test(fresh(sekda), cast.kabid))
    assert list(AuditEntry.objects.filter(action="delegation.record").values_list("actor", "after")) == [
        (
            cast.bupati.pk,
            {
                "position": "kepala_daerah Fakfak",
                "delegate": "Sekretaris Daerah",
                "decree_number": "800/1/2026",
                "decree_date": made.decree_date.isoformat(),
                "valid_from": made.valid_from.isoformat(),
                "valid_until": made.valid_until.isoformat(),
            },
        )
    ]


@pytest.mark.parametrize("days", [0, 5])
def test_an_ended_delegation_gives_nothing_from_that_moment_on(
    cast: Appraising, sekda: User, days: int
) -> None:
    """Also on its last day: what was begun under it stands, a second later everything is refused."""
    kinds, until = ("kabid", "kasi"), day_there(cast.kabid) + timedelta(days=days)
    for kind in kinds:
        cast.bring("submitted", kind)
    made = delegated(cast, sekda.official, cast.admin, valid_until=until)
    perform_act(appraisal=cast.kabid, act="review", actor=fresh(sekda))
    assert powers(cast, sekda) == (True, True, True, True, True, True)
    end_delegation(delegation=made, actor=cast.bupati)
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False):
        with pytest.raises(NotPermitted):
            perform_act(appraisal=cast.office.appraisal("kasi"), act="review", actor=fresh(sekda))
        assert powers(cast, sekda) == (False, False, False, False, False, False)
    assert [cast.office.appraisal(kind).state for kind in kinds] == ["in_review", "submitted"]
    assert cast.kabid.events.get(act="review").acting_as.startswith("Plh. kepala_daerah Fakfak, Sekretaris")
    made.refresh_from_db()
    assert made.valid_until == timezone.localdate()
    assert refusal(lambda: end_delegation(delegation=made, actor=cast.bupati)) == [
        "Pelimpahan ini sudah berakhir."
    ]


def powers(cast: Appraising, user: User) -> tuple[bool, ...]:
    """Where an account stands as the Bupati's Plh: by role, by itself, in lists, in messages, on the page."""
    row, account = cast.office.appraisal("kasi"), fresh(user)
    prefetched = fresh(user)
    prefetch_grants([prefetched])
    told = recipients([row], [Party.ASSESSOR], timezone.now())[row.pk]
    return (
        bool(grants(account)),
        bool(grants(prefetched)),
        user in accounts_of(row, Party.ASSESSOR),
        user in told,
        Appraisals(account, cast.period).counts().mine > 0,
        any(seat.acting for seat in seats(row)),
    )


def test_it_was_in_force_on_the_days_before_it_ended(cast: Appraising, sekda: User) -> None:
    made, today = delegated(cast, sekda.official, cast.admin), timezone.localdate()
    Delegation.objects.filter(pk=made.pk).update(valid_from=today - timedelta(days=1))
    end_delegation(delegation=made, actor=cast.bupati)
    days = [today - timedelta(days=back) for back in (2, 1, 0, -1)]
    assert [Delegation.objects.in_force(day).exists() for day in days] == [False, True, False, False]


def test_the_next_delegation_starts_the_day_after(cast: Appraising, sekda: User) -> None:
    end_delegation(delegation=delegated(cast, sekda.official, cast.bupati), actor=cast.bupati)
    other, today = Official.objects.create(name="Asisten"), timezone.localdate()
    with pytest.raises(FigureErrors):
        delegated(cast, other, cast.bupati)
    made = delegated(cast, other, cast.bupati, valid_from=today + timedelta(days=1))
    assert [row.pk for row in Delegation.objects.in_force(today + timedelta(days=1))] == [made.pk]


def test_one_that_has_not_begun_is_taken_back(cast: Appraising, sekda: User) -> None:
    later = timezone.localdate() + timedelta(days=2)
    made = delegated(cast, sekda.official, cast.bupati, valid_from=later)
    end_delegation(delegation=made, actor=cast.bupati)
    assert list(Delegation.objects.all()) == []


@pytest.mark.parametrize("who", ["official", "gubernur", "verifier", "superior"])
def test_nobody_else_delegates(cast: Appraising, sekda: User, who: str) -> None:
    with pytest.raises(NotPermitted):
        delegated(cast, sekda.official, getattr(cast, who))
    assert list(Delegation.objects.all()) == []


BAD: dict[str, tuple[Callable[[Appraising, User], dict[str, object]], dict[str, str]]] = {
    "in the past": (
        lambda cast, sekda: {"valid_from": date(2020, 1, 1)},
        {"valid_from": "Pelimpahan tidak berlaku surut: mulai paling awal hari ini."},
    ),
    "to the holder": (
        lambda cast, sekda: {"delegate": cast.bupati.official},
        {"delegate": "Pemegang jabatan tidak melimpahkan kepada dirinya sendiri."},
    ),
    "of a post that cannot be delegated": (
        lambda cast, sekda: {"position": cast.office.posts["kabid"], "actor": cast.admin},
        {
            "position": "Yang dapat dilimpahkan adalah wewenang Menteri, Direktur Jenderal, atau "
            "Kepala Daerah."
        },
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_impossible_is_named_at_its_field(cast: Appraising, sekda: User, name: str) -> None:
    changed, expected = BAD[name]
    given = {"delegate": sekda.official, "actor": cast.bupati} | changed(cast, sekda)
    to, actor = given.pop("delegate"), given.pop("actor")
    with pytest.raises(FigureErrors) as caught:
        delegated(cast, to, actor, **given)
    assert caught.value.errors == {"": expected}


def test_two_at_once_are_refused_by_name(cast: Appraising, sekda: User) -> None:
    delegated(cast, sekda.official, cast.bupati)
    other = Official.objects.create(name="Asisten")
    with pytest.raises(FigureErrors) as caught:
        delegated(cast, other, cast.bupati)
    assert caught.value.errors == {
        "": {
            "valid_from": "Pada masa itu jabatan ini sudah dilimpahkan kepada Sekretaris Daerah (800/1/2026)."
        }
    }
