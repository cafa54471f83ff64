"""The accounts that stand in a relation to one appraisal today, by asking ``kinerja.relations`` of each (R7).

What the set-based ``kinerja.selectors.recipients`` is held to.
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from kinerja.models import Appraisal
from kinerja.relations import OF_PARTY, rater
from kinerja.rules.workflow import PARTY_ROLES, Party
from officials.access import in_force
from officials.models import Appointment, Delegation, Position, RoleAssignment, User
from regions.zones import local_day


def accounts_of(appraisal: Appraisal, party: Party) -> list[User]:
    """The active accounts that are a party of an appraisal today, those who act for a holder included."""
    return [user for user in _candidates(appraisal, party) if OF_PARTY[party].test(user, appraisal)]


def _candidates(appraisal: Appraisal, party: Party) -> list[User]:
    accounts = User.objects.filter(is_active=True).select_related("official").order_by("pk")
    match party:
        case Party.OFFICIAL:
            return list(accounts.filter(official=appraisal.official_id))
        case Party.KEEPER | Party.ENTERER:
            held = in_force(RoleAssignment.objects.filter(role__in=PARTY_ROLES[party]), timezone.localdate())
            return list(accounts.filter(pk__in=held.values("user")))
    post = {Party.ASSESSOR: appraisal.assessor, Party.DECIDER: appraisal.decider}.get(party)
    post = rater(appraisal) if party is Party.SUPERIOR else post
    return [] if post is None else list(accounts.filter(_acts_for(post, day_there(appraisal))))


def day_there(appraisal: Appraisal) -> date:
    """Today in the office's zone: two hours before Jakarta's midnight it is tomorrow in Fakfak."""
    return local_day(appraisal.zone, timezone.now())


def _acts_for(post: Position, today: date) -> Q:
    """Whose person holds a post today, or acts for its holder."""
    held = Appointment.objects.on(today).filter(position=post).values("official")
    acting = Delegation.objects.in_force(today).filter(position=post).values("delegate")
    return Q(official__in=held) | Q(official__in=acting)
