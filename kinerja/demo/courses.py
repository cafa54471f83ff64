"""What became of the holder of each post: most are still there; some left, and then it is empty or not.

Everybody whose place somebody else took, or nobody, held it before: in 2018 every post had its holder.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kinerja.demo.names import elected, servant, with_own_nip
from kinerja.demo.seats import Seat
from kinerja.demo.seed import choose, pick
from officials.models import Appointment, Official, Position

Kind, Tenures = Position.Kind, Appointment.Kind


class Course(StrEnum):
    """How it went on with a post after its first holder; ``SETTLED``: not at all."""

    SETTLED = "settled"
    EMPTY = "empty"
    PLT = "plt"
    PLH = "plh"
    PJ = "pj"
    CHANGED = "changed"


#: How many of 1,000 posts go each way, or one before it; no office or region is without a head.
STAFF = ((30, Course.EMPTY), (45, Course.PLT), (48, Course.PLH), (53, Course.CHANGED))
CHIEFS = ((12, Course.PJ), (27, Course.PLT), (30, Course.PLH), (40, Course.CHANGED))
HEADS = ((15, Course.PJ),)
SHARES = {Kind.KEPALA_DAERAH: HEADS, Kind.KEPALA_DINAS: CHIEFS, Kind.MENTERI: (), Kind.DIRJEN: ()}
#: Regions of the accounts that sign in: what is not said in ``PLANNED`` is settled there.
QUIET = {"", "92", "92.02", "51.71", "34.71"}
PLANNED = {
    ("92.02", "Kepala Seksi Inovasi Pelayanan"): Course.EMPTY,
    ("92.02", "Kepala Subbagian Keuangan"): Course.PLT,
    # A Wali Kota who left after the cut-off of 2025-1: nothing of it is theirs to sign any more.
    ("73.71", "Wali Kota"): Course.CHANGED,
}
#: The first day of what came next, and over how many days it is spread: before the cut-off of 30 June 2025
#: where the post carries no personal score then or has a Pj, after it where the people changed.
BEGINS = {
    Course.EMPTY: (date(2024, 9, 1), 270),
    Course.PLT: (date(2025, 1, 2), 140),
    Course.PLH: (date(2025, 6, 2), 20),
    Course.PJ: (date(2025, 1, 2), 140),
    Course.CHANGED: (date(2025, 7, 7), 110),
}
TENURES = {Course.PLT: Tenures.PLT, Course.PLH: Tenures.PLH, Course.PJ: Tenures.PJ}
#: Whose colleague acts in a post: of the same kind, but for the two that are alone in their office.
ACTS = {Kind.KEPALA_DINAS: Kind.SEKRETARIS, Kind.SEKRETARIS: Kind.KABID}


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who holds a post from when until when; nothing is stored yet."""

    seat: Seat
    official: Official
    since: date
    until: date | None = None
    kind: str = Tenures.DEFINITIF


def course_of(seat: Seat) -> Course:
    """How it went on with a post; a region that is younger than what would come next is settled."""
    planned = PLANNED.get((seat.code, seat.name))
    if planned is None and seat.code in QUIET:
        return Course.SETTLED
    place = pick(1, 1000, seat.position.title, "course")
    shares = SHARES.get(Kind(seat.position.kind), STAFF)
    found = planned or next((course for highest, course in shares if place <= highest), Course.SETTLED)
    return found if found in BEGINS and seat.since < _turn(seat, found) else Course.SETTLED


def tenures_of(seats: Sequence[Seat], nips: set[str]) -> list[Tenure]:
    """Everybody who holds or held some posts, in the order of the posts.

    Args:
        seats: the posts.
        nips: those that somebody bears already; the new ones are added.
    """
    courses = [course_of(seat) for seat in seats]
    first = [person_for(seat.position.title, seat.level, nips) for seat in seats]
    rows = list(zip(seats, courses, first, strict=True))
    settled = _Colleagues((seat, who) for seat, course, who in rows if course == Course.SETTLED)
    return [held for row in rows for held in _course(*row, settled, nips)]


def person_for(words: str, level: str, nips: set[str]) -> Official:
    """The example person of some words: a civil servant of a level, or somebody elected where it is ""."""
    person = with_own_nip(servant(words, level), nips) if level else elected(words)
    return Official(
        name=person.name, nip=person.nip, rank=person.rank, rank_since=person.rank_since, is_example=True
    )


class _Colleagues:
    """The people of each office who hold a post of their own and keep it."""

    def __init__(self, settled: Iterable[tuple[Seat, Official]]) -> None:
        self.found: dict[tuple[int, str], list[Official]] = defaultdict(list)
        for seat, official in settled:
            if seat.position.unit_id:
                self.found[seat.position.unit_id, seat.position.kind].append(official)

    def who_acts(self, seat: Seat) -> Official | None:
        """The colleague who acts in a post; None where the office has nobody for it."""
        position = seat.position
        kind = ACTS.get(Kind(position.kind), position.kind)
        able = self.found.get((position.unit_id or 0, kind), [])
        return choose(able, position.title, "acts") if able else None


def _course(
    seat: Seat, course: Course, first: Official, settled: _Colleagues, nips: set[str]
) -> Iterator[Tenure]:
    acts = course in (Course.PLT, Course.PLH)
    colleague = settled.who_acts(seat) if acts else None
    if course == Course.SETTLED or (acts and colleague is None):
        yield Tenure(seat, first, seat.since)
        return
    turn = _turn(seat, course)
    yield Tenure(seat, first, seat.since, turn - timedelta(days=1))
    if course != Course.EMPTY:
        level = "JPT Pratama" if course == Course.PJ else seat.level
        who = colleague or person_for(f"{seat.position.title}, penerus", level, nips)
        yield Tenure(seat, who, turn, kind=TENURES.get(course, Tenures.DEFINITIF))


def _turn(seat: Seat, course: Course) -> date:
    """The first day of what came after a post's first holder."""
    first, days = BEGINS[course]
    return first + timedelta(days=pick(0, days - 1, seat.position.title, "turn"))
