"""A touched appraisal of the wrong person is withdrawn, and the next opening adds the right one (R7, R9)."""

from typing import Any

import pytest

from kinerja.models import Appraisal, StaffRating
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_withdrawal import withdraw_appraisal
from kinerja.services.attachment import Upload
from kinerja.services.clarification import ask_clarification
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.staff_rating import save_rating
from officials.models import AuditEntry, Official, User
from tests.builders import give_role, make_user
from tests.kinerja.appraisal_cast import RATED, Appraising, upload
from tests.kinerja.services.openings import posts, report, run, tenure_of, touch

NOTE = "Pemegang jabatan salah dicatat"


@pytest.fixture
def cast(db: None) -> Appraising:
    """Fakfak with its appraisals opened."""
    return Appraising()


def withdraw(cast: Appraising, actor: User | None = None, note: str = NOTE) -> None:
    withdraw_appraisal(appraisal=cast.kabid, actor=actor or cast.admin, note=note)


def refused(cast: Appraising, **words: Any) -> list[str]:
    """The reasons why; everything stays."""
    before = list(Appraisal.objects.order_by("pk").values())
    with pytest.raises(Refused) as refusal:
        withdraw(cast, **words)
    assert list(Appraisal.objects.order_by("pk").values()) == before
    return refusal.value.reasons


def test_the_right_person_is_appraised_after_all(cast: Appraising) -> None:
    touch(cast, "kabid")
    right = Official.objects.create(name="Orang Benar", email="benar@contoh.invalid")
    tenure_of(cast, "kabid").update(official=right)
    withdraw(cast, note=f"  {NOTE} ")
    assert (run(cast), posts()["kabid"]) == (report(added=1, renewed=1, kept=3), "Orang Benar")


def test_the_trail_keeps_what_was_in_it(cast: Appraising) -> None:
    row = touch(cast, "kabid")
    withdraw(cast)
    entry = AuditEntry.objects.get(action="appraisal.withdraw")
    assert (entry.actor, entry.object_id, entry.object_name, entry.after, entry.note) == (
        cast.admin,
        str(row.pk),
        str(row),
        None,
        NOTE,
    )
    kept = entry.before
    assert kept["rating"].pop("rated_at")
    assert [act.pop("at") is not None for act in kept["acts"]] == [True]
    rating = {
        "origin": "unavailable",
        "value": None,
        "predikat": "",
        "reason": "SKP belum selesai",
        "data": {},
    }
    name = cast.superior.display_name
    rate = {"act": "rate", "from_state": "draft", "to_state": "draft", "actor_name": name, "note": ""}
    assert kept == {
        "period": "2025-1",
        "name": row.name,
        "title": row.title,
        "state": "draft",
        "revision": 1,
        "rating": rating,
        "recommendation": None,
        "plan": [],
        "acts": [rate],
    }
    assert not StaffRating.objects.exists()


def test_a_returned_one_goes_with_recommendation_and_plan(cast: Appraising) -> None:
    row = cast.bring("in_review")
    cast.recommended("kabid")
    perform_act(appraisal=row, act="return_", actor=cast.bupati, note="Orangnya salah")
    withdraw(cast)
    kept = AuditEntry.objects.get(action="appraisal.withdraw").before
    assert (kept["state"], kept["recommendation"]["career"]) == ("returned", "Dipertahankan")
    assert [step["what"] for step in kept["plan"]] == ["Bimbingan"]
    assert [act["act"] for act in kept["acts"]] == ["rate", "submit", "review", "recommend", "return_"]


@pytest.mark.parametrize("state", ["submitted", "in_review", "approved"])
def test_what_is_further_on_stays(cast: Appraising, state: str) -> None:
    told = cast.bring(state).get_state_display()
    text = f"Hanya draf dan yang dikembalikan yang dapat ditarik; keadaan penilaian ini {told}."
    assert refused(cast) == [text]


def test_a_question_or_a_file_stays_and_all_reasons_come_at_once(cast: Appraising) -> None:
    ask_clarification(appraisal=cast.kabid, actor=cast.official, text="Angka akta?", files=(file(),))
    text = "Penilaian ini tidak dapat ditarik karena memuat: klarifikasi data, lampiran."
    assert refused(cast, note=" ") == [text, "Tuliskan mengapa penilaian ini ditarik."]


def test_a_file_of_the_rating_stays(cast: Appraising) -> None:
    words = {"actor": cast.superior, "origin": "entered", "data": RATED, "files": (file(),)}
    save_rating(appraisal=cast.kabid, **words)
    assert refused(cast) == ["Penilaian ini tidak dapat ditarik karena memuat: lampiran."]


def test_a_second_time_says_so(cast: Appraising) -> None:
    row = cast.kabid
    withdraw(cast)
    with pytest.raises(Refused) as refusal:
        withdraw_appraisal(appraisal=row, actor=cast.admin, note=NOTE)
    assert refusal.value.reasons == ["Penilaian ini sudah ditarik atau dibuka ulang; buka daftarnya lagi."]


@pytest.mark.parametrize("who", ["dirjen", "bupati", "superior", "official", "enterer", "regional", "self"])
def test_only_a_national_admin_pusat_and_never_their_own(cast: Appraising, who: str) -> None:
    if who == "self":
        give_role(cast.official, "admin_pusat")
    people = {
        "regional": make_user("admin_pusat", cast.fakfak),
        "self": User.objects.get(pk=cast.official.pk),
    }
    actor = people.get(who) or getattr(cast, who)
    with pytest.raises(NotPermitted) as refusal:
        withdraw(cast, actor)
    assert refusal.value.reasons == ["Penilaian hanya ditarik admin pusat, dan bukan penilaiannya sendiri."]
    assert Appraisal.objects.count() == 5


def file() -> Upload:
    """A file as a form gives it."""
    return upload("bukti.pdf")


def test_who_acts_on_what_was_withdrawn_is_told_so(cast: Appraising) -> None:
    stale = cast.kabid
    withdraw(cast)
    with pytest.raises(Refused) as refusal:
        save_rating(appraisal=stale, actor=cast.superior, origin="entered", data=RATED)
    assert refusal.value.reasons == ["Penilaian ini sudah ditarik atau dibuka ulang; buka daftarnya lagi."]
