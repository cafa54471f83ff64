"""Every post of every office, held by a person of its own: twenty an office, as in an office of type A."""

from collections.abc import Iterable
from datetime import date

from officials.models import Appointment, Official, Position, WorkUnit
from regions.models import Region

SINCE = date(2020, 1, 1)
FIELDS = ("dafduk", "capil", "piak", "pemanfaatan")
#: Kind of post, its bidang, how many there are of each, and the kind above; in that order.
STAFF = (
    ("kepala_dinas", ("",), 1, ""),
    ("sekretaris", ("sekretariat",), 1, "kepala_dinas"),
    ("kabid", FIELDS, 1, "kepala_dinas"),
    ("kasi", FIELDS, 3, "kabid"),
    ("kasubag", ("sekretariat",), 2, "sekretaris"),
)
#: Office, kind and bidang of a post, to find the one above by.
Place = tuple[int, str, str]


def seat_all() -> int:
    """Make the posts, the people and their tenures; how many of them are appraised."""
    _hold(Position(kind=kind, title=kind) for kind in Position.NATIONAL)
    heads = _hold(Position(kind="kepala_daerah", title="Kepala", region=row) for row in Region.objects.all())
    rulers = {post.region_id: post for post in heads}
    units = list(WorkUnit.objects.all())
    above: dict[Place, Position] = {(unit.pk, "", ""): rulers[unit.region_id] for unit in units}
    number = 0
    for kind, fields, each, superior in STAFF:
        posts = _hold(
            Position(kind=kind, title=f"{kind} {place}", unit=unit, field=name, superior=over)
            for unit in units
            for name in fields
            for over in [above.get((unit.pk, superior, name)) or above[unit.pk, superior, ""]]
            for place in range(each)
        )
        above |= {(unit, kind, name): post for post in posts for unit, name in _places(post)}
        number += len(posts)
    return number


def _places(post: Position) -> list[tuple[int, str]]:
    """Where a post is looked for: by its bidang, and as the only one of its kind."""
    assert post.unit_id is not None
    return [(post.unit_id, post.field), (post.unit_id, "")]


def _hold(posts: Iterable[Position]) -> list[Position]:
    """Store posts, each with a person of its own in it."""
    made = Position.objects.bulk_create(posts)
    people = Official.objects.bulk_create(Official(name=f"Pejabat {post.pk}") for post in made)
    Appointment.objects.bulk_create(
        Appointment(position=post, official=person, decree_number="SK-1", decree_date=SINCE, valid_from=SINCE)
        for post, person in zip(made, people, strict=True)
    )
    return made
