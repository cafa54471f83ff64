"""The accounts behind a party or a role, for many rows at once: a constant number of queries.

``kinerja.selectors.parties`` answers the same question for one appraisal.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from kinerja.models import Appraisal, SemesterEvaluation
from kinerja.rules.workflow import PARTY_ROLES, Party
from officials.access import REGION_ONLY, in_force
from officials.models import Appointment, Delegation, RoleAssignment, User
from regions.zones import local_day

Row = Appraisal | SemesterEvaluation
Pairs = Iterator[tuple[Row, User]]
#: The post whose holder, or delegate, is the party.
POSTS: dict[str, str] = {
    Party.SUPERIOR: "superior_id",
    Party.ASSESSOR: "assessor_id",
    Party.DECIDER: "decider_id",
}
ROLES: dict[str, tuple[str, ...]] = {party.value: roles for party, roles in PARTY_ROLES.items()}


def recipients(rows: Sequence[Row], to: Iterable[str], now: datetime) -> dict[int, list[User]]:
    """The accounts to tell of each row, each account once, by the row's id.

    Args:
        rows: appraisals with ``evaluation`` and its ``unit``, or evaluations with ``unit``; of one kind.
        to: parties (of appraisals), or roles at the office.
        now: the moment that decides who stands in the relation today, in the office's zone.
    """
    found: dict[int, dict[int, User]] = {row.pk: {} for row in rows}
    for name in to:
        for row, account in _accounts(rows, name, now):
            found[row.pk][account.pk] = account
    return {pk: list(accounts.values()) for pk, accounts in found.items()}


def _accounts(rows: Sequence[Row], name: str, now: datetime) -> Pairs:
    """Each row with each account that a party or a role has there."""
    appraisals = [row for row in rows if isinstance(row, Appraisal)]
    if name in POSTS:
        return _behind_posts(appraisals, name, now)
    if name == Party.OFFICIAL:
        return _themselves(appraisals, now)
    return _at_office(rows, ROLES.get(name, (name,)), now)


def _behind_posts(rows: Sequence[Appraisal], party: str, now: datetime) -> Pairs:
    """Who holds the party's post today with its role, and who acts for them; never the official (R7)."""
    posts = {post for row in rows if (post := getattr(row, POSTS[party]))}
    for day in {local_day(row.zone, now) for row in rows}:
        holders = _of_posts(Appointment.objects.on(day), posts, "official")
        acting = _of_posts(Delegation.objects.on(day), posts, "delegate")
        accounts = _active({*_all(holders), *_all(acting)})
        able = _with_role(accounts, ROLES[party], now)
        for row in (each for each in rows if local_day(each.zone, now) == day):
            post = getattr(row, POSTS[party])
            people = (holders[post] & able) | (acting[post] & set(accounts))
            yield from ((row, accounts[person]) for person in sorted(people - {row.official_id}))


def _themselves(rows: Sequence[Appraisal], now: datetime) -> Pairs:
    """The account of each appraised official."""
    accounts = _active({row.official_id for row in rows})
    able = _with_role(accounts, ROLES[Party.OFFICIAL], now)
    return ((row, accounts[row.official_id]) for row in rows if row.official_id in able)


def _at_office(rows: Sequence[Row], roles: Collection[str], now: datetime) -> Pairs:
    """The holders of some roles that reach the office of each row: there, in its province, or nationally."""
    held = in_force(RoleAssignment.objects, timezone.localdate(now)).filter(role__in=roles)
    there: dict[int | None, list[User]] = defaultdict(list)
    above: dict[int | None, list[User]] = defaultdict(list)
    for grant in held.filter(user__is_active=True).select_related("user").order_by("user"):
        there[grant.region_id].append(grant.user)
        if grant.role not in REGION_ONLY:
            above[grant.region_id].append(grant.user)
    for row in rows:
        evaluation = row.evaluation if isinstance(row, Appraisal) else row
        reaching = [*above[None], *there[evaluation.unit.region_id], *above[evaluation.province_id]]
        yield from ((row, account) for account in reaching)


def _of_posts(tenures: Any, posts: Collection[int], person: str) -> dict[int, set[int]]:
    """The people of each post, by the post's id."""
    found: dict[int, set[int]] = defaultdict(set)
    for post, who in tenures.filter(position__in=posts).values_list("position", person):
        found[post].add(who)
    return found


def _all(people: dict[int, set[int]]) -> set[int]:
    return {person for of_post in people.values() for person in of_post}


def _active(people: Collection[int]) -> dict[int, User]:
    """The accounts of people that are not switched off, by the person's id."""
    return {row.official_id: row for row in User.objects.filter(official__in=people, is_active=True)}


def _with_role(accounts: dict[int, User], roles: Collection[str], now: datetime) -> set[int]:
    """The people whose account holds one of the roles today."""
    held = in_force(RoleAssignment.objects, timezone.localdate(now)).filter(role__in=roles)
    return set(held.filter(user__official__in=accounts).values_list("user__official", flat=True))
