"""Rank and number among peers: final units of a kind, approved officials of a kind of post; never a name."""

from decimal import Decimal

import pytest

from kinerja.models import Appraisal, SemesterEvaluation
from kinerja.selectors.appraisal_peers import Place, places_of_official, places_of_unit
from regions.models import Region
from tests.builders import make_region
from tests.kinerja.appraisal_cast import Appraising, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Appraising:
    """Fakfak with a neighbour in its province and a kabupaten elsewhere, all final."""
    cast = Appraising()
    papua = make_region("91", "Papua")
    offices = [cast.office]
    for code, name, parent in (("92.02", "Manokwari", cast.province), ("91.03", "Jayapura", papua)):
        offices.append(Office(make_region(code, name, parent=parent), cast.period))
    cast.offices = offices
    cast.open()
    return cast


def score(office: Office, completion: str, state: str = "final") -> None:
    """Give a unit another result."""
    rows = SemesterEvaluation.objects.filter(pk=office.evaluation.pk)
    rows.update(completion=Decimal(completion))
    if state != "final":
        empty = {f"{act}_{what}": None for act in ("submitted", "verified", "final") for what in ("at", "by")}
        rows.update(state=state, inputs=None, **empty)
    office.evaluation.refresh_from_db()


def test_a_unit_among_final_units(cast: Appraising) -> None:
    """Third of three in the country, second of two in the province; equals share a rank."""
    mine, near, far = cast.offices
    for office, completion in ((mine, "80.00"), (near, "90.00"), (far, "90.00")):
        score(office, completion)
    assert places_of_unit(mine.evaluation) == [
        Place("kabupaten seluruh Indonesia", 3, 3),
        Place("kabupaten di Provinsi Papua Barat", 2, 2),
    ]
    assert places_of_unit(near.evaluation)[0].rank == 1
    assert places_of_unit(far.evaluation)[0].rank == 1


def test_what_is_not_final_does_not_count(cast: Appraising) -> None:
    """A reopened neighbour leaves the comparison; a unit that is not final itself has no place."""
    mine, near, far = cast.offices
    score(mine, "80.00")
    score(near, "99.00", "reopened")
    assert [place.number for place in places_of_unit(mine.evaluation)] == [2, 1]
    assert places_of_unit(near.evaluation) == []
    SemesterEvaluation.objects.filter(pk=far.evaluation.pk).update(region_kind=Region.Kind.KOTA)
    assert places_of_unit(mine.evaluation)[0] == Place("kabupaten seluruh Indonesia", 1, 1)


def test_an_official_among_approved_ones(cast: Appraising) -> None:
    """By element 1 alone, in the office and in the province; drafts and other kinds of post do not count."""
    cast.bring("approved")
    assert places_of_official(cast.kabid) == []
    near = cast.offices[1].appraisal()
    _approve_like(near, cast.kabid, "70.00")
    _approve_like(cast.offices[2].appraisal(), cast.kabid, "99.00")
    assert places_of_official(cast.kabid) == [
        Place("Kepala Bidang kabupaten/kota di Provinsi Papua Barat", 1, 2)
    ]
    near.refresh_from_db()
    assert places_of_official(near) == [Place("Kepala Bidang kabupaten/kota di Provinsi Papua Barat", 2, 2)]
    assert places_of_official(cast.office.appraisal("kasi")) == []


def _approve_like(row: Appraisal, other: Appraisal, completion: str) -> None:
    """Put another official beside one: approved as they were, with another element 1."""
    result = other.result | {"element_one": {"carried": {"completion": completion}, "beside": None}}
    signed = ("submitted_at", "submitted_by", "approved_at", "approved_by", "approved_as", "inputs")
    for name in signed:
        setattr(row, name, getattr(other, name))
    row.state, row.result = "approved", result
    row.save()
    SemesterEvaluation.objects.filter(pk=row.evaluation_id).update(
        final_at=row.approved_at.replace(year=2100)
    )
