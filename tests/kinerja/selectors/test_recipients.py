"""Who stands behind a party, for many appraisals at once: the same people as for one, in as few queries."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinerja.models import Appraisal
from kinerja.rules.workflow import Party
from kinerja.selectors.recipients import recipients
from officials.models import Appointment, Official, RoleAssignment, User
from tests.builders import make_user
from tests.kinerja.chain import NOON, Chain, post_of
from tests.kinerja.parties import accounts_of, day_there

PARTIES = (Party.SUPERIOR, Party.ASSESSOR, Party.OFFICIAL, Party.DECIDER)


@pytest.fixture
def chain(db: None) -> Chain:
    """Fakfak and its people."""
    return Chain()


def told(rows: list[Any], *to: str) -> dict[int, list[str]]:
    """The names of the accounts behind parties or roles, by row."""
    found = recipients(rows, to, timezone.now())
    return {pk: sorted(account.username for account in accounts) for pk, accounts in found.items()}


def test_both_chains(chain: Chain) -> None:
    rows = [chain.of_kabid, chain.of_kasi]
    found = {party: list(told(rows, party).values()) for party in PARTIES}
    assert found == {
        Party.SUPERIOR: [["kadis"], ["kabid"]],
        Party.ASSESSOR: [["bupati"], ["bupati"]],
        Party.OFFICIAL: [["kabid"], ["kasi"]],
        Party.DECIDER: [["gubernur"], ["gubernur"]],
    }


def _as_it_is(chain: Chain) -> None:
    """Everybody in the post."""


def _delegated_today(chain: Chain, holder: User, to: User) -> None:
    """Of today in Jakarta, which roles go by, and in Fakfak, which relations go by."""
    chain.delegate(holder, to, timezone.localdate(), day_there(chain.of_kabid))


def _delegated(chain: Chain) -> None:
    _delegated_today(chain, chain.bupati, chain.kadis)


def _delegated_yesterday(chain: Chain) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    chain.delegate(chain.bupati, chain.kadis, yesterday, yesterday)


def _delegated_to_the_official(chain: Chain) -> None:
    today = timezone.localdate()
    chain.delegate(chain.bupati, chain.kabid, today, today)


def _left(chain: Chain) -> None:
    """The Kepala Bidang's post is empty: the Kepala Dinas rates the Kepala Seksi."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(position=post_of(chain.kabid)).update(valid_until=yesterday)


def _nobody_above(chain: Chain) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    held = Appointment.objects.filter(position__in=[post_of(chain.kabid), post_of(chain.kadis)])
    held.update(valid_until=yesterday)


def _plh_of_an_empty_post(chain: Chain) -> None:
    """Nobody is above the Kepala Dinas but the Plh of the empty post of the Bupati, who rates."""
    today, post = timezone.localdate(), post_of(chain.bupati)
    chain.appraisal(
        chain.kadis, superior=post, assessor=post_of(chain.dirjen), decider=post_of(chain.menteri)
    )
    chain.delegate(chain.bupati, chain.kasi, today, today)
    Appointment.objects.filter(position=post).update(valid_until=today - timedelta(days=1))


def _new_bupati(chain: Chain) -> None:
    """A successor without an account: nobody, least of all the former one."""
    today, post = timezone.localdate(), post_of(chain.bupati)
    Appointment.objects.filter(position=post).update(valid_until=today - timedelta(days=1))
    Appointment.objects.create(
        position=post,
        official=Official.objects.create(name="Bupati baru"),
        decree_number="SK-9",
        decree_date=today,
        valid_from=today,
    )


def _switched_off(chain: Chain) -> None:
    User.objects.filter(username__in=["bupati", "kasi"]).update(is_active=False)


def _roles_ended(chain: Chain) -> None:
    ended = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.filter(role__in=["atasan", "kepala_daerah"]).update(valid_until=ended)


def _no_roles(chain: Chain) -> None:
    """The Kepala Bidang left: whoever has no role any more is still told of their own result."""
    chain.kabid.roles.all().delete()


def _approved_by_the_decider(chain: Chain) -> None:
    """The Gubernur acted for the Bupati and approved: somebody else must decide."""
    chain.move(chain.of_kabid, "signed", NOON)
    Appraisal.objects.filter(pk=chain.of_kabid.pk).update(approved_by=chain.gubernur)
    _delegated_today(chain, chain.gubernur, chain.dirjen)


def _answered_by_the_decider(chain: Chain) -> None:
    """The Gubernur acted for the Bupati and answered: his Plh decides, he does not."""
    chain.move(chain.of_kabid, "answered", NOON)
    said = {"from_state": "objected", "to_state": "answered", "revision": 1, "actor": chain.gubernur}
    chain.of_kabid.events.create(act="answer", **said)
    _delegated_today(chain, chain.gubernur, chain.dirjen)


@pytest.mark.parametrize(
    "case",
    [
        _as_it_is,
        _delegated,
        _delegated_yesterday,
        _delegated_to_the_official,
        _left,
        _nobody_above,
        _plh_of_an_empty_post,
        _new_bupati,
        _switched_off,
        _roles_ended,
        _no_roles,
        _approved_by_the_decider,
        _answered_by_the_decider,
    ],
)
@pytest.mark.parametrize("party", PARTIES)
def test_the_same_people_as_for_one_appraisal(chain: Chain, party: Party, case: Any) -> None:
    case(chain)
    rows = list(Appraisal.objects.order_by("pk"))
    alone = {row.pk: sorted(user.username for user in accounts_of(row, party)) for row in rows}
    assert told(rows, party) == alone


def test_who_left_is_told_of_their_own_result(chain: Chain) -> None:
    _no_roles(chain)
    assert list(told([chain.of_kabid, chain.of_kasi], Party.OFFICIAL).values()) == [["kabid"], ["kasi"]]


def test_who_answered_is_not_asked_to_decide(chain: Chain) -> None:
    _answered_by_the_decider(chain)
    rows = list(Appraisal.objects.order_by("pk"))
    assert list(told(rows, Party.DECIDER).values()) == [["dirjen"], ["dirjen", "gubernur"]]


def test_who_acts_for_a_holder_is_told_beside_them(chain: Chain) -> None:
    _delegated(chain)
    assert list(told([chain.of_kabid], Party.ASSESSOR).values()) == [["bupati", "kadis"]]


def test_the_day_is_that_of_the_office(chain: Chain) -> None:
    """At 22:30 in Jakarta the next day has begun in Fakfak: whoever acts from that day on is told."""
    with time_machine.travel("2025-07-10T15:30:00Z", tick=False):
        tomorrow = timezone.localdate() + timedelta(days=1)
        chain.delegate(chain.bupati, chain.dirjen, tomorrow, tomorrow)
        RoleAssignment.objects.create(
            user=chain.dirjen,
            role="kepala_daerah",
            region=chain.region,
            appointment=Appointment.objects.get(official=chain.dirjen.official),
            valid_from=timezone.localdate(),
        )
        there = told([chain.of_kabid], Party.ASSESSOR)
        Appraisal.objects.filter(pk=chain.of_kabid.pk).update(zone="WIB")
        here = told([Appraisal.objects.get(pk=chain.of_kabid.pk)], Party.ASSESSOR)
    assert (list(there.values()), list(here.values())) == ([["bupati", "dirjen"]], [["bupati"]])


def test_a_role_reaches_its_office(chain: Chain) -> None:
    """A verifier of the province or of all Indonesia; an operator of this office only."""
    other = chain.another_unit("92.02", "Manokwari")
    make_user("verifikator_ditjen", chain.province, username="verifikator-92")
    make_user("verifikator_ditjen", other.unit.region, username="verifikator-92.02")
    make_user("operator_unit", chain.province, username="operator-92")
    make_user("operator_unit", other.unit.region, username="operator-92.02")
    found = told([chain.evaluation, other], "verifikator_ditjen"), told([chain.evaluation], "operator_unit")
    assert found == (
        {
            chain.evaluation.pk: ["verifikator", "verifikator-92"],
            other.pk: ["verifikator", "verifikator-92", "verifikator-92.02"],
        },
        {chain.evaluation.pk: ["operator"]},
    )
    assert told([chain.of_kabid], "verifikator_ditjen") == {
        chain.of_kabid.pk: ["verifikator", "verifikator-92"]
    }


def test_as_many_queries_for_many_as_for_one(chain: Chain) -> None:
    chain.many(5)
    rows = list(Appraisal.objects.select_related("evaluation__unit"))
    counts = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as captured:
            recipients(some, [*PARTIES, "verifikator_ditjen"], timezone.now())
        counts.append(len(captured))
    assert counts[0] == counts[1]
