"""Where a bidang that is not recorded is told: board, page, list of many (R8)."""

from typing import Any

import pytest

from kinerja.models import Appraisal
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_asked import Asked
from kinerja.selectors.appraisal_field import field_is_lacking, lacks_field
from kinerja.selectors.appraisal_parties import notices, seats
from kinerja.selectors.appraisal_together import read_together
from kinerja.selectors.board import board
from kinerja.selectors.period import policy_of
from tests.kinerja.appraisal_cast import POSTS, Appraising

pytestmark = pytest.mark.django_db
NOTICE = (
    "Bidang jabatan ini belum tercatat: angka unsur 1 di bawah adalah hasil unit kerja, bukan hasil "
    "bidangnya, dan belum dapat disetujui."
)
OF_FIELD = ["kabid", "kasi", "kasubag"]


def unrecorded(**policy: Any) -> Appraising:
    """Fakfak's appraisals, none with a bidang."""
    cast = Appraising(**policy)
    Appraisal.objects.update(fields=[])
    return cast


@pytest.mark.parametrize(("policy", "kinds"), [({}, OF_FIELD), ({"responsibility": "unit"}, [])])
def test_who_lacks_one(policy: dict[str, str], kinds: list[str]) -> None:
    """One by one as in the database."""
    cast = unrecorded(**policy)
    read = policy_of(cast.period)
    asked = sorted(Appraisal.objects.filter(field_is_lacking(read)).values_list("kind", flat=True))
    each = [kind for kind in sorted(POSTS) if lacks_field(cast.office.appraisal(kind), read)]
    assert (asked, each) == (kinds, kinds)


def test_who_has_one_lacks_none() -> None:
    cast = Appraising()
    read = policy_of(cast.period)
    assert not Appraisal.objects.filter(field_is_lacking(read)).exists()
    assert not lacks_field(cast.kabid, read)


def reasons(cast: Appraising) -> dict[str, int]:
    """Why something is held up, all in all."""
    told = board(Appraisals(cast.admin, cast.period)).total.blocked_reasons
    return {key: number for key, _label, number in told}


def test_the_board_says_so_until_the_approval() -> None:
    cast = Appraising()
    cast.bring("in_review")
    cast.bring("approved", "kasi")
    Appraisal.objects.update(fields=[])
    assert reasons(cast) == {"tanpa-bidang": 2}
    rows = Appraisals(cast.admin, cast.period).page(Asked(attention="tanpa-bidang"), 1)
    assert sorted(row.kind for row in rows) == ["kabid", "kasubag"]


def test_the_page_says_so_until_the_approval() -> None:
    cast = Appraising()
    cast.bring("approved", "kasi")
    Appraisal.objects.update(fields=[])
    rows = {kind: cast.office.appraisal(kind) for kind in POSTS}
    told = {kind: NOTICE in notices(row, seats(row)) for kind, row in rows.items()}
    assert told == dict.fromkeys(POSTS, False) | {"kabid": True, "kasubag": True}


def test_a_list_of_many_says_so() -> None:
    cast = Appraising()
    row = cast.bring("in_review")
    cast.recommended("kabid")
    rows = Appraisals(cast.bupati, cast.period)
    found = [read_together(rows, [row.pk])[0].lacks]
    Appraisal.objects.update(fields=[])
    found.append(read_together(rows, [row.pk])[0].lacks)
    assert found == [(), ("field_known",)]
