"""The appraisals of a period as one asks for them: filters, order, pages, neighbours.

Filtered, ordered and cut in SQL: the number of queries is the same for one appraisal as for 11,000, and only
a page of them is read. Every list starts from ``visible_to``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kinerja.models import Appraisal, Period, UnassessedPost
from kinerja.rules.policy import Policy
from kinerja.rules.workflow import AppraisalState, Party
from kinerja.selectors.appraisal_asked import MINE, Asked, ordered, rank, within
from kinerja.selectors.appraisal_row import AppraisalRow, read_rows
from kinerja.selectors.appraisal_turn import Clock, mine, turn_is, with_deadline, with_mine
from kinerja.selectors.appraisal_wait import GROUPS, attention
from kinerja.selectors.period import policy_of
from regions.models import Region

PER_PAGE = 50
#: Rows of a whole list read at once.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How many appraisals an account sees in a period, by state, and how many are its own turn."""

    by_state: dict[str, int]
    mine: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_state.values())

    def of(self, states: Iterable[str]) -> int:
        """Those in some states."""
        return sum(self.by_state.get(state, 0) for state in states)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The appraisals before and after one in a list, its place from 1, and how many there are."""

    previous: int | None
    next: int | None
    place: int
    total: int


@dataclass(frozen=True)
class Appraisals:
    """The appraisals of a period for an account, at a moment."""

    user: Any
    period: Period
    clock: Clock = field(default_factory=lambda: Clock(timezone.now()))

    @cached_property
    def policy(self) -> Policy:
        """The policy of the period."""
        return policy_of(self.period)

    @cached_property
    def is_mine(self) -> Q:
        """The condition that it is the account's own turn."""
        return mine(self.user, self.clock)

    @property
    def all(self) -> "QuerySet[Any]":
        """Every one that the account sees, ``with_deadline``."""
        seen = Appraisal.objects.visible_to(self.user).filter(period=self.period)
        return with_deadline(seen, self.policy, self.clock)

    def asked(self, asked: Asked) -> "QuerySet[Any]":
        """Those that fit what is asked for, not ordered."""
        return self.all.filter(self._condition(asked))

    def page(self, asked: Asked, number: Any) -> "Page[Any]":
        """One page of rows; ``object_list`` holds ``AppraisalRow``."""
        found = ordered(self.asked(asked), asked, self.policy).values_list("pk", flat=True)
        page: Page[Any] = Paginator(found, PER_PAGE).get_page(number)
        page.object_list = self.rows(list(page.object_list))
        return page

    def listed(self, asked: Asked) -> Iterator[AppraisalRow]:
        """Every row of the list in its order, read some hundred at once."""
        ids = list(ordered(self.asked(asked), asked, self.policy).values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            yield from self.rows(ids[start : start + CHUNK])

    def rows(self, ids: Sequence[int]) -> list[AppraisalRow]:
        """The rows of some ids, in their order."""
        marked = with_mine(self.all.filter(pk__in=ids), self.is_mine)
        return read_rows(marked, ids, self.period, self.policy, self.clock)

    def waiting(self, shown: int) -> tuple[int, list[AppraisalRow]]:
        """How many are the account's own turn, and those that have waited longest."""
        asked = Asked(turn=MINE, order="umur", descending=True)
        found = ordered(self.asked(asked), asked, self.policy).values_list("pk", flat=True)
        number = found.count()
        return number, self.rows(list(found[:shown])) if number else []

    def own(self) -> list[AppraisalRow]:
        """The account's own person's."""
        if self.user.official_id is None:
            return []
        return self.rows(list(self.all.filter(official=self.user.official_id).values_list("pk", flat=True)))

    def counts(self) -> Counts:
        """How many there are; one query."""
        rows = self.all.order_by().values_list("state")
        counted = rows.annotate(number=Count("pk"), own=Count("pk", filter=self.is_mine))
        found = {state: (number, own) for state, number, own in counted}
        by_state = {state.value: found.get(state.value, (0, 0))[0] for state in AppraisalState}
        return Counts(by_state, sum(own for _number, own in found.values()))

    def provinces(self) -> list[tuple[str, str]]:
        """The provinces among them, as choices of a filter: (code at the cut-off, name)."""
        seen = self.all.order_by().values_list("evaluation__region_code", "evaluation__region_kind")
        named = seen.values_list(
            "evaluation__region_code",
            "evaluation__region_kind",
            "evaluation__region_name",
            "evaluation__province__name",
        ).distinct()
        own = Region.Kind.PROVINSI
        return sorted(
            {
                (code[:2], (name if kind == own else province) or code[:2])
                for code, kind, name, province in named
            }
        )

    def neighbours(self, asked: Asked, pk: int) -> Neighbours:
        """The appraisals before and after one; it keeps its place even when it no longer fits the filters."""
        wanted = self._condition(asked)
        rows = self.all.filter(wanted | Q(pk=pk)) if wanted else self.all
        ids = list(ordered(rows, asked, self.policy).values_list("pk", flat=True))
        if pk not in ids:
            return Neighbours(None, None, 0, len(ids))
        place = ids.index(pk)
        after = ids[place + 1] if place + 1 < len(ids) else None
        return Neighbours(ids[place - 1] if place else None, after, place + 1, len(ids))

    def unassessed(self, asked: Asked) -> "QuerySet[UnassessedPost]":
        """The posts without a personal score, narrowed by region, kind and text as the list is (R9)."""
        rows: QuerySet[UnassessedPost] = UnassessedPost.objects.visible_to(self.user).filter(
            within(asked), period=self.period
        )
        by_office = rows.order_by("evaluation__region_code", rank(), "title")
        return by_office.select_related("evaluation").defer(
            "evaluation__result", "evaluation__inputs", "evaluation__fields"
        )

    def _condition(self, asked: Asked) -> Q:
        found = within(asked)
        if asked.state:
            group = GROUPS.get(asked.state)
            found &= Q(state__in=group[1] if group else (asked.state,))
        if asked.turn:
            found &= self.is_mine if asked.turn == MINE else turn_is(Party(asked.turn))
        if asked.assessor:
            found &= Q(assessor=asked.assessor)
        if asked.attention:
            found &= attention(self.period, self.clock)[asked.attention]
        return found


def neighbours(user: Any, period: Period, asked: Asked, pk: int) -> Neighbours:
    """The appraisals before and after one in the list that an address asks for; one query and those of roles.

    Args:
        user: who reads.
        period: of the list.
        asked: as ``forms.appraisal.AppraisalFilter.asked`` reads it from the address.
        pk: of the appraisal in between.
    """
    return Appraisals(user, period).neighbours(asked, pk)
