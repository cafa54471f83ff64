"""What a decision on an objection says of element 2 is final, also after a reopening and a return (R10)."""

from typing import Any

import pytest

from kinerja.models import StaffRating
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_acting import acting
from kinerja.services.objection import decide_objection
from kinerja.services.staff_rating import declare_unavailable, import_rating, save_rating
from tests.kinerja.appraisal_cast import LOW, Appraising
from tests.kinerja.ratings_file import give_nips, line, sent
from tests.kinerja.services.appraisal_courses import answered, reasons
from tests.kinerja.services.record_book import planned, said

pytestmark = pytest.mark.django_db
FINAL = "Unsur 2 ditetapkan dengan putusan atas keberatan, yang final (R10)."
ELSEWHERE = {"value": None, "predikat": "Kurang", "source": "BKN", "document_number": "1"}
#: What is decided → origin and predikat of element 2 from then on.
DECIDED = [(None, ("entered", "Baik")), ({"predikat": "Sangat Baik"}, ("decision", "Sangat Baik"))]


def returned(changed: dict[str, Any] | None) -> Appraising:
    """Objected to, decided, closed, reopened by the admin and returned by the assessor."""
    cast = Appraising()
    answered(cast)
    decide_objection(appraisal=cast.kabid, actor=cast.gubernur, text="Diputus", changed=changed)
    with acting(appraisal=cast.kabid, act="sign_decision", actor=cast.gubernur):
        pass
    perform_act(appraisal=cast.kabid, act="reopen", actor=cast.admin, note="Angka unit dikoreksi")
    perform_act(appraisal=cast.kabid, act="return_", actor=cast.bupati, note="Ajukan lagi")
    return cast


def stored(cast: Appraising) -> tuple[str, str]:
    """Origin and predikat of element 2."""
    rating = StaffRating.objects.get(appraisal=cast.kabid)
    return rating.origin, rating.predikat


@pytest.mark.parametrize(("changed", "kept"), DECIDED)
def test_nobody_rates_what_was_decided(changed: dict[str, Any] | None, kept: tuple[str, str]) -> None:
    cast = returned(changed)
    by_superior: dict[str, Any] = {"appraisal": cast.kabid, "actor": cast.superior}
    found = [
        reasons(lambda: save_rating(**by_superior, origin="entered", data=LOW)),
        reasons(lambda: save_rating(**by_superior, origin="elsewhere", data=ELSEWHERE)),
        reasons(lambda: declare_unavailable(**by_superior, reason="Belum")),
        reasons(lambda: import_rating(appraisal=cast.kabid, actor=cast.enterer, data=ELSEWHERE)),
    ]
    assert (found, stored(cast)) == ([[FINAL]] * 4, kept)


@pytest.mark.parametrize(("changed", "kept"), DECIDED)
def test_it_is_submitted_again_as_it_was_decided(
    changed: dict[str, Any] | None, kept: tuple[str, str]
) -> None:
    cast = returned(changed)
    perform_act(appraisal=cast.kabid, act="submit", actor=cast.superior)
    perform_act(appraisal=cast.kabid, act="review", actor=cast.bupati)
    cast._approve(cast.kabid, "kabid")
    assert (cast.kabid.state, cast.kabid.result["element_two"]["predikat"], stored(cast)) == (
        "approved",
        kept[1],
        kept,
    )


@pytest.mark.usefixtures("media_root")
def test_an_import_names_the_row() -> None:
    cast = returned({"predikat": "Sangat Baik"})
    give_nips(cast)
    found = planned(sent(cast, line("kabid"), line("kasi")))
    assert said(found) == [f"SKP!A3 (nip): {FINAL.rstrip('.')}; hapus barisnya. [R8]"]
    assert [row.key for row in found.rows] == [str(cast.office.appraisal("kasi").pk)]


def test_what_was_never_available_may_still_be_rated() -> None:
    """An objection to a missing element 2 that was upheld settles nothing."""
    cast = returned(None)
    empty = {"origin": "unavailable", "reason": "Belum", "result": None, "predikat": "", "data": {}}
    StaffRating.objects.filter(appraisal=cast.kabid).update(**empty)
    save_rating(appraisal=cast.kabid, actor=cast.superior, origin="entered", data=LOW)
    assert stored(cast) == ("entered", "Sangat Kurang")
