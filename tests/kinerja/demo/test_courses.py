"""What became of the holders of posts; nothing is stored here."""

from collections import Counter
from datetime import date

import pytest

from kinerja.demo.courses import BEGINS, PLANNED, Course, course_of, tenures_of
from kinerja.demo.seats import SINCE, Seat
from officials.models import Position

CUTOFF = date(2025, 6, 30)


def seat(
    kind: str, name: str = "Jabatan", *, code: str = "11.01", unit: int = 1, since: date = SINCE
) -> Seat:
    position = Position(kind=kind, title=f"{name} {code}", unit_id=None if kind == "kepala_daerah" else unit)
    return Seat(position, name, code, position.level, since)


def going(course: Course, kind: str = "kasi", *, unit: int = 1, since: date = SINCE) -> Seat:
    """The first of many posts that goes a way."""
    seats = (seat(kind, f"Jabatan {number}", unit=unit) for number in range(5000))
    found = next(one for one in seats if course_of(one) == course)
    return Seat(found.position, found.name, found.code, found.level, since)


def told(*seats: Seat) -> list[tuple[str, str, bool]]:
    """Post, kind of tenure and whether it lasts, of everybody in some posts."""
    return [(held.seat.name, held.kind, held.until is None) for held in tenures_of(seats, set())]


@pytest.mark.parametrize(
    ("kind", "courses"),
    [
        ("kasi", {"settled", "empty", "plt", "plh", "changed"}),
        ("sekretaris", {"settled", "empty", "plt", "plh", "changed"}),
        ("kepala_dinas", {"settled", "pj", "plt", "plh", "changed"}),
        ("kepala_daerah", {"settled", "pj"}),
    ],
)
def test_no_office_or_region_is_without_a_head(kind: str, courses: set[str]) -> None:
    found = Counter(course_of(seat(kind, f"Jabatan {number}")) for number in range(4000))
    assert set(found) == courses
    assert found[Course.SETTLED] > 3700


def test_regions_of_sign_ins_are_settled_but_for_what_is_planned() -> None:
    quiet = [
        seat("kasi", f"Jabatan {number}", code=code) for number in range(300) for code in ("92", "51.71")
    ]
    assert {course_of(one) for one in quiet} == {Course.SETTLED}
    assert {key: course_of(seat("kasi", key[1], code=key[0])) for key in PLANNED} == PLANNED


def test_a_young_region_is_settled() -> None:
    assert course_of(going(Course.EMPTY, since=date(2025, 6, 1))) == Course.SETTLED


def test_an_empty_post_had_a_holder() -> None:
    one = going(Course.EMPTY)
    assert told(one) == [(one.name, "definitif", False)]


def test_a_colleague_acts_and_keeps_the_own_post() -> None:
    one, colleague = going(Course.PLT), seat("kasi", code="92")
    assert told(colleague, one) == [
        ("Jabatan", "definitif", True),
        (one.name, "definitif", False),
        (one.name, "plt", True),
    ]
    own, _before, acting = tenures_of([colleague, one], set())
    assert acting.official is own.official


@pytest.mark.parametrize(
    "colleague",
    [
        seat("kasi", code="92", unit=2),
        seat("kasubag", code="92"),
        seat("kepala_daerah", code="92"),
    ],
)
def test_without_a_colleague_nobody_acts(colleague: Seat) -> None:
    one = going(Course.PLT)
    assert told(colleague, one) == [("Jabatan", "definitif", True), (one.name, "definitif", True)]


def test_the_sekretaris_acts_for_the_chief() -> None:
    chief, secretary = going(Course.PLH, "kepala_dinas"), seat("sekretaris", code="92")
    held = tenures_of([chief, secretary], set())
    assert [row.kind for row in held] == ["definitif", "plh", "definitif"]
    assert held[1].official is held[2].official


def test_a_pj_head_of_a_region_is_a_civil_servant() -> None:
    before, after = tenures_of([going(Course.PJ, "kepala_daerah")], set())
    assert (before.kind, before.official.nip, after.kind) == ("definitif", None, "pj")
    assert (len(after.official.nip or ""), after.official.rank in ("IV/b", "IV/c")) == (18, True)


@pytest.mark.parametrize("course", list(BEGINS))
def test_the_next_begins_the_day_after_on_the_right_side_of_the_cut_off(course: Course) -> None:
    kind = "kepala_dinas" if course == Course.PJ else "kasi"
    held = tenures_of([seat("kasi", code="92"), going(course, kind)], set())[1:]
    last = held[0].until
    assert last is not None
    assert (last < CUTOFF) is (course != Course.CHANGED)
    assert [(row.since - last).days for row in held[1:]] == [1] * (course != Course.EMPTY)
