"""Who stands how to an appraisal on a day: holders, Plh, former holders, and nobody to themself (R7, R9)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kinerja.models import Appraisal
from kinerja.relations import capacity_as
from kinerja.rules.workflow import Party
from kinerja.services.appraisal_acts import available_acts
from officials.models import Appointment, Delegation, Position, User
from tests.builders import make_user
from tests.kinerja.appraisal_cast import Appraising, seat
from tests.kinerja.parties import accounts_of

TODAY = date(2025, 8, 20)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOON = datetime(2025, 8, 20, 5, tzinfo=UTC)
REVIEW = ["review", "return_"]


@pytest.fixture
def cast(db: None) -> Any:
    """Fakfak on a day in August, the appraisal of its Kepala Bidang submitted."""
    with time_machine.travel(NOON, tick=False):
        made = Appraising()
        made.bring("submitted")
        yield made


def acts(cast: Appraising, user: User) -> list[str]:
    """What an account is offered on the Kepala Bidang's appraisal, asked anew."""
    return [row.name for row in available_acts(cast.kabid, User.objects.get(pk=user.pk))]


def delegate(
    cast: Appraising, user: User, first: date, last: date, post: str = "kepala_daerah"
) -> Delegation:
    """Hand a post's powers to an account's person for some days."""
    return Delegation.objects.create(
        position=cast.office.posts[post],
        delegate=user.official,
        decree_number="SK-9",
        decree_date=first,
        valid_from=first,
        valid_until=last,
        recorded_by=cast.admin,
    )


def end(user: User, last: date) -> None:
    """End the tenure of an account's person."""
    Appointment.objects.filter(official=user.official).update(valid_until=last)


@pytest.mark.parametrize(
    ("first", "last", "offered"),
    [
        (TODAY, TODAY, REVIEW),
        (YESTERDAY, TOMORROW, REVIEW),
        (date(2025, 8, 1), YESTERDAY, []),
        (TOMORROW, TOMORROW, []),
    ],
)
def test_a_plh_acts_on_the_days_of_the_delegation(
    cast: Appraising, first: date, last: date, offered: list[str]
) -> None:
    plh = cast.office.users["sekretaris"]
    delegate(cast, plh, first, last)
    assert acts(cast, plh) == offered


def test_the_holder_acts_beside_the_plh(cast: Appraising) -> None:
    delegate(cast, cast.office.users["sekretaris"], TODAY, TODAY)
    assert acts(cast, cast.bupati) == REVIEW


def test_who_acts_is_named_with_the_decision(cast: Appraising) -> None:
    plh = cast.office.users["sekretaris"]
    delegate(cast, plh, TODAY, TODAY)
    found = capacity_as(Party.ASSESSOR, plh, cast.kabid)
    assert found is not None
    assert (found.post, found.name, found.basis, found.line) == (
        "Plh. kepala_daerah Fakfak",
        plh.display_name,
        "Keputusan SK-9 tanggal 20-08-2025",
        f"Plh. kepala_daerah Fakfak, {plh.display_name} (Keputusan SK-9 tanggal 20-08-2025)",
    )


def test_who_is_appraised_is_not_their_own_plh(cast: Appraising) -> None:
    delegate(cast, cast.official, TODAY, TODAY)
    assert (acts(cast, cast.official), capacity_as(Party.ASSESSOR, cast.official, cast.kabid)) == ([], None)


def test_a_former_head_no_longer_acts_and_the_next_one_does(cast: Appraising) -> None:
    end(cast.bupati, YESTERDAY)
    successor = seat_head(cast, TODAY)
    assert (acts(cast, cast.bupati), acts(cast, successor)) == ([], REVIEW)


def seat_head(cast: Appraising, since: date) -> User:
    """A new Bupati from a day on."""
    return seat(cast.office.posts["kepala_daerah"], "bupati-baru", since=since)


@pytest.mark.parametrize(
    ("moment", "former", "next_"),
    [
        (datetime(2025, 8, 20, 14, 59, tzinfo=UTC), REVIEW, []),
        # 20 August has ended in Jayapura and lasts two hours more in Jakarta: nobody acts meanwhile.
        (datetime(2025, 8, 20, 15, 0, tzinfo=UTC), [], []),
        (datetime(2025, 8, 20, 16, 59, tzinfo=UTC), [], []),
        (datetime(2025, 8, 20, 17, 0, tzinfo=UTC), [], REVIEW),
    ],
)
def test_a_tenure_ends_at_the_offices_midnight(
    cast: Appraising, moment: datetime, former: list[str], next_: list[str]
) -> None:
    end(cast.bupati, TODAY)
    successor = seat_head(cast, TOMORROW)
    with time_machine.travel(moment, tick=False):
        assert (acts(cast, cast.bupati), acts(cast, successor)) == (former, next_)


@pytest.mark.parametrize(
    ("moment", "offered"),
    [(datetime(2025, 8, 20, 14, 59, tzinfo=UTC), REVIEW), (datetime(2025, 8, 20, 15, 0, tzinfo=UTC), [])],
)
def test_a_delegation_ends_at_the_offices_midnight(
    cast: Appraising, moment: datetime, offered: list[str]
) -> None:
    plh = cast.office.users["sekretaris"]
    delegate(cast, plh, TODAY, TODAY)
    with time_machine.travel(moment, tick=False):
        assert (acts(cast, plh), plh in accounts_of(cast.kabid, Party.ASSESSOR)) == (offered, bool(offered))


def test_whoever_approved_does_not_decide_the_objection(cast: Appraising) -> None:
    """The Gubernur acted as Plh Bupati and approved: the Menteri's table names no other decider."""
    delegate(cast, cast.gubernur, TODAY, TODAY)
    now = timezone.now()
    said = {"state": "objected", "approved_by": cast.gubernur, "approved_as": {}, "inputs": {}, "result": {}}
    said |= dict.fromkeys(("approved_at", "signed_at", "received_at"), now)
    Appraisal.objects.filter(pk=cast.kabid.pk).update(**said)
    assert ("decide" in acts(cast, cast.gubernur), accounts_of(cast.kabid, Party.DECIDER)) == (False, [])


@pytest.mark.parametrize(
    ("act", "revision", "decides"),
    [
        ("approve", 2, False),
        ("sign", 2, False),
        ("answer", 2, False),
        ("review", 2, True),
        ("recommend", 2, True),
        # An answer to an earlier result, which an admin_pusat reopened since.
        ("answer", 1, True),
    ],
)
@pytest.mark.parametrize("state", ["objected", "answered", "decided"])
def test_whoever_acted_as_assessor_does_not_decide_on_the_result(
    cast: Appraising, state: str, act: str, revision: int, decides: bool
) -> None:
    """The Gubernur answered as Plh Bupati what somebody else had approved; a decision is a new revision."""
    row, user, now = cast.kabid, cast.gubernur, timezone.now()
    said = {"state": state, "approved_by": cast.bupati, "approved_as": {}, "inputs": {}, "result": {}}
    said |= dict.fromkeys(("approved_at", "signed_at", "received_at"), now)
    Appraisal.objects.filter(pk=row.pk).update(**said, revision=3 if state == "decided" else 2)
    row.events.create(act=act, from_state=state, to_state=state, revision=revision, actor=user)
    decide = "sign_decision" if state == "decided" else "decide"
    found = (decide in acts(cast, user), accounts_of(cast.kabid, Party.DECIDER))
    assert found == (decides, [user] if decides else [])


PARTIES = {
    Party.SUPERIOR: ["kepala_dinas"],
    Party.ASSESSOR: ["kepala_daerah"],
    Party.OFFICIAL: ["kabid"],
    Party.DECIDER: ["gubernur"],
    Party.KEEPER: ["admin"],
    Party.ENTERER: ["ditjen"],
}


@pytest.mark.parametrize("party", PARTIES)
def test_the_accounts_of_each_party(cast: Appraising, party: Party) -> None:
    for user in (cast.official, cast.enterer):
        user.refresh_from_db()
    names = [user.username.rsplit("-", 1)[0] for user in accounts_of(cast.kabid, party)]
    assert names == PARTIES[party]


def test_an_account_that_is_switched_off_is_no_party(cast: Appraising) -> None:
    User.objects.filter(pk=cast.bupati.pk).update(is_active=False)
    assert (accounts_of(cast.kabid, Party.ASSESSOR), acts(cast, cast.bupati)) == ([], [])


@pytest.mark.parametrize(("is_active", "offered"), [(True, ["receive"]), (False, [])])
def test_who_left_still_receives_with_an_account_that_is_on(
    cast: Appraising, is_active: bool, offered: list[str]
) -> None:
    end(cast.official, YESTERDAY)
    cast.official.roles.all().delete()
    User.objects.filter(pk=cast.official.pk).update(is_active=is_active)
    said = {"state": "signed", "approved_by": cast.bupati, "approved_as": {}, "inputs": {}, "result": {}}
    said |= dict.fromkeys(("approved_at", "signed_at"), timezone.now())
    Appraisal.objects.filter(pk=cast.kabid.pk).update(**said)
    people = [user.pk for user in accounts_of(cast.kabid, Party.OFFICIAL)]
    assert (acts(cast, cast.official), people) == (offered, [cast.official.pk] if is_active else [])


def test_the_keeper_and_the_enterer_are_not_the_person_appraised(cast: Appraising) -> None:
    for role in ("admin_pusat", "operator_ditjen"):
        make_user(role, username=f"{role}-lain")
        cast.official.roles.create(role=role, valid_from=date(2020, 1, 1))
    found = {
        party: [user.username for user in accounts_of(cast.kabid, party)]
        for party in (Party.KEEPER, Party.ENTERER)
    }
    assert found == {
        Party.KEEPER: ["admin", "admin_pusat-lain"],
        Party.ENTERER: ["ditjen", "operator_ditjen-lain"],
    }


def test_a_post_without_its_role_gives_no_powers(cast: Appraising) -> None:
    cast.bupati.roles.all().delete()
    assert acts(cast, cast.bupati) == []


def test_a_head_of_another_region_is_no_party(cast: Appraising) -> None:
    assert (acts(cast, cast.gubernur), capacity_as(Party.ASSESSOR, cast.gubernur, cast.kabid)) == ([], None)


def test_the_national_posts_stand_above_the_head_of_the_office(cast: Appraising) -> None:
    row = cast.office.appraisal("kepala_dinas")
    found = {party: accounts_of(row, party) for party in (Party.SUPERIOR, Party.ASSESSOR, Party.DECIDER)}
    assert found == {
        Party.SUPERIOR: [cast.bupati],
        Party.ASSESSOR: [cast.dirjen],
        Party.DECIDER: [cast.menteri],
    }
    assert row.assessor == Position.objects.get(kind="dirjen")
