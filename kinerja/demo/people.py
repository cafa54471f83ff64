"""Example posts with an example person in each: Menteri, Dirjen, every Kepala Daerah and Kepala Dinas.

The offices of ``DEMO`` have a Sekretaris and four Kepala Bidang as well, for the account of pejabat. A post
that exists already is left alone, with or without somebody in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kinerja.demo import EXAMPLE
from kinerja.demo.names import Person, elected, head_title, office_title, servant
from officials.models import Appointment, Official, Position, WorkUnit
from regions.models import RegionCode
from regions.selectors import regions_on

#: Everybody took office on this day, or on the first day of a region that is younger.
SINCE = date(2017, 5, 1)
DEMO = ("92", "92.02")
NATIONAL = {Position.Kind.MENTERI: "Menteri Dalam Negeri", Position.Kind.DIRJEN: "Direktur Jenderal Dukcapil"}
FIELDS = {
    Position.Field.DAFDUK: "Pelayanan Pendaftaran Penduduk",
    Position.Field.CAPIL: "Pelayanan Pencatatan Sipil",
    Position.Field.PIAK: "Pengelolaan Informasi Administrasi Kependudukan",
    Position.Field.PEMANFAATAN: "Pemanfaatan Data dan Inovasi Pelayanan",
}
STAFF = (Position.Kind.SEKRETARIS, Position.Kind.KABID)


@dataclass(frozen=True, slots=True)
class _Seat:
    """A post to be made, the person for it, and since when."""

    position: Position
    person: Person
    since: date


def add_people() -> int:
    """Make the posts that are missing, each with its person; returns how many."""
    offices = {unit.region_id: unit for unit in WorkUnit.objects.all()}
    since = _since()
    heads = _seated([*_national(), *_heads(since)])
    chiefs = _seated(list(_chiefs(offices, since)))
    staff = _seated(list(_staff(offices, since)))
    return heads + chiefs + staff


def _seated(seats: list[_Seat]) -> int:
    """Store posts, people and appointments in three statements."""
    positions = Position.objects.bulk_create(seat.position for seat in seats)
    officials = Official.objects.bulk_create(
        Official(
            name=seat.person.name,
            nip=seat.person.nip,
            rank=seat.person.rank,
            rank_since=SINCE - timedelta(days=365) if seat.person.rank else None,
            is_example=True,
        )
        for seat in seats
    )
    Appointment.objects.bulk_create(
        Appointment(
            position=position,
            official=official,
            decree_number=f"SK-{position.pk}/{seat.since.year} {EXAMPLE}",
            decree_date=seat.since - timedelta(days=7),
            valid_from=seat.since,
            is_example=True,
        )
        for position, official, seat in zip(positions, officials, seats, strict=True)
    )
    return len(positions)


def _since() -> dict[int, date]:
    """The first day of each region's posts."""
    known: dict[int, date] = {}
    for region, first in RegionCode.objects.values_list("region", "valid_from"):
        known[region] = min(known.get(region, date.max), first or date.min)
    return {region: max(first, SINCE) for region, first in known.items()}


def _national() -> Iterator[_Seat]:
    for kind, title in NATIONAL.items():
        if not Position.objects.filter(kind=kind).exists():
            person = elected(title) if kind == Position.Kind.MENTERI else servant(title, "JPT Madya")
            yield _Seat(Position(kind=kind, title=title, is_example=True), person, SINCE)


def _heads(since: dict[int, date]) -> Iterator[_Seat]:
    kind = Position.Kind.KEPALA_DAERAH
    for region in regions_on(timezone.localdate()).exclude(positions__kind=kind):
        title = head_title(region)
        # In DKI Jakarta the Gubernur appoints a civil servant to it (UU 29/2007).
        person = servant(title, "JPT Pratama") if region.is_administrative else elected(title)
        yield _Seat(
            Position(kind=kind, title=title, region=region, is_example=True), person, since[region.pk]
        )


def _chiefs(offices: dict[int, WorkUnit], since: dict[int, date]) -> Iterator[_Seat]:
    kind = Position.Kind.KEPALA_DINAS
    superiors = dict(Position.objects.filter(region__isnull=False).values_list("region", "pk"))
    headed = set(Position.objects.filter(kind=kind).values_list("unit", flat=True))
    for region in regions_on(timezone.localdate()):
        unit = offices.get(region.pk)
        if unit and unit.pk not in headed:
            title = office_title(region, region.code, "Kepala")
            made: dict[str, Any] = {"kind": kind, "unit": unit, "superior_id": superiors.get(region.pk)}
            position = Position(title=title, is_example=True, **made)
            yield _Seat(position, servant(title, position.level), since[region.pk])


def _staff(offices: dict[int, WorkUnit], since: dict[int, date]) -> Iterator[_Seat]:
    for region in regions_on(timezone.localdate()).filter(code__in=DEMO):
        unit = offices.get(region.pk)
        if unit is None or unit.positions.filter(kind__in=STAFF).exists():
            continue
        chief = unit.positions.filter(kind=Position.Kind.KEPALA_DINAS).first()
        posts = [(Position.Kind.SEKRETARIS, Position.Field.SEKRETARIAT, "Sekretaris")]
        posts += [(Position.Kind.KABID, field, f"Kepala Bidang {name}") for field, name in FIELDS.items()]
        for kind, field, post in posts:
            title = office_title(region, region.code, post)
            made = {"kind": kind, "field": field, "unit": unit, "superior": chief}
            position = Position(title=title, is_example=True, **made)
            yield _Seat(position, servant(title, position.level), since[region.pk])
