"""Who stands how to an official's appraisal: superior, assessor, official, decider, keeper (R7).

One predicate a party of ``rules.workflow``. Assessing, rating and deciding belong to whoever holds the post
today, in the office's zone, or acts for its holder: a former office-holder no longer can. Nobody stands so to
themself.
"""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from rules import Predicate, predicate

from kinerja.models import Appraisal, AppraisalEvent, SemesterEvaluation
from kinerja.models.appraisal import LONGEST_CHAIN
from kinerja.rules.acts import Act
from kinerja.rules.workflow import Party
from officials.access import has_role, holds, is_on
from officials.acting import Capacity, capacity
from officials.models import Appointment, Delegation, Position
from regions.zones import local_day

#: The role in which each kind of post acts; every other post acts as ``atasan``.
ROLE_OF_POST = {
    Position.Kind.MENTERI: "menteri",
    Position.Kind.DIRJEN: "dirjen",
    Position.Kind.KEPALA_DAERAH: "kepala_daerah",
}


@predicate
def is_self(user: Any, appraisal: Appraisal) -> bool:
    """The person appraised."""
    return user.official_id is not None and user.official_id == appraisal.official_id


@predicate
def is_official(user: Any, appraisal: Appraisal) -> bool:
    """The person appraised, by an account that is on; also one who left every post since (R10)."""
    return bool(is_self.test(user, appraisal)) and is_on(user)


@predicate
def is_superior(user: Any, appraisal: Appraisal) -> bool:
    """Holds the nearest occupied post above, and rates SKP and perilaku (II.C.2)."""
    return acts_for(user, rater(appraisal), appraisal) is not None


@predicate
def is_assessor(user: Any, appraisal: Appraisal) -> bool:
    """Dirjen or Kepala Daerah, by the kind of post (II.B.1)."""
    return acts_for(user, appraisal.assessor, appraisal) is not None


@predicate
def is_decider(user: Any, appraisal: Appraisal) -> bool:
    """Superior of the assessor, and not one who approved, signed or answered as the assessor (R10)."""
    if appraisal.approved_by_id == user.pk or acts_for(user, appraisal.decider, appraisal) is None:
        return False
    return not AppraisalEvent.objects.of_assessors().filter(appraisal=appraisal, actor=user).exists()


@predicate
def is_keeper(user: Any, appraisal: Appraisal) -> bool:
    """Keeps the process and reopens."""
    return holds(user, "admin_pusat", *_places(appraisal))


@predicate
def is_enterer(user: Any, appraisal: Appraisal) -> bool:
    """Takes over ratings that were decided elsewhere."""
    return holds(user, "operator_ditjen", *_places(appraisal))


@predicate
def clarifies(user: Any, appraisal: Appraisal) -> bool:
    """Answers for the Ditjen what is asked about the figures of element 1 (R10)."""
    return holds(user, "verifikator_ditjen", *_places(appraisal))


@predicate
def assesses_in(user: Any, evaluation: SemesterEvaluation) -> bool:
    """Assesses officials of an office as its Kepala Daerah, today (II.B.1.b)."""
    return holds(user, "kepala_daerah", evaluation.unit.region_id)


OF_PARTY: dict[str, Predicate] = {
    Party.SUPERIOR: is_superior,
    Party.ASSESSOR: is_assessor & ~is_self,
    Party.OFFICIAL: is_official,
    Party.DECIDER: is_decider & ~is_self,
    Party.KEEPER: is_keeper & ~is_self,
    Party.ENTERER: is_enterer & ~is_self,
}


def party_of(row: Act, state: str, user: Any, appraisal: Appraisal) -> Party | None:
    """As which party an account may do an act on an appraisal that is in a state; None where it may not.

    Args:
        row: a row of ``rules.workflow.APPRAISAL_ACTS``.
        state: usually that of the appraisal.
    """
    return next((Party(one) for one in row.roles_in(state) if OF_PARTY[one].test(user, appraisal)), None)


def capacity_as(party: Party, user: Any, appraisal: Appraisal) -> Capacity | None:
    """In which capacity an account acts as a party: holder of the post or Plh; None for other parties."""
    posts = {Party.ASSESSOR: appraisal.assessor, Party.DECIDER: appraisal.decider}
    post = rater(appraisal) if party is Party.SUPERIOR else posts.get(party)
    return acts_for(user, post, appraisal)


def rater(appraisal: Appraisal) -> Position | None:
    """The post whose holder rates SKP and perilaku: the nearest one above that another person fills today.

    As holder, or as Plh of an empty one; where no post above is filled, the assessor's. Source: R7; the case
    of an empty post is a choice of ours.
    """
    chain = _chain(appraisal.superior)
    if not chain:
        return appraisal.assessor
    day = local_day(appraisal.zone, timezone.now())
    held = Appointment.objects.on(day).filter(position__in=chain).exclude(official=appraisal.official_id)
    acting = Delegation.objects.in_force(day).filter(position__in=chain)
    acting = acting.exclude(delegate=appraisal.official_id)
    is_filled = Q(pk__in=held.values("position")) | Q(pk__in=acting.values("position"))
    filled = set(Position.objects.filter(is_filled))
    return next((post for post in chain if post in filled), appraisal.assessor)


def acts_for(user: Any, post: Position | None, appraisal: Appraisal) -> Capacity | None:
    """The capacity in which an account uses a post's powers on an appraisal today; None where it may not.

    The post counts by the office's day, the role by Jakarta's, as everywhere: a former holder stops at the
    earlier midnight, and the next one begins at the later.
    """
    if post is None or is_self.test(user, appraisal):
        return None
    if not has_powers(user, post.kind, post.region_id or (post.unit.region_id if post.unit else None)):
        return None
    return capacity(user, post, local_day(appraisal.zone, timezone.now()))


def has_powers(user: Any, kind: str, region: int | None) -> bool:
    """Whether an account has today the role in which posts of a kind in a region act."""
    role = ROLE_OF_POST.get(Position.Kind(kind), "atasan")
    return has_role(user, role) if kind in Position.NATIONAL else holds(user, role, region)


def _chain(post: Position | None) -> list[Position]:
    """A post and those above it."""
    found: list[Position] = []
    while post is not None and len(found) < LONGEST_CHAIN and post not in found:
        found.append(post)
        post = post.superior
    return found


def _places(appraisal: Appraisal) -> tuple[int | None, ...]:
    return (appraisal.evaluation.unit.region_id, appraisal.evaluation.province_id)
