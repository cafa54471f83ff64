"""Example people in the posts that are missing, and the tenures that tie the two together."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from kinerja.demo import EXAMPLE
from kinerja.demo.courses import Tenure, tenures_of
from kinerja.demo.seats import missing_seats
from officials.models import Appointment, Official, Position

Kind = Position.Kind
#: The kinds of posts from the top down, so that whoever is above is stored first (R7).
STEPS = (
    (Kind.MENTERI, Kind.DIRJEN, Kind.KEPALA_DAERAH),
    (Kind.KEPALA_DINAS,),
    (Kind.SEKRETARIS, Kind.KABID),
    (Kind.KASI, Kind.KASUBAG),
)


def add_people() -> int:
    """Make the posts that are missing, with who holds and who held them; returns how many posts."""
    seats = missing_seats()
    for kinds in STEPS:
        Position.objects.bulk_create(seat.position for seat in seats if seat.position.kind in kinds)
    _store(tenures_of(seats, nips_in_use()))
    return len(seats)


def nips_in_use() -> set[str]:
    """Every NIP that somebody bears."""
    return {nip for nip in Official.objects.values_list("nip", flat=True) if nip}


def _store(tenures: Sequence[Tenure]) -> None:
    """Store people and their tenures; who acts in a second post is stored once."""
    Official.objects.bulk_create({id(held.official): held.official for held in tenures}.values())
    Appointment.objects.bulk_create(_appointments(tenures))


def _appointments(tenures: Iterable[Tenure]) -> Iterable[Appointment]:
    for held in tenures:
        position = held.seat.position
        yield Appointment(
            position=position,
            official=held.official,
            kind=held.kind,
            decree_number=f"SK-{position.pk}/{held.since.year} {EXAMPLE}",
            decree_date=held.since - timedelta(days=7),
            valid_from=held.since,
            valid_until=held.until,
            is_example=True,
        )
