"""One appraisal as a list shows it, read for a page of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTransform
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinerja.models import Period, StaffRating
from kinerja.models.appraisal import WITH_APPROVAL
from kinerja.rules.policy import Policy
from kinerja.rules.workflow import APPRAISAL_STATES, AppraisalState, Party
from kinerja.selectors.appraisal_turn import Clock, turn_of
from kinerja.selectors.element_shown import CARRIED, Element, element_of
from kinerja.selectors.red_flags import breaches_of
from officials.models import Position, WorkUnit
from regions.models import Region
from regions.zones import local_day

KINDS = dict(Region.Kind.choices)
PARTIES: dict[Party, str | Promise] = {
    Party.SUPERIOR: _("Atasan langsung"),
    Party.ASSESSOR: _("Pejabat penilai"),
    Party.OFFICIAL: _("Pejabat yang dinilai"),
    Party.DECIDER: _("Pemutus keberatan"),
}


@dataclass(frozen=True, slots=True)
class ElementTwo:
    """Element 2 in short: nothing said yet, not available yet, or a predikat with or without a value (R8)."""

    is_told: bool = False
    value: Decimal | None = None
    predikat: str = ""


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """One appraisal, without NIP and without its derivation.

    ``age`` is days in its state, in the office's zone; ``turn`` is None where nobody has to do anything any
    more; ``is_over`` tells that the deadline of the state has passed, so that the turn is another's.
    """

    pk: int
    code: str
    region: str
    unit: str
    name: str
    kind: str
    title: str
    state: str
    since: datetime
    age: int
    turn: Party | None
    turn_post: str
    is_over: bool
    is_mine: bool
    one: Element
    two: ElementTwo
    flagged: bool
    synthetic: bool

    @property
    def post(self) -> str:
        """The post without its office, which stands beside it."""
        return post_alone(self.title, self.unit, self.kind)

    @property
    def state_label(self) -> str:
        """The state in words."""
        return APPRAISAL_STATES[AppraisalState(self.state)]

    @property
    def turn_label(self) -> str | Promise:
        """Whose turn it is, in words; "" at the end."""
        return PARTIES[self.turn] if self.turn else ""


def post_alone(title: str, unit: str, kind: str) -> str:
    """A post without the name of its office at the end; a head's names nothing else, and stays whole."""
    if kind == Position.Kind.KEPALA_DINAS:
        return title
    office = unit.partition(" (")[0]  # without what stands in brackets behind it
    return title.removesuffix(office).rstrip(" ,") or title


_COLUMNS = {
    "pk": "pk",
    "code": "evaluation__region_code",
    "region_kind": "evaluation__region_kind",
    "region_name": "evaluation__region_name",
    "unit": "evaluation__unit_name",
    "unit_id": "evaluation__unit",
    "duties": "evaluation__duties",
    "unit_completion": "evaluation__completion",
    "unit_nilai": "evaluation__nilai",
    "unit_kategori": "evaluation__kategori",
    "unit_provisional": "evaluation__provisional",
    "unit_synthetic": "evaluation__synthetic",
    "of_fields": "evaluation__fields",
    "name": "name",
    "kind": "kind",
    "title": "title",
    "fields": "fields",
    "state": "state",
    "since": "state_since",
    "zone": "zone",
    "superior_title": "superior_title",
    "assessor_title": "assessor_title",
    "decider_title": "decider_title",
    "over": "over",
    "is_mine": "is_mine",
    "origin": "rating__origin",
    "value": "rating__value",
    "predikat": "rating__predikat",
    "rating_synthetic": "rating__synthetic",
    "flags": "flags",
    "frozen_flags": "frozen_flags",
    "frozen_completion": "frozen_completion",
    "frozen_nilai": "frozen_nilai",
    "frozen_kategori": "frozen_kategori",
    "frozen_provisional": "frozen_provisional",
}


def read_rows(
    marked: "QuerySet[Any]", ids: Sequence[int], period: Period, policy: Policy, clock: Clock
) -> list[AppraisalRow]:
    """The rows of some ids, in their order; two queries.

    Args:
        marked: appraisals with ``is_over`` and ``is_mine``.
        ids: of a page.
        period: of all of them.
        policy: the period's.
        clock: the moment at which they are shown.
    """
    frozen = {
        f"frozen_{name}": KeyTransform(name, CARRIED)
        for name in ("completion", "nilai", "kategori", "provisional")
    }
    told = marked.annotate(
        over=F("is_over"),
        flags=KeyTransform("red_flags", "evaluation__result"),
        frozen_flags=KeyTransform("red_flags", "result"),
        **frozen,
    )
    found = [dict(zip(_COLUMNS, values, strict=True)) for values in told.values_list(*_COLUMNS.values())]
    breaches = breaches_of(period, {row["unit_id"] for row in found})
    rows = {row["pk"]: _row(row, policy, clock, breaches) for row in found}
    return [rows[pk] for pk in ids if pk in rows]


def _row(row: Mapping[str, Any], policy: Policy, clock: Clock, breaches: Mapping[int, int]) -> AppraisalRow:
    turn = turn_of(row["state"], row["over"])
    posts = {
        Party.SUPERIOR: "superior_title",
        Party.ASSESSOR: "assessor_title",
        Party.DECIDER: "decider_title",
    }
    same = ("pk", "code", "unit", "name", "kind", "title", "state", "since", "is_mine")
    return AppraisalRow(
        **{name: row[name] for name in same},
        region=f"{KINDS[row['region_kind']]} {row['region_name']}",
        age=(clock.day(row["zone"]) - local_day(row["zone"], row["since"])).days,
        turn=turn,
        turn_post=row[posts[turn]] if turn in posts else "",
        is_over=row["over"],
        one=_element_one(row, policy),
        two=_element_two(row),
        flagged=_is_flagged(row, breaches),
        synthetic=bool(row["unit_synthetic"] or row["rating_synthetic"]),
    )


def _element_one(row: Mapping[str, Any], policy: Policy) -> Element:
    parts = ("completion", "nilai", "kategori", "provisional")
    decided = row["state"] in WITH_APPROVAL
    return element_of(
        kind=row["kind"],
        fields=row["fields"],
        policy=policy,
        unit=Element(*(row[f"unit_{part}"] for part in parts)),
        of_fields=row["of_fields"],
        frozen={part: row[f"frozen_{part}"] for part in parts} if decided else None,
    )


def _element_two(row: Mapping[str, Any]) -> ElementTwo:
    if row["origin"] is None:
        return ElementTwo()
    if row["origin"] == StaffRating.Origin.UNAVAILABLE:
        return ElementTwo(is_told=True)
    return ElementTwo(True, row["value"], row["predikat"])


def _is_flagged(row: Mapping[str, Any], breaches: Mapping[int, int]) -> bool:
    """Whether there are red flags: as they are, or as the approval met them (``selectors.red_flags``)."""
    if row["state"] in WITH_APPROVAL:
        return bool(row["frozen_flags"])
    of_register = row["duties"] != WorkUnit.Duties.PROVINSI and breaches.get(row["unit_id"], 0)
    return bool(row["flags"] or of_register)
