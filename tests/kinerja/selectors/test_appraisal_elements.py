"""Both elements as people read them: live and frozen, by field or by unit, apart or joined (R8)."""

from typing import Any

import pytest

from kinerja.models import StaffRating
from kinerja.selectors.appraisal_elements import Elements, Score, elements
from kinerja.services.scoring import score_unit
from kinerja.services.staff_rating import declare_unavailable
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db
FULL: dict[str, Any] = {"completion": "100.00", "nilai": 90, "kategori": "Sangat Baik", "provisional": False}


def test_the_bidang_is_carried_and_the_unit_stands_beside() -> None:
    """With the derivation of what is carried; the other way round where the policy says so."""
    one = elements(Appraising().kabid).one
    assert one.carried == Score("Hasil bidang Pencatatan Sipil", reported=4, required=4, **FULL)
    assert one.beside == Score("Hasil unit kerja", reported=8, required=8, **(FULL | {"completion": "99.50"}))
    assert [group.code for group in one.groups] == ["K1.2", "K1.5", "K2", "K3"]
    assert one.live is False


def test_the_unit_is_carried_by_policy_and_by_its_head() -> None:
    cast = Appraising(responsibility="unit")
    kabid, head = elements(cast.kabid).one, elements(cast.office.appraisal("kepala_dinas")).one
    assert (kabid.carried.label, kabid.beside and kabid.beside.label) == (
        "Hasil unit kerja",
        "Hasil bidang Pencatatan Sipil",
    )
    assert (head.carried.label, head.beside, len(head.groups)) == ("Hasil unit kerja", None, 8)


def test_live_until_the_unit_is_final_and_frozen_by_the_approval() -> None:
    """A figure changed afterwards moves a draft and leaves an approved result."""
    draft = Appraising(final=False)
    evaluation = draft.office.evaluation
    assert elements(draft.kabid).one.live is True
    evaluation.realizations.filter(indicator__code="K1.2").update(numerator=2_250)
    score_unit(evaluation=evaluation, actor=None)
    assert _carried(elements(draft.kabid)) == "87.50"


def test_an_approved_result_stays() -> None:
    cast = Appraising()
    cast.bring("approved")
    cast.office.evaluation.realizations.filter(indicator__code="K1.2").update(numerator=1)
    score_unit(evaluation=cast.office.evaluation, actor=None)
    found = elements(cast.kabid)
    assert (_carried(found), found.one.live) == ("100.00", False)


def _carried(found: Elements) -> str | None:
    return found.one.carried.completion


def test_element_2_is_absent_unavailable_or_told() -> None:
    """Each said as what it is; never a zero."""
    cast = Appraising()
    absent = elements(cast.kabid).two
    declare_unavailable(appraisal=cast.kabid, actor=cast.superior, reason="Menunggu BKN")
    unavailable = elements(cast.kabid).two
    StaffRating.objects.all().delete()
    cast.bring("submitted")
    told = elements(cast.kabid).two
    assert [(two.state, two.value, two.predikat, two.reason) for two in (absent, unavailable, told)] == [
        ("absent", None, "", ""),
        ("unavailable", None, "", "Menunggu BKN"),
        ("told", None, "Baik", ""),
    ]
    assert (told.regime.key, told.origin, [part["key"] for part in told.parts]) == (
        "panrb6",
        "Diisi atasan langsung",
        ["hasil_kerja", "perilaku"],
    )


def test_apart_by_default_and_joined_by_policy() -> None:
    apart = Appraising()
    apart.bring("submitted")
    found = elements(apart.kabid)
    assert (found.joined, [line.policy for line in found.steps]) == (None, [True])


def test_joined_by_policy() -> None:
    """60 % × 100 + 40 % × 80 = 92, where a policy gives a number to a predikat."""
    cast = Appraising(
        composition="weighted",
        composition_weights={"unsur_1": "60", "unsur_2": "40"},
        predikat_values={"Baik": "80"},
    )
    cast.bring("submitted")
    assert elements(cast.kabid).joined == "92.00"
