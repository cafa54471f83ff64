"""Reads of offices and people as they stood on a day (R7, R9), for pages, documents and checks.

What shows people to somebody starts from ``visible_to`` and masks the NIP; the rest (``holder_of``,
``head_of``, ``heads_of``) names the holders of public posts, which every result and document prints anyway.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from officials.access import nip_scope, regions_in
from officials.models import Appointment, Official, Position, WorkUnit
from officials.nip import mask_nip
from regions.models import Region

#: The order of posts in an office, from its head down (facts.md 4).
RANKING = [kind.value for kind in Position.Kind]


@dataclass(frozen=True, slots=True)
class PostHolder:
    """A post of an office and who holds it; ``name`` is empty where nobody does, ``nip`` is masked where
    the reader does not need it.
    """

    position: int
    kind: str
    title: str
    official: int | None
    name: str
    nip: str
    rank: str
    tenure: str


def appointments_on(day: date) -> "QuerySet[Appointment]":
    """The tenures in force on a day, with person, post, office and region (R9)."""
    return Appointment.objects.on(day).with_names()


def holder_of(position: Position, day: date) -> Appointment | None:
    """Who holds a post on a day, definitively or acting; None where it is empty (R9)."""
    return appointments_on(day).filter(position=position).first()


def head_of(unit: WorkUnit, day: date) -> Appointment | None:
    """The Kepala Dinas of an office on a day."""
    return heads_of([unit], day).get(unit.pk)


def heads_of(units: Iterable[WorkUnit], day: date) -> dict[int, Appointment]:
    """The Kepala Dinas of each office on a day, by the office's id; one query for all."""
    heads = appointments_on(day).filter(position__kind=Position.Kind.KEPALA_DINAS, position__unit__in=units)
    return {unit: held for held in heads if (unit := held.position.unit_id)}


def dirjen_on(day: date) -> Appointment | None:
    """The Director General on a day, who assesses for the Menteri (R7)."""
    return appointments_on(day).filter(position__kind=Position.Kind.DIRJEN).first()


def regional_head_on(region: Region, day: date) -> Appointment | None:
    """The Gubernur, Bupati or Wali Kota of a region on a day (R7)."""
    heads = appointments_on(day).filter(position__kind=Position.Kind.KEPALA_DAERAH)
    return heads.filter(position__region=region).first()


def people_of(unit: WorkUnit, day: date, *, user: Any) -> list[PostHolder]:
    """The posts of an office and who holds them on a day, in the order of the office; empty posts too.

    Args:
        unit: the office.
        day: usually today, or the cut-off of a period.
        user: who reads; nothing for whoever may not see the office, a masked NIP for whoever needs none.
    """
    posts = (
        Position.objects.visible_to(user).filter(unit=unit).alias(place=_place()).order_by("place", "title")
    )
    held = {row.position_id: row for row in appointments_on(day).filter(position__in=posts)}
    whole = _sees_nip(user, unit.region_id)
    own = getattr(user, "official_id", None)
    return [_holder(post, held.get(post.pk), whole=whole, own=own) for post in posts]


def nip_shown(official: Official, *, user: Any) -> str:
    """The NIP of one person as an account may read it: whole for whoever needs it, else masked (R12).

    Up to two queries; a list of people comes from ``people_of``, in three for all.
    """
    scope = nip_scope(user)
    own = getattr(user, "official_id", None) == official.pk
    whole = own or scope.everything or (bool(scope.regions) and _serves_in(official, regions_in(scope)))
    return (official.nip or "") if whole else mask_nip(official.nip)


def _serves_in(official: Official, regions: Any) -> bool:
    held = Appointment.objects.on(timezone.localdate()).filter(official=official)
    return held.filter(Q(position__unit__region__in=regions) | Q(position__region__in=regions)).exists()


def _place() -> Case:
    ranks = [When(kind=kind, then=Value(place)) for place, kind in enumerate(RANKING)]
    return Case(*ranks, output_field=IntegerField())


def _sees_nip(user: Any, region: int) -> bool:
    scope = nip_scope(user)
    return scope.everything or regions_in(scope).filter(pk=region).exists()


def _holder(post: Position, held: Appointment | None, *, whole: bool, own: int | None) -> PostHolder:
    person = held.official if held else None
    nip = (person.nip or "") if person else ""
    return PostHolder(
        position=post.pk,
        kind=post.kind,
        title=post.title,
        official=person.pk if person else None,
        name=person.name if person else "",
        nip=nip if whole or (person and own == person.pk) else mask_nip(nip),
        rank=person.rank if person else "",
        tenure=held.kind if held else "",
    )
