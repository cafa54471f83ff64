"""A decision that makes a result low plans the guidance that goes with it (I.B, R10)."""

from datetime import date, timedelta
from typing import Any

import pytest

from kinerja.models import GuidanceStep
from kinerja.services.errors import FigureErrors
from kinerja.services.objection import decide_objection
from kinerja.services.recommendation import Planned, record_follow_up
from officials.models import AuditEntry
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.services.appraisal_courses import MONDAY, answered, at

pytestmark = pytest.mark.django_db
TODAY = date(2025, 8, 4)
TOMORROW = TODAY + timedelta(days=1)
MISSING = {"plan": "Hasilnya rendah: buat rencana pembinaan dengan tanggal tindak lanjut."}
LOWER, HIGHER = {"predikat": "Kurang"}, {"predikat": "Sangat Baik"}


@pytest.fixture
def cast(db: None) -> Any:
    """An answered objection to a good result, whose one step of guidance was followed up, on a Monday."""
    with at(MONDAY):
        made = Appraising()
        answered(made)
        step = GuidanceStep.objects.get()
        record_follow_up(step=step, actor=made.bupati, done_on=TODAY, note="Selesai")
        yield made


def decide(cast: Appraising, changed: Any = LOWER, *plan: Planned) -> None:
    """A decision of the Gubernur's."""
    words = {"text": "Diputus", "changed": changed, "plan": plan}
    decide_objection(appraisal=cast.kabid, actor=cast.gubernur, **words)


def faults(cast: Appraising, changed: Any, *plan: Planned) -> Any:
    """What the decision is refused for; nothing of it stays."""
    with pytest.raises(FigureErrors) as refusal:
        decide(cast, changed, *plan)
    rows = GuidanceStep.objects.values_list("what", flat=True)
    assert (cast.kabid.state, cast.kabid.rating.predikat, list(rows)) == ("answered", "Baik", ["Bimbingan"])
    return refusal.value.errors


def test_a_lowered_result_needs_guidance(cast: Appraising) -> None:
    found = [faults(cast, LOWER), faults(cast, LOWER, Planned(" ", TODAY))]
    assert found == [
        {"": MISSING},
        {
            "": {
                "plan.0.what": "Tuliskan pembinaannya.",
                "plan.0.due_on": "Tanggal tindak lanjut harus sesudah hari ini.",
            }
        },
    ]


def test_guidance_that_is_overdue_is_none(cast: Appraising) -> None:
    cast.kabid.guidance_steps.create(what="Kursus", due_on=TODAY)
    with pytest.raises(FigureErrors) as refusal:
        decide(cast)
    assert refusal.value.errors == {"": MISSING}


def test_a_decision_adds_to_the_plan(cast: Appraising) -> None:
    cast.kabid.guidance_steps.create(what="Kursus", due_on=TODAY)
    decide(cast, LOWER, Planned(" Magang ", TOMORROW))
    entry = AuditEntry.objects.latest("sequence")
    rows = list(GuidanceStep.objects.values_list("what", "due_on", "done_on"))
    assert (cast.kabid.state, rows, entry.before["plan"], entry.after["plan"]) == (
        "decided",
        [
            ("Kursus", TODAY, None),
            ("Magang", TOMORROW, None),
            ("Bimbingan", date(2100, 1, 1), TODAY),
        ],
        ["2025-08-04 Kursus"],
        ["2025-08-04 Kursus", "2025-08-05 Magang"],
    )


@pytest.mark.parametrize("changed", [None, HIGHER])
def test_no_other_decision_needs_any(cast: Appraising, changed: Any) -> None:
    decide(cast, changed)
    assert (cast.kabid.state, "plan" in AuditEntry.objects.latest("sequence").after) == ("decided", False)


def test_guidance_to_come_is_enough(cast: Appraising) -> None:
    cast.kabid.guidance_steps.create(what="Kursus", due_on=TOMORROW)
    decide(cast)
    assert (cast.kabid.state, cast.kabid.rating.predikat) == ("decided", "Kurang")
