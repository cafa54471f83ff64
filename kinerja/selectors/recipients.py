"""The accounts behind a party or a role, for many rows at once: a constant number of queries.

A test holds it to ``kinerja.relations``, asked of one account and one appraisal at a time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.utils import timezone

from kinerja.models import Appraisal, AppraisalEvent, PerformanceAgreement, SemesterEvaluation
from kinerja.models.appraisal import LONGEST_CHAIN
from kinerja.permissions import places_of
from kinerja.relations import has_powers
from kinerja.rules.workflow import Party
from officials.access import REGION_ONLY, in_force, prefetch_grants
from officials.models import Appointment, Delegation, Position, RoleAssignment, User
from regions.zones import local_day

Row = Appraisal | SemesterEvaluation | PerformanceAgreement
Pairs = Iterator[tuple[Row, User]]
#: Parties that act with the powers of a post.
OF_POST = (Party.SUPERIOR, Party.ASSESSOR, Party.DECIDER)
#: The Kepala Dinas, first party of an office's agreement.
FIRST_PARTY = "first_party"


def recipients(rows: Sequence[Row], to: Iterable[str], now: datetime) -> dict[int, list[User]]:
    """The accounts to tell of each row, each account once, by the row's id.

    Args:
        rows: appraisals with ``evaluation`` and its ``unit``, or evaluations or agreements with ``unit``; of
            one kind.
        to: superior, assessor, decider, official (of appraisals), the first party (of agreements), or roles
            at the office.
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
    if name in OF_POST:
        return _behind_posts(appraisals, Party(name), now)
    if name == Party.OFFICIAL:
        return _themselves(appraisals)
    if name == FIRST_PARTY:
        return _first_parties([row for row in rows if isinstance(row, PerformanceAgreement)], now)
    return _at_office(rows, name, now)


def _behind_posts(rows: Sequence[Appraisal], party: Party, now: datetime) -> Pairs:
    """Who holds the party's post today, and who acts for them; never the official (R7)."""
    posts = _posts(rows)
    barred = _barred(rows) if party is Party.DECIDER else set()
    for day in {local_day(row.zone, now) for row in rows}:
        people = _people(posts, day)
        accounts = _active({person for each in people.values() for person in each})
        for row in (each for each in rows if local_day(each.zone, now) == day):
            post = _post(row, party, posts, people)
            if post is None:
                continue
            for person in sorted(people[post.pk] - {row.official_id}):
                account = accounts.get(person)
                if account is None or (row.pk, account.pk) in barred:
                    continue
                if _acts_for(account, post):
                    yield row, account


def _themselves(rows: Sequence[Appraisal]) -> Pairs:
    """The account of each appraised official, whatever its roles."""
    accounts = _active({row.official_id for row in rows})
    return ((row, accounts[row.official_id]) for row in rows if row.official_id in accounts)


def _first_parties(rows: Sequence[PerformanceAgreement], now: datetime) -> Pairs:
    """Who heads each office today, and who acts for them; whatever their roles, as in signing."""
    heads = Position.objects.filter(unit__in=[row.unit_id for row in rows], kind=Position.Kind.KEPALA_DINAS)
    units = dict(heads.values_list("unit", "pk"))
    people = _people(units.values(), timezone.localdate(now))
    accounts = _active({person for each in people.values() for person in each})
    for row in rows:
        behind = sorted(people[units[row.unit_id]]) if row.unit_id in units else []
        yield from ((row, accounts[person]) for person in behind if person in accounts)


def _at_office(rows: Sequence[Row], role: str, now: datetime) -> Pairs:
    """The holders of a role that reach the office of each row: there, in its province, or nationally."""
    held = in_force(RoleAssignment.objects, timezone.localdate(now)).filter(role=role, user__is_active=True)
    reach: dict[int | None, list[User]] = defaultdict(list)
    for grant in held.select_related("user").order_by("user"):
        reach[grant.region_id].append(grant.user)
    for row in rows:
        office, *province = _places(row)
        places = {None, office, *(() if role in REGION_ONLY else province)}
        yield from ((row, account) for place in places for account in reach[place])


def _places(row: Row) -> tuple[int | None, ...]:
    """The region of a row's office, then its province: of the cut-off, for an agreement of today."""
    if isinstance(row, PerformanceAgreement):
        return places_of(row.unit)
    evaluation = row.evaluation if isinstance(row, Appraisal) else row
    return evaluation.unit.region_id, evaluation.province_id


def _posts(rows: Sequence[Appraisal]) -> dict[int, Position]:
    """The posts that the rows name, and those above them, by id; one query a step up."""
    found: dict[int, Position] = {}
    wanted = {post for row in rows for post in (row.superior_id, row.assessor_id, row.decider_id) if post}
    for _step in range(LONGEST_CHAIN):
        read = {post.pk: post for post in Position.objects.filter(pk__in=wanted).select_related("unit")}
        found |= read
        wanted = {post.superior_id for post in read.values() if post.superior_id} - set(found)
        if not wanted:
            break
    return found


def _post(
    row: Appraisal, party: Party, posts: dict[int, Position], people: dict[int, set[int]]
) -> Position | None:
    """The post whose powers a party has; the superior's is the nearest that another person fills today."""
    if party is Party.DECIDER:
        return posts.get(row.decider_id or 0)
    above, steps = posts.get(row.superior_id or 0), 0
    while party is Party.SUPERIOR and above is not None and steps < LONGEST_CHAIN:
        if people[above.pk] - {row.official_id}:
            return above
        above, steps = posts.get(above.superior_id or 0), steps + 1
    return posts.get(row.assessor_id or 0)


def _barred(rows: Sequence[Appraisal]) -> set[tuple[int, int | None]]:
    """Each appraisal with each account that acted on its result as assessor (R10)."""
    acts = AppraisalEvent.objects.of_assessors().filter(appraisal__in=[row.pk for row in rows])
    return set(acts.values_list("appraisal", "actor")) | {(row.pk, row.approved_by_id) for row in rows}


def _acts_for(account: User, post: Position) -> bool:
    """Whether somebody behind a post has its role today."""
    return has_powers(account, post.kind, post.region_id or (post.unit.region_id if post.unit else None))


def _people(posts: Collection[int], day: date) -> dict[int, set[int]]:
    """Who holds each post on a day and who acts for the holder, by the post's id."""
    held = Appointment.objects.on(day).filter(position__in=posts).values_list("position", "official")
    acting = Delegation.objects.in_force(day).filter(position__in=posts).values_list("position", "delegate")
    found: dict[int, set[int]] = defaultdict(set)
    for post, person in (*held, *acting):
        found[post].add(person)
    return found


def _active(people: Collection[int]) -> dict[int, User]:
    """The accounts of people that are not switched off, with their roles, by the person's id."""
    rows = User.objects.filter(official__in=people, is_active=True)
    accounts = {person: row for row in rows if (person := row.official_id)}
    prefetch_grants(accounts.values())
    return accounts
