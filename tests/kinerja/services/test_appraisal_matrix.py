"""Who may do what to an official's appraisal: every act × state × role × relation, by a table of hand.

A case is decided twice, by the service that acts and by what the page offers; both must say the same. The
region of a role is the office's own, a kabupaten of another province, or the province above; in "own" the
account is that of the person appraised. What is not named in a table is nobody's.
"""

from collections.abc import Iterator
from functools import partial
from itertools import product

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from kinerja.models import Appraisal, GuidanceStep, Recommendation
from kinerja.rules.workflow import APPRAISAL_ACTS, APPRAISAL_STATES, appraisal_act
from kinerja.services.appraisal_acts import available_acts, check_party
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.staff_rating import save_rating
from officials.models import User
from tests.kinerja.appraisal_cast import RATED
from tests.kinerja.cast import outcome
from tests.kinerja.services.appraisal_stage import ROLES, Actor, Moved, Stage, do

pytestmark = pytest.mark.django_db

Table = dict[tuple[str, str], set[Actor]]

STATES = tuple(state.value for state in APPRAISAL_STATES)
CASES = [(act.name, state) for act, state in product(APPRAISAL_ACTS, STATES)]
#: The person, in whatever role.
OFFICIAL = {(role, "own") for role in ROLES}


def table(superior: Actor, assessor: Actor, decider: Actor, *regions: str) -> Table:
    """Who may do each act in each state, for one chain of superior, assessor and decider (R7, R10).

    ``regions`` are those in which the roles of the Ditjen reach the office, beside the national ones.
    """
    rates, assesses, decides = {superior}, {assessor}, {decider}
    keeps = {("admin_pusat", where) for where in ("national", *regions)}
    enters = {("operator_ditjen", where) for where in ("national", *regions)}
    follows = assesses | rates
    return {
        ("rate", "draft"): rates,
        ("rate", "returned"): rates,
        ("import_rating", "draft"): enters,
        ("import_rating", "returned"): enters,
        ("submit", "draft"): rates,
        ("submit", "returned"): rates,
        ("review", "submitted"): assesses,
        ("recommend", "in_review"): assesses,
        ("return_", "submitted"): assesses,
        ("return_", "in_review"): assesses,
        ("return_", "approved"): assesses,
        ("approve", "in_review"): assesses,
        ("sign", "approved"): assesses,
        ("receive", "signed"): OFFICIAL,
        ("object", "received"): OFFICIAL,
        ("answer", "objected"): assesses,
        ("decide", "objected"): decides,
        ("decide", "answered"): decides,
        ("sign_decision", "decided"): decides,
        ("close", "received"): assesses | keeps,
        ("reopen", "signed"): keeps,
        ("reopen", "received"): keeps,
        ("reopen", "closed"): keeps,
        ("follow_up", "approved"): follows,
        ("follow_up", "signed"): follows,
        ("follow_up", "received"): follows,
        ("follow_up", "objected"): follows,
        ("follow_up", "answered"): follows,
        ("follow_up", "decided"): follows,
        ("follow_up", "closed"): follows,
    }


#: A Kepala Bidang of a kabupaten: rated by the Kepala Dinas, assessed by the Bupati; the Gubernur decides.
KABUPATEN = table(
    ("atasan", "same"), ("kepala_daerah", "same"), ("kepala_daerah", "superior"), "same", "superior"
)
#: A Kepala Dinas of a kabupaten: rated by the Bupati, assessed by the Dirjen; the Menteri decides.
HEAD = table(("kepala_daerah", "same"), ("dirjen", "national"), ("menteri", "national"), "same", "superior")
#: Here the atasan of the office is the person appraised.
HEAD |= {key: OFFICIAL | {("atasan", "same")} for key in (("receive", "signed"), ("object", "received"))}
#: A Kepala Bidang of the province: rated by its Kepala Dinas, assessed by the Gubernur; the Menteri decides.
PROVINCE = table(("atasan", "superior"), ("kepala_daerah", "superior"), ("menteri", "national"), "superior")
OTHERS = {"head": ("same", "kepala_dinas", HEAD), "province": ("superior", "kabid", PROVINCE)}


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The stage of the whole module, in one transaction that is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Stage()
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(stage: Stage, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Each test in a savepoint of the stage, in place of pytest-django's own transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def kabid(stage: Stage, db: None) -> Moved:
    """A Kepala Bidang of Fakfak with everything that an act may need."""
    appraisal, by = stage.cast.kabid, stage.cast.bupati
    save_rating(appraisal=appraisal, actor=stage.cast.superior, origin="entered", data=RATED)
    Recommendation.objects.create(appraisal=appraisal, career="Dipertahankan", written_by=by)
    return Moved(stage, appraisal, by)


def offered(stage: Stage, appraisal: Appraisal, state: str) -> dict[Actor, set[str]]:
    """What a page offers to whom in a state; reckoned once for all acts."""
    known = stage.offers.setdefault(appraisal.pk, {})
    if state not in known:
        users = {who: stage.account(who, appraisal) for who in stage.actors}
        known[state] = {who: {row.name for row in available_acts(appraisal, users[who])} for who in users}
    return known[state]


def allowed(appraisal: Appraisal, act: str, actor: User) -> str:
    """What the services decide about who acts, before anything is missing."""
    try:
        check_party(appraisal_act(act), appraisal, actor)
    except NotPermitted:
        return "not permitted"
    except Refused:
        return "refused"
    return "done"


def expected(stage: Stage, table: Table, act: str, state: str) -> dict[Actor, str]:
    """Who is told what: where nobody may, whoever may in another state is told of the state."""
    may = table.get((act, state), set())
    elsewhere = set().union(*(who for (name, _state), who in table.items() if name == act))
    too_late = set() if may else elsewhere
    return {
        who: "done" if who in may else "refused" if who in too_late else "not permitted"
        for who in stage.actors
    }


def test_the_cases_are_every_act_state_role_and_relation(stage: Stage) -> None:
    relations = {relation for _role, relation in stage.actors}
    cases = len(CASES) * len(stage.actors)
    assert (len(CASES), len(stage.actors), relations, cases >= 1_500) == (
        16 * 11,
        50,
        {"own", "same", "colleague", "other", "superior", "national"},
        True,
    )


@pytest.mark.parametrize(("act", "state"), CASES)
def test_who_may_do_what_to_a_kabid_of_a_kabupaten(stage: Stage, kabid: Moved, act: str, state: str) -> None:
    """Where the act is possible its service is called, by everybody; elsewhere, what it asks first."""
    appraisal = kabid.put(state, act)
    step = GuidanceStep.objects.create(appraisal=appraisal, what="Bimbingan", due_on="2100-01-01")
    is_possible = (act, state) in KABUPATEN
    found = {}
    for who in stage.actors:
        account = stage.account(who, appraisal)
        found[who] = (
            outcome(partial(do, appraisal, act, account, step))
            if is_possible
            else allowed(appraisal, act, account)
        )
    shown = {who for who, acts in offered(stage, appraisal, state).items() if act in acts}
    may = KABUPATEN.get((act, state), set())
    assert (found, shown) == (expected(stage, KABUPATEN, act, state), may)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("post", OTHERS)
def test_who_may_do_what_along_the_other_chains(stage: Stage, post: str, state: str) -> None:
    office, kind, chain = OTHERS[post]
    appraisal = Moved(stage, stage.offices[office].appraisal(kind), stage.cast.bupati).put(state, "")
    possible = [act for act, named in chain if named == state]
    found = {
        act: {who for who in stage.actors if allowed(appraisal, act, stage.account(who, appraisal)) == "done"}
        for act in possible
    }
    shown: dict[str, set[Actor]] = {act: set() for act in possible}
    for who, acts in offered(stage, appraisal, state).items():
        for act in acts:
            shown.setdefault(act, set()).add(who)
    assert (found, shown) == ({act: chain[act, state] for act in possible},) * 2
