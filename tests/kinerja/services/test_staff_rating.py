"""Element 2 as the superior says it, as decided elsewhere, or not available yet (II.C.2, R8)."""

from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import Appraisal, StaffRating
from kinerja.services.errors import NotPermitted
from kinerja.services.staff_rating import declare_unavailable, import_rating, save_rating
from officials.models import AuditEntry
from tests.kinerja.appraisal_cast import LOW, RATED, Appraising
from tests.kinerja.services.appraisal_courses import reasons

pytestmark = pytest.mark.django_db
ELSEWHERE = {"value": None, "predikat": "Baik", "source": "BKN e-Kinerja", "document_number": "EK-1"}


@pytest.fixture
def cast(db: None) -> Appraising:
    """Fakfak, its result final, its appraisals opened."""
    return Appraising()


def stored() -> dict[str, Any]:
    """The one rating as it is stored, without its explanation."""
    row = StaffRating.objects.get()
    columns = ("regime", "origin", "data", "value", "predikat", "reason", "synthetic", "rated_by")
    return {name: getattr(row, name) for name in columns}


def last_entry() -> AuditEntry:
    """The end of the audit trail."""
    return AuditEntry.objects.latest("sequence")


def test_a_rating_is_judged_by_the_rules_in_force_at_the_cut_off(cast: Appraising) -> None:
    made = save_rating(
        appraisal=cast.kabid, actor=cast.superior, origin="entered", data=RATED, synthetic=True
    )
    assert stored() == {
        "regime": "panrb6",
        "origin": "entered",
        "data": RATED,
        "value": None,
        "predikat": "Baik",
        "reason": "",
        "synthetic": True,
        "rated_by": cast.superior,
    }
    assert made.result["predikat"] == "Baik"
    assert [step["text"] for step in made.result["steps"]] == [
        "Hasil kerja sesuai ekspektasi dan perilaku kerja sesuai ekspektasi: predikat Baik."
    ]


@pytest.mark.parametrize(
    ("code", "regime", "value", "word"),
    [
        ("2020-1", "pp46", "76", "Baik"),
        ("2021-1", "pp46", "90.50", "Baik"),
        ("2021-2", "pp30", "100", "Baik"),
        ("2022-1", "panrb6", None, "Baik"),
    ],
)
def test_a_result_from_elsewhere_is_read_under_the_same_rules(
    code: str, regime: str, value: str | None, word: str
) -> None:
    cast = Appraising(code=code)
    data = ELSEWHERE | {"value": value}
    save_rating(appraisal=cast.kabid, actor=cast.superior, origin="elsewhere", data=data)
    found = stored()
    assert (found["regime"], found["value"], found["predikat"], found["origin"]) == (
        regime,
        None if value is None else Decimal(value),
        word,
        "elsewhere",
    )


def test_a_correction_is_audited_with_before_and_after(cast: Appraising) -> None:
    save_rating(appraisal=cast.kabid, actor=cast.superior, origin="entered", data=LOW)
    first = last_entry()
    save_rating(appraisal=cast.kabid, actor=cast.superior, origin="entered", data=RATED)
    low = {"origin": "entered", "value": None, "predikat": "Sangat Kurang", "reason": "", "data": LOW}
    rated = low | {"predikat": "Baik", "data": RATED}
    same = {"state": "draft", "revision": 1}
    second = last_entry()
    assert (first.action, first.before, first.after) == (
        "appraisal.rate",
        same | {"rating": None},
        same | {"rating": low},
    )
    assert (second.before, second.after) == (same | {"rating": low}, same | {"rating": rated})
    assert StaffRating.objects.count() == 1


def test_not_available_is_a_statement_with_a_reason(cast: Appraising) -> None:
    save_rating(appraisal=cast.kabid, actor=cast.superior, origin="entered", data=RATED)
    declare_unavailable(appraisal=cast.kabid, actor=cast.superior, reason=" Belum dinilai BKN ")
    row = StaffRating.objects.get()
    assert (stored() | {"rated_by": None}, row.result, row.is_available) == (
        {
            "regime": "panrb6",
            "origin": "unavailable",
            "data": {},
            "value": None,
            "predikat": "",
            "reason": "Belum dinilai BKN",
            "synthetic": False,
            "rated_by": None,
        },
        None,
        False,
    )


def test_an_operator_takes_over_what_was_decided_elsewhere(cast: Appraising) -> None:
    import_rating(appraisal=cast.kabid, actor=cast.enterer, data=ELSEWHERE)
    entry = last_entry()
    assert (stored()["data"], stored()["rated_by"], entry.action, entry.actor) == (
        ELSEWHERE,
        cast.enterer,
        "appraisal.import_rating",
        cast.enterer,
    )
    assert cast.kabid.events.get().acting_as == ""


@pytest.mark.parametrize("state", ["submitted", "in_review", "approved"])
def test_after_submission_element_2_stays(cast: Appraising, state: str) -> None:
    row = cast.bring(state)
    before = stored()
    told = f"keadaan penilaian ini {row.get_state_display()} (tindakan terakhir oleh "
    name = row.events.latest("id").actor_name
    assert reasons(lambda: save_rating(appraisal=row, actor=cast.superior, origin="entered", data=LOW)) == [
        f"Tindakan “Isi unsur 2” tidak mungkin: {told}{name})."
    ]
    assert stored() == before


def test_returned_it_is_rated_anew(cast: Appraising) -> None:
    row = cast.bring("submitted")
    Appraisal.objects.filter(pk=row.pk).update(state="returned", submitted_at=None, submitted_by=None)
    save_rating(appraisal=row, actor=cast.superior, origin="entered", data=LOW)
    assert (stored()["predikat"], cast.kabid.state) == ("Sangat Kurang", "returned")


@pytest.mark.parametrize("who", ["bupati", "gubernur", "admin", "enterer", "dirjen"])
def test_only_the_direct_superior_rates(cast: Appraising, who: str) -> None:
    with pytest.raises(NotPermitted) as refusal:
        save_rating(appraisal=cast.kabid, actor=getattr(cast, who), origin="entered", data=RATED)
    told = "Peran Anda tidak mencakup tindakan “Isi unsur 2” pada penilaian ini."
    assert (refusal.value.reasons, StaffRating.objects.count()) == ([told], 0)
