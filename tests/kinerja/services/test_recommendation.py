"""The recommendation with its guidance plan, and the follow-up of its steps (I.B)."""

from datetime import date, timedelta
from typing import Any

import pytest

from kinerja.models import GuidanceStep, Recommendation
from kinerja.services.appraisal import perform_act
from kinerja.services.errors import FigureErrors, NotPermitted
from kinerja.services.recommendation import LONGEST_STEP, Planned, recommend, record_follow_up
from officials.models import AuditEntry
from tests.kinerja.appraisal_cast import LOW, Appraising, approve
from tests.kinerja.services.appraisal_courses import MONDAY, at, reasons

pytestmark = pytest.mark.django_db
TODAY = date(2025, 8, 4)
PLAN = "Hasilnya rendah: buat rencana pembinaan dengan tanggal tindak lanjut."
EARLY = "Hasilnya baru disetujui 4 Agustus 2025; isi tanggal itu atau sesudahnya."
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Any:
    """The Kepala Bidang's low result in review, on a Monday."""
    with at(MONDAY):
        made = Appraising()
        made.bring("in_review", data=LOW)
        yield made


def write(cast: Appraising, **fields: Any) -> Recommendation:
    """A recommendation of the Bupati's."""
    return recommend(appraisal=cast.kabid, actor=cast.bupati, **fields)


def last_entry() -> AuditEntry:
    """The end of the audit trail."""
    return AuditEntry.objects.latest("sequence")


def plan() -> list[tuple[str, date]]:
    """The steps that stand."""
    return list(GuidanceStep.objects.values_list("what", "due_on"))


def test_a_recommendation_is_kept_with_its_plan(cast: Appraising) -> None:
    made = write(cast, career=" Dipertahankan ", proposal="Promosi", plan=(Planned(" Bimbingan ", TOMORROW),))
    assert ([getattr(made, part) for part in Recommendation.PARTS], made.written_by, plan()) == (
        ["Dipertahankan", "", "", "Promosi"],
        cast.bupati,
        [("Bimbingan", TOMORROW)],
    )
    entry = last_entry()
    said = {"career": "Dipertahankan", "training": "", "guidance": "", "proposal": "Promosi"}
    assert (entry.action, entry.after) == (
        "appraisal.recommend",
        {"state": "in_review", "revision": 1, "plan": ["2025-08-05 Bimbingan"]} | said,
    )


def test_another_one_takes_its_place(cast: Appraising) -> None:
    write(cast, career="Dipertahankan", plan=(Planned("Bimbingan", TOMORROW),))
    write(cast, training="Diklat", plan=(Planned("Pelatihan", TOMORROW),))
    row = Recommendation.objects.get()
    before = {"career": "Dipertahankan", "training": "", "guidance": "", "proposal": ""}
    after = {"career": "", "training": "Diklat", "guidance": "", "proposal": ""}
    stays, entry = {"state": "in_review", "revision": 1}, last_entry()
    assert ((row.career, row.training), plan(), entry.before, entry.after) == (
        ("", "Diklat"),
        [("Pelatihan", TOMORROW)],
        stays | before | {"plan": ["2025-08-05 Bimbingan"]},
        stays | after | {"plan": ["2025-08-05 Pelatihan"]},
    )


def test_what_is_wrong_is_told_at_once(cast: Appraising) -> None:
    steps = (Planned(" ", TOMORROW), Planned("x" * (LONGEST_STEP + 1), TODAY))
    with pytest.raises(FigureErrors) as refusal:
        write(cast, career=" ", plan=steps)
    assert refusal.value.errors == {
        "": {
            "career": "Tuliskan sedikitnya satu: karier, pelatihan, pembinaan, atau usulan.",
            "plan.0.what": "Tuliskan pembinaannya.",
            "plan.1.what": "Paling panjang 300 huruf.",
            "plan.1.due_on": "Tanggal tindak lanjut harus sesudah hari ini.",
        }
    }
    assert (Recommendation.objects.count(), plan()) == (0, [])


def test_blanks_around_a_step_do_not_count_against_its_length(cast: Appraising) -> None:
    write(cast, career="Dipertahankan", plan=(Planned(f"  {'x' * LONGEST_STEP}  ", TOMORROW),))
    assert plan() == [("x" * LONGEST_STEP, TOMORROW)]


def test_a_low_result_needs_a_plan(cast: Appraising) -> None:
    write(cast, career="Dipertahankan")
    found = reasons(lambda: approve(cast.kabid, cast.bupati))
    assert found == [PLAN]


def test_a_low_result_needs_guidance_that_is_still_to_come(cast: Appraising) -> None:
    """A step followed up in an earlier round, or overdue by now, is no plan for this one."""
    record_follow_up(step=approved(cast), actor=cast.bupati, done_on=TODAY, note="Selesai")
    perform_act(appraisal=cast.kabid, act="return_", actor=cast.bupati, note="Perbaiki")
    cast.bring("in_review", data=LOW)
    done = reasons(lambda: approve(cast.kabid, cast.bupati))
    write(cast, career="Dipertahankan", plan=(Planned("Kursus", TOMORROW),))
    with at(MONDAY + timedelta(days=1)):
        due = reasons(lambda: approve(cast.kabid, cast.bupati))
    assert (done, due, reasons(lambda: approve(cast.kabid, cast.bupati))) == ([PLAN], [PLAN], [])


def test_the_day_of_the_approval_is_that_of_the_office(cast: Appraising) -> None:
    """Approved at 22:30 in Jakarta, it is Tuesday in Fakfak already."""
    with at(MONDAY.replace(hour=15, minute=30)):
        step = approved(cast, TOMORROW + timedelta(days=1))
        with pytest.raises(FigureErrors) as refusal:
            record_follow_up(step=step, actor=cast.bupati, done_on=TODAY, note="Selesai")
        record_follow_up(step=step, actor=cast.bupati, done_on=TOMORROW, note="Selesai")
    assert refusal.value.errors == {"": {"done_on": EARLY.replace("4 ", "5 ")}}


def approved(cast: Appraising, due: date = TOMORROW) -> GuidanceStep:
    """The one step of an approved result."""
    write(cast, career="Dipertahankan", plan=(Planned("Bimbingan", due),))
    approve(cast.kabid, cast.bupati)
    return GuidanceStep.objects.get()


@pytest.mark.parametrize("who", ["bupati", "superior"])
def test_a_step_is_followed_up(cast: Appraising, who: str) -> None:
    step, actor = approved(cast), getattr(cast, who)
    row = record_follow_up(step=step, actor=actor, done_on=TODAY, note=" Sudah dibimbing ")
    entry = last_entry()
    assert (row.done_on, row.note, row.recorded_by) == (TODAY, "Sudah dibimbing", actor)
    said = {"state": "approved", "revision": 1, "step": "Bimbingan"}
    assert (entry.action, entry.note, entry.before, entry.after) == (
        "appraisal.follow_up",
        "Sudah dibimbing",
        said | {"done_on": None},
        said | {"done_on": "2025-08-04"},
    )


@pytest.mark.parametrize(
    ("done_on", "note", "faults"),
    [
        (TOMORROW, "Selesai", {"done_on": "Tanggal pelaksanaan belum tiba."}),
        (TODAY - timedelta(days=1), "Selesai", {"done_on": EARLY}),
        (date(1900, 1, 1), "Selesai", {"done_on": EARLY}),
        (TODAY, " ", {"note": "Tuliskan hasil tindak lanjutnya."}),
    ],
)
def test_a_follow_up_that_cannot_be(
    cast: Appraising, done_on: date, note: str, faults: dict[str, str]
) -> None:
    with pytest.raises(FigureErrors) as refusal:
        record_follow_up(step=approved(cast), actor=cast.bupati, done_on=done_on, note=note)
    assert (refusal.value.errors, GuidanceStep.objects.get().done_on) == ({"": faults}, None)


def test_a_step_is_followed_up_once(cast: Appraising) -> None:
    step = approved(cast)
    record_follow_up(step=step, actor=cast.bupati, done_on=TODAY, note="Selesai")
    with pytest.raises(FigureErrors) as refusal:
        record_follow_up(step=step, actor=cast.superior, done_on=TODAY, note="Lagi")
    assert refusal.value.errors == {"": {"done_on": "Tindak lanjut ini sudah dicatat."}}
    assert GuidanceStep.objects.get().note == "Selesai"


def test_the_official_follows_nothing_up(cast: Appraising) -> None:
    with pytest.raises(NotPermitted):
        record_follow_up(step=approved(cast), actor=cast.official, done_on=TODAY, note="Selesai")
