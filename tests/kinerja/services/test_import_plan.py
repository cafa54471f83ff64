"""Templates of every kind: of a region within reach, of no other."""

import pytest

from kinerja.selectors.lookup import NothingFoundError
from kinerja.services.books import BOOKS
from tests.builders import make_evaluation, make_region, make_unit, make_user
from tests.kinerja.cast import Cast

BEYOND = "%s di luar jangkauan Anda, atau unit kerjanya belum dicatat."
KINDS = ("results", "agreements", "ratings", "reports", "history")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("region", "why"),
    [
        ("xyz", "Kode wilayah “xyz” tidak dikenal."),
        ("99", "Kode wilayah “99” tidak dikenal."),
        ("9", "Kode wilayah “9” tidak dikenal."),
        ("11", BEYOND % "Provinsi Aceh (11)"),
        ("92.71", BEYOND % "Kota Sorong (92.71)"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_of_no_region_within_reach(cast: Cast, kind: str, region: str, why: str) -> None:
    """Although both are appraised."""
    make_evaluation(make_unit(make_region("11", "Aceh")), cast.period)
    make_evaluation(make_unit(make_region("92.71", "Sorong", parent=cast.region)), cast.period)
    user = make_user("operator_ditjen", cast.fakfak, username="fakfak")
    with pytest.raises(NothingFoundError) as none:
        BOOKS[kind].template(cast.period, region, user)
    assert str(none.value) == why
    assert BOOKS[kind].template(cast.period, "92", user)


@pytest.mark.parametrize("kind", ["results", "reports", "history"])
def test_with_nothing_to_be_filled_in(cast: Cast, kind: str) -> None:
    """A unit that was recorded after the period was opened."""
    make_unit(make_region("11", "Aceh"))
    with pytest.raises(NothingFoundError) as none:
        BOOKS[kind].template(cast.period, "11", cast.ditjen)
    assert str(none.value) == "Tidak ada unit kerja yang dapat diisi dalam jangkauan Anda."
