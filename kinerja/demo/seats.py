"""The posts that are missing: Menteri, Dirjen, every Kepala Daerah and Kepala Dinas, and all posts below.

A post that exists already is left alone, with or without somebody in it; so is the staff of an office that
is no example, or that has any post below its Kepala Dinas.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from kinerja.demo.names import HEADS, head_title, office_title
from kinerja.demo.structure import posts_of
from officials.models import Position, WorkUnit
from regions.models import Region, RegionCode
from regions.selectors import RegionOnDay, regions_on

Kind = Position.Kind
#: Everybody took office on this day, or on the first day of a region that is younger.
SINCE = date(2017, 5, 1)
#: The title of each national post, and the level of whoever holds it ("" for who is no civil servant).
NATIONAL = {
    Kind.MENTERI: ("Menteri Dalam Negeri", ""),
    Kind.DIRJEN: ("Direktur Jenderal Dukcapil", "JPT Madya"),
}
CHIEF = "Kepala"


@dataclass(frozen=True, slots=True)
class Seat:
    """A post to be made.

    ``name`` is that of the post without its office; ``code`` is the region's ("" for a national post);
    ``level`` that of its holder, "" for the elected; ``since`` the first day on which somebody holds it.
    """

    position: Position
    name: str
    code: str
    level: str
    since: date


def missing_seats() -> list[Seat]:
    """The posts to be made, each after the one above it; nothing is stored yet."""
    return [*_national(), *_Country().seats()]


def _national() -> Iterator[Seat]:
    there = set(Position.objects.filter(kind__in=NATIONAL).values_list("kind", flat=True))
    for kind, (title, level) in NATIONAL.items():
        if kind not in there:
            yield Seat(Position(kind=kind, title=title, is_example=True), title, "", level, SINCE)


class _Country:
    """What is there in every region, read once."""

    def __init__(self) -> None:
        self.since = _since()
        self.offices = {unit.region_id: unit for unit in WorkUnit.objects.all()}
        self.heads = {post.region_id: post for post in Position.objects.filter(kind=Kind.KEPALA_DAERAH)}
        self.chiefs = {post.unit_id: post for post in Position.objects.filter(kind=Kind.KEPALA_DINAS)}
        staff = Position.objects.filter(unit__isnull=False).exclude(kind=Kind.KEPALA_DINAS)
        self.staffed = set(staff.values_list("unit", flat=True))

    def seats(self) -> Iterator[Seat]:
        for region in regions_on(timezone.localdate()):
            head, unit = self.heads.get(region.pk), self.offices.get(region.pk)
            if head is None:
                head = Position(kind=Kind.KEPALA_DAERAH, title=head_title(region), region=region)
                # In DKI Jakarta the Gubernur appoints a civil servant to it (UU 29/2007).
                level = "JPT Pratama" if region.is_administrative else ""
                yield self._seat(region, head, HEADS[Region.Kind(region.kind)], level)
            if unit is not None:
                yield from self._office(region, unit, head)

    def _office(self, region: RegionOnDay, unit: WorkUnit, head: Position) -> Iterator[Seat]:
        chief = self.chiefs.get(unit.pk)
        if chief is None:
            chief = _position(region, unit, CHIEF, kind=Kind.KEPALA_DINAS, superior=head)
            yield self._seat(region, chief, CHIEF, chief.level)
        if unit.is_example and unit.pk not in self.staffed:
            yield from self._staff(region, unit, chief)

    def _staff(self, region: RegionOnDay, unit: WorkUnit, chief: Position) -> Iterator[Seat]:
        above = {"": chief}
        for post in posts_of(unit.type):
            about = {"kind": post.kind, "field": post.field, "second_field": post.second_field}
            made = _position(region, unit, post.name, superior=above[post.superior], **about)
            above[post.name] = made
            yield self._seat(region, made, post.name, made.level)

    def _seat(self, region: RegionOnDay, position: Position, name: str, level: str) -> Seat:
        position.is_example = True
        return Seat(position, name, region.code, level, self.since[region.pk])


def _position(region: RegionOnDay, unit: WorkUnit, name: str, **about: Any) -> Position:
    return Position(title=office_title(region, region.code, name), unit=unit, **about)


def _since() -> dict[int, date]:
    """The first day of each region's posts."""
    known: dict[int, date] = {}
    for region, first in RegionCode.objects.values_list("region", "valid_from"):
        known[region] = min(known.get(region, date.max), first or date.min)
    return {region: max(first, SINCE) for region, first in known.items()}
