"""What one may ask the list of appraisals for, as conditions and orders in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from kinerja.rules.policy import Policy
from kinerja.rules.workflow import AppraisalState
from kinerja.selectors.element_shown import completion_shown
from officials.selectors import RANKING

MINE = "saya"
#: No kab/kota bears this number.
PROVINCE_ALONE = ".00"
ORDERS = ("unit", "jabatan", "nama", "capaian", "keadaan", "umur")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks a list for; what is empty asks for nothing.

    Args:
        state: a state, or a key of ``appraisal_wait.GROUPS``.
        turn: ``MINE``, or a party.
        kind: of the post.
        region: a region's code at the cut-off; a province's stands for its kab/kota too.
        assessor: id of the assessor's post.
        attention: a key of ``appraisal_wait.attention``.
        text: parts of a name, post, office or code, each of which must occur.
        order: one of ``ORDERS``.
    """

    state: str = ""
    turn: str = ""
    kind: str = ""
    region: str = ""
    assessor: int | None = None
    attention: str = ""
    text: str = ""
    order: str = "unit"
    descending: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked but an order."""
        return any((self.state, self.turn, self.kind, self.region, self.assessor, self.attention, self.text))


def within(asked: Asked) -> Q:
    """The condition on region, kind of post and text; for appraisals and for posts without one."""
    found = Q()
    if asked.region:
        found &= in_region(asked.region)
    if asked.kind:
        found &= Q(kind=asked.kind)
    for word in asked.text.split():
        found &= (
            Q(name__icontains=word)
            | Q(title__icontains=word)
            | Q(evaluation__unit_name__icontains=word)
            | Q(evaluation__region_name__icontains=word)
            | Q(evaluation__region_code__startswith=word)
        )
    return found


def in_region(code: str) -> Q:
    """The condition that an official's office is that of a region or, for a province, of its kab/kota.

    With ``PROVINCE_ALONE`` behind it a province's code means its own office and no other.
    """
    if code.endswith(PROVINCE_ALONE):
        return Q(evaluation__region_code=code.removesuffix(PROVINCE_ALONE))
    return Q(evaluation__region_code=code) | Q(evaluation__region_code__startswith=f"{code}.")


def rank() -> Case:
    """The place of a post in an office, from its head down (facts.md 4)."""
    return _place_of("kind", RANKING)


def _place_of(column: str, values: Iterable[str]) -> Case:
    whens = [When(**{column: value}, then=Value(number)) for number, value in enumerate(values)]
    return Case(*whens, default=Value(len(whens)), output_field=IntegerField())


def ordered(rows: "QuerySet[Any]", asked: Asked, policy: Policy) -> "QuerySet[Any]":
    """Rows in the order asked for; what has no value comes last, in either direction."""
    by = asked.order if asked.order in ORDERS else "unit"
    first, *rest = _orders(policy)[by]
    key = F(first) if isinstance(first, str) else first
    descending = asked.descending is not (by == "umur")  # the longer ago, the older
    turned = key.desc(nulls_last=True) if descending else key.asc(nulls_last=True)
    return rows.order_by(turned, *rest, "pk")


def _orders(policy: Policy) -> dict[str, tuple[Any, ...]]:
    unit = ("evaluation__region_code", rank(), "title")
    return {
        "unit": unit,
        "jabatan": (rank(), "title", "evaluation__region_code"),
        "nama": ("name", *unit),
        "capaian": (completion_shown(policy), *unit),
        "keadaan": (_place_of("state", [state.value for state in AppraisalState]), *unit),
        "umur": ("state_since", *unit),
    }
