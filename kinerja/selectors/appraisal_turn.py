"""Whose turn an appraisal is, and whether it is an account's own turn: in SQL, for lists of any length.

The turns come from the workflow's table. ``kinerja.relations`` answers for one appraisal who stands how to
it; a test holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from kinerja.models import AppraisalEvent, Objection
from kinerja.models.appraisal import LONGEST_CHAIN
from kinerja.relations import has_powers
from kinerja.rules.policy import Policy
from kinerja.rules.workflow import AppraisalState, Party, appraisal_acts_in
from officials.access import is_on
from officials.models import Appointment, Delegation
from regions.models import DatedQuerySet
from regions.zones import ZONES, local_day

#: Acts that take work back are nobody's turn.
TAKES_BACK = {"return_", "reopen"}
#: The nearest post above, and those above it, as far as a superior is looked for.
ABOVE = tuple("__".join(["superior"] * step) for step in range(1, LONGEST_CHAIN + 1))


def _turns(state: AppraisalState) -> tuple[Party, Party] | None:
    """Whose turn a state is before its deadline and after it, by the table; None at the end."""
    forward = [row for row in appraisal_acts_in(state) if row.to_state and row.name not in TAKES_BACK]
    if not forward:
        return None
    return Party(forward[0].roles_in(state)[0]), Party(forward[-1].roles_in(state)[0])


TURNS = {state: turns for state in AppraisalState if (turns := _turns(state))}
#: The states whose turn passes to somebody else with a deadline (R10).
DEADLINES = tuple(state for state, (before, after) in TURNS.items() if before is not after)


def turn_of(state: str, is_over: bool) -> Party | None:
    """Whose turn an appraisal is.

    Args:
        state: of the appraisal.
        is_over: whether the deadline of that state, if it has one, has passed.
    """
    turns = TURNS.get(AppraisalState(state))
    return turns and turns[is_over]


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment, and the day that it is in each zone."""

    now: datetime

    def day(self, zone: str) -> date:
        """The day in a zone."""
        return local_day(zone, self.now)

    def earlier(self, column: str, days: int) -> Q:
        """The condition that a moment lies more than so many days back, in the office's zone."""
        found = Q()
        for zone in ZONES:
            first = self.day(zone) - timedelta(days=days)
            start = datetime.combine(first, time(), ZONES[zone])
            found |= Q(**{"zone": zone, f"{column}__lt": start})
        return found

    def zones_by_day(self) -> dict[date, list[str]]:
        """The zones that share a day; one day or two."""
        found: dict[date, list[str]] = {}
        for zone in ZONES:
            found.setdefault(self.day(zone), []).append(zone)
        return found


def with_deadline(rows: "QuerySet[Any]", policy: Policy, clock: Clock) -> "QuerySet[Any]":
    """The rows with ``is_over``: the time to object, or to answer an objection, has passed (R10)."""
    open_ = Objection.objects.filter(appraisal=OuterRef("pk"), revision=OuterRef("revision"))
    unanswered = Q()
    for day, zones in clock.zones_by_day().items():
        unanswered |= Q(Exists(open_.filter(answer_due__lt=day)), zone__in=zones)
    objected, received = Q(state=AppraisalState.OBJECTED), Q(state=AppraisalState.RECEIVED)
    over = Case(
        When(received & clock.earlier("received_at", policy.objection_days), then=True),
        When(objected & unanswered, then=True),
        default=False,
        output_field=BooleanField(),
    )
    return rows.alias(is_over=over)


def turn_is(party: Party) -> Q:
    """The condition that it is a party's turn, on rows ``with_deadline``."""
    found = Q(pk__in=[])
    for state, (before, after) in TURNS.items():
        if before is after and before is party:
            found |= Q(state=state)
        elif party in (before, after):
            found |= Q(state=state, is_over=party is after)
    return found


def mine(user: Any, clock: Clock) -> Q:
    """The condition that it is an account's own turn, on rows ``with_deadline`` (R7, R10)."""
    if user.official_id is None or not is_on(user):
        return Q(pk__in=[])
    found = turn_is(Party.OFFICIAL) & Q(official=user.official_id)
    acted_for, zones_by_day = _posts_acted_for(user, clock), clock.zones_by_day()
    for day, posts in acted_for.items():
        if posts:
            zones = zones_by_day[day]
            found |= Q(zone__in=zones) & ~Q(official=user.official_id) & _turn_of_posts(user, posts, day)
    return found


def with_mine(rows: "QuerySet[Any]", condition: Q) -> "QuerySet[Any]":
    """The rows with ``is_mine``, told by ``mine``."""
    told = Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.annotate(is_mine=told)


def filled_by_another(post: str, day: date) -> Q:
    """The condition that somebody else than the official fills a post on a day, as holder or as Plh.

    Args:
        post: the path to it.
        day: the day.
    """
    held = Appointment.objects.on(day).filter(position=OuterRef(post))
    acting = Delegation.objects.in_force(day).filter(position=OuterRef(post))
    return Q(Exists(held.exclude(official=OuterRef("official")))) | Q(
        Exists(acting.exclude(delegate=OuterRef("official")))
    )


def _turn_of_posts(user: Any, posts: frozenset[int], day: date) -> Q:
    decides = turn_is(Party.DECIDER) & Q(decider__in=posts)
    assessed = AppraisalEvent.objects.of_assessors().filter(appraisal=OuterRef("pk"), actor=user.pk)
    decides &= (Q(approved_by__isnull=True) | ~Q(approved_by=user.pk)) & ~Q(Exists(assessed))
    assesses = turn_is(Party.ASSESSOR) & Q(assessor__in=posts)
    return assesses | decides | (turn_is(Party.SUPERIOR) & _rated_by(posts, day))


def _rated_by(posts: frozenset[int], day: date) -> Q:
    """The condition that the nearest post above that another person fills is one of these.

    Where nobody fills one above, the assessor's is (``relations.rater``).
    """
    found, empty_below = Q(), Q()
    for post in ABOVE:
        filled = filled_by_another(post, day)
        found |= Q(**{f"{post}__in": posts}) & filled & empty_below
        empty_below &= ~filled
    return found | (Q(assessor__in=posts) & empty_below)


def _posts_acted_for(user: Any, clock: Clock) -> dict[date, frozenset[int]]:
    """The posts whose powers an account has, as holder or by delegation, with the post's role, by the day."""
    days = clock.zones_by_day()
    held = Appointment.objects.filter(official=user.official_id)
    acting = Delegation.objects.filter(delegate=user.official_id, ended_at__isnull=True)
    found: dict[date, set[int]] = {day: set() for day in days}
    for tenures in (held, acting):
        for post, kind, region, office, first, last in _tenures(tenures, min(days), max(days)):
            if has_powers(user, kind, region or office):
                for day in days:
                    if first <= day and (last is None or day <= last):
                        found[day].add(post)
    return {day: frozenset(posts) for day, posts in found.items()}


def _tenures(tenures: DatedQuerySet, first: date, last: date) -> Iterable[tuple[Any, ...]]:
    where = ("position", "position__kind", "position__region", "position__unit__region")
    rows: Iterable[tuple[Any, ...]] = tenures.overlapping(first, last).values_list(
        *where, "valid_from", "valid_until"
    )
    return rows
